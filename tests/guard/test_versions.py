"""Which two versions can be compared, and what is said of those that cannot."""

from __future__ import annotations

import io
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tests.guard.codes import EDIT, codes
from tests.guard.evasion import change, commit, copy_of, git

from gongkai.guard.compare import compare_commits
from gongkai.guard.repository import ComparisonError


def test_a_tag_stands_for_its_commit(mine: Path) -> None:
    git(mine, "tag", "--annotate", "--message", "x", "v1")
    assert codes(mine, "v1") == {"G02"}


def test_a_name_of_a_branch_and_a_tag_is_refused(mine: Path) -> None:
    git(mine, "tag", "twice")
    git(mine, "branch", "twice")
    with pytest.raises(ComparisonError, match="既是分支又是标签"):
        compare_commits(mine, "twice")


@pytest.mark.parametrize(
    "name", ["keine", "", "-x", "HEAD:data", "HEAD^{tree}", "^HEAD", "HEAD..HEAD", "a\nb", "@{-9}"]
)
def test_what_is_no_commit_is_refused(name: str, mine: Path) -> None:
    with pytest.raises(ComparisonError, match="版本"):
        compare_commits(mine, name)


def test_an_unrelated_version_is_refused(mine: Path) -> None:
    git(mine, "checkout", "--quiet", "--orphan", "other")
    late = commit(mine)
    with pytest.raises(ComparisonError, match="没有共同的历史"):
        compare_commits(mine, "main", late)


def test_a_folder_that_is_no_repository_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(ComparisonError, match="不是 git 仓库"):
        compare_commits(tmp_path, "HEAD")


def test_a_folder_of_another_user_is_told_with_the_command(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    with pytest.raises(ComparisonError, match=r"git config --global --add safe\.directory"):
        compare_commits(mine, "HEAD")


def test_git_that_is_missing_is_told(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nirgends")
    with pytest.raises(ComparisonError, match="缺少 git"):
        compare_commits(mine, "HEAD")


def test_nothing_changed_is_said_only_where_no_byte_differs(public: Path, tmp_path: Path) -> None:
    folder = copy_of(public, tmp_path / "case", own=False)
    found = compare_commits(folder, "HEAD")
    assert (found.is_same, found.problems, found.notes) == (True, (), ())
    change(folder, {"append": {"data/2021/jia.yml": "# 注释\n"}})
    found = compare_commits(folder, "HEAD")
    assert (found.is_same, found.problems) == (False, ())
    assert found.notes == ("data/2021/jia.yml：只有注释、键的顺序、引号或空行变了",)


def test_the_same_commit_and_a_branch_that_is_behind_are_told(mine: Path) -> None:
    base = git(mine, "rev-parse", "HEAD")
    assert "两边是同一个提交" in compare_commits(mine, base, base).notes[0]
    late = commit(mine)
    assert "请先合并或变基" in compare_commits(mine, late, base).notes[0]


def test_a_project_below_the_top_of_its_repository_is_compared(public: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    shutil.copytree(public / "data", tmp_path / "区/站/data")
    commit(tmp_path)
    change(tmp_path / "区/站", EDIT)
    found = compare_commits(tmp_path / "区/站", "HEAD")
    assert [(problem.code, problem.place.file) for problem in found.problems] == [("G02", "data/2020/jia.yml")]


def test_no_traceback_and_nothing_printed(mine: Path) -> None:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        compare_commits(mine, "HEAD")
    assert out.getvalue() == ""
