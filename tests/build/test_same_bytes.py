"""No trick may change a byte: however a site comes about, it is the same site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import DEMO, build, project_copy

EPOCH = "1700000000"
EDITED = "data/2022/yanshi-renda.yml"


def sums(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {str(path.relative_to(site)): sha256(path.read_bytes()).hexdigest() for path in files}


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


def built(project: Path, site: Path, *options: str) -> dict[str, str]:
    """The sums of the site, built once more."""
    done = build(project / "mkdocs.yml", site, *options)
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
