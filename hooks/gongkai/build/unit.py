"""A unit group in one pass: its data files → finished pages and downloads where they belong, and a summary of each
report for the pages about several units.

It asks for nothing but the group's files and the output folder, so that groups can be built anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import sha256
from itertools import chain
from typing import Any, Final

from ..derive.assessment import Assessment, assess
from ..load.record_file import validate
from ..model.archive import Entry
from ..model.disclosure import PAGE_FILE, State
from ..model.finance import KINDS
from ..model.problem import Problem
from ..model.report import Report
from ..open_data.downloads import unit_files
from ..open_data.feeds import unit_feeds
from ..open_data.files import Download, file_bytes, json_text
from ..open_data.published import Published, is_readable
from ..open_data.record import Key
from ..open_data.workbook import sheets_text
from ..pages.data import feeds_of
from ..pages.news import AllNews, News, all_news
from ..pages.parts.page import UNITS, Page, report_path
from ..pages.parts.schema_org import report_linked
from ..pages.parts.years import unit_years
from ..pages.quality import Checked
from ..pages.report.charts import unit_spending
from ..pages.report.faults import with_faults
from ..pages.report.report import ReportView, report_page
from ..pages.unit import unit_page
from ..render.frame import Frame, FrameKind, Frames
from ..render.html import Renderer, frame_kind
from ..search.fulltext import index_entry
from .fingerprint import BuildInputs, fingerprint_of
from .output import OutputFile, OutputFolder
from .read_and_check import CheckedArchive, questions_of, read_and_check_files
from .unit_groups import UnitGroup

#: What pages of several units never show: the words of a report and the rows of its forms.
_WORDS: Final = (
    *("catalogue", "cover", "contact", "introduction", "profile", "asset_management", "implementation", "thrift"),
    *("government_fund", "state_capital", "social_insurance", "problems", "measures", "sections", "attachments"),
    *("answers", "corrections"),
)
_LEFT_OUT: Final[dict[str, Any]] = {
    **dict.fromkeys(_WORDS, True),
    "finance": {"note": True, "adjustment_note": True},
    "evaluation": {"summary", "achievements", "use_of_results"},
    "self_evaluation": {"goals", "indicators"},
    "project_evaluations": {"__all__": {"goals", "indicators", "deviation_note", "note"}},
}
#: Of the 功能分类 they show the 类, by the digits of its code, but for what stands beside its amounts.
_CLASS: Final = 3
_ROW: Final = dict.fromkeys(("parts", "note", "changes", "prior_budget", *KINDS), True)
#: Where the parts are from which files about several units are put together, below the cache.
PARTS: Final = "parts"
#: The kinds of pages of a group: a unit's, and a report's.
_KINDS: Final = (FrameKind(2, UNITS), FrameKind(3, UNITS, is_article=True))
#: What follows from each report, by unit and year.
Assessed = Mapping[tuple[str, int], Assessment]
#: Reports kept in memory while the pages about a year and its neighbours are built.
_IN_MEMORY: Final = 2500


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """One report in short.

    Attributes:
        unit_id, year, file, digest, state: those of its entry.
        figures: its figures as JSON; "" where it cannot be read.
        checked: its checks.
        news: what the feeds say of it.
        search_digest: SHA-256 of its text for the search; "" where there is none.
        checksum: that of its data; "" where its figures may not be shown.
        shown: the fingerprint of its state and its figures: of all that its entry says, but for file and digest.
        told: the fingerprint of its checks.
    """

    unit_id: str
    year: int
    file: str
    digest: str
    state: State
    figures: str
    checked: Checked
    news: tuple[News, ...] = ()
    search_digest: str = ""
    checksum: str = ""
    shown: str = ""
    told: str = ""

    @property
    def entry(self) -> Entry:
        """The entry again; its report, which is read when it is asked for, is without words and rows."""
        return Entry(self.unit_id, self.year, self.file, self.digest, self.state, partial(_report_of, self.figures))


@lru_cache(maxsize=_IN_MEMORY)
def _report_of(figures: str) -> Report | None:
    return validate(Report, json.loads(figures, parse_float=Decimal)) if figures else None


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What the site needs at once of a unit group; the rest has been written.

    Attributes:
        reports: a summary of every report.
        unread: what is wrong with the data files.
        questions: what the cross-checks found.
        attachments: address → file below the project root.
        files: path → what was written there.
        parts: what files about several units are still to be put together from, below :data:`PARTS`.
    """

    reports: tuple[ReportSummary, ...]
    unread: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    attachments: dict[str, str]
    files: dict[str, OutputFile]
    parts: dict[str, OutputFile]


def unit_frames(frames: Frames) -> dict[FrameKind, Frame]:
    """What is around the pages of a group."""
    return {kind: frames.find(kind) for kind in _KINDS}


