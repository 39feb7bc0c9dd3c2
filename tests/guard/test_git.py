"""Git's own ways of showing something else than what was committed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guard.codes import codes
from tests.guard.evasion import change, commit, git

from gongkai.guard.compare import compare_commits
from gongkai.guard.repository import ComparisonError


def test_attributes_of_the_machine_hide_nothing(mine: Path) -> None:
    (mine / ".git/info/attributes").write_text("* export-ignore\n*.yml filter=x diff=x text eol=crlf\n")
    git(mine, "config", "filter.x.clean", "cat /dev/null")
    git(mine, "config", "filter.x.smudge", "cat /dev/null")
    git(mine, "config", "diff.x.textconv", "true")
    assert codes(mine) == {"G02"}


def test_a_replaced_object_hides_nothing(mine: Path) -> None:
    old = git(mine, "rev-parse", "HEAD:data/2020/jia.yml")
    new = git(mine, "hash-object", "-w", "--no-filters", "data/2020/jia.yml")
    git(mine, "replace", old, new)
    assert git(mine, "show", "HEAD:data/2020/jia.yml").count("571.21")
    assert codes(mine) == {"G02"}


def test_a_replaced_commit_hides_nothing(mine: Path) -> None:
    old = git(mine, "rev-parse", "HEAD")
    git(mine, "replace", old, commit(mine))
    assert codes(mine, old, "HEAD") == {"G02"}


def test_a_graft_hides_no_history(mine: Path) -> None:
    """Without its history the report that is 依法不公开 would look as if it had never been public."""
    change(mine, {"write": {"data/2020/bing.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 1}\n"}})
    (mine / ".git/info/grafts").write_text(git(mine, "rev-parse", "HEAD") + "\n")
    assert codes(mine) == {"G02", "G03"}


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE", "GIT_WORK_TREE"])
def test_surroundings_show_no_other_repository(
    name: str, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert codes(mine) == {"G02"}


def test_a_submodule_in_a_commit_is_refused(mine: Path) -> None:
    base = git(mine, "rev-parse", "HEAD")
    git(mine, "update-index", "--add", "--cacheinfo", f"160000,{base},data/2020/附件/x.pdf")
    git(mine, "commit", "--quiet", "--message", "submodule")
    assert codes(mine, base, "HEAD") == {"F11", "G17"}


def test_a_report_that_is_a_submodule_or_a_link_in_a_commit_is_refused(mine: Path) -> None:
    base = git(mine, "rev-parse", "HEAD")
    git(mine, "update-index", "--add", "--cacheinfo", f"160000,{base},data/2021/jia.yml")
    link = git(mine, "hash-object", "-w", "--stdin", given=b"../2020/jia.yml")
    git(mine, "update-index", "--add", "--cacheinfo", f"120000,{link},data/2020/ding.yml")
    git(mine, "commit", "--quiet", "--message", "odd")
    found = compare_commits(mine, base, "HEAD")
    assert [(p.place.file, p.code) for p in found.problems] == [
        ("data/2020/ding.yml", "G17"), ("data/2021/jia.yml", "G17"), ("data/2021/jia.yml", "G12"),
    ]  # fmt: skip  # two files


def test_the_data_folder_cannot_be_a_link(mine: Path) -> None:
    (mine / "data").rename(mine / "daten")
    (mine / "data").symlink_to("daten")
    with pytest.raises(ComparisonError, match="data 不是一个文件夹"):
        compare_commits(mine, "HEAD")
    commit(mine)
    assert "G17" in codes(mine, "HEAD~1", "HEAD")


def test_names_with_anything_in_them_are_compared(mine: Path) -> None:
    base = git(mine, "rev-parse", "HEAD")
    name = 'data/2020/"a\tb\nc\\\udcff.pdf'
    (mine / name).write_bytes(b"x")
    assert codes(mine) == {"F11", "G02"}
    assert codes(mine, base, commit(mine)) == {"F11", "G02"}


def test_a_merge_that_turns_the_branch_round_hides_no_public_version(mine: Path) -> None:
    """The branch itself never had the figures: they came in by the other parent, where they were exempted."""
    name = "data/2020/xin.yml"
    git(mine, "checkout", "--quiet", "--", "data")
    git(mine, "branch", "evil")
    exempt = "标题: 甲\n公开: {状态: 依法不公开, 理由: 涉及国家秘密（预算法第十四条）}\n"
    public = "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 1}\n"
    for text in (public, exempt):
        change(mine, {"write": {name: text}})
        commit(mine)
    git(mine, "checkout", "--quiet", "evil")
    commit(mine)
    git(mine, "merge", "--quiet", "--no-edit", "main")
    change(mine, {"write": {name: public.replace("收入总计: 1", "收入总计: 2")}})
    assert codes(mine) == {"G02"}
    change(mine, {"write": {name: public}})
    assert codes(mine) == set()
