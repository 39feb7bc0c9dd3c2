"""Tables drawn with characters in a text: │ 项目 │ 决算数 │, +----+, Markdown → cells with how far they go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..document import GridCell
from .typed_cells import TypedTable, is_number, names_a_form

_BARS: Final = "│┃║|¦｜┆┊"
_CORNERS: Final = "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┠┨┯┷┿╂╪╞╡+"
_DASHES: Final = "─━═-=—╌┄┈_"
_LINES: Final = rf"[\s:{re.escape(_BARS + _CORNERS + _DASHES)}]*"
_BORDER: Final = re.compile(rf"{_LINES}[{re.escape(_DASHES)}]{{2,}}{_LINES}")
_BAR: Final = re.compile(rf"[{re.escape(_BARS + _CORNERS.replace('+', ''))}]")
_RULED: Final = re.compile(r"\s*[─━═]{3,}\s*")
_FEWEST: Final = 2


class _Row(NamedTuple):
    """The cells of a line, and where its bars stand; the lines of the text that it is read from."""

    texts: tuple[str, ...]
    bars: tuple[int, ...]


def drawn_table(lines: Sequence[str], start: int) -> TypedTable | None:
    """The table that begins with a line, if one does: two rows or more of two cells or more.

    A row whose bars stand nowhere among those of the others stays text.
    """
    end = start
    while end < len(lines) and (_is_border(lines[end]) or _is_row(lines[end])):
        end += 1
    drawn = lines[start:end]
    rows_drawn = [line for line in drawn if _is_row(line)]
    is_named = names_a_form([text.strip() for line in rows_drawn for text in _BAR.split(line)])
    if len(rows_drawn) < _FEWEST or not (is_named or len(rows_drawn) < len(drawn)):
        return None
    wide = min((1, 2), key=lambda columns: len({at for line in rows_drawn for at in _bars(line, columns)}))
    rows = _rows(drawn, wide)
    most = max(len(row.texts) for row in rows)
    if most < _FEWEST:
        return None
    places = _places(row.bars for row in rows)
    is_even = len(places) == most + 1
    cells, left, number = list[GridCell](), list[str](), 0
    for row in rows:
        found = _spread(row, places) if is_even else _in_order(row) if len(row.texts) == most else ()
        if not found:
            left.append("  ".join(filter(None, row.texts)))
            continue
        cells += [GridCell(text, number, column, 1, columns) for text, column, columns in found]
        number += 1
    return TypedTable(end, tuple(cells), tuple(filter(None, left)))


def _is_border(line: str) -> bool:
    return _BORDER.fullmatch(line) is not None


def _is_row(line: str) -> bool:
    return len(_BAR.findall(line)) >= 1 and not _is_border(line)


def _width(letter: str, wide: int) -> int:
    kind = unicodedata.east_asian_width(letter)
    return 2 if kind in "WF" else wide if kind == "A" else 1


def _bars(line: str, wide: int) -> list[int]:
    """The columns at which the bars of a line stand; a line that none opens or closes has one there."""
    at, found = 0, list[int]()
    for letter in line:
        if _BAR.match(letter):
            found.append(at)
        at += _width(letter, wide)
    return found


def _split(line: str, wide: int) -> _Row:
    stripped = line.strip()
    texts, bars = [text.strip() for text in _BAR.split(line)], _bars(line, wide)
    if _BAR.match(stripped[:1]):
        texts = texts[1:]
    else:
        bars = [0, *bars]
    if _BAR.match(stripped[-1:]):
        texts = texts[:-1]
    else:
        bars = [*bars, sum(_width(letter, wide) for letter in line)]
    return _Row(tuple(texts), tuple(bars))


def _rows(lines: Sequence[str], wide: int) -> list[_Row]:
    """The rows: lines between two borders are one where borders part the rows, and no two of them have a number."""
    groups: list[list[_Row]] = [[]]
    for line in lines:
        if _is_border(line):
            groups.append([])
            continue
        row = _split(line, wide)
        if any(_RULED.fullmatch(text) for text in row.texts):  # a border beside a cell that goes on
            kept = _Row(tuple("" if _RULED.fullmatch(text) else text for text in row.texts), row.bars)
            groups[-1].append(kept)
            groups.append([])
        else:
            groups[-1].append(row)
    groups = [group for group in groups if group]
    is_parted = len(groups) > _FEWEST
    return [row for group in groups for row in ([_one(group)] if is_parted and _is_one(group) else group)]


def _is_one(group: list[_Row]) -> bool:
    if len({len(row.texts) for row in group}) > 1:
        return False
    columns = zip(*(row.texts for row in group), strict=True)
    return all(sum(is_number(text) for text in column) <= 1 for column in columns)


def _one(group: list[_Row]) -> _Row:
    columns = zip(*(row.texts for row in group), strict=True)
    return _Row(tuple("\n".join(filter(None, column)) for column in columns), group[0].bars)


def _places(bars: object) -> list[int]:
    """Where bars stand in any row; two that stand side by side are one."""
    found: list[int] = []
    for at in sorted({at for row in bars for at in row}):  # type: ignore[attr-defined]
        if not found or at - found[-1] > 1:
            found.append(at)
    return found


def _spread(row: _Row, places: list[int]) -> tuple[tuple[str, int, int], ...]:
    """The words of each cell with its column and how many it covers; () where a bar stands at no place."""
    at = [next((n for n, place in enumerate(places) if abs(place - bar) <= 1), -1) for bar in row.bars]
    if -1 in at or len(at) != len(row.texts) + 1:
        return ()
    return tuple((text, left, right - left) for text, (left, right) in zip(row.texts, pairwise(at), strict=True))


def _in_order(row: _Row) -> tuple[tuple[str, int, int], ...]:
    return tuple((text, column, 1) for column, text in enumerate(row.texts))
