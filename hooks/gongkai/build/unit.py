"""A unit group → its pages, texts for the downloads, and a summary of each report for the pages of several units.

Pure but for reading the group's files, so that groups can be built anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import sha256
from typing import Final

from ..load.record_file import validate
from ..model.archive import Entry
from ..model.disclosure import State
from ..model.problem import Problem
from ..model.report import Report
from ..open_data.feeds import AllNews, News, all_news, unit_feeds
from ..open_data.files import json_text
from ..open_data.published import Published, is_readable
from ..open_data.record import Texts, texts_of
from ..pages.data import feeds_of
from ..pages.parts.page import UNITS, Page
from ..pages.quality import Checked
from ..pages.report.report import ReportView, report_page
from ..pages.unit import unit_page
from ..render.html import Rendered, Renderer
from ..search.fulltext import index_entry
from .fingerprint import BuildInputs
from .read_and_check import CheckedArchive, problems_of, read_and_check_files
from .unit_groups import UnitGroup

#: What pages of several units never show: the words of a report and the rows of its forms.
_WORDS: Final = (
    *("catalogue", "contact", "introduction", "profile", "asset_management", "implementation", "thrift"),
    *("government_fund", "state_capital", "social_insurance", "problems", "measures", "sections", "attachments"),
    *("answers", "corrections"),
)
_LEFT_OUT: Final[dict[str, bool | set[str]]] = {
    **dict.fromkeys(_WORDS, True),
    "finance": {"note", "adjustment_note", "functional"},
    "evaluation": {"summary", "achievements", "use_of_results"},
    "self_evaluation": {"goals", "indicators"},
}
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

    @property
    def entry(self) -> Entry:
        """The entry again; its report, which is read when it is asked for, is without words and rows."""
        return Entry(self.unit_id, self.year, self.file, self.digest, self.state, partial(_report_of, self.figures))


@lru_cache(maxsize=_IN_MEMORY)
def _report_of(figures: str) -> Report | None:
    return validate(Report, json.loads(figures, parse_float=Decimal)) if figures else None


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What the site needs at once of a unit group; the rest is asked for page by page.

    Attributes:
        reports: a summary of every report.
        problems: what is wrong with the data files.
        attachments: address → file below the project root.
    """

    reports: tuple[ReportSummary, ...]
    problems: tuple[Problem, ...]
    attachments: dict[str, str]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Everything built of a unit group.

    Attributes:
        summary: what the site needs at once.
        pages: finished pages by address.
        texts: the parts of the downloads, by ``unit/year``.
        search_texts: what the search reads, by ``unit/year``.
        problems: of reading and of all checks.
    """

    summary: GroupSummary
    pages: dict[str, Rendered]
    texts: dict[str, Texts]
    search_texts: dict[str, str]
    problems: tuple[Problem, ...]


def build_unit_group(group: UnitGroup, inputs: BuildInputs, renderer: Renderer) -> BuildResult:
    """Read, check, lay out and render the reports of a unit group."""
    checked = read_and_check_files(inputs.check.root, inputs.check.inventory, group.files)
    shown = replace(checked, archive=checked.archive.for_readers(preview=inputs.preview))
    news = all_news(shown.archive)
    feeds = frozenset(feed.path for feed in unit_feeds(shown.archive, group.units, news, inputs.publication))
    pages = [replace(page, feeds=feeds_of(page, feeds)) for page in _pages(shown, group, inputs)]
    edit = inputs.publication.edit_address
    rendered = {page.path: renderer.render(page, edit_url=edit(page.source)) for page in pages}
    search_texts = dict(_search_texts(pages)) if inputs.search else {}
    return BuildResult(
        summary=GroupSummary(
            reports=tuple(_summaries(checked, news, search_texts)),
            problems=checked.unread,
            attachments={path: file for page in pages for path, file in page.attachments.items()},
        ),
        pages=rendered,
        texts=dict(_texts(shown, inputs)),
        search_texts=search_texts,
        problems=problems_of(inputs.check.root, checked),
    )


def _summaries(checked: CheckedArchive, news: AllNews, search_texts: Mapping[str, str]) -> Iterator[ReportSummary]:
    for key, entry in checked.archive.entries.items():
        text = search_texts.get(f"{entry.unit_id}/{entry.year}", "")
        yield ReportSummary(
            unit_id=entry.unit_id,
            year=entry.year,
            file=entry.file,
            digest=entry.digest,
            state=entry.state,
            figures=_figures(entry.report) if entry.report else "",
            checked=Checked.of(checked.findings.get(key, ()), entry.report),
            news=news.get(key, ()),
            search_digest=sha256(text.encode("utf-8", "replace")).hexdigest() if text else "",
        )


def _figures(report: Report) -> str:
    """The figures, dates and title of a report, digit by digit."""
    return json_text(report.model_dump(by_alias=True, exclude_unset=True, exclude=_LEFT_OUT))


def _search_texts(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """What the search reads of each report."""
    for page in pages:
        if isinstance(page.view, ReportView):
            yield page.path.removeprefix(UNITS).rstrip("/"), index_entry(page)


def _pages(shown: CheckedArchive, group: UnitGroup, inputs: BuildInputs) -> Iterator[Page]:
    archive, excel = shown.archive, inputs.publication.excel
    for unit_id in group.units:
        yield unit_page(archive, unit_id, archive.units[unit_id], excel=excel)
    for key, entry in archive.entries.items():
        yield report_page(archive, entry, shown.findings.get(key, ()), excel=excel)


def _texts(shown: CheckedArchive, inputs: BuildInputs) -> Iterator[tuple[str, Texts]]:
    for (unit_id, year), entry in shown.archive.entries.items():
        if is_readable(shown.archive, entry):
            published = Published.of(shown.archive, shown.findings, entry)
            yield f"{unit_id}/{year}", texts_of(published, inputs.publication)
