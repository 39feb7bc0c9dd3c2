"""Numbers with blanks in them as sentences have them: by thousands (5 864 300元), or broken by a scan (8 63.12万元).

A sentence is read with its numbers whole. Those that can be nothing else are certain; of any other nobody can tell
whether it is one number or the end of another, and what is read of it is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

BROKEN: Final = "数字中间有空格，不知道是一个数还是两个数"
_RUN: Final = re.compile(
    r"(?<![\d.,，A-Za-z])\d[\d,，.]*(?:(?: +[.,，]? *|(?<=[.,，]) +)\d[\d,，.]*)+"
    "(?= *(?:[亿万千]?元|万|人次|批次|人|名|个|辆|批|次|家|分|%|％|平方米))"
)
#: A blank in a name makes others of it: 项目 支出.
_BETWEEN_LETTERS: Final = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_NUMBER: Final = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
#: By two blanks or more nobody but who writes thousands so parts a number: 5 864 300.
_SURELY: Final = re.compile(r"(?<![\d.,， ])\d{1,3}(?: \d{3}){2,}(?:\.\d+)?(?= ?[万千]?元)")
#: What a number of a list, a table or an annex stands behind, and no amount: 附件3 150元.
_BEFORE_AMOUNT: Final = re.compile("(?<![件表第号章节条图注项及至到年月日])[\u4e00-\u9fff“”（(：:][ ]?$")

#: The last number before a place, with its measure.
_LAST: Final = re.compile(r"(?<![\d.,，])\d+(?:[,，]\d{3})*(?:\.\d+)?\s*(?:[^\d。；，\s]{0,4})$")


class SpacedNumber(NamedTuple):
    """A number that a paragraph has with blanks in it.

    Attributes:
        start, end: where it stands in the paragraph with its numbers whole.
        written: as the document has it.
        is_certain: it is one number.
    """

    start: int
    end: int
    written: str
    is_certain: bool

    @property
    def joined(self) -> str:
        """The number without its blanks."""
        return self.written.replace(" ", "")


def has_thousands_by_blanks(texts: Iterable[str]) -> bool:
    """Whether a document parts thousands by blanks, so that a single blank does so too."""
    return any(_SURELY.search(text) for text in texts)


def with_numbers_whole(text: str, *, by_blanks: bool) -> tuple[str, tuple[SpacedNumber, ...]]:
    """A paragraph with its words and numbers whole, and which numbers had blanks.

    Args:
        text: on one line.
        by_blanks: the document parts thousands so (:func:`has_thousands_by_blanks`).
    """
    text = _BETWEEN_LETTERS.sub("", text)
    whole, at, found = "", 0, list[SpacedNumber]()
    for run in _RUN.finditer(text):
        joined = run[0].replace(" ", "")
        if not _NUMBER.fullmatch(joined):
            continue
        whole += text[at : run.start()]
        is_usual = by_blanks and _BEFORE_AMOUNT.search(text, max(0, run.start() - 3), run.start()) is not None
        is_certain = _GROUPED.fullmatch(run[0]) is not None and (is_usual or run[0].count(" ") > 1)
        found.append(SpacedNumber(len(whole), len(whole) + len(joined), run[0], is_certain))
        whole, at = whole + joined, run.end()
    return whole + text[at:], tuple(found)


def doubt_of_blanks(line: str, end: int, text: str, numbers: Iterable[SpacedNumber]) -> str:
    """Why the number before ``end`` is doubted: it had blanks, and may be two; "" where it had none, or is certain.

    Args:
        line: a line of the paragraph, as it was read.
        end: behind the number and its measure.
        text: the paragraph, its numbers whole.
        numbers: those that had blanks.
    """
    found = _LAST.search(line, 0, end)
    start = found.start() if found else end
    base = text.find(line)
    for number in numbers:
        is_there = (
            number.start == base + start if base >= 0 else number.joined == line[start : start + len(number.joined)]
        )
        if is_there and not number.is_certain:
            return BROKEN
    return ""


def has_broken(words: str, numbers: Iterable[SpacedNumber]) -> bool:
    """Whether a number that may be two stands in words of the paragraph with its numbers whole."""
    return any(number.joined in words for number in numbers if not number.is_certain)


def as_written(words: str, text: str) -> str:
    """Words that were read of a paragraph, as they stand in its ``text``, blanks and all."""
    letters = [at for at, letter in enumerate(text) if letter != " "]
    bare = words.replace(" ", "")
    start = text.replace(" ", "").find(bare)
    return text[letters[start] : letters[start + len(bare) - 1] + 1] if bare and start >= 0 else words
