"""The pictures of the guides and of the README: there, made by the script, light, and told in words."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Final

import pytest
from tests.guide.examples import PAGES
from tests.guide.pictures import FOLDER, LARGEST, NAMES, OF_THE_SITE, PHONE, PHONES, README, WIDE, Picture

_PICTURE: Final = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\)(?:\{ (?P<more>[^}]*) \})?")
SHOWN: Final = tuple(
    (page, picture["alt"], file.parent / picture["file"], picture["more"] or "")
    for page, file in PAGES.items()
    for picture in _PICTURE.finditer(file.read_text(encoding="utf-8"))
)


def size_of(file: Path) -> tuple[int, int]:
    """Width and height of a WebP picture as a browser writes it, in points."""
    content = file.read_bytes()
    assert content[:4] + content[8:16] == b"RIFFWEBPVP8X", file
    width, high, height, highest = struct.unpack("<HBHB", content[24:30])
    return (width | high << 16) + 1, (height | highest << 16) + 1


def test_every_picture_shown_is_made_by_the_script_and_every_one_made_is_shown() -> None:
    files = {file.resolve() for _, _, file, _ in SHOWN}
    assert files == NAMES
    there = {file for folder in (FOLDER, README) for file in folder.iterdir()}
    assert there == NAMES
    assert {page for page, *_ in SHOWN} == {
        "README.md", "docs/guide/clerk.md", "docs/guide/desk.md", "docs/guide/reviewer.md", "docs/guide/bureau.md",
    }  # fmt: skip  # names


@pytest.mark.parametrize("file", sorted(NAMES), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_picture_is_light_and_sharp_enough_for_a_phone(file: Path) -> None:
    assert file.stat().st_size < LARGEST
    width, _ = size_of(file)
    assert width >= 1.9 * PHONE, "points for a phone's"
    if file.parent == FOLDER:
        assert width <= 2.5 * PHONE, "words are not smaller than a third of themselves on a phone"


@pytest.mark.parametrize(("guide", "alt", "file", "more"), SHOWN, ids=lambda value: getattr(value, "stem", ""))
def test_a_picture_is_told_in_words_and_is_as_wide_as_a_phone(guide: str, alt: str, file: Path, more: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]{6}", alt), f"{guide}: {file.name}"
    assert "演示数据" in alt
    assert guide == "README.md" or more == f'width="{PHONE}" loading="lazy"'


@pytest.mark.parametrize(
    "picture", [*OF_THE_SITE, *WIDE, *PHONES], ids=lambda picture: f"{picture.name}-{picture.address}-{picture.width}"
)
def test_what_a_picture_shows_is_still_there(demo_site: Path, picture: Picture) -> None:
    """A page that moved, or a part of it that has gone, would leave an old picture behind."""
    page = (demo_site / picture.address).read_text(encoding="utf-8")
    assert "演示数据" in page
    first = f'id="{picture.first[1:]}"' if picture.first.startswith("#") else f"<{picture.first or 'h1'}"
    assert first in page
