"""The page list: every page and file at its stable address, and what it is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ..check import CHECKS, Check
from ..model.archive import Archive
from ..model.disclosure import PAGE_FILE
from ..model.problem import Level
from ..open_data.comparison import comparisons
from ..open_data.days import days_of_pages, days_of_years
from ..open_data.dcat import Catalogue
from ..open_data.downloads import Written, bundle_files, general_files, year_files, year_zip_file
from ..open_data.feeds import feed_bytes, feeds
from ..open_data.files import Download, json_bytes, tables_csv
from ..open_data.package import package_file
from ..open_data.sitemap import ROBOTS, robots_txt, sitemaps
from ..pages.compare import compare_page
from ..pages.data import CATALOGUE, DATA, Publication, data_page, feeds_of
from ..pages.downloads import year_parts
from ..pages.fields import FIELDS, fields_page
from ..pages.glossary import TERMS, glossary_page, meanings
from ..pages.home import home_page, home_year, recent_since, search_page
from ..pages.money.money import year_money
from ..pages.money.recent import Corrections
from ..pages.parts.page import (
    COMPARE,
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
from ..pages.quality import AllChecked, Method, methodology_page, quality_page, quality_view
from ..pages.ready_made import ready_made
from ..pages.report.checks import SAID
from ..pages.unit import directory_divisions, directory_page, directory_part_page
from ..pages.updates import shares_of_updates, updates_page
from ..pages.year import year_divisions, year_page, year_part_page, years_page
from ..search.lookup import LOOKUP_PATH, lookup_index
from ..search.newest import newest_files
from ..search.words import WORDS_PATH, words_index
from .build import Build
from .digests import Digests
from .fingerprint import fingerprint_of
from .output_manifest import OutputManifest
from .shown import Shown


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file about several units.

    Attributes:
        path: below the site root.
        parts: makes its bytes, part by part.
        fingerprint: changes when they could.
    """

    path: str
    parts: Callable[[], Iterable[bytes]]
    fingerprint: str


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


def list_pages(archive: Archive, checked: AllChecked, build: Build, publication: Publication) -> Iterator[PageTask]:
    """The pages about several units: laid out from the summaries of all reports."""
    shown, built = build.shown, frozenset(feed.path for feed in feeds(archive, build.news, publication))

    def task(path: str, fingerprint: str, lay_out: Callable[..., Page], *inputs: Any) -> PageTask:
        def with_feeds() -> Page:
            page = lay_out(*inputs)
            return replace(page, feeds=feeds_of(page, built))

        return PageTask(path, with_feeds, fingerprint_of((fingerprint, *sorted(built))))

    states, latest = shown.of_states(), shown.of_year(max(archive.years, default=0))
    corrections = {key: one.corrections for key, one in checked.items() if one.corrections}
    of_home = fingerprint_of((states, *_shown_at_home(archive, shown, corrections)))
    at_home = home_year(archive)
    money = cache(partial(year_money, archive, at_home)) if at_home else None
    yield task(HOME, of_home, home_page, archive, corrections, money)
    yield task(UNITS, states, directory_page, archive)
    for part in directory_divisions(archive):
        yield task(directory_path(part.slug, part.number), states, directory_part_page, archive, part)
    yield task(YEARS, states, years_page, archive)
    yield task(COMPARE, fingerprint_of((states, latest)), compare_page, archive)
    yield task(QUALITY, shown.of_checks, quality_page, archive, checked, _methods())
    updates = shares_of_updates(archive, build.news, publication.publisher or publication.name)
    for share in updates:
        listed = fingerprint_of((states, *(other.path for other in updates), repr(share.news)))
        yield task(share.path, listed, updates_page, archive, updates, share)
    yield task(METHODOLOGY, shown.alone, methodology_page, _methods())
    yield task(GLOSSARY, shown.alone, glossary_page)
    yield task(SEARCH, shown.alone, search_page)
    yield task(DATA, states, _data_page, archive, publication)
    yield task(FIELDS, shown.alone, fields_page)
    comparisons = tuple(ready_made(archive))
    lay_out_year = partial(year_page, excel=publication.excel)
    for year in sorted(archive.years):  # one after the other, while its reports are in memory
        shared = money if year == at_home else None
        yield task(year_path(year), shown.of_year(year), lay_out_year, archive, year, shared)
        for part in year_divisions(archive, year):
            path = year_part_path(year, part.slug, part.number)
            yield task(path, shown.of_year(year), year_part_page, archive, year, part)
        of_year = shown.of_states(year)
        for comparison in (comparison for comparison in comparisons if comparison.year == year):
            of_entries = shown.of_entries(archive, comparison.entries)
            yield task(comparison.path, fingerprint_of((of_year, comparison.links, of_entries)), comparison.lay_out)


