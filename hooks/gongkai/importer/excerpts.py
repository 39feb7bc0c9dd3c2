"""What a document says, shortened to a comment of one line: the words around a figure, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ..model.text import UNSEEN

#: Characters around a figure that are enough to find it again.
WIDTH: Final = 60
#: A statement among several.
SHORT: Final = 28
_OF_NUMBERS: Final = frozenset("0123456789.,")
_NUMBER: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?")
#: How a table of a text begins.
TABLE_BEGINS: Final = "| "
#: What stands behind a word of a row: nothing, a blank, a colon.
_WORD_ENDS: Final = ("", " ", "：")
#: By how many places the printed figure may be another than that in 万元.
_SHIFTS: Final = (0, 4, 1, -4)


def one_line(words: str) -> str:
    """``words`` as a comment may hold them."""
    return " ".join("".join(c if c.isprintable() else " " for c in UNSEEN.sub("", words)).split())


def excerpt(source: str, value: Decimal | None = None, width: int = WIDTH) -> str:
    """About ``width`` characters of ``source``, no number cut, with ``value`` among them where it is printed there."""
    line = one_line(source)
    if len(line) <= width:
        return line
    start, end = _place(line, value)
    before = max(0, min(start - (width - (end - start)) // 2, len(line) - width))
    after = before + width
    while before > 0 and line[before] in _OF_NUMBERS and line[before - 1] in _OF_NUMBERS:
        before -= 1
    while after < len(line) and line[after] in _OF_NUMBERS and line[after - 1] in _OF_NUMBERS:
        after += 1
    return f"{'…' if before else ''}{line[before:after]}{'…' if after < len(line) else ''}"


def _place(line: str, value: Decimal | None) -> tuple[int, int]:
    """Where the figure stands; the beginning where it cannot be found."""
    printed = [(found.start(), found.end(), Decimal(re.sub("[,，]", "", found[0]))) for found in _NUMBER.finditer(line)]
    for shift in _SHIFTS if value is not None else ():
        for start, end, number in printed:
            if value is not None and number == abs(value).scaleb(shift):
                return start, end
    return 0, 0


def at_place(place: str, words: str) -> str:
    """第3页“……”; only one of them where the other is not known."""
    return f"{place}“{words}”" if words else place or "文件"


def cleaned(text: str) -> str:
    """``text`` with its lines as a block of the file holds them; "" where nothing is left."""
    lines = ("".join(c if c.isprintable() else " " for c in line).rstrip() for line in UNSEEN.sub("", text).split("\n"))
    whole = "\n".join(lines).strip()
    return f"{whole}\n" if whole and not is_nothing(whole) else ""


def is_nothing(words: str) -> bool:
    """Whether words are what programs write where there is nothing."""
    return words.strip().lower() in {"null", "~"}


def shared_words(names: Sequence[str]) -> str:
    """The whole words that all of ``names`` begin with: a blank or colon ends a word, no number is cut."""
    if not names:
        return ""
    first, last = min(names), max(names)
    at = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    shared = first[:at]
    if all(name[at : at + 1] in _WORD_ENDS for name in names):
        return shared
    return shared[: max(map(shared.rfind, _WORD_ENDS[1:])) + 1] or shared.rstrip("0123456789.,")
