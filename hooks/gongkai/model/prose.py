"""What free text is made of: headings, list items, tables, paragraphs; in them bold words and links.

These are all the marks there are (docs/guide/clerk.md lists them for clerks). Whatever is none of them is words and
stays as written; where a mark could be part of the text – a minus before a figure, a power, a masked name – it is
taken for text. Every step costs no more than the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from string import ascii_letters, digits
from typing import Final, NamedTuple

#: Han characters and full-width punctuation, between which a line end is no space.
WIDE: Final = (
    "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3041-\u31ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
    "\uffe0-\uffe6\U00020000-\U0003ffff"
)
#: A figure just after a list mark would lose its sign or its first digits; a year or a month has none.
_FIGURE: Final = r"(?:\*\*|\[)*[(（]?[¥￥$]?[.．]?(?!(?:19|20)[0-9]{2}年|[0-9]{1,2}月)\d"
#: What a line with a mark begins with.
_MARKS: Final = frozenset("#-123456789")
_HEADING: Final = re.compile(r"(?P<mark>#{3,6}) +(?P<words>\S.*)")
_ITEM: Final = re.compile(rf"(?P<mark>-|[1-9][0-9]{{0,2}}\.) +(?P<words>(?!{_FIGURE})\S.*)")
_RULE: Final = re.compile(r"(?=.*\|)\|? *+:?-++:? *+(?:\| *+:?-++:? *+)*+\|?")
#: A line that begins like this is not the rest of the line before it: an indent, a dash, numbering.
_BEGINS: Final = re.compile(
    r"[\t\u3000]|[ ]*(?:-(?![0-9])|\*(?![*0-9])|[+>] |#{1,6} |##|[•●○■□◆◇★☆※①-⑳]"
    r"|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[、)）]|[0-9]{1,3}[.．](?![0-9])"
    r"|[(（](?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）])"
)
#: A line that stands for itself: cells side by side, or marks alone.
_STANDS: Final = re.compile(r"[\t|｜│┃]|^[!-/:-@\[-`{-~ ]{3,}$")
#: White space that parts columns.
GAP: Final = re.compile(r"(?<=[^ \u3000])(?: {2,}| *\u3000[ \u3000]*)(?=[^ \u3000])")
_TIGHT: Final = re.compile(rf"[{WIDE}]")
_ADDRESS: Final = r"(?:(?i:https?://|mailto:)(?=[^\s()])|\.\.?/|#[A-Za-z])(?:[^\s()<>\"']|\([^\s()<>\"']*+\))*+"
_MARK: Final = re.compile(rf"\*\*+|\[(?P<label>[^\[\]\n]++)\]\((?P<address>{_ADDRESS})\)")
#: What stands on both sides of ``**`` when it is a power.
_BASE: Final = frozenset(f"{ascii_letters}{digits}.)%")
_EXPONENT: Final = frozenset(f"{ascii_letters}{digits}.(")
_NO_BEGINNING: Final = frozenset("，。、；：！？）》〉”’」』】〕,.;:!?)]}%％")
_NO_END: Final = frozenset("（《〈“‘「『【〔([{")


class Block(NamedTuple):
    """A paragraph, a heading, a list item or a table.

    Attributes:
        at: its first line in the text, from 0.
        mark: "" of a paragraph, ``###`` and more of a heading, ``-`` or ``12.`` of an item, ``|`` of a table.
        lines: its lines as written, without the mark; of a table the rows, without the line of rules.
    """

    at: int
    mark: str
    lines: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Its mark, whatever its depth or number: "", "#", "-", "1." or "|"."""
        return "1." if self.mark.endswith(".") else self.mark[:1]

    @property
    def text(self) -> str:
        """Its lines put together; a line end is left where the next line begins something of its own."""
        return _put_together(self.lines)


class Piece(NamedTuple):
    """Words of one kind inside a block: plain or bold, and the address they lead to."""

    words: str
    is_bold: bool = False
    address: str = ""