def _shown_at_home(archive: Archive, shown: Shown, corrections: Corrections) -> Iterator[str]:
    """The year whose money is shown there, the one before and those after, with their corrections."""
    since = recent_since(home_year(archive) or max(archive.years, default=0))
    yield from (shown.of_year(year) for year in sorted(archive.years) if year >= since)
    yield repr([(key, found) for key, found in sorted(corrections.items()) if key[1] >= since])


def _data_page(archive: Archive, publication: Publication) -> Page:
    page = data_page(archive, publication)
    return replace(page, linked=data_linked(archive, page, publication))


def _methods() -> tuple[Method, ...]:
    """The public explanation of every check, from its docstring."""
    return tuple(
        Method(check.code, check.title, _when_it_fails(check), why.what, why.why, why.formula, why.source)
        for check, why in ((check, check.explanation) for check in CHECKS)
    )


def _when_it_fails(check: Check) -> str:
    """How much it matters to a clerk, and what readers are told."""
    return check.level.label + ("" if check.level is Level.HINT else f"；网页上写“{SAID[check.nature]}”")


def list_files(
    archive: Archive, checked: AllChecked, build: Build, publication: Publication, *, preview: bool
) -> Iterator[FileTask]:
    """The downloads about several units, terms and the index of units, in the order of writing.

    In a preview the ZIPs stay as they were first built: an edit is to show at once.
    """
    shown, written = build.shown, Written(build.output.read, build.sheets)
    of_zips: list[str] = []

    def task(download: Download, *fingerprints: str) -> FileTask:
        frozen = preview and download.path.endswith(".zip")
        return FileTask(download.path, download.parts, "preview" if frozen else fingerprint_of(fingerprints))

    for year in sorted(archive.years):
        of_parts: list[str] = []
        for part in year_parts(archive, year):
            of_parts.append(fingerprint_of((part.share.name, shown.of_files(part.entries))))
            yield from (task(file, of_parts[-1]) for file in year_files(archive, part, written, publication))
        if of_parts:
            of_zips.append(fingerprint_of(of_parts))
            yield task(year_zip_file(archive, year, written, publication), of_zips[-1])
        for comparison in comparisons(archive, year):
            yield task(comparison.file, shown.of_entries(archive, comparison.entries))
    yield from (task(file, shown.alone) for file in general_files(archive.names))
    yield task(package_file(archive, build.known, publication), shown.alone, *of_zips)
    yield from (task(file, shown.alone, *of_zips) for file in bundle_files(archive, written, publication))
    for feed in feeds(archive, build.news, publication):
        yield task(Download.made(feed.path, partial(feed_bytes, feed, publication)), shown.alone, repr(feed))
    yield task(Download.made(TERMS, lambda: json_bytes(meanings())), shown.alone)
    yield task(Download.made(LOOKUP_PATH, partial(lookup_index, archive)), shown.alone)
    yield task(Download.made(WORDS_PATH, partial(words_index, archive)), shown.of_states(), repr(archive.everyday))
    for newest in newest_files(archive):
        yield task(Download.made(newest.path, newest.content), shown.of_entries(archive, newest.entries))
    yield task(Download.made(f"{QUALITY}data.csv", partial(_checks_csv, archive, checked)), shown.of_checks)
    days = days_of_years(archive, build.news)
    catalogue = Catalogue(archive, publication, build.known, days)
    yield task(Download.made(CATALOGUE, catalogue.content), shown.of_states(), *of_zips, repr(days))


def _checks_csv(archive: Archive, checked: AllChecked) -> bytes:
    return tables_csv(quality_view(archive, checked, _methods()).tables)


def list_attachments(build: Build, root: Path, digests: Digests, refused: Set[str]) -> Iterator[FileTask]:
    """The attachments, but for those that would be in the way."""
    for path, file in build.attachments.items():
        if path not in refused:
            yield FileTask(path, partial(_content_of, root / file), digests.digest_of(root / file))


def _content_of(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()


def list_sitemaps(
    manifest: OutputManifest, by_hand: Iterable[str], archive: Archive, build: Build, publication: Publication
) -> Iterator[FileTask]:
    """The sitemap of all pages, and robots.txt but for one by hand."""
    by_hand = frozenset(by_hand)
    manifest.leave(by_hand)
    main = (f"{path}{PAGE_FILE}" for path in MAIN_PAGES)
    files = {*manifest.paths, *manifest.files, *by_hand, *main}
    pages = [path.removesuffix(PAGE_FILE) for path in files if path.rpartition("/")[2] == PAGE_FILE]
    days = days_of_pages(archive, build.news)
    listed = fingerprint_of((*sorted(pages), repr(sorted(days.items()))))
    for download in sitemaps(pages, publication.url, days):
        yield FileTask(download.path, download.parts, listed)
    if ROBOTS not in by_hand:
        robots = robots_txt(publication.url)
        yield FileTask(ROBOTS, lambda: (robots,), sha256(robots).hexdigest())
