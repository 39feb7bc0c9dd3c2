"""A clone that has not everything: what it has is compared, the rest is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.guard.codes import EDIT, codes, renamed
from tests.guard.evasion import change, commit, copy_of, git

from gongkai.guard.compare import compare_commits
from gongkai.guard.repository import ComparisonError


def test_a_shallow_clone_compares_what_it_has_and_refuses_the_rest(mine: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{mine}", "shallow")
    folder = tmp_path / "shallow"
    change(folder, EDIT)
    assert codes(folder) == {"G02"}
    change(folder, {"write": {"data/2020/bing.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 1}\n"}})
    (found,) = (p for p in compare_commits(folder, "HEAD").problems if p.code == "G11")
    assert "git fetch --unshallow" in found.cure


def test_a_clone_without_objects_is_told(mine: Path, tmp_path: Path) -> None:
    shutil.rmtree(mine / ".git/objects")
    (mine / ".git/objects").mkdir()
    with pytest.raises(ComparisonError, match="版本"):
        compare_commits(mine, "HEAD")


def test_a_shallow_clone_does_not_know_whether_an_amendment_is_too_early(public: Path, tmp_path: Path) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, {"append": {"data/units.yml": "xin: {名称: 云溪市演示区审计局}\n"}})
    commit(folder, day="2022-03-10")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{folder}", "shallow")
    change(tmp_path / "shallow", renamed("2022-03-01"))
    assert codes(tmp_path / "shallow") == {"G11"}
    change(tmp_path / "shallow", {"edit": {"data/units.yml": [["2022-03-01", "2022-03-10"]]}})
    assert codes(tmp_path / "shallow") == set()


_NEW_FILES = {
    "data/2020/xin.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 2}\n",
    "data/2022/_year.yml": "提纲: 湖南2022\n",
    "data/提纲/我区2021.yml": "说明: 别的\n章节:\n  - {标题: 概况, 地址: gaikuang, 文字: 概况.基本情况}\n",
}


@pytest.mark.parametrize("name", _NEW_FILES)
def test_a_shallow_clone_does_not_know_what_is_new(name: str, public: Path, tmp_path: Path) -> None:
    """What was deleted before its beginning may come back as if it had never been there."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    (folder / name).unlink(missing_ok=True)
    commit(folder)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{folder}", "shallow")
    change(tmp_path / "shallow", {"write": {name: _NEW_FILES[name]}})
    assert "G11" in codes(tmp_path / "shallow")


def test_a_shallow_clone_does_not_know_which_unit_is_new(public: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{public}", "shallow")
    change(tmp_path / "shallow", {"append": {"data/units.yml": "xin: {名称: 云溪市演示区审计局}\n"}})
    assert codes(tmp_path / "shallow") == {"G11"}


@pytest.mark.parametrize("name", ["data/2020/附件/a.pdf", "data/2020/jia.yml", "data/units.yml"])
def test_a_content_that_is_not_at_hand_is_not_taken_for_none(name: str, mine: Path) -> None:
    digest = git(mine, "rev-parse", f"HEAD:{name}")
    (mine / ".git/objects" / digest[:2] / digest[2:]).unlink()
    change(mine, {"append": {name: "# x\n"}})
    with pytest.raises(ComparisonError, match=r"缺少 .*的内容，不能比较。怎么改：重新完整地克隆"):
        compare_commits(mine, "HEAD")


def test_a_clone_without_the_contents_of_its_history_is_told(mine: Path, tmp_path: Path) -> None:
    """The report is 依法不公开: what it said stands in the history alone."""
    git(mine, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter", "blob:none", f"file://{mine}", "half")
    folder = tmp_path / "half"
    change(folder, {"write": {"data/2020/bing.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 1}\n"}})
    with pytest.raises(ComparisonError, match="重新完整地克隆"):
        compare_commits(folder, "HEAD")
