"""Fingerprints of what pages and files about several units show of the reports, so that one stays where it is the same.

Of a report these know its state and its figures (see :class:`gongkai.build.summary.ReportSummary`), its checks and its
files: a fingerprint of some of that changes with everything that is made from no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from operator import attrgetter

from ..model.archive import Archive, Entry, find_prior
from ..model.disclosure import REPORT_FILES
from .fingerprint import fingerprint_of
from .summary import GroupSummary, ReportSummary


class Shown:
    """What is shown of all reports; every fingerprint changes with ``alone`` too.

    Attributes:
        alone: the fingerprint of code, settings, register, rules and outlines: what shows nothing of the reports.
    """

    def __init__(self, alone: str, summaries: Iterable[GroupSummary]) -> None:
        self.alone, self._groups = alone, tuple(summaries)
        self._reports = {(report.unit_id, report.year): report for group in self._groups for report in group.reports}
        self._compared: dict[tuple[str, int], str] = {}

    def of_states(self, year: int | None = None) -> str:
        """Which reports there are of a year, or of all, and their states."""
        return self._of("states", year, self._states.values() if year is None else (self._states.get(year, ""),))

    def of_year(self, year: int) -> str:
        """States and figures of a year, and of the one before, which it is set against."""
        return self._of("year", year, (self._figures.get(y, "") for y in (year - 1, year)))

    def of_entries(self, archive: Archive, entries: Iterable[Entry]) -> str:
        """States and figures of some reports, and of those before, which they are set against."""
        return self._of("entries", None, (self._with_prior(archive, entry) for entry in entries))

    def of_files(self, entries: Iterable[Entry]) -> str:
        """The files of some reports, and their states."""
        parts = (f"{e.unit_id} {e.year} {e.state.value} {self._files.get((e.unit_id, e.year))}" for e in entries)
        return self._of("files", None, parts)

    @cached_property
    def of_checks(self) -> str:
        """States and checks of all reports."""
        return self._of("checks", None, (self.of_states(), *(report.told for report in self._reports.values())))

    def _of(self, kind: str, year: int | None, parts: Iterable[str]) -> str:
        return fingerprint_of((self.alone, f"{kind} {year}", *parts))

    def _with_prior(self, archive: Archive, entry: Entry) -> str:
        """Many pages and files show the same report."""
        key = (entry.unit_id, entry.year)
        if key not in self._compared:
            both = (entry, *find_prior(archive, *key).entries)
            self._compared[key] = " ".join(self._reports[one.unit_id, one.year].shown for one in both)
        return self._compared[key]

    @cached_property
    def _states(self) -> dict[int, str]:
        return self._by_year(lambda report: f"{report.unit_id} {report.year} {report.state.value}")

    @cached_property
    def _figures(self) -> dict[int, str]:
        return self._by_year(attrgetter("shown"))

    def _by_year(self, part: Callable[[ReportSummary], str]) -> dict[int, str]:
        by_year: dict[int, list[str]] = {}
        for report in self._reports.values():
            by_year.setdefault(report.year, []).append(part(report))
        return {year: fingerprint_of(found) for year, found in sorted(by_year.items())}

    @cached_property
    def _files(self) -> dict[tuple[str, int], list[str]]:
        by_report: dict[tuple[str, int], list[str]] = {}
        for path, file in sorted(item for group in self._groups for item in group.files.items()):
            folder, _, name = path.rpartition("/")
            if name in REPORT_FILES.values():
                _, unit_id, year = folder.split("/")
                by_report.setdefault((unit_id, int(year)), []).append(f"{name} {file.sha256}")
        return by_report
