"""A portion → everything made of it. Pure but for reading its files, so that portions can be made anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from ..model.archive import Archive
from ..open_data.feeds import all_news, unit_feeds
from ..open_data.published import Findings, Stock
from ..open_data.record import Texts, texts_of
from ..pages.data import feeds_of
from ..pages.parts.page import UNITS, Page
from ..pages.quality import Checked
from ..pages.report.report import ReportView, report_page
from ..pages.unit import unit_page
from ..render.html import Rendered, Renderer
from ..search.fulltext import index_entry
from .read_and_check import problems_of, survey_files
from .result import Brief, Briefs, Made
from .setup import Setup
from .unit_groups import Portion


def make(portion: Portion, setup: Setup, renderer: Renderer) -> Made:
    """Read, check, lay out and render the reports of a portion."""
    found = survey_files(setup.basis.root, setup.basis.inventory, portion.files)
    whole, findings = found.archive, found.findings
    archive = whole.for_readers(preview=setup.preview)
    news = all_news(archive)
    built = frozenset(feed.path for feed in unit_feeds(archive, portion.units, news, setup.publication))
    pages = [replace(page, feeds=feeds_of(page, built)) for page in _pages(archive, portion, findings, setup)]
    edit = setup.publication.edit_address
    rendered = {page.path: renderer.render(page, edit_url=edit(page.source)) for page in pages}
    words = dict(_words(pages, rendered)) if setup.search else {}
    return Made(
        briefs=Briefs(
            reports=tuple(
                Brief.of(
                    entry,
                    Checked.of(findings.get(key, ()), entry.report),
                    news.get(key, ()),
                    _digest(words.get(f"{key[0]}/{key[1]}")),
                )
                for key, entry in whole.entries.items()
            ),
            problems=found.unread,
            attachments={path: file for page in pages for path, file in page.attachments.items()},
        ),
        pages=rendered,
        texts=dict(_texts(Stock(archive, findings), setup)),
        words=words,
        problems=problems_of(setup.basis.root, found),
    )


def _words(pages: Iterable[Page], rendered: Mapping[str, Rendered]) -> Iterator[tuple[str, str]]:
    """What the search reads of each report."""
    for page in pages:
        if isinstance(page.view, ReportView):
            yield page.path.removeprefix(UNITS).rstrip("/"), index_entry(page, rendered[page.path])


def _digest(words: str | None) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest() if words else ""


def _pages(archive: Archive, portion: Portion, findings: Findings, setup: Setup) -> Iterator[Page]:
    excel = setup.publication.excel
    for unit_id in portion.units:
        yield unit_page(archive, unit_id, archive.units[unit_id], excel=excel)
    for key, entry in archive.entries.items():
        yield report_page(archive, entry, findings.get(key, ()), excel=excel)


def _texts(stock: Stock, setup: Setup) -> Iterator[tuple[str, Texts]]:
    for (unit_id, year), entry in stock.archive.entries.items():
        if stock.holds(entry):
            yield f"{unit_id}/{year}", texts_of(stock.get(entry), setup.publication)
