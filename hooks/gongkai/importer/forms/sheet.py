"""A table with what is known of it before it is read: its name, year, measure, and where its cells stand."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.names import OwnNames
from .area import Area


@dataclass(frozen=True)
class Sheet:
    """A table to be read.

    Attributes:
        area: its cells.
        title: its name, as it stands above it or in its first row; "" where it has none.
        year: that it is of; None where nobody knows.
        measure: of its amounts: 元, 万元 …; "" where nothing says it.
        names: what the bureau calls lines.
        notes: the words that stand just below it.
        near: the paragraphs between it and the table before it.
        row: the number of its first row in the table that it was cut from.
        is_of_other_year: its name says another year than the report's.
        is_continued: it has neither title nor heading of its own.
    """

    area: Area
    title: str = ""
    year: int | None = None
    measure: str = ""
    names: OwnNames = ()
    notes: str = ""
    near: tuple[str, ...] = ()
    row: int = 0
    is_continued: bool = False
    is_of_other_year: bool = False

    def place(self, row: int) -> str:
        """Where a row stands, as a clerk would look for it."""
        named = self.area.grid.place
        is_named = self.title in named or (self.area.grid.title and self.area.grid.title in named)
        return f"{named}{f'“{self.title}”' if not is_named else ''}第{self.row + row + 1}行"

    def words(self, row: int) -> str:
        """A row in words."""
        cells = (self.area.text(cell.row, cell.column) for cell in self.area.row(row))
        return " | ".join(text for text in cells if text)
