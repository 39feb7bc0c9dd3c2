"""A table as a rectangle: what stands at a row and a column, whichever cell reaches there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ..document import Grid, GridCell
from .cells import tidy


class Area:
    """A grid whose cells are found by their place.

    Attributes:
        grid: as it was read.
        height, width: in cells.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.height = max((cell.row + cell.rows for cell in grid.cells), default=0)
        self.width = max((cell.column + cell.columns for cell in grid.cells), default=0)

    @cached_property
    def _places(self) -> dict[tuple[int, int], GridCell]:
        found: dict[tuple[int, int], GridCell] = {}
        for cell in self.grid.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    found.setdefault((row, column), cell)
        return found

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that reaches to the place."""
        return self._places.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The words of that cell on one line."""
        cell = self.at(row, column)
        return tidy(cell.text) if cell else ""

    def row(self, row: int) -> list[GridCell]:
        """The cells that reach into a row, from the left, each once."""
        cells = (self.at(row, column) for column in range(self.width))
        return list(dict.fromkeys(cell for cell in cells if cell))

    def own(self, row: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.row(row) if cell.row == row]

    def rows(self) -> Iterator[int]:
        """The numbers of the rows."""
        return iter(range(self.height))

    @cached_property
    def words(self) -> str:
        """All that stands in it."""
        return "\n".join(tidy(cell.text) for cell in self.grid.cells)

    def part(self, rows: range, columns: range | None = None, title: str | None = None) -> Area:
        """Some of its rows and columns, counted anew."""
        kept = []
        columns = columns or range(self.width)
        for cell in self.grid.cells:
            top, end = max(cell.row, rows.start), min(cell.row + cell.rows, rows.stop)
            left, right = max(cell.column, columns.start), min(cell.column + cell.columns, columns.stop)
            if top < end and left < right:
                place = (top - rows.start, left - columns.start, end - top, right - left)
                kept.append(GridCell(cell.text, *place))
        return Area(replace(self.grid, cells=tuple(kept), title=self.grid.title if title is None else title))
