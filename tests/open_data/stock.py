"""The demo's downloads, each made once, when a test first looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import Final

import pytest
from tests.conftest import demo

from gongkai.model.archive import Archive, Entry
from gongkai.open_data.comparison import comparisons
from gongkai.open_data.days import days_of_years
from gongkai.open_data.dcat import Catalogue
from gongkai.open_data.downloads import (
    Written,
    bundle_files,
    general_files,
    unit_files,
    year_files,
    year_zip_file,
)
from gongkai.open_data.feeds import feed_bytes, feeds
from gongkai.open_data.files import Download
from gongkai.open_data.manifest import ListedFile, ListedReport, manifest_parts
from gongkai.open_data.package import Known, package_file
from gongkai.open_data.published import Findings, Published, is_readable
from gongkai.open_data.record import Key
from gongkai.open_data.workbook import sheets_text
from gongkai.pages.data import CATALOGUE, MANIFEST, Publication
from gongkai.pages.downloads import year_parts
from gongkai.pages.news import all_news

PUBLICATION: Final = Publication(name="演示区预算绩效公开", url="https://site.invalid/jixiao/", demo=True)


@cache
def archive() -> Archive:
    """What readers may see of it."""
    return demo().archive.for_readers(preview=False)


#: Downloads by their addresses.
Files = dict[str, bytes]


def made(shown: Archive, findings: Findings, publication: Publication = PUBLICATION) -> Files:
    """Every download of an archive by its address, in the order in which a build writes them."""
    readable = [entry for entry in shown.entries.values() if is_readable(shown, entry)]
    published = {(entry.unit_id, entry.year): Published.of(shown, findings, entry) for entry in readable}
    news, files = all_news(shown), Files()

    def sheets(key: Key) -> str:
        return sheets_text(published[key])

    written = Written(files.__getitem__, sheets)
    for download in chain(
        unit_files(shown, shown.units, published.values(), news, publication),
        *(_year_files(shown, year, written, publication) for year in sorted(shown.years)),
        (made.file for year in sorted(shown.years) for made in comparisons(shown, year)),
        general_files(()),
        (package_file(shown, known_in(files), publication),),
        bundle_files(shown, written, publication),
        (Download.of(feed.path, feed_bytes(feed, publication)) for feed in feeds(shown, news, publication)),
    ):
        assert download.path not in files, "made once"
        files[download.path] = download.content()
    days = days_of_years(shown, news)
    files[CATALOGUE] = Catalogue(shown, publication, known_in(files), days).content()
    sealed = [ListedFile(path, len(content), sha256(content).hexdigest()) for path, content in files.items()]
    reports = [_listed(entry, published.get(key)) for key, entry in shown.entries.items()]
    return files | {MANIFEST: b"".join(manifest_parts(reports, sealed, publication, ""))}


def _listed(entry: Entry, published: Published | None) -> ListedReport:
    checksum = published.checksum if published else ""
    return ListedReport(entry.unit_id, entry.year, entry.file, entry.state, checksum, entry.report is None)


def known_in(files: Files) -> Known:
    """Size and SHA-256 of each of ``files``."""
    return lambda path: (len(files[path]), sha256(files[path]).hexdigest())


def _year_files(shown: Archive, year: int, written: Written, publication: Publication) -> Iterator[Download]:
    """Those of its parts, and the ZIP of them."""
    parts = year_parts(shown, year)
    for part in parts:
        yield from year_files(shown, part, written, publication)
    if parts:
        yield year_zip_file(shown, year, written, publication)


@cache
def few() -> Archive:
    """The reports of one unit."""
    entries = {key: entry for key, entry in archive().entries.items() if key[0] == "yanshi-caizheng"}
    return replace(archive(), entries=entries)


@cache
def files() -> Files:
    """Every download of the demo by its address."""
    return made(archive(), demo().findings)


@cache
def few_files() -> Files:
    """Every download where only one unit reports."""
    return made(few(), demo().findings)


#: The downloads of one unit, in trials those of the whole demo.
ALL_FILES: Final = pytest.mark.parametrize("made", [few_files, pytest.param(files, marks=pytest.mark.trial)])
