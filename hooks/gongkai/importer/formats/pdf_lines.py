"""Letters of a page → lines; lines → paragraphs, which go on where a line fills its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from .pdf_page import Glyph
from .plain_text import BEGINNING

_END: Final = re.compile(r"[。！？；：:][”’」』）)]?$")
_UNBROKEN: Final = re.compile(r"[“（《(]*(?:[A-Za-z0-9.,%≥≤<>+-]+|.)[，。；：、）》”！？,;:.)]*")
#: A line that ends in the midst of an amount, and one that goes on with it.
_CUT: Final = re.compile(r"[\u4e00-\u9fff]\s*\d[\d,]*(?:[.,]|(?:\.\d+)?\s*[万亿])$")
_REST: Final = re.compile(r"\d|元")
_LATIN: Final = re.compile(r"[A-Za-z0-9.,%]")


class Line(NamedTuple):
    """Words on one height.

    Attributes:
        text: with a space where a gap is.
        left, right: where it begins and ends.
        middle: its height on the page.
        size: of its letters.
        pieces: what wide gaps part, each with where it begins and ends.
        page: from 1.
    """

    text: str
    left: float
    right: float
    middle: float
    size: float
    pieces: tuple[tuple[float, float, str], ...]
    page: int = 0


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """Letters → lines from the top, each from the left."""
    rows: list[list[Glyph]] = []
    highest = 0.0
    for glyph in sorted((each for each in glyphs if each.text.strip()), key=lambda each: -each.base):
        highest = max(highest if rows else 0.0, glyph.size)
        if rows and rows[-1][0].base - glyph.base < 0.4 * highest:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            highest = glyph.size
    return [_line(sorted(row, key=lambda each: each.left), page) for row in rows]


def _line(glyphs: list[Glyph], page: int) -> Line:
    """Letters of one height; one drawn twice, a little aside, to look bold, is one."""
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    pieces: list[list[Glyph]] = [[glyphs[0]]]
    spaced = [glyphs[0].text]
    for glyph in glyphs[1:]:
        before = pieces[-1][-1]
        gap = glyph.left - before.right
        if glyph.text == before.text and glyph.left - before.left < 0.25 * size:
            continue
        if gap > 1.6 * size:
            pieces.append([])
            spaced.append("")
        elif gap > (0.2 if _LATIN.match(before.text) and _LATIN.match(glyph.text) else 0.6) * size:
            spaced[-1] += " "
        pieces[-1].append(glyph)
        spaced[-1] += glyph.text
    parts = tuple((piece[0].left, piece[-1].right, text) for piece, text in zip(pieces, spaced, strict=True))
    middle = sorted(glyph.middle for glyph in glyphs)[len(glyphs) // 2]
    return Line("  ".join(spaced), glyphs[0].left, pieces[-1][-1].right, middle, size, parts, page)


def _unbroken(line: Line) -> float:
    """How much room the beginning of a line takes that may not be parted: a letter, a number, with marks behind it."""
    first = _UNBROKEN.match(line.text)
    return line.size * sum(0.56 if letter.isascii() else 1.0 for letter in (first[0] if first else ""))


def _leading(lines: list[Line]) -> float:
    """The most usual step from line to line, where a good part of the steps are wider; 0 where few are."""
    steps = [a.middle - b.middle for a, b in pairwise(lines) if a.page == b.page and a.middle > b.middle]
    if not steps:
        return 0.0
    usual = Counter(round(step) for step in steps).most_common(1)[0][0]
    return float(usual) if sum(step > 1.25 * usual for step in steps) >= max(2, len(steps) // 8) else 0.0


#: No paragraph ends with one of these, however short the line: others hang over the margin and make it look wider.
_MIDST: Final = "，、"


#: No first line of a paragraph begins further to the right of the others, in letters.
_DEEPEST: Final = 3.2


class Margins(NamedTuple):
    """Where the lines of a document begin and end.

    Attributes:
        left, right: of its full lines.
        size: of most of its letters.
        indents: whether its paragraphs begin with an indent.
        leading: from line to line within a paragraph, where more room parts paragraphs; 0 where it does not.
    """

    left: float
    right: float
    size: float
    indents: bool
    leading: float = 0.0

    @classmethod
    def of(cls, lines: list[Line]) -> Margins:
        """Of all lines that are no parts of tables; there is at least one."""
        long = [line for line in lines if len(line.text) >= 10] or lines
        lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
        sizes = sorted(line.size for line in long)
        size = sizes[len(sizes) // 2]
        left = lefts[len(lefts) // 20]
        indented = sum(1.4 * size < line.left - left < 3 * size for line in long)
        return cls(left, rights[len(rights) * 19 // 20], size, indented >= max(1, len(long) // 12), _leading(lines))

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line goes on with the one before it."""
        if _CUT.search(before.text) and _REST.match(line.text):
            return True
        if abs(before.size - line.size) > 0.15 * line.size + 0.5:
            return False
        if before.page == line.page and before.middle - line.middle > 3.2 * line.size:
            return False
        is_near = before.page == line.page and before.middle - line.middle < 1.25 * self.leading
        if self.leading and before.page == line.page and not is_near:
            return False
        if self._is_centred(before) and self._is_centred(line) and line.size > 1.15 * self.size:
            return before.page == line.page
        if before.left > self.left + _DEEPEST * before.size and line.left < self.left + _DEEPEST * before.size:
            return False  # a title or a signature, and what stands below it
        if before.right < self.right - 0.9 * before.size - _unbroken(line) and before.text[-1] not in _MIDST:
            return False
        if line.left > self.left + 1.2 * line.size and abs(line.left - before.left) > 0.6 * line.size:
            return False
        if _END.search(before.text):
            return (
                (self.indents or is_near) and line.left < self.left + 1.2 * line.size and not BEGINNING.match(line.text)
            )
        is_indented = line.size < before.left - line.left < _DEEPEST * line.size
        return not BEGINNING.match(line.text) or is_indented

    def _is_centred(self, line: Line) -> bool:
        aside = (line.left - self.left) - (self.right - line.right)
        return line.left > self.left + 2.5 * line.size and abs(aside) < 1.5 * line.size


def paragraphs_of(lines: Iterable[Line], margins: Margins) -> Iterator[tuple[str, Line]]:
    """Lines → the words of each paragraph and its first line."""
    begun: list[Line] = []
    for line in lines:
        if begun and not margins.goes_on(begun[-1], line):
            yield "\n".join(each.text for each in begun), begun[0]
            begun = []
        begun.append(line)
    if begun:
        yield "\n".join(each.text for each in begun), begun[0]


def words_of_cell(lines: list[Line], left: float, right: float) -> str:
    """Lines of a cell → its words: one that fills the cell goes on in the next, others are lines of their own."""
    text = ""
    for at, line in enumerate(lines):
        text += line.text
        if at + 1 < len(lines):
            text += "" if _fills(line, lines[at + 1], (right - left) - (line.right - line.left)) else "\n"
    return text


def _fills(line: Line, following: Line, free: float) -> bool:
    """Whether a line of a cell is full: no room for one more letter beside the usual 5.4 points on each side."""
    if line.text[-1:].isdigit() and following.text[:1].isdigit():
        return False  # one number or two: nobody can tell
    if BEGINNING.match(following.text) or _END.search(line.text):
        return False
    return free < 0.3 * line.size + _unbroken(following) + 11
