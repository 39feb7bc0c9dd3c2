"""Builds or checks every unit group once, and finds pages and texts again when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from ..load.inventory import take_inventory
from ..model.archive import Archive
from ..model.problem import Problem
from ..open_data.feeds import AllNews
from ..open_data.record import Texts
from ..progress import Progress
from ..render.html import Rendered, Renderer
from .cache import CHECKS, UNIT_GROUPS, BuildCache
from .fingerprint import BuildInputs, CheckInputs, fingerprint_of
from .read_and_check import problems_of, read_and_check_files
from .unit import BuildResult, GroupSummary, ReportSummary, build_unit_group
from .unit_groups import Task, UnitGroup, unit_groups, work_through


class Build:
    """Everything built of a data folder.

    Attributes:
        summaries: what is known of every unit group.
    """

    def __init__(
        self, inputs: BuildInputs, groups: Iterable[UnitGroup], *, workers: int = 0, progress: Progress | None = None
    ) -> None:
        self._inputs, self._cache = inputs, BuildCache(inputs.check.root / UNIT_GROUPS)
        self._groups = {inputs.fingerprint_of(group): group for group in groups}
        summaries = work_through(
            partial(_build, inputs), self._groups.items(), self._cache.summary, workers=workers, progress=progress
        )
        self.summaries = tuple(summaries.values())
        self._fingerprints = {unit_id: key for key, group in self._groups.items() for unit_id in group.units}

    @property
    def reports(self) -> Iterator[ReportSummary]:
        """The summaries of all reports."""
        return (report for summary in self.summaries for report in summary.reports)

    @cached_property
    def news(self) -> AllNews:
        """What the feeds say of the reports."""
        return {(report.unit_id, report.year): report.news for report in self.reports}

    def page(self, unit_id: str, path: str) -> Rendered:
        """The finished page of a unit, or of one of its reports."""
        pages = self._cache.pages(self._fingerprints[unit_id])
        return (pages or self._build_again(unit_id).pages)[path]

    def texts(self, unit_id: str, year: int) -> Texts:
        """The texts of a report that may be read."""
        name = f"{unit_id}/{year}"
        return self._cache.texts(self._fingerprints[unit_id], name) or self._build_again(unit_id).texts[name]

    def search_text(self, unit_id: str, year: int) -> str:
        """What the search reads of a report."""
        name = f"{unit_id}/{year}"
        text = self._cache.search_text(self._fingerprints[unit_id], name)
        return self._build_again(unit_id).search_texts[name] if text is None else text

    def _build_again(self, unit_id: str) -> BuildResult:
        return build_unit_group(self._groups[self._fingerprints[unit_id]], self._inputs, _renderer())

    def fingerprint_of_unit(self, unit_id: str) -> str:
        """Changes with the group that a unit belongs to; "" where there is no such unit."""
        return self._fingerprints.get(unit_id, "")

    def fingerprint_of_year(self, year: int) -> str:
        """Changes with the reports of a year and of the year before, against which they are set."""
        before, now = (self._by_year.get(y, ()) for y in (year - 1, year))
        return fingerprint_of((self._inputs.fingerprint, "year", *before, "", *now))

    @cached_property
    def fingerprint_of_all(self) -> str:
        """Changes with any report."""
        parts = (part for _, of_year in sorted(self._by_year.items()) for part in of_year)
        return fingerprint_of((self._inputs.fingerprint, "all", *parts))

    @cached_property
    def _by_year(self) -> dict[int, list[str]]:
        """The fingerprints of what pages of several units show of each report."""
        by_year: dict[int, list[str]] = {}
        for report in self.reports:
            shown = (report.unit_id, report.digest, report.state, report.figures)
            fingerprint = fingerprint_of((*shown, repr(report.news), repr(report.checked)))
            by_year.setdefault(report.year, []).append(fingerprint)
        return by_year


def _build(inputs: BuildInputs, tasks: tuple[Task, ...]) -> tuple[GroupSummary, ...]:
    """Build some unit groups and store them and their problems; what runs in a worker."""
    root = inputs.check.root
    groups, checks, summaries = BuildCache(root / UNIT_GROUPS), BuildCache(root / CHECKS), []
    for fingerprint, group in tasks:
        result = build_unit_group(group, inputs, _renderer())
        groups.save(fingerprint, result)
        checks.save_problems(inputs.check.fingerprint_of(group), result.problems)
        summaries.append(result.summary)
    return tuple(summaries)


@cache
def _renderer() -> Renderer:
    return Renderer()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found in a data folder.

    Attributes:
        files: the files of all reports.
        problems: everything a person must mend, is asked or may improve, in the order of files and lines.
        change: what the public sees and what is there now, where they were compared.
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    change: tuple[Archive, Archive] | None = None


def check_folder(
    root: Path, folder: str = "data", *, workers: int = 0, progress: Progress | None = None
) -> CheckResult:
    """Read and cross-check ``root/folder``, apart from what is known already.

    A build finds the same problems on its way and stores them: after it, checking costs next to nothing.
    """
    inventory = take_inventory(root, folder)
    inputs, checks = CheckInputs.of(root, folder, inventory), BuildCache(root / CHECKS)
    tasks = [(inputs.fingerprint_of(group), group) for group in unit_groups(inventory)]
    by_group = work_through(partial(_check, inputs), tasks, checks.problems, workers=workers, progress=progress)
    checks.remove_unused()
    problems = [*inventory.problems, *(problem for of_group in by_group.values() for problem in of_group)]
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.level))
    return CheckResult(tuple(file.file for file in inventory.files), tuple(ordered))


def _check(inputs: CheckInputs, tasks: tuple[Task, ...]) -> tuple[tuple[Problem, ...], ...]:
    """Check some unit groups and store their problems; what runs in a worker."""
    checks, by_group = BuildCache(inputs.root / CHECKS), []
    for fingerprint, group in tasks:
        problems = problems_of(inputs.root, read_and_check_files(inputs.root, inputs.inventory, group.files))
        checks.save_problems(fingerprint, problems)
        by_group.append(problems)
    return tuple(by_group)