@lru_cache(maxsize=1024)  # the texts of a unit group: each is checked, printed and searched
def parse_prose(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in its order."""
    return tuple([Block(at, mark, tuple(lines)) for at, mark, lines in _blocks_of(text)])


def _blocks_of(text: str) -> list[tuple[int, str, list[str]]]:
    """What the blocks of a text are made of; see :class:`Block`."""
    found: list[tuple[int, str, list[str]]] = []
    lines = [line.rstrip() for line in text.split("\n")]
    has_bars = "|" in text
    is_open = False  # whether a line of words goes on with the last block
    in_table = False
    for at, line in enumerate(lines):
        if in_table and "|" in line:
            if at > found[-1][0] + 1:  # not the line of rules
                found[-1][2].append(line)
            continue
        in_table = False
        if has_bars and "|" in line and at + 1 < len(lines) and is_rule(lines[at + 1]) and not is_rule(line):
            found.append((at, "|", [line]))
            in_table, is_open = True, False
        elif line[:1] in _MARKS and (mark := _HEADING.fullmatch(line) or _ITEM.fullmatch(line)):
            found.append((at, mark["mark"], [mark["words"]]))
            is_open = mark["mark"][0] != "#"
        elif is_open and line:
            found[-1][2].append(line)
        elif line:
            found.append((at, "", [line]))
            is_open = True
        else:
            is_open = False
    return found


def _put_together(lines: Sequence[str]) -> str:
    """Lines of words as one; see :attr:`Block.text`."""
    if len(lines) == 1:
        return lines[0].strip()
    words = [line.strip() for line in lines]
    ends = [
        "\n" if _is_parted(*lines[at : at + 2]) else _space(words[at], words[at + 1]) for at in range(len(words) - 1)
    ]
    return "".join([part for pair in zip(words, [*ends, ""], strict=True) for part in pair])


def is_rule(line: str) -> bool:
    """Whether a line is the one below the first row of a table: ``|---|---|``."""
    return _RULE.fullmatch(line.strip()) is not None


def _is_parted(before: str, line: str) -> bool:
    return _BEGINS.match(line) is not None or stands_alone(before) or stands_alone(line)


def stands_alone(line: str) -> bool:
    """Whether a line is no part of a sentence: cells parted by bars, tabs or wide gaps, or marks alone."""
    bare = line.strip()
    return _STANDS.search(bare) is not None or len(GAP.findall(bare)) > 1


def _space(before: str, after: str) -> str:
    """What stands in place of a line end; the stars and brackets of marks do not count."""
    if before.endswith("*") and after.startswith("*"):
        return " "  # four stars would be no mark
    return "" if _TIGHT.match(before.rstrip("*")[-1:]) or _TIGHT.match(after.lstrip("*[")[:1]) else " "


def parse_row(line: str) -> tuple[str, ...]:
    """The cells of a table's row."""
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def parse_words(text: str) -> Iterator[Piece]:
    """The words of a block, taken apart at its bold words and links."""
    if "**" not in text and "](" not in text:
        yield Piece(text)
        return
    is_bold, at = False, 0
    for mark in _marks_in(text):
        if at < mark.start():
            yield Piece(text[at : mark.start()], is_bold)
        if mark["label"] is None:
            is_bold = not is_bold
        else:
            yield Piece(mark["label"], is_bold, mark["address"])
        at = mark.end()
    if at < len(text):
        yield Piece(text[at:], is_bold)


def _marks_in(text: str) -> list[re.Match[str]]:
    """The links, and the ``**`` that begin and end bold words."""
    marks = list(_MARK.finditer(text))
    stars = _paired([mark for mark in marks if mark["label"] is None])
    return [mark for mark in marks if mark["label"] is not None or mark.start() in stars]


def _paired(runs: list[re.Match[str]]) -> set[int]:
    """Where the ``**`` stand that begin and end bold words."""
    found: set[int] = set()
    begun: int | None = None
    for run in runs:
        start, end = run.span()
        before, after = run.string[max(start - 1, 0) : start], run.string[end : end + 1]
        if end - start != 2 or (before in _BASE and after in _EXPONENT):
            continue
        if begun is not None and not before.isspace() and before not in _NO_END:
            found |= {begun, start}
            begun = None
        elif after and not after.isspace() and after not in _NO_BEGINNING:
            begun = start
    return found


def is_link(text: str) -> bool:
    """Whether ``text`` is one link."""
    return _MARK.fullmatch(text) is not None


def plain_words(text: str) -> str:
    """The words of a block without their marks."""
    if "**" not in text and "](" not in text:
        return text
    at = 0
    kept: list[str] = []
    for mark in _marks_in(text):
        kept += text[at : mark.start()], mark["label"] or ""
        at = mark.end()
    return "".join(kept) + text[at:]


def plain_text(text: str) -> str:
    """A whole text without its marks, block by block; the rows of a table keep their bars."""
    if not ("\n" in text or "*" in text or "[" in text or (text[:1] in _MARKS and _MARKED.match(text))):
        return text
    return "\n".join(
        ["\n".join(lines) if mark == "|" else plain_words(_put_together(lines)) for _, mark, lines in parse_prose(text)]
    )


_MARKED: Final = re.compile(r"(?:#{3,6}|-|[1-9][0-9]{0,2}\.) ")


class Joined:
    """Texts put together, a line end after each, so that one search goes over all of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        listed = tuple(texts)
        self.text = "\n".join(listed)
        self.starts: Sequence[int] = tuple(accumulate([len(text) + 1 for text in listed], initial=0))[:-1]

    def at(self, position: int) -> int:
        """Which of the texts stands at ``position``."""
        return bisect(self.starts, position) - 1

    def having(self, pieces: Iterable[str]) -> list[int]:
        """Which of the texts hold any of ``pieces``, in their order."""
        found, ends = set(), (*self.starts[1:], len(self.text))
        for piece in pieces:
            position = self.text.find(piece)
            while position >= 0:
                found.add(at := self.at(position))
                position = self.text.find(piece, ends[at])
        return sorted(found)

    def matching(self, *patterns: re.Pattern[str]) -> list[int]:
        """Which of the texts hold a match of any of ``patterns``, which take no line end, in their order."""
        return sorted({self.at(match.start()) for pattern in patterns for match in pattern.finditer(self.text)})
