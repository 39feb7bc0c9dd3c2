"""The sheets of 更正 and 变更: every value that an entry names on a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..model.archive import Archive
from ..model.correction import Correction
from .files import Value, as_written
from .published import Published
from .sheets import Column, Sheet, SheetRow

_COLUMNS: Final = (
    *(Column("日期", 12), Column("内容", 44), Column("原因", 24)),
    *(Column("项目", 40), Column("原来", 20), Column("现在", 20)),
)


def _rows(entries: Iterable[Correction]) -> Iterator[SheetRow]:
    """Every value that was changed, or the entry alone where it names none."""
    for entry in entries:
        said = (str(entry.corrected_on), entry.what, entry.why)
        for value in entry.changed:
            yield SheetRow((*said, value.item, as_written(value.before), as_written(value.after)))
        if not entry.changed:
            yield SheetRow((*said, None, None, None))


def _corrections(published: Published) -> Iterator[SheetRow]:
    return _rows(published.report.corrections)


CORRECTIONS: Final = Sheet("更正", _COLUMNS, _corrections, is_optional=True)
#: 变更 are of a unit or of a year and of no report.
AMENDMENTS: Final = Sheet("变更", _COLUMNS, lambda _: iter(()), is_optional=True)
#: What a row of 变更 is about (unit, name, year), and its cells.
AmendedRow = tuple[Value, ...]


def amended_of_unit(archive: Archive, unit_id: str) -> list[AmendedRow]:
    """What was changed of a unit's entry in the register."""
    unit = archive.units[unit_id]
    return [(unit_id, unit.name, None, *row.cells) for row in _rows(unit.amendments)]


def amended_of_year(archive: Archive, year: int) -> list[AmendedRow]:
    """What was changed of a year's rules."""
    return [(None, f"{year}年度规则", year, *row.cells) for row in _rows(archive.years[year].amendments)]
