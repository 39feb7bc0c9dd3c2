"""Which reports of a year can be added up: a department's figures contain those of its own units."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.archive import Archive, Entry
from ..model.report import Report


def separate_reports(archive: Archive, year: int) -> Iterator[tuple[Entry, Report]]:
    """The published reports of ``year``, without those of units whose department has published too."""
    published = {entry.unit_id: entry for entry in archive.entries_of_year(year) if entry.is_shown}
    for unit_id, entry in published.items():
        if entry.published and archive.units[unit_id].supervising_department not in published:
            yield entry, entry.published
