"""Tables that go on over the end of a page: the parts of one have the same columns, however many each part draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ..document import GridCell

#: Lines nearer than this are one line, in points.
_NEAR: Final = 3.0


class PageTable(NamedTuple):
    """A table, or the part of it that stands on one page.

    Attributes:
        cells: with their words.
        page: from 1.
        down: places of its lines from the left; () where it is not ruled.
    """

    cells: tuple[GridCell, ...]
    page: int
    down: tuple[float, ...] = ()


def with_columns_of_all(tables: Sequence[PageTable]) -> Iterator[PageTable]:
    """Tables that follow each other with nothing between → the same, the parts of one with as many columns.

    A part in which no row needs a line does not draw it: its cells go over two columns of the next part.
    """
    group: list[PageTable] = []
    columns: tuple[float, ...] = ()
    for table in tables:
        joined = _united(columns, table.down) if group and table.page == group[-1].page + 1 else ()
        if not joined:
            yield from (_spread(part, columns) for part in group)
            group, joined = [], table.down
        group, columns = [*group, table], joined
    yield from (_spread(part, columns) for part in group)


def _united(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    """The lines of both, where those of one are among the others' and both begin and end alike; else ()."""
    fine, rough = (one, other) if len(one) >= len(other) else (other, one)
    is_alike = bool(rough) and abs(one[0] - other[0]) <= _NEAR and abs(one[-1] - other[-1]) <= _NEAR
    return fine if is_alike and all(_place(at, fine) >= 0 for at in rough) else ()


def _place(at: float, lines: tuple[float, ...]) -> int:
    return next((number for number, line in enumerate(lines) if abs(line - at) <= _NEAR), -1)


def _spread(table: PageTable, columns: tuple[float, ...]) -> PageTable:
    if len(columns) <= len(table.down):
        return table
    places = [_place(at, columns) for at in table.down]
    cells = tuple(
        replace(cell, column=places[cell.column], columns=places[cell.column + cell.columns] - places[cell.column])
        for cell in table.cells
    )
    return table._replace(cells=cells)
