"""One page of a PDF file: its letters and its ruled lines, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_float, c_int
from itertools import pairwise
from math import degrees
from typing import Final, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

#: A ruled line is not thicker, in points.
_THICKEST: Final = 3.0
_SHORTEST: Final = 4.0


class Glyph(NamedTuple):
    """A letter; places in points from the lower left corner of the page as it is looked at.

    Attributes:
        text: which letter.
        left, bottom, right, top: the room it takes; of some fonts only what is black of it.
        base: the height of the line that it stands on.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """How high it is: the size of its font."""
        return self.top - self.bottom


class Rule(NamedTuple):
    """A ruled line: across at a height, or down at a distance from the left."""

    is_across: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """A page.

    Attributes:
        width, height: in points, as it is looked at.
        glyphs: its letters in the order of the file.
        rules: its ruled lines.
        unknown: how many letters have no meaning: their font does not say which they are.
        picture: how much of it the largest picture covers, from 0 to 1.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    unknown: int
    picture: float


_Box = tuple[float, float, float, float]


def read_page(page: pdfium.PdfPage) -> Page:
    """What stands on a page."""
    text = page.get_textpage()
    try:
        letters = list(_glyphs(text.raw))
    finally:
        text.close()
    # As most of its letters stand: pages drawn sideways do not always say so.
    turn = Counter(quarter for _, _, quarter in letters).most_common(1)[0][0] if letters else 0
    width, height = page.get_size() if page.get_rotation() in {0, 180} else page.get_size()[::-1]
    glyphs = tuple(_upright(glyph, turn, (width, height)) for glyph, _, _ in letters)
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    boxes = (_turned(box, turn, (width, height)) for path in paths for box in _strokes(path))
    rules = tuple(rule for box in boxes for rule in _rule(box))
    pictures = (each.get_bounds() for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    areas = [abs((right - left) * (top - bottom)) for left, bottom, right, top in pictures]
    picture = min(1.0, max(areas, default=0.0) / (width * height))
    size = (width, height) if turn in {0, 180} else (height, width)
    return Page(*size, glyphs, rules, sum(not known for _, known, _ in letters), picture)


class _Raw(NamedTuple):
    """A letter as the file has it: the room it takes, and the point where it begins."""

    text: str
    box: _Box
    begin: tuple[float, float]


def _upright(glyph: _Raw, turn: int, size: tuple[float, float]) -> Glyph:
    left, bottom, right, top = _turned(glyph.box, turn, size)
    x, y, _, _ = _turned((*glyph.begin, *glyph.begin), turn, size)
    return Glyph(glyph.text, min(left, x), bottom, right, top, y)


def _turned(box: _Box, turn: int, size: tuple[float, float]) -> _Box:
    """A place on the page as it was written → as it is looked at."""
    left, bottom, right, top = box
    width, height = size
    if turn == 90:
        return bottom, width - right, top, width - left
    if turn == 180:
        return width - right, height - top, width - left, height - bottom
    return (height - top, left, height - bottom, right) if turn == 270 else box


def _glyphs(text: raw.FPDF_TEXTPAGE) -> Iterator[tuple[_Raw, bool, int]]:
    """Letters that the file itself has, whether it says which they are, and by how much they are turned.

    What stands slanted is a watermark.
    """
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    high = ""
    for number in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, number)
        if code in {0, 10, 13} or raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        angle = degrees(raw.FPDFText_GetCharAngle(text, number))
        if 5 < angle % 90 < 85:
            continue
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        letter = (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        high = ""
        raw.FPDFText_GetLooseCharBox(text, number, box)
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        is_known = raw.FPDFText_HasUnicodeMapError(text, number) != 1
        glyph = _Raw(letter, (box.left, box.bottom, box.right, box.top), (x.value, y.value))
        yield glyph, is_known, -round(angle / 90) * 90 % 360


def _strokes(path: pdfium.PdfObject) -> Iterator[_Box]:
    """The straight strokes of a path; a thin filled box is one stroke."""
    mode, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path.raw, mode, stroke)
    for points in _outlines(path):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if stroke.value:
            for (x, y), (u, v) in pairwise(points):
                yield min(x, u), min(y, v), max(x, u), max(y, v)
        elif mode.value and min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICKEST:
            yield min(xs), min(ys), max(xs), max(ys)


def _outlines(path: pdfium.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The corners of each piece of a path on the page, back to the first where it is closed."""
    matrices = [path.get_matrix()]
    holder = path.container
    while holder is not None:
        matrices.append(holder.get_matrix())
        holder = holder.container
    found: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for number in range(raw.FPDFPath_CountSegments(path.raw)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        for matrix in matrices:
            point = matrix.on_point(*point)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and found:
            yield found
            found = []
        found.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            found.append(found[0])
    if found:
        yield found


def _rule(box: _Box) -> Iterator[Rule]:
    left, bottom, right, top = box
    if top - bottom <= _THICKEST and right - left >= _SHORTEST:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _THICKEST and top - bottom >= _SHORTEST:
        yield Rule(False, (left + right) / 2, bottom, top)
