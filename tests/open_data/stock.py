"""The demo's downloads, each made once, when a test first looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

import pytest
from tests.conftest import demo

from gongkai.model.archive import Archive
from gongkai.open_data.downloads import open_data
from gongkai.open_data.feeds import all_news
from gongkai.open_data.files import Download
from gongkai.open_data.published import Published
from gongkai.open_data.record import FindTexts, texts_of
from gongkai.pages.data import Publication

PUBLICATION: Final = Publication(name="演示区预算绩效公开", url="https://site.invalid/jixiao/", demo=True)


@cache
def archive() -> Archive:
    """What readers may see of it."""
    return demo().archive.for_readers(preview=False)


@cache
def few() -> Archive:
    """The reports of one unit."""
    entries = {key: entry for key, entry in archive().entries.items() if key[0] == "yanshi-caizheng"}
    return replace(archive(), entries=entries)


def downloads(shown: Archive, publication: Publication = PUBLICATION) -> tuple[Download, ...]:
    """Every download, not made yet."""
    return open_data(shown, find_texts(shown, publication), all_news(shown), publication)


def find_texts(shown: Archive, publication: Publication = PUBLICATION) -> FindTexts:
    """The texts of the demo's reports, each made once."""
    return cache(lambda key: texts_of(Published.of(shown, demo().findings, shown.entries[key]), publication))


class Files(Mapping[str, bytes]):
    """Downloads by their addresses."""

    def __init__(self, shown: Archive) -> None:
        self.makers = {download.path: cache(download.content) for download in downloads(shown)}

    def __getitem__(self, path: str) -> bytes:
        return self.makers[path]()

    def __contains__(self, path: object) -> bool:
        return path in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


@cache
def files() -> Files:
    """Every download of the demo."""
    return Files(archive())


@cache
def few_files() -> Files:
    """Every download where only one unit reports."""
    return Files(few())


#: The downloads of one unit, in trials those of the whole demo.
ALL_FILES: Final = pytest.mark.parametrize("made", [few_files, pytest.param(files, marks=pytest.mark.trial)])
