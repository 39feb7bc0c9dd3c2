"""Builds or checks every unit group once, and knows what files about several units are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from ..load.inventory import take_inventory
from ..model.archive import Archive
from ..model.problem import Problem
from ..open_data.feeds import AllNews
from ..open_data.record import Key
from ..progress import Progress
from ..render.html import renderer
from .digests import DIGESTS, Digests
from .fingerprint import BuildInputs, CheckInputs
from .output import OutputFolder
from .output_manifest import OutputManifest
from .pool import Pool
from .read_and_check import in_order, problems_of, read_and_check_files
from .results import Results
from .shown import Shown
from .unit import GroupSummary, ReportSummary, build_unit_group
from .unit_groups import Task, UnitGroup, unit_groups, work_through

#: What was found in every unit group, below the project root.
CHECKS: Final = ".cache/checks"


class Build:
    """Everything built of a data folder.

    Attributes:
        summaries: what is known of every unit group.
        output: the folder in which their files stand.
    """

    def __init__(
        self,
        inputs: BuildInputs,
        groups: Iterable[UnitGroup],
        manifest: OutputManifest,
        *,
        workers: int = 0,
        cluster: Callable[[], AbstractContextManager[Pool]] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._inputs, self.output, digests = inputs, manifest.output, manifest.digests
        checks = [(inputs.check.fingerprint_of(group, digests), group) for group in groups]
        tasks = [(inputs.fingerprint_of(checked), group) for checked, group in checks]
        build, find = partial(_build, inputs), manifest.find_group
        found = work_through(build, tasks, find, workers=workers, cluster=cluster, progress=progress)
        manifest.add_groups(found)
        self.summaries = tuple(found.values())
        self._checks = {checked: group for (checked, _), group in zip(checks, self.summaries, strict=True)}
        self._parts = OutputFolder(inputs.parts)

    @property
    def reports(self) -> Iterator[ReportSummary]:
        """The summaries of all reports."""
        return (report for summary in self.summaries for report in summary.reports)

    @cached_property
    def news(self) -> AllNews:
        """What the feeds say of the reports."""
        return {(report.unit_id, report.year): report.news for report in self.reports}

    def sheets(self, key: Key) -> str:
        """The rows of a report for the workbook of its year, as JSON."""
        return self._parts.read(f"{key[0]}/{key[1]}.sheets").decode()

    def search_text(self, unit_id: str, year: int) -> str:
        """What the search reads of a report."""
        return self._parts.read(f"{unit_id}/{year}.text").decode()

    def search_size(self, unit_id: str, year: int) -> int:
        """How large that is, in bytes."""
        state = self._parts.state(f"{unit_id}/{year}.text")
        return state.size if state else 0

    @cached_property
    def shown(self) -> Shown:
        """What pages and files about several units show."""
        return Shown(self._inputs.fingerprint, self.summaries)

    @property
    def attachments(self) -> dict[str, str]:
        """Address → file below the project root."""
        return {path: file for summary in self.summaries for path, file in summary.attachments.items()}

    def remember_checks(self) -> None:
        """Let ``gongkai check`` know what was found."""
        found = {check: in_order((*group.unread, *group.questions)) for check, group in self._checks.items()}
        path = self._inputs.check.root / CHECKS
        with suppress(OSError):  # it is only found again sooner
            _known_checks(path).write(path, found, found.keys())


def _build(inputs: BuildInputs, tasks: tuple[Task, ...]) -> tuple[GroupSummary, ...]:
    """Build some unit groups; what runs in a worker."""
    return tuple(build_unit_group(group, inputs, renderer()) for _, group in tasks)


def _known_checks(path: Path) -> Results[tuple[Problem, ...]]:
    return Results[tuple[Problem, ...]](path, tuple[Problem, ...])


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
    digests, known = Digests(root / DIGESTS), _known_checks(root / CHECKS)
    inputs = CheckInputs.of(root, folder, inventory, digests)
    tasks = [(inputs.fingerprint_of(group, digests), group) for group in unit_groups(inventory)]
    digests.keep()
    by_group = work_through(partial(_check, inputs), tasks, known.find, workers=workers, progress=progress)
    with suppress(OSError):  # it is only found again sooner
        known.write(root / CHECKS, by_group, by_group.keys() - known.fingerprints)
    problems = [*inventory.problems, *(problem for of_group in by_group.values() for problem in of_group)]
    return CheckResult(tuple(file.file for file in inventory.files), in_order(problems))


def _check(inputs: CheckInputs, tasks: tuple[Task, ...]) -> tuple[tuple[Problem, ...], ...]:
    """Check some unit groups; what runs in a worker."""
    return tuple(
        problems_of(inputs.root, read_and_check_files(inputs.root, inputs.inventory, group.files)) for _, group in tasks
    )
