"""A published report with everything that is known about it: the one thing from which its downloads are made.

Only reports whose figures may be shown come into being here, so no download can show the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..derive.assessment import Assessment, assess
from ..model.archive import Archive, Entry
from ..model.finding import Finding
from ..model.report import Report
from ..model.unit import Unit

Findings = Mapping[tuple[str, int], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """One report that can be read.

    Attributes:
        entry: its data file.
        report: what was stated.
        unit: the unit as registered.
        name: the unit's name in that year.
        assessment: what is computed.
        findings: the outcome of the cross-checks.
    """

    entry: Entry
    report: Report
    unit: Unit
    name: str
    assessment: Assessment
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PublishedReports:
    """The reports to download: an archive and the findings on it."""

    archive: Archive
    findings: Findings

    def holds(self, entry: Entry) -> bool:
        """Whether the figures of ``entry`` may be shown, on a page that exists."""
        archive = self.archive
        return entry.is_shown and entry.unit_id in archive.units and entry.year in archive.years

    def get(self, entry: Entry) -> Published:
        """The report of an entry that is among these."""
        report, unit = entry.published, self.archive.units[entry.unit_id]
        if report is None:
            raise ValueError(f"{entry.file} may not be shown")
        name, found = unit.name_in(entry.year), self.findings.get((entry.unit_id, entry.year), ())
        return Published(entry, report, unit, name, assess(self.archive, entry, report), found)

    def of_unit(self, unit_id: str) -> Iterator[Published]:
        """All reports of a unit, earliest year first."""
        return self._of(self.archive.entries_of_unit(unit_id))

    def of_year(self, year: int) -> Iterator[Published]:
        """All reports of a year, in the order of the register."""
        return self._of(self.archive.entries_of_year(year))

    def _of(self, entries: Iterator[Entry]) -> Iterator[Published]:
        return (self.get(entry) for entry in entries if self.holds(entry))
