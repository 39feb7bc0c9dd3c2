"""The demo's downloads, made once for all tests that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import Final

from tests.conftest import demo

from gongkai.model.archive import Archive
from gongkai.open_data.catalogue import manifests
from gongkai.open_data.comparison import comparisons
from gongkai.open_data.downloads import Written, bundle_file, general_files, unit_files, year_files
from gongkai.open_data.feeds import all_news, feed_bytes, feeds
from gongkai.open_data.files import Download
from gongkai.open_data.published import Findings, PublishedReports
from gongkai.open_data.record import Key
from gongkai.open_data.sheets import sheets_text
from gongkai.pages.data import Publication

PUBLICATION: Final = Publication(name="演示区预算绩效公开", url="https://site.invalid/jixiao/", demo=True)


def archive() -> Archive:
    """What readers may see of it."""
    return demo().archive.for_readers(preview=False)


def made(shown: Archive, findings: Findings, publication: Publication = PUBLICATION) -> dict[str, bytes]:
    """Every download of an archive by its address, in the order in which a build writes them."""
    published, news = PublishedReports(shown, findings), all_news(shown)
    files: dict[str, bytes] = {}

    def sheets(key: Key) -> str:
        return sheets_text(published.get(shown.entries[key]))

    written = Written(files.__getitem__, sheets)
    for download in chain(
        unit_files(published, shown.units, news, publication),
        *(year_files(shown, year, written, publication) for year in sorted(shown.years)),
        *(comparisons(shown, year) for year in sorted(shown.years)),
        general_files(shown, publication),
        _bundle(shown, written, publication),
        (Download.of(feed.path, feed_bytes(feed, publication)) for feed in feeds(shown, news, publication)),
    ):
        assert download.path not in files, "made once"
        files[download.path] = download.content()
    listed = [(path, len(content), sha256(content).hexdigest()) for path, content in sorted(files.items())]
    return files | {download.path: download.content() for download in manifests(listed, publication)}


def _bundle(shown: Archive, written: Written, publication: Publication) -> Iterator[Download]:
    """Only when it is asked for are the files there that it holds."""
    yield bundle_file(shown, written, publication)


@cache
def files() -> dict[str, bytes]:
    """Every download of the demo by its address."""
    return made(archive(), demo().findings)
