"""The reports of a unit group, read and checked → its pages, laid out: what a build writes and the desk shows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from .derive.assessment import Assessed, assess
from .model.archive import Archive, Entry
from .model.problem import Problem
from .open_data.feeds import unit_feeds
from .open_data.published import Published, is_readable
from .open_data.record import Key
from .pages.data import Publication, feeds_of
from .pages.news import AllNews, all_news
from .pages.parts.page import Page, report_path
from .pages.parts.schema_org import report_linked
from .pages.parts.years import UnitYears, unit_years
from .pages.report.charts import unit_spending
from .pages.report.faults import with_faults
from .pages.report.report import report_page
from .pages.unit import unit_page
from .read_and_check import CheckedArchive
from .render.frame import Frame, FrameKind
from .render.html import Renderer, frame_kind


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A unit group as readers see it.

    Attributes:
        shown: its reports that readers know of, and their checks.
        news: what its feeds say.
        published: its reports whose figures may be shown.
        pages: of its units and of its reports.
    """

    shown: CheckedArchive
    news: AllNews
    published: tuple[Published, ...]
    pages: tuple[Page, ...]

    @property
    def archive(self) -> Archive:
        """What readers know of."""
        return self.shown.archive

    @property
    def checksums(self) -> dict[Key, str]:
        """Those of the published reports' data."""
        return {(one.entry.unit_id, one.entry.year): one.checksum for one in self.published}


def lay_out(
    checked: CheckedArchive,
    units: Iterable[str],
    publication: Publication,
    *,
    preview: bool,
    general: Iterable[Problem] = (),
    wanted: Container[Key] | None = None,
) -> LaidOut:
    """The pages of some units.

    Args:
        checked: the reports of their group.
        units: whose pages.
        publication: what of the settings shows.
        preview: reports that are being prepared are shown, and what is wrong with each.
        general: what is wrong with the register and the rules, for a preview.
        wanted: the reports whose pages are laid out, and no others; all, and those of the units, where it is None.
    """
    shown = replace(checked, archive=checked.archive.for_readers(preview=preview))
    archive, units = shown.archive, tuple(units)
    news = all_news(archive)
    feeds = frozenset(feed.path for feed in unit_feeds(archive, units, news, publication))
    entries = {key: entry for key, entry in archive.entries.items() if wanted is None or key in wanted}
    assessed = {key: assess(archive, entry, entry.published) for key, entry in entries.items() if entry.published}
    laid_out = LaidOut(shown, news, tuple(_published(shown, entries.values(), assessed)), ())
    faults = (*shown.unread, *general) if preview else None
    years = {unit_id: unit_years(archive, unit_id) for unit_id in units}
    pages = chain(
        _unit_pages(archive, years, assessed, publication) if wanted is None else (),
        _pages(laid_out, entries.values(), assessed, years, publication, faults),
    )
    return replace(laid_out, pages=tuple(replace(page, feeds=feeds_of(page, feeds)) for page in pages))


def framed(page: Page, publication: Publication, frames: Mapping[FrameKind, Frame], renderer: Renderer) -> bytes:
    """A page of a group as it is written."""
    return frames[frame_kind(page)].fill(renderer.render(page, edit_url=publication.edit_address(page.source)))


def _published(shown: CheckedArchive, entries: Iterable[Entry], assessed: Assessed) -> Iterator[Published]:
    """The reports whose figures may be shown."""
    for entry in entries:
        if is_readable(shown.archive, entry):
            yield Published.of(shown.archive, shown.findings, entry, assessed.get((entry.unit_id, entry.year)))


def _unit_pages(
    archive: Archive, years: Mapping[str, UnitYears], assessed: Assessed, publication: Publication
) -> Iterator[Page]:
    for unit_id, of_unit in years.items():
        unit, excel = archive.units[unit_id], publication.excel
        yield unit_page(archive, unit_id, unit, years=of_unit, assessed=assessed, excel=excel)


def _pages(
    laid_out: LaidOut,
    entries: Iterable[Entry],
    assessed: Assessed,
    years: Mapping[str, UnitYears],
    publication: Publication,
    faults: tuple[Problem, ...] | None,
) -> Iterator[Page]:
    archive, checksums, excel = laid_out.archive, laid_out.checksums, publication.excel
    spending = {unit_id: unit_spending(archive, unit_id, of.marks) for unit_id, of in years.items()}
    for entry in entries:
        key = (entry.unit_id, entry.year)
        page = report_page(
            archive,
            entry,
            laid_out.shown.findings.get(key, ()),
            years=years[entry.unit_id],
            spending=spending[entry.unit_id],
            assessment=assessed.get(key),
            excel=excel,
            checksum=checksums.get(key, ""),
            address=publication.address(report_path(*key)) if publication.url else "",
        )
        if faults is not None:
            page = with_faults(page, entry, faults)
        yield replace(page, linked=report_linked(archive, entry, page, publication))
