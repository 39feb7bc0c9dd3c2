"""No trick may change a byte: however a site comes about, it is the same site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.build.few_reports import copy_few, sums
from tests.conftest import DEMO, build, project_copy

from gongkai.verify.places import open_source
from gongkai.verify.verify import verify

EPOCH = "1700000000"
EDITED = "data/2022/yanshi-renda.yml"


@dataclass(frozen=True)
class Cold:
    """A folder with a project of the demo and its site, built from nothing, and how to have it so again."""

    folder: Path
    kept: Path
    sums: dict[str, str]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Cold:
    """Built once for all tests."""
    folder, kept = tmp_path_factory.mktemp("cold"), tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        found = built(project_copy(folder / "project", DEMO), folder / "site")
    return Cold(folder, shutil.copytree(folder, kept, dirs_exist_ok=True), found)


@pytest.fixture
def cold(first: Cold, monkeypatch: pytest.MonkeyPatch) -> Cold:
    """As if it had just been built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    shutil.rmtree(first.folder)
    shutil.copytree(first.kept, first.folder)
    return first


@pytest.fixture
def project(cold: Cold) -> Path:
    """That project."""
    return cold.folder / "project"


@pytest.fixture
def site(cold: Cold) -> Path:
    """Its site."""
    return cold.folder / "site"


def built(project: Path, site: Path, *options: str, config: str = "mkdocs.yml") -> dict[str, str]:
    """The sums of the site, built once more."""
    done = build(project / config, site, *options)
    assert done.returncode == 0, done.stderr
    return sums(site)


def edit(project: Path) -> None:
    """Change a figure, as a clerk would."""
    path = project / EDITED
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("支出总计"))
    path.write_text(text.replace(line, line.replace("决算: ", "决算: 1")), encoding="utf-8")


def forget(project: Path) -> None:
    """Throw the cache away."""
    shutil.rmtree(project / ".cache")


def poison(project: Path) -> None:
    """Damage every file of the cache, each in its middle."""
    for path in (project / ".cache").rglob("*"):
        if path.is_file():
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)


@pytest.mark.parametrize("spoil", [forget, pytest.param(poison, marks=pytest.mark.trial)], ids=["deleted", "poisoned"])
def test_cold_warm_and_spoilt_caches_give_the_same_site(
    project: Path, site: Path, cold: Cold, spoil: Callable[[Path], None]
) -> None:
    assert built(project, site) == cold.sums
    spoil(project)
    assert built(project, site) == cold.sums


