"""“三公”经费 over the years: the units of one category below each other, the newest year first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..model import form
from ..model.archive import Archive, Entry
from .compared import Group
from .parts.page import report_path, unit_path
from .parts.table import Cell, Column, Row, Table, number_cell
from .parts.years import format_figure

#: So many years stand beside each other, the page's own among them.
MOST_YEARS: Final = 5


def years_until(archive: Archive, year: int) -> tuple[int, ...]:
    """``year`` and those before it that the archive has, newest first."""
    return tuple(sorted((other for other in archive.years if other <= year), reverse=True)[:MOST_YEARS])


def entries_shown(archive: Archive, year: int, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The reports whose figures stand in the table, where the archive has them."""
    found = (archive.find_entry(one.unit_id, other) for one in entries for other in years_until(archive, year))
    return tuple(entry for entry in found if entry)


def three_public_over_years(archive: Archive, year: int, group: Group, entries: Sequence[Entry]) -> Table | None:
    """A row for each unit, a column for each year; None where fewer than two years have a figure."""
    years = years_until(archive, year)
    rows = tuple(_row(archive, entry, years) for entry in entries)
    if sum(any(row.cells[at].kind == "number" for row in rows) for at in range(len(years))) < 2:
        return None
    caption = f"{group.category}{min(years)}—{year}年“三公”经费"
    columns = tuple(Column(str(other)) for other in years)
    return Table("sangong", caption, "单位", columns, rows, "决算数，单位：万元")


def _row(archive: Archive, entry: Entry, years: Sequence[int]) -> Row:
    """By the short name, which leaves room for the years on a phone; today's, so a former name stands alone."""
    unit = archive.units[entry.unit_id]
    name = unit.name_in(entry.year)
    short = unit.short_name if name == unit.name else None
    cells = tuple(_cell(archive, entry.unit_id, year) for year in years)
    return Row(short or name, cells, path=unit_path(entry.unit_id))


def _cell(archive: Archive, unit_id: str, year: int) -> Cell:
    """The figure, leading to its report; — where there is none to show."""
    entry = archive.find_entry(unit_id, year)
    value = entry.three_public if entry else None
    path = None if value is None else report_path(unit_id, year)
    return number_cell(format_figure(form.THREE_PUBLIC, value))._replace(path=path)
