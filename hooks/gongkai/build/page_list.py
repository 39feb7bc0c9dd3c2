"""The page list: every page about several units at its stable address, and what it is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Final

from ..check import CHECKS, Check
from ..desk.site_files import desk_view
from ..model.archive import Archive
from ..model.disclosure import PAGE_FILE
from ..model.problem import Level
from ..open_data.feeds import feeds
from ..pages.compare import compare_page
from ..pages.data import DATA, Publication, data_page, feeds_of
from ..pages.desk import desk_page
from ..pages.fields import FIELDS, fields_page
from ..pages.glossary import glossary_page
from ..pages.home import answered, home_page, home_year, search_page
from ..pages.methodology import Method, methodology_page
from ..pages.money.money import year_money
from ..pages.money.recent import recent
from ..pages.parts.page import (
    COMPARE,
    DESK,
    GLOSSARY,
    HOME,
    METHODOLOGY,
    QUALITY,
    SEARCH,
    UNITS,
    UPDATES,
    YEARS,
    Page,
    directory_path,
    year_part_path,
    year_path,
)
from ..pages.parts.schema_org import data_linked
from ..pages.quality import Quality, quality_page
from ..pages.ready_made import ReadyMade, ready_made
from ..pages.report.notice import SAID
from ..pages.unit import directory_divisions, directory_page, directory_part_page
from ..pages.updates import shares_of_updates, updates_page
from ..pages.year import year_divisions, year_page, year_part_page, years_page
from .build import Build
from .fingerprint import fingerprint_of
from .shown import Shown


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page about several units, laid out when it is written.

    Attributes:
        path: address below the site root, ending in ``/``.
        lay_out: makes the page.
        fingerprint: changes when it could.
    """

    path: str
    lay_out: Callable[[], Page]
    fingerprint: str

    @property
    def file(self) -> str:
        """The page's file below the site root."""
        return f"{self.path}{PAGE_FILE}"


#: The pages of the main navigation, with their titles there; the host lists them, whatever the data holds.
MAIN_PAGES: Final = {
    HOME: "首页", UNITS: "单位", YEARS: "年度", COMPARE: "对比", QUALITY: "校核", UPDATES: "更新",
    METHODOLOGY: "校核方法", GLOSSARY: "名词解释", SEARCH: "搜索", DATA: "数据",
}  # fmt: skip  # names, read in a row
#: What the host writes by itself.
NOT_FOUND: Final = "404.html"


def list_host_files(by_hand: Iterable[str]) -> Iterator[str]:
    """Everything that the host writes itself."""
    yield from by_hand
    yield from (f"{path}{PAGE_FILE}" for path in MAIN_PAGES)
    yield NOT_FOUND


def list_pages(archive: Archive, quality: Quality, build: Build, publication: Publication) -> Iterator[PageTask]:
    """The pages about several units: laid out from the summaries of all reports."""
    shown, built = build.shown, frozenset(feed.path for feed in feeds(archive, build.news, publication))

    def task(path: str, fingerprint: str, lay_out: Callable[..., Page], *inputs: Any) -> PageTask:
        def with_feeds() -> Page:
            page = lay_out(*inputs)
            return replace(page, feeds=feeds_of(page, built))

        return PageTask(path, with_feeds, fingerprint_of((fingerprint, *sorted(built))))

    states, latest = shown.of_states(), shown.of_year(max(archive.years, default=0))
    at_home = home_year(archive)
    of_home = fingerprint_of((states, *_shown_at_home(archive, shown, at_home), repr(recent(archive, build.news))))
    money = cache(partial(year_money, archive, at_home)) if at_home else None
    yield task(HOME, of_home, home_page, archive, build.news, quality.checked, money)
    yield task(UNITS, states, directory_page, archive)
    for part in directory_divisions(archive):
        yield task(directory_path(part.slug, part.number), states, directory_part_page, archive, part)
    yield task(YEARS, states, years_page, archive)
    yield task(COMPARE, fingerprint_of((states, latest)), compare_page, archive)
    yield task(QUALITY, shown.of_checks, lambda: quality_page(quality.view))
    updates = shares_of_updates(archive, build.news, publication.publisher or publication.name)
    for share in updates:
        listed = fingerprint_of((states, *(other.path for other in updates), repr(share.news)))
        yield task(share.path, listed, updates_page, archive, updates, share)
    yield task(METHODOLOGY, shown.alone, methodology_page, methods())
    yield task(GLOSSARY, shown.alone, glossary_page)
    yield task(SEARCH, shown.alone, search_page)
    yield task(DATA, states, _data_page, archive, publication)
    yield task(FIELDS, shown.alone, fields_page)
    yield from (_desk_task(shown),) if publication.desk else ()
    comparisons = tuple(ready_made(archive))
    lay_out_year = partial(year_page, excel=publication.excel)
    for year in sorted(archive.years):  # one after the other, while its reports are in memory
        shared = money if year == at_home else None
        yield task(year_path(year), shown.of_year(year), lay_out_year, archive, year, shared)
        for path, fingerprint, lay_out in _parts_of_year(archive, year, shown, comparisons):
            yield task(path, fingerprint, lay_out)


def _desk_task(shown: Shown) -> PageTask:
    view = desk_view()
    return PageTask(DESK, partial(desk_page, view), fingerprint_of((shown.alone, repr(view))))


def _parts_of_year(
    archive: Archive, year: int, shown: Shown, comparisons: Iterable[ReadyMade]
) -> Iterator[tuple[str, str, Callable[[], Page]]]:
    """Path, fingerprint and page of each category of a year of many units, and of its comparisons."""
    for part in year_divisions(archive, year):
        path = year_part_path(year, part.slug, part.number)
        yield path, shown.of_year(year), partial(year_part_page, archive, year, part)
    of_year = shown.of_states(year)
    for comparison in (comparison for comparison in comparisons if comparison.year == year):
        of_entries = shown.of_entries(archive, comparison.entries)
        yield comparison.path, fingerprint_of((of_year, comparison.links, of_entries)), comparison.lay_out


def _shown_at_home(archive: Archive, shown: Shown, year: int | None) -> Iterator[str]:
    """The year whose money is shown there, and the one before, which it is set against; checks, where one report is."""
    if year is not None:
        yield from (shown.of_year(one) for one in (year - 1, year) if one in archive.years)
    if answered(archive, year):
        yield shown.of_checks


def _data_page(archive: Archive, publication: Publication) -> Page:
    page = data_page(archive, publication)
    return replace(page, linked=data_linked(archive, page, publication))


def methods() -> tuple[Method, ...]:
    """The public explanation of every check, from its docstring."""
    return tuple(
        Method(check.code, check.title, _when_it_fails(check), why.what, why.why, why.formula, why.source)
        for check, why in ((check, check.explanation) for check in CHECKS)
    )


def _when_it_fails(check: Check) -> str:
    """How much it matters to a clerk, and what readers are told."""
    return check.level.label + ("" if check.level is Level.HINT else f"；网页上写“{SAID[check.nature]}”")