def build_unit_group(group: UnitGroup, inputs: BuildInputs, renderer: Renderer) -> GroupSummary:
    """Read, check, lay out, render and write the reports of a unit group."""
    output, parts = OutputFolder(inputs.output), OutputFolder(inputs.parts)
    checked = read_and_check_files(inputs.check.root, inputs.check.inventory, group.files)
    shown = replace(checked, archive=checked.archive.for_readers(preview=inputs.preview))
    news = all_news(shown.archive)
    feeds = frozenset(feed.path for feed in unit_feeds(shown.archive, group.units, news, inputs.publication))
    assessed = {key: assess(shown.archive, e, e.published) for key, e in shown.archive.entries.items() if e.published}
    published = tuple(_published(shown, assessed))
    checksums = {(one.entry.unit_id, one.entry.year): one.checksum for one in published}
    laid_out = _pages(shown, assessed, checksums, group, inputs)
    pages = [replace(page, feeds=feeds_of(page, feeds)) for page in laid_out]
    texts = dict(_search_texts(pages)) if inputs.search else {}
    downloads = unit_files(shown.archive, group.units, published, news, inputs.publication)
    made = chain(_rendered(pages, inputs, renderer), downloads)
    files = {download.path: output.write_parts(download.path, download.parts()) for download in made}
    kept = chain(((f"{name}.text", text) for name, text in texts.items()), _sheets(published, inputs))
    return GroupSummary(
        reports=tuple(_summaries(checked, news, texts, checksums)),
        unread=checked.unread,
        questions=questions_of(inputs.check.root, checked),
        attachments={path: file for page in pages for path, file in page.attachments.items()},
        files=files,
        parts={name: parts.write(name, file_bytes(text)) for name, text in kept},
    )


def _pages(
    shown: CheckedArchive, assessed: Assessed, checksums: Mapping[Key, str], group: UnitGroup, inputs: BuildInputs
) -> Iterator[Page]:
    archive, publication = shown.archive, inputs.publication
    excel = publication.excel
    years = {unit_id: unit_years(archive, unit_id, archive.units[unit_id]) for unit_id in group.units}
    for unit_id in group.units:
        yield unit_page(archive, unit_id, archive.units[unit_id], years=years[unit_id], excel=excel)
    spending = {unit_id: unit_spending(archive, unit_id, of.marks) for unit_id, of in years.items()}
    for key, entry in archive.entries.items():
        page = report_page(
            archive,
            entry,
            shown.findings.get(key, ()),
            years=years[entry.unit_id],
            spending=spending[entry.unit_id],
            assessment=assessed.get(key),
            excel=excel,
            checksum=checksums.get(key, ""),
            address=publication.address(report_path(*key)) if publication.url else "",
        )
        if inputs.preview:
            page = with_faults(page, entry, (*shown.unread, *inputs.check.inventory.problems))
        yield replace(page, linked=report_linked(archive, entry, page, publication))


def _rendered(pages: Iterable[Page], inputs: BuildInputs, renderer: Renderer) -> Iterator[Download]:
    """The finished pages."""
    for page in pages:
        slots = renderer.render(page, edit_url=inputs.publication.edit_address(page.source))
        content = inputs.frames[frame_kind(page)].fill(slots)
        yield Download.of(f"{page.path}{PAGE_FILE}", content)


def _search_texts(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """What the search reads of each report."""
    for page in pages:
        if isinstance(page.view, ReportView):
            yield page.path.removeprefix(UNITS).rstrip("/"), index_entry(page)


def _published(shown: CheckedArchive, assessed: Assessed) -> Iterator[Published]:
    """The reports whose figures may be shown."""
    for key, entry in shown.archive.entries.items():
        if is_readable(shown.archive, entry):
            yield Published.of(shown.archive, shown.findings, entry, assessed.get(key))


def _sheets(published: Iterable[Published], inputs: BuildInputs) -> Iterator[tuple[str, str]]:
    """The rows of each report for the workbooks of its year."""
    for report in published if inputs.publication.excel else ():
        yield f"{report.entry.unit_id}/{report.entry.year}.sheets", sheets_text(report)


def _summaries(
    checked: CheckedArchive, news: AllNews, texts: Mapping[str, str], checksums: Mapping[Key, str]
) -> Iterator[ReportSummary]:
    for key, entry in checked.archive.entries.items():
        text = texts.get(f"{entry.unit_id}/{entry.year}", "")
        figures = figures_json(entry.report) if entry.report else ""
        checks, name = Checked.of(checked.findings.get(key, ()), entry.report), f"{entry.unit_id} {entry.year}"
        yield ReportSummary(
            unit_id=entry.unit_id,
            year=entry.year,
            file=entry.file,
            digest=entry.digest,
            state=entry.state,
            figures=figures,
            checked=checks,
            news=news.get(key, ()),
            search_digest=sha256(file_bytes(text)).hexdigest() if text else "",
            checksum=checksums.get(key, ""),
            shown=fingerprint_of((name, entry.state.value, figures)),
            told=fingerprint_of((name, repr(checks))),
        )


def figures_json(report: Report) -> str:
    """The figures, dates and title of a report, digit by digit."""
    classes = {at: _ROW if len(row.code or "") == _CLASS else True for at, row in enumerate(report.finance.functional)}
    left_out = {**_LEFT_OUT, "finance": {**_LEFT_OUT["finance"], "functional": classes}} if classes else _LEFT_OUT
    return json_text(report.model_dump(by_alias=True, exclude_unset=True, exclude=left_out))
