"""Text files: bytes → characters, whatever their encoding; lines → paragraphs."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from ..document import Grid, GridCell, Paragraph
from .drawn_tables import drawn_table
from .typed_cells import TypedTable
from .typed_tables import typed_table
from .widths import width

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OURS: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz": "gb18030", "utf8": "utf-8"}
#: Lines narrower than this many columns are not wrapped ones: no file is wrapped so.
_NARROWEST: Final = 40
#: So few lines show no way of breaking them.
_FEWEST: Final = 4
_USUAL: Final = re.compile("[\t\n\r -~\u2010-\u2030\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_END: Final = re.compile(r"[。！？；：!?;:.…][”’」』）)\"]?$")
#: What begins a paragraph, whatever stands before it: a heading's number, a bullet, an indent, whose table it is.
BEGINNING: Final = re.compile(
    r"\s{2,}|[\u3000\t]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[章节部条]|附[件表录]|[①-⑳●■◆•]|(?:预算|编制|填报|编报)?(?:部门|单位)(?:名称)?[:：]"
)


def decode(content: bytes, declared: str = "") -> str:
    """Bytes → characters: by their mark, else as UTF-8 where they are, else as declared, else as GB18030.

    What is UTF-8 from the first byte to the last is hardly ever anything else, whatever a page says of itself.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace").removeprefix("\ufeff")
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    for name in ("utf-8", _OURS.get(declared.lower(), declared), "gb18030"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    damaged = content.decode("utf-8", errors="replace"), content.decode("gb18030", errors="replace")
    return min(damaged, key=lambda text: text.count("\ufffd"))


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: no other text has noughts; "" for other texts."""
    head = content[: 4000 + len(content) % 2]
    if b"\0" not in head:
        return ""
    tried = {name: head.decode(name, errors="replace") for name in ("utf-16-le", "utf-16-be")}
    usual = {name: len(_USUAL.findall(text)) for name, text in tried.items()}
    best = max(usual, key=lambda name: usual[name])
    return best if usual[best] > 0.8 * len(tried[best]) else ""


def read_lines(text: str) -> Iterator[Paragraph | Grid]:
    """Paragraphs of a text file: blank lines part them; of a file that is wrapped, lines that fill it go on.

    Lines with tabs that follow one another with as many cells are a table, and so is what is typed or drawn as one.
    """
    lines = text.splitlines()
    tables = dict(_tables(lines))
    inside = {number for start, table in tables.items() for number in range(start, table.end)}
    wrap = Wrap.of([line for number, line in enumerate(lines) if number not in inside])
    at = 0
    for start in (*tables, len(lines)):
        yield from _paragraphs(lines[at:start], wrap, at)
        if start in tables:
            at = tables[start].end
            yield Grid(tables[start].cells, place=f"第{start + 1}行")
            yield from (Paragraph(line, place=f"第{start + 1}行") for line in tables[start].left)


def _tables(lines: list[str]) -> Iterator[tuple[int, TypedTable]]:
    """The tables that are typed or drawn, each with its first line."""
    at = 0
    while at < len(lines):
        table = drawn_table(lines, at) or typed_table(lines, at)
        if table:
            yield at, table
        at = table.end if table else at + 1


def _paragraphs(lines: list[str], wrap: Wrap, before: int) -> Iterator[Paragraph | Grid]:
    begun: list[str] = []
    for number, line in enumerate([*lines, ""], start=before + 1):
        if begun and not (_cells(line) > 1 and _cells(line) == _cells(begun[-1])) and not wrap.goes_on(begun[-1], line):
            yield _block(begun, f"第{number - len(begun)}行", "" if wrap.is_hard else "\n")
            begun = []
        if line.strip():
            begun.append(line.rstrip())


def _cells(line: str) -> int:
    return len(line.strip("\n").split("\t")) if line.strip() and not line.startswith("\t") else 0


def _block(lines: list[str], place: str, joint: str) -> Paragraph | Grid:
    if len(lines) < 2 or any(_cells(line) < 2 for line in lines):
        return Paragraph(joint.join(lines), place=place)
    rows = [line.split("\t") for line in lines]
    return Grid(tuple(GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)), place=place)


class Wrap(NamedTuple):
    """How the lines of a file were broken.

    Attributes:
        full: how long a line is that fills it; 0 where nothing is wrapped.
        is_marked: blank lines or indents part its paragraphs: a full line with a full stop need not end one.
        measured: how long a line is: in columns, or in letters where each counts as one.
        near: a line that is so much shorter is full: the next word did not fit.
    """

    full: int
    is_marked: bool
    measured: Callable[[str], int] = width
    near: int = 3

    @classmethod
    def of(cls, lines: list[str]) -> Wrap:
        """Many lines are as long, and none is longer: in columns, or in letters where more lines are as long so."""
        marks = sum(not line.strip() or line.startswith(("\u3000", "  ")) for line in lines)
        is_marked = marks >= max(2, len(lines) // 20)
        printed = [line.rstrip() for line in lines if line.strip()]
        if len(printed) < _FEWEST:
            return cls(0, is_marked)
        by_columns = cls(max(map(width, printed)), is_marked)
        (usual, _), *_ = Counter(map(len, printed)).most_common(1)
        is_cut = sum(len(line) > usual for line in printed) <= max(1, len(printed) // 20)  # a title may be longer
        by_letters = cls(usual if is_cut else max(map(len, printed)), is_marked, len, 0)
        wrap = max((by_columns, by_letters), key=lambda one: sum(map(one._is_full, printed)))  # the first of equals
        is_wrapped = sum(map(wrap._is_full, printed)) >= max(3, len(printed) // 4)
        is_wide = max(map(width, printed)) >= _NARROWEST or wrap._is_told_by_indents(lines)
        return wrap if is_wrapped and is_wide else cls(0, is_marked)

    @property
    def is_hard(self) -> bool:
        """Whether lines were cut after so many letters, whatever stood there: what two lines part is one word."""
        return self.full > 0 and self.near == 0

    def _is_told_by_indents(self, lines: list[str]) -> bool:
        """Whether every paragraph has an indent, so that each line without one goes on with a full one."""
        pairs = [(before, line) for before, line in pairwise(lines) if line.strip() and before.strip()]
        going_on = [before for before, line in pairs if not line.startswith(("\u3000", "  "))]
        return self.is_hard and len(going_on) >= _FEWEST and all(map(self._is_full, going_on))

    def _is_full(self, line: str) -> bool:
        length = self.measured(line)
        return length == self.full if self.is_hard else length >= self.full - self.near

    def goes_on(self, before: str, line: str) -> bool:
        """Whether a line goes on with the one before it."""
        if not self.full or not self._is_full(before) or not line.strip() or BEGINNING.match(line):
            return False
        return self.is_marked or not _END.search(before)