@pytest.mark.parametrize("workers", [pytest.param("1", marks=pytest.mark.trial), "4"])
def test_one_worker_and_four_give_the_same_site(
    project: Path, site: Path, cold: Cold, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("GONGKAI_WORKERS", workers)
    forget(project)
    assert built(project, site) == cold.sums


def test_a_dirty_build_after_an_edit_gives_the_site_of_a_clean_one(
    project: Path, site: Path, cold: Cold, tmp_path: Path
) -> None:
    untouched = (site / "units/yanshi-caizheng/2022/index.html").stat().st_mtime_ns
    edit(project)
    dirty = built(project, site, "--dirty")
    assert (site / "units/yanshi-caizheng/2022/index.html").stat().st_mtime_ns == untouched
    changed = {path for path in cold.sums if dirty.get(path) != cold.sums[path]}
    assert {
        f"{page}/index.html" for page in ("units/yanshi-renda/2022", "units/yanshi-renda/2023", "years/2022")
    } <= changed
    forget(project)
    assert built(project, tmp_path / "clean") == dirty


def test_a_dirty_build_removes_what_is_gone_and_adds_what_is_new(project: Path, site: Path, tmp_path: Path) -> None:
    gone = project / EDITED
    kept = gone.read_bytes()
    gone.unlink()
    without = built(project, site, "--dirty")
    assert not (site / "units/yanshi-renda/2022").exists()
    assert without == built(project, tmp_path / "clean")
    gone.write_bytes(kept)
    assert "units/yanshi-renda/2022/index.html" in built(project, site, "--dirty")


@pytest.mark.trial
def test_a_dirty_build_after_a_change_of_the_settings_is_a_whole_one(project: Path, site: Path, tmp_path: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("预算绩效公开", "另一个名称"), encoding="utf-8")
    assert built(project, site, "--dirty") == built(project, tmp_path / "clean")


def test_a_page_missing_from_the_folder_is_written_again(project: Path, site: Path, cold: Cold) -> None:
    os.unlink(site / "units/yanshi-renda/2021/index.html")
    (site / "years/2022/data.csv").write_bytes(b"cut")
    assert built(project, site, "--dirty") == cold.sums


def flip(path: Path) -> None:
    """Another byte in the middle, the same length."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_dirty_build_writes_again_whatever_was_altered_to_the_same_length(
    project: Path, site: Path, cold: Cold
) -> None:
    """What the host and the search have written too; where even the time was kept, the lists tell."""
    index = min((site / "search/text").glob("*/index/*")).relative_to(site).as_posix()
    for path in (
        "guide/clerk/index.html",
        "404.html",
        "assets/gongkai.js",
        "units/yanshi-renda/2021/index.html",
        index,
    ):
        flip(site / path)
    assert built(project, site, "--dirty") == cold.sums
    page = site / "units/yanshi-renda/2021/index.html"
    moment = page.stat().st_mtime_ns
    flip(page)
    os.utime(page, ns=(moment, moment))
    built(project, site, "--dirty")
    (difference,) = verify(open_source(str(site)), is_published=False).differences
    assert str(difference) == "改过  units/yanshi-renda/2021/index.html"


@pytest.mark.parametrize("frame_changes", [True, False])
def test_a_linked_copy_of_the_site_is_untouched_by_any_build(
    project: Path, site: Path, cold: Cold, tmp_path: Path, *, frame_changes: bool
) -> None:
    """Whoever publishes by links may build on: pages by hand, assets, search, 404.html and sitemap included."""
    linked = tmp_path / "linked"
    subprocess.run(["cp", "-al", site, linked], check=True)
    edit(project)
    (project / "data/2022/yanshi-nongye.yml").unlink()
    for path in (project / "docs/assets").glob("*.*"):
        path.write_bytes(path.read_bytes() + b"\n")
    changed = {"assets/gongkai.css", "search/text/index.json", "years/2022/data.zip", "index.html"}
    if frame_changes:
        (project / "docs/guide/index.md").write_text("# 另一页\n", encoding="utf-8")
        settings = project / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8").replace("预算绩效公开", "另一个名称")
        settings.write_text(re.sub("(?m)^site_url:.*", "site_url: https://other.invalid/", text), encoding="utf-8")
        changed |= {"404.html", "sitemap.xml", "guide/index.html"}
    made = built(project, site, "--dirty")
    assert {path for path in changed if made[path] == cold.sums[path]} == set()
    assert sums(linked) == cold.sums


@pytest.mark.parametrize(
    "place",
    [{"TZ": "Pacific/Kiritimati"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": ""}, {"LC_ALL": "zh_CN.GB18030"}],
    ids=lambda place: "-".join(place.values()),
)
def test_another_time_zone_and_locale_give_the_same_site(
    project: Path, site: Path, cold: Cold, monkeypatch: pytest.MonkeyPatch, place: dict[str, str]
) -> None:
    for name, value in place.items():
        monkeypatch.setenv(name, value)
    forget(project)
    assert built(project, site) == cold.sums


def remove(project: Path, pattern: str) -> None:
    """Remove data files."""
    for path in (project / "data").glob(pattern):
        path.unlink()


SWITCHES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "no address": ('site_url: ""\n', lambda _: None),
    "no search": ("extra: {gongkai: {search: false}}\n", lambda _: None),
    "no Excel": ("extra: {gongkai: {excel: false}}\n", lambda _: None),
    "units without reports": (
        "extra: {gongkai: {search: false}}\n",
        lambda project: remove(project, "2022/y*.yml"),
    ),
    "a report that cannot be read": (
        "extra: {gongkai: {search: false}}\n",
        lambda project: (project / EDITED).write_text("标题: [", encoding="utf-8"),
    ),
    "no reports at all": (
        "extra: {gongkai: {search: false}}\n",
        lambda project: remove(project, "*/y*.yml"),
    ),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_whatever_is_switched_off_or_missing_cold_warm_and_dirty_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    project, site = few_project(tmp_path / "project"), tmp_path / "site"
    settings, change = SWITCHES[name]
    built(project, site)
    change(project)
    (project / "own.yml").write_text(f"INHERIT: mkdocs.yml\n{settings}", encoding="utf-8")
    dirty = built(project, site, "--dirty", config="own.yml")
    assert dirty == built(project, site, config="own.yml"), "warm"
    forget(project)
    monkeypatch.setenv("GONGKAI_WORKERS", "4")
    assert dirty == built(project, tmp_path / "clean", config="own.yml"), "cold, with workers"


def few_project(folder: Path) -> Path:
    """A project of a few units."""
    shutil.rmtree(project_copy(folder, DEMO) / "data")
    return copy_few(folder)
