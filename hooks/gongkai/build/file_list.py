"""The file list: every file about several units at its stable address, and what it is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from ..desk.reference import site_json
from ..desk.site_files import desk_files, script_files, units_list
from ..model.archive import Archive
from ..model.disclosure import PAGE_FILE
from ..open_data.colour_file import COLOUR_FILE, colour_css
from ..open_data.comparison import comparisons
from ..open_data.days import days_of_pages, days_of_years
from ..open_data.dcat import Catalogue
from ..open_data.downloads import Written, bundle_files, general_files, year_files, year_zip_file
from ..open_data.feeds import feed_bytes, feeds
from ..open_data.files import Download, json_bytes, tables_csv
from ..open_data.package import package_file
from ..open_data.sitemap import ROBOTS, robots_txt, sitemaps
from ..pages.data import CATALOGUE, Publication
from ..pages.desk import SITE
from ..pages.downloads import year_parts
from ..pages.glossary import TERMS, meanings
from ..pages.parts.page import (
    QUALITY,
)
from ..pages.quality import Quality
from ..render.frame import Frame, FrameKind
from ..search.lookup import LOOKUP_PATH, lookup_index
from ..search.most import most_json, most_path
from ..search.newest import newest_files
from ..search.words import WORDS_PATH, words_index
from .build import Build
from .digests import Digests
from .fingerprint import fingerprint_of
from .output_manifest import OutputManifest
from .page_list import MAIN_PAGES
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


def list_files(
    archive: Archive, quality: Quality, build: Build, publication: Publication, *, preview: bool
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
        yield task(Download.made(most_path(year), partial(most_json, archive, year)), shown.of_year(year))
    yield from (task(file, shown.alone) for file in general_files(archive.names))
    yield task(package_file(archive, build.known, publication), shown.alone, *of_zips)
    yield from (task(file, shown.alone, *of_zips) for file in bundle_files(archive, written, publication))
    for feed in feeds(archive, build.news, publication):
        yield task(Download.made(feed.path, partial(feed_bytes, feed, publication)), shown.alone, repr(feed))
    if publication.colour:
        yield task(Download.made(COLOUR_FILE, partial(colour_css, publication.colour)), publication.colour)
    yield from (task(file, *inputs) for file, inputs in _for_search(archive, shown))
    yield task(Download.made(f"{QUALITY}data.csv", lambda: tables_csv(quality.view.tables)), shown.of_checks)
    days = days_of_years(archive, build.news)
    catalogue = Catalogue(archive, publication, build.known, days)
    yield task(Download.made(CATALOGUE, catalogue.content), shown.of_states(), *of_zips, repr(days))


def list_desk_files(
    archive: Archive, build: Build, docs: Path, publication: Publication, frames: Mapping[FrameKind, Frame]
) -> Iterator[FileTask]:
    """What the desk loads, but for the reference data of each unit; nothing where there is none."""
    if not publication.desk:
        return
    for file in desk_files():  # named by their content
        yield FileTask(file.path, file.parts, file.path)
    for file in script_files(docs):
        yield FileTask(file.path, file.parts, sha256(file.content()).hexdigest())
    site = site_json(publication, frames)
    yield FileTask(SITE, lambda: (site,), sha256(site).hexdigest())
    listed = units_list(archive)
    yield FileTask(listed.path, listed.parts, build.shown.of_states())


def _for_search(archive: Archive, shown: Shown) -> Iterator[tuple[Download, tuple[str, ...]]]:
    """Terms, names and newest figures that scripts look up, and what each is made from."""
    yield Download.made(TERMS, lambda: json_bytes(meanings())), (shown.alone,)
    yield Download.made(LOOKUP_PATH, partial(lookup_index, archive)), (shown.alone,)
    yield Download.made(WORDS_PATH, partial(words_index, archive)), (shown.of_states(), repr(archive.everyday))
    for newest in newest_files(archive):
        yield Download.made(newest.path, newest.content), (shown.of_entries(archive, newest.entries),)


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
