"""A unit group in one pass: its data files → finished pages and downloads where they belong, and a summary of each
report for the pages about several units.

It asks for nothing but the group's files and the output folder, so that groups can be built anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import Final

from ..derive.assessment import Assessment, assess
from ..model.disclosure import PAGE_FILE
from ..model.form import THREE_PUBLIC
from ..open_data.downloads import unit_files
from ..open_data.feeds import unit_feeds
from ..open_data.files import Download, file_bytes
from ..open_data.published import Published, is_readable
from ..open_data.record import Key
from ..open_data.workbook import sheets_text
from ..pages.data import feeds_of
from ..pages.news import AllNews, all_news
from ..pages.parts.page import UNITS, Page, report_path
from ..pages.parts.schema_org import report_linked
from ..pages.parts.years import unit_years
from ..pages.quality import Checked
from ..pages.report.charts import unit_spending
from ..pages.report.faults import with_faults
from ..pages.report.report import ReportView, report_page
from ..pages.unit import unit_page
from ..read_and_check import CheckedArchive, questions_of, read_and_check_files
from ..render.frame import Frame, FrameKind, Frames
from ..render.html import Renderer, frame_kind
from ..search.fulltext import index_entry
from .fingerprint import BuildInputs, fingerprint_of
from .output import OutputFolder
from .summary import GroupSummary, ReportSummary, figures_json
from .unit_groups import UnitGroup

#: Where the parts are from which files about several units are put together, below the cache.
PARTS: Final = "parts"
#: The kinds of pages of a group: a unit's, and a report's.
_KINDS: Final = (FrameKind(2, UNITS), FrameKind(3, UNITS, is_article=True))
#: What follows from each report, by unit and year.
Assessed = Mapping[tuple[str, int], Assessment]


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
    years = {unit_id: unit_years(archive, unit_id) for unit_id in group.units}
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
            three_public=THREE_PUBLIC.value(entry.report) if entry.report else None,
        )
