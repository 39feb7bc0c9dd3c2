"""A report that is being prepared is nowhere on the public site, and complete in a preview."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import build, project_copy
from tests.site.test_fidelity import PAGE


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The repository's own report, taken back to 待公开."""
    project = project_copy(tmp_path / "project")
    file = project / "data/2020/zhengxiang-renda.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("状态: 已公开", "状态: 待公开"), encoding="utf-8")
    return project


def test_the_public_site_has_no_trace_of_it(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert build(project / "mkdocs.yml", site, "--strict").returncode == 0
    assert not (site / PAGE).exists()
    assert "未收录" in (site / "years/2020/index.html").read_text(encoding="utf-8")
    made_of_data = [
        site / "index.html",
        *(page for top in ("units", "years", "quality") for page in (site / top).rglob("*.html")),
    ]
    assert not [page for page in made_of_data if "971.21" in page.read_text(encoding="utf-8")]


def test_a_preview_shows_it_and_says_so(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_PREVIEW", "true")
    site = tmp_path / "site"
    done = build(project / "mkdocs.yml", site)
    assert done.returncode == 0
    assert re.search(r"WARNING.*这是预览", done.stderr)
    page = (site / PAGE).read_text(encoding="utf-8")
    assert "这是预览，本报告还没有公开" in page
    assert "719.29" in page
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<p>预览：有的报告还没有公开，不要转发或发布</p>" in text
        assert '<meta name="robots" content="noindex">' in text


def test_a_strict_build_refuses_a_preview_and_leaves_the_old_site(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("旧的", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PREVIEW", "true")
    done = build(project / "mkdocs.yml", site, "--strict")
    assert done.returncode == 1
    assert "G11 公开的生成（--strict）不能带预览" in done.stderr
    assert [path.name for path in site.iterdir()] == ["index.html"]
