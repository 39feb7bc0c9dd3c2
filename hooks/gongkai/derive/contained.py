"""Which reports of a year can be added up: a department's figures contain those of all units below it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.archive import Archive, Entry
from ..model.report import Report
from ..model.unit import Scope


def separate_reports(archive: Archive, year: int) -> Iterator[tuple[Entry, Report]]:
    """The published reports of ``year``, without those of units below a department that has published too."""
    published = {entry.unit_id: entry for entry in archive.entries_of_year(year) if entry.is_shown}
    for unit_id, entry in published.items():
        if entry.published and not any(above in published for above in _departments(archive, unit_id)):
            yield entry, entry.published


def _departments(archive: Archive, unit_id: str) -> Iterator[str]:
    """The departments above a unit, whose figures contain its own; a circle in the register ends."""
    seen, above = {unit_id}, archive.units[unit_id].supervising_department
    while above and above not in seen and above in archive.units:
        if archive.units[above].scope is Scope.DEPARTMENT:
            yield above
        seen.add(above)
        above = archive.units[above].supervising_department
