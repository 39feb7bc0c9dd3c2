"""Builds every unit group once, and knows what files about several units are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property, partial

from ..model.archive import Archive
from ..open_data.record import Key
from ..pages.news import AllNews
from ..pages.parts.page import report_path
from ..progress import Progress
from ..read_and_check import in_order
from ..render.html import renderer
from ..search.bundle import Text
from .check_folder import remember
from .executor import Pool, work_through
from .fingerprint import BuildInputs
from .output import OutputFolder
from .output_manifest import OutputManifest
from .shown import Shown
from .summary import GroupSummary, ReportSummary
from .unit import build_unit_group
from .unit_groups import Task, UnitGroup


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
        self._manifest = manifest
        checks = [(inputs.check.fingerprint_of(group, digests), group) for group in groups]
        tasks = [(inputs.fingerprint_of(checked, group), group) for checked, group in checks]
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

    def known(self, path: str) -> tuple[int, str]:
        """Size in bytes and SHA-256 of a file about several units that stands already."""
        file = self._manifest.files[path].file
        return file.size, file.sha256

    def search_texts(self, archive: Archive) -> Iterator[Text]:
        """What the search reads of every report of ``archive`` that has a page."""
        for report in self.reports:
            if report.search_digest and archive.find_entry(report.unit_id, report.year):
                address, name = report_path(report.unit_id, report.year), f"{report.unit_id}/{report.year}.text"
                state, read = self._parts.state(name), partial(self._search_text, name)
                yield Text(address, report.year, report.search_digest, read, state.size if state else 0)

    def _search_text(self, name: str) -> str:
        return self._parts.read(name).decode()

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
        remember(self._inputs.check.root, found)


def _build(inputs: BuildInputs, tasks: tuple[Task, ...]) -> tuple[GroupSummary, ...]:
    """Build some unit groups; what runs in a worker."""
    renderer().look_again()
    return tuple(build_unit_group(group, inputs, renderer()) for _, group in tasks)
