"""更正 of all reports, and 变更 of the register and of the rules of years, latest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.archive import Archive
from ..model.correction import Correction
from .parts.corrections import changes_words
from .parts.page import Link, report_path, unit_path, year_path
from .parts.table import Cell, Column, Row, Table, prose_cell

#: An entry of 更正 or 变更, and what it is about.
Recorded = tuple[Correction, Link]


def corrections_of(archive: Archive, known: Mapping[tuple[str, int], Iterable[Correction]]) -> list[Recorded]:
    """All corrections of reports that are shown, latest first."""
    found = [
        (correction, Link(f"{archive.units[e.unit_id].name_in(e.year)} {e.year}年度", report_path(e.unit_id, e.year)))
        for e in archive.entries.values()
        for correction in (known.get((e.unit_id, e.year), ()) if e.is_shown else ())
    ]
    return sorted(found, key=lambda pair: pair[0].corrected_on, reverse=True)


def amendments_of(archive: Archive) -> list[Recorded]:
    """All changes of the register and of the rules of years, latest first."""
    found: list[Recorded] = [
        (amendment, Link(unit.name, unit_path(unit_id)))
        for unit_id, unit in archive.units.items()
        for amendment in unit.amendments
    ]
    for year, rules in archive.years.items():
        found += [(amendment, Link(f"{year}年度规则", year_path(year))) for amendment in rules.amendments]
    return sorted(found, key=lambda pair: pair[0].corrected_on, reverse=True)


def recorded_table(key: str, caption: str, found: list[Recorded]) -> Table | None:
    """Entries for the CSV file, their values on lines of their own."""
    rows = []
    for correction, about in found:
        words = (correction.what, correction.why, changes_words(correction))
        cells = (Cell(about.label, "text", path=about.path), *map(prose_cell, words))
        rows.append(Row(str(correction.corrected_on), cells))
    columns = tuple(Column(label, numeric=False) for label in ("报告", "内容", "原因", "改动"))
    return Table(key, caption, "日期", columns, tuple(rows), "") if rows else None
