"""A page by hand that stands is left alone, unless anything is another that it is made of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.build.few_reports import sums
from tests.conftest import DEMO, build, project_copy

PAGE = "guide/clerk/index.html"
Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without reports and its site, built once for all tests."""
    folder = tmp_path_factory.mktemp("by-hand")
    for year in (project_copy(folder / "project", DEMO) / "data").glob("2*"):
        shutil.rmtree(year)
    built(folder)
    return folder


@pytest.fixture
def folder(kept: Path) -> Path:
    """The same, as it was first built, at the same place."""
    first = kept.with_name(f"{kept.name}-first")
    if not first.exists():
        shutil.copytree(kept, first)
    shutil.rmtree(kept)
    return shutil.copytree(first, kept)


def built(folder: Path, *options: str) -> dict[str, str]:
    """The sums of the site, built once more."""
    done = build(folder / "project/mkdocs.yml", folder / "site", *options)
    assert done.returncode == 0, done.stderr
    return sums(folder / "site")


def written(folder: Path) -> tuple[int, int]:
    """When the page by hand was last touched in any way."""
    status = os.stat(folder / "site" / PAGE)
    return status.st_ino, status.st_ctime_ns


def replace(file: str, old: str, new: str) -> Change:
    """Other words in a file."""

    def change(project: Path) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def rename(project: Path) -> None:
    """A file that a page leads to has another name."""
    (project / "docs/guide/nginx.conf.example").rename(project / "docs/guide/nginx.example")


def untitle(project: Path) -> None:
    """A page whose title stands in its first heading."""
    replace("docs/guide/clerk.md", "title: ", "other: ")(project)
    replace("docs/guide/clerk.md", "\n# ", "\n# 新的")(project)


CHANGES: dict[str, Change] = {
    "words": replace("docs/guide/clerk.md", "\n# ", "\n另一句话。\n\n# "),
    "words of another page": replace("docs/guide/reviewer.md", "title: ", "title: 新的"),
    "its title": untitle,
    "an extension": replace("program.yml", "markdown_extensions:", "markdown_extensions:\n  - nl2br"),
    "a title in the navigation": replace("program.yml", "guide/clerk.md", "{另一个名称: guide/clerk.md}"),
    "the theme": replace("hooks/gongkai/theme/partials/crumbs.html", "首页", "主页"),
    "a file beside it": rename,
    "a unit": replace("data/units.yml", "简称: 区人大常委会", "简称: 人大常委会"),
}


def test_a_page_by_hand_that_stands_is_not_written_again(folder: Path) -> None:
    before, first = written(folder), sums(folder / "site")
    assert built(folder, "--dirty") == first
    assert written(folder) == before
    os.unlink(folder / "site" / PAGE)
    assert built(folder, "--dirty") == first


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_the_site_is_that_of_a_clean_build(folder: Path, name: str) -> None:
    before = sums(folder / "site")
    CHANGES[name](folder / "project")
    kept_up = built(folder, "--dirty")
    assert kept_up != before
    shutil.rmtree(folder / "project/.cache")
    assert built(folder) == kept_up


def test_a_page_of_another_ending_or_in_a_linked_folder_is_written_when_it_changes(folder: Path) -> None:
    project = folder / "project"
    pages = {project / "docs/guide/more.markdown": "guide/more", project / "manual/a.md": "extra/a"}
    (project / "manual").mkdir()
    (project / "docs/extra").symlink_to("../manual")
    for words in ("原来的话", "改了的话"):
        for page in pages:
            page.write_text(f"---\ntitle: 另一页\n---\n\n# 另一页\n\n{words}。\n", encoding="utf-8")
        built(folder, "--dirty")
        for address in pages.values():
            assert words in (folder / "site" / address / "index.html").read_text(encoding="utf-8")


def test_what_an_extension_reads_beside_a_page_is_read_each_time(folder: Path) -> None:
    project = folder / "project"
    settings = f"markdown_extensions:\n  - pymdownx.snippets: {{base_path: ['{project}']}}"
    replace("program.yml", "markdown_extensions:", settings)(project)
    replace("docs/guide/clerk.md", "\n# ", '\n--8<-- "note.txt"\n\n# ')(project)
    for words in ("原来的话", "改了的话"):
        (project / "note.txt").write_text(words, encoding="utf-8")
        built(folder, "--dirty")
        assert words in (folder / "site" / PAGE).read_text(encoding="utf-8")


def test_a_page_that_is_named_by_its_heading_is_read_each_time(folder: Path) -> None:
    untitle(folder / "project")
    assert built(folder, "--dirty") == built(folder, "--dirty")


def test_another_theme_or_another_hand_has_them_written_each_time(folder: Path) -> None:
    """What these do is not known, so that it cannot be told whether a page would be the same."""
    shutil.copytree(folder / "project/hooks/gongkai/theme", folder / "project/theme")
    replace("mkdocs.yml", "custom_dir: hooks/gongkai/theme", "custom_dir: theme")(folder / "project")
    built(folder, "--dirty")
    replace("theme/partials/crumbs.html", "首页", "主页")(folder / "project")
    built(folder, "--dirty")
    assert "主页" in (folder / "site" / PAGE).read_text(encoding="utf-8")


def test_a_strict_build_gives_every_warning_each_time(folder: Path) -> None:
    """What a build has passed over, or has failed for, the next one that is strict does not."""
    replace("docs/guide/clerk.md", "\n# ", "\n[没有这一页](none.md)\n\n# ")(folder / "project")
    built(folder, "--dirty")
    for _ in range(2):
        done = build(folder / "project/mkdocs.yml", folder / "site", "--dirty", "--strict")
        assert done.returncode != 0
        assert "none.md" in done.stderr
