"""The demo's downloads, made once for all tests that look at them."""

from __future__ import annotations

from functools import cache
from typing import Final

from tests.conftest import demo

from gongkai.model.archive import Archive
from gongkai.open_data.downloads import open_data
from gongkai.open_data.feeds import all_news
from gongkai.open_data.files import Download
from gongkai.open_data.published import Published
from gongkai.open_data.record import FindTexts, texts_of
from gongkai.pages.data import Publication

PUBLICATION: Final = Publication(name="演示区预算绩效公开", url="https://site.invalid/jixiao/", demo=True)


def archive() -> Archive:
    """What readers may see of it."""
    return demo().archive.for_readers(preview=False)


def downloads(publication: Publication = PUBLICATION) -> tuple[Download, ...]:
    """Every download, not made yet."""
    return open_data(archive(), find_texts(archive(), publication), all_news(archive()), publication)


def find_texts(shown: Archive, publication: Publication = PUBLICATION) -> FindTexts:
    """The texts of the demo's reports, each made once."""
    return cache(lambda key: texts_of(Published.of(shown, demo().findings, shown.entries[key]), publication))


@cache
def files() -> dict[str, bytes]:
    """Every download by its address."""
    return {download.path: download.content() for download in downloads()}
