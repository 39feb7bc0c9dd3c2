"""The mirror of a whole site: every page of the edition without a server leads to files, and says what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.html_text import read_page
from tests.mirror.sites import linked_copy, unzipped

from gongkai.mirror.mirror import write_mirror
from gongkai.verify.places import open_source
from gongkai.verify.verify import verify

#: What is added to a page, and all that may be missing.
NOTE = re.compile(r'<aside class="gk-banner" aria-label="离线副本">.*?</aside>\n')
SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.DOTALL)


@pytest.fixture(scope="session", params=["site", "demo_site"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mirror of the seed and of the demo, unzipped."""
    folder = tmp_path_factory.mktemp("mirror")
    site = linked_copy(request.getfixturevalue(request.param), folder / "published")
    write_mirror(site, folder / "mirror.zip")
    return unzipped(folder / "mirror.zip", folder / "unzipped")


def pages_of(folder: Path) -> Iterator[Path]:
    """All pages of an edition."""
    return (path for path in sorted(folder.rglob("*.html")))


def test_every_page_is_there(kept: Path) -> None:
    site = {str(path.relative_to(kept / "网站")) for path in pages_of(kept / "网站")}
    edition = {str(path.relative_to(kept / "离线")) for path in pages_of(kept / "离线")}
    assert len([path for path in edition if re.fullmatch(r"units/[^/]+/\d{4}/index.html", path)]) >= 1
    assert site - edition == {"404.html"}
    assert edition <= site


def test_the_mirror_is_right_by_the_command_that_verifies_it(kept: Path) -> None:
    found = verify(open_source(str(kept.parent / "mirror.zip")), is_published=False)
    assert not [
        str(one) for one in found.differences if "离线" in str(one) or "ZIP" in str(one) or "README" in str(one)
    ]


def test_every_link_and_picture_is_a_file_that_is_there(kept: Path) -> None:
    dead = []
    for page in pages_of(kept / "离线"):
        read = read_page(page)
        for address in (*read.links, *read.sources):
            parts = urlsplit(address)
            target = page.parent / unquote(parts.path) if parts.path else page
            if not parts.scheme and (parts.query or parts.netloc or not target.is_file()):
                dead.append((str(page.relative_to(kept)), address))
    assert not dead


def test_every_place_that_a_link_names_is_on_its_page(kept: Path) -> None:
    read = {page.resolve(): read_page(page) for page in pages_of(kept / "离线")}
    dead = []
    for page, words in read.items():
        for parts in map(urlsplit, words.links):
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if (
                not parts.scheme
                and parts.fragment
                and target in read
                and unquote(parts.fragment) not in read[target].ids
            ):
                dead.append((str(page), parts.geturl()))
    assert not dead


def test_words_and_figures_are_those_of_the_published_page(kept: Path) -> None:
    for page in pages_of(kept / "离线"):
        text = NOTE.sub("", page.read_text(encoding="utf-8"), count=1)
        before = (kept / "网站" / page.relative_to(kept / "离线")).read_text(encoding="utf-8")
        assert plain(text) == plain(before), page


def plain(page: str) -> str:
    """A page without its tags and scripts."""
    return re.sub(r"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>|\s+""", "", SCRIPT.sub("", page))


def test_every_other_file_has_the_published_bytes(kept: Path) -> None:
    files = [path for path in (kept / "离线").rglob("*") if path.is_file() and path.suffix != ".html"]
    assert len(files) >= 10
    other = [
        path for path in files if path.read_bytes() != (kept / "网站" / path.relative_to(kept / "离线")).read_bytes()
    ]
    assert other == [kept / "离线/SHA256SUMS"]


def test_no_page_runs_or_asks_anything(kept: Path) -> None:
    for page in pages_of(kept / "离线"):
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "script-src" not in text.partition("</head>")[0]
        assert text.count('aria-label="离线副本"') == 1
