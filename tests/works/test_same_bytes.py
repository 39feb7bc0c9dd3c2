"""No trick may change a byte: however a site comes about, it is the same site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import DEMO, build, project_copy

pytestmark = pytest.mark.build

EDITED = "data/2022/yanshi-renda.yml"


def sums(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {str(path.relative_to(site)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project with the demo's data."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return project_copy(tmp_path / "project", DEMO)


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


@pytest.mark.parametrize("spoil", [forget, poison], ids=["deleted", "poisoned"])
def test_cold_warm_and_spoilt_caches_give_the_same_site(
    project: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    cold = built(project, tmp_path / "site")
    assert built(project, tmp_path / "site") == cold
    spoil(project)
    assert built(project, tmp_path / "site") == cold


def test_one_worker_and_four_give_the_same_site(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_WORKERS", "1")
    one = built(project, tmp_path / "site")
    forget(project)
    monkeypatch.setenv("GONGKAI_WORKERS", "4")
    assert built(project, tmp_path / "site") == one


def test_a_dirty_build_after_an_edit_gives_the_site_of_a_clean_one(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = built(project, site)
    untouched = (site / "units/yanshi-caizheng/2022/index.html").stat().st_mtime_ns
    edit(project)
    dirty = built(project, site, "--dirty")
    assert (site / "units/yanshi-caizheng/2022/index.html").stat().st_mtime_ns == untouched
    changed = {path for path in before if dirty.get(path) != before[path]}
    assert {
        f"{page}/index.html" for page in ("units/yanshi-renda/2022", "units/yanshi-renda/2023", "years/2022")
    } <= changed
    forget(project)
    assert built(project, tmp_path / "clean") == dirty


def test_a_dirty_build_removes_what_is_gone_and_adds_what_is_new(project: Path, tmp_path: Path) -> None:
    site, gone = tmp_path / "site", project / EDITED
    built(project, site)
    kept = gone.read_bytes()
    gone.unlink()
    without = built(project, site, "--dirty")
    assert not (site / "units/yanshi-renda/2022").exists()
    assert without == built(project, tmp_path / "clean")
    gone.write_bytes(kept)
    assert "units/yanshi-renda/2022/index.html" in built(project, site, "--dirty")


def test_a_dirty_build_after_a_change_of_the_settings_is_a_whole_one(project: Path, tmp_path: Path) -> None:
    site, settings = tmp_path / "site", project / "mkdocs.yml"
    built(project, site)
    settings.write_text(settings.read_text(encoding="utf-8").replace("预算绩效公开", "另一个名称"), encoding="utf-8")
    assert built(project, site, "--dirty") == built(project, tmp_path / "clean")


def test_a_page_missing_from_the_folder_is_written_again(project: Path, tmp_path: Path) -> None:
    site: Path = tmp_path / "site"
    whole = built(project, site)
    os.unlink(site / "units/yanshi-renda/2021/index.html")
    (site / "years/2022/data.csv").write_bytes(b"cut")
    assert built(project, site, "--dirty") == whole
