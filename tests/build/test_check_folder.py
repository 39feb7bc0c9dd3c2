"""A check by unit groups finds what a check of everything finds, and looks at nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.few_reports import copy_few
from tests.conftest import build, project_copy

from gongkai.build import check_folder as module
from gongkai.build.check_folder import CHECKS, check_folder
from gongkai.read_and_check import problems_of, read_and_check


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Some reports of the demo, with an error of writing, one of sums, and a file that belongs to nobody."""
    copy_few(tmp_path)
    text = (tmp_path / "data/2022/yanshi-renda.yml").read_text(encoding="utf-8")
    (tmp_path / "data/2022/yanshi-renda.yml").write_text(text + "多余: 1\n", encoding="utf-8")
    text = (tmp_path / "data/2021/yanshi-renda.yml").read_text(encoding="utf-8")
    (tmp_path / "data/2021/yanshi-renda.yml").write_text(text.replace("决算: ", "决算: 1", 1), encoding="utf-8")
    (tmp_path / "data/2022/nobody.yml").write_text("标题: 无\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("workers", [1, 2])
def test_unit_groups_have_the_problems_of_the_whole(project: Path, workers: int) -> None:
    whole = read_and_check(project)
    expected = problems_of(project, whole)
    found = check_folder(project, workers=workers)
    assert found.problems == expected
    assert [problem.path for problem in found.problems] == [problem.path for problem in expected]
    assert len({problem.place.file for problem in expected}) > 3
    assert set(found.files) == {entry.file for entry in whole.archive.entries.values()}


def unseen(*_: object) -> None:
    """Fails when a report is looked at."""
    raise AssertionError("a report was read again")


def test_only_what_changed_is_looked_at_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = check_folder(project)
    monkeypatch.setattr(module, "read_and_check_files", unseen)
    assert check_folder(project) == before
    monkeypatch.undo()
    text = (project / "data/2022/yanshi-renda.yml").read_text(encoding="utf-8")
    (project / "data/2022/yanshi-renda.yml").write_text(text.replace("多余: 1\n", ""), encoding="utf-8")
    after = check_folder(project)
    gone = set(before.problems) - set(after.problems)
    assert {problem.place.file for problem in gone} == {"data/2022/yanshi-renda.yml"}
    assert after.problems == problems_of(project, read_and_check(project))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_change_of_the_names_has_every_report_checked_again(project: Path, workers: int) -> None:
    path = project / "data/2022/yanshi-jiaotong.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("引言: ", "引言: 本地惯称为7.77万元。", 1), encoding="utf-8")
    before = check_folder(project, workers=workers).problems
    (project / "data/名称.yml").write_text("公用经费: [本地惯称]\n", encoding="utf-8")
    (new,) = set(check_folder(project, workers=workers).problems) - set(before)
    assert (new.code, new.place.file) == ("D28", "data/2022/yanshi-jiaotong.yml")
    assert "本地惯称" in new.message
    (project / "data/名称.yml").unlink()
    assert check_folder(project, workers=workers).problems == before


def test_what_is_damaged_or_lost_is_found_again(project: Path) -> None:
    before = check_folder(project)
    path = project / CHECKS
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(line[:-1] + b"!" for line in lines))
    assert check_folder(project) == before
    path.unlink()
    path.mkdir()
    assert check_folder(project) == before


def test_a_check_after_a_build_reads_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = project_copy(tmp_path / "project")
    assert build(copy / "mkdocs.yml", tmp_path / "site").returncode == 0
    monkeypatch.setattr(module, "read_and_check_files", unseen)
    assert check_folder(copy).problems == problems_of(copy, read_and_check(copy))
