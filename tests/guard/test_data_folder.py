"""The data folder is that of the settings of each version; another one, or one renamed, is told or refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.guard.codes import codes
from tests.guard.evasion import change, commit, copy_of, git

from gongkai.guard.compare import compare_commits
from gongkai.guard.repository import ComparisonError


def test_a_version_without_data_is_refused(mine: Path) -> None:
    (mine / "daten").mkdir()
    with pytest.raises(ComparisonError, match="数据文件夹由 data 改为 daten"):
        compare_commits(mine, "HEAD", None, "daten")
    change(mine, {"write": {"mkdocs.yml": "extra: {gongkai: {data: daten}}\n"}})
    with pytest.raises(ComparisonError, match="里没有 daten/"):
        compare_commits(mine, commit(mine), None, "daten")


def _with_another_folder(mine: Path, before: str, after: str) -> str:
    """A figure that changed, in a copy of the data that the settings name next; the public commit."""
    git(mine, "checkout", "--quiet", "--", "data")
    settings = "site_name: 甲\nextra:\n  gongkai: {{data: {}}}\n"
    change(mine, {"write": {"mkdocs.yml": settings.format(before)}})
    shutil.copytree(mine / "data", mine / "data2")
    change(mine, {"edit": {"data2/2020/jia.yml": [["决算: 971.21", "决算: 571.21"]]}})
    public = commit(mine)
    change(mine, {"write": {"mkdocs.yml": settings.format(after)}})
    return public


def test_another_data_folder_with_another_figure_is_refused(mine: Path) -> None:
    public = _with_another_folder(mine, "data", "data2")
    with pytest.raises(
        ComparisonError, match=r"数据文件夹由 data 改为 data2，内容不一样（data2/2020/jia\.yml 等 1 个文件）"
    ):
        compare_commits(mine, public, None, "data2")
    with pytest.raises(ComparisonError, match="数据文件夹由 data 改为 data2"):
        compare_commits(mine, public, commit(mine), "data2")


def test_another_data_folder_in_inherited_settings_is_refused(mine: Path) -> None:
    _with_another_folder(mine, "data", "data")
    (mine / "mkdocs.yml").rename(mine / "base.yml")
    change(mine, {"write": {"mkdocs.yml": "INHERIT: base.yml\n"}})
    public = commit(mine)
    change(mine, {"edit": {"base.yml": [["data: data", "data: data2"]]}})
    with pytest.raises(ComparisonError, match="数据文件夹由 data 改为 data2"):
        compare_commits(mine, public, None, "data2")


def test_a_folder_that_is_not_that_of_the_settings_then_is_refused_even_where_both_have_it(mine: Path) -> None:
    public = _with_another_folder(mine, "data2", "data")
    with pytest.raises(ComparisonError, match="数据文件夹由 data2 改为 data"):
        compare_commits(mine, public, None, "data")


def test_a_data_folder_that_is_only_renamed_passes_and_is_told(mine: Path) -> None:
    public = _with_another_folder(mine, "data", "data2")
    shutil.rmtree(mine / "data2")
    (mine / "data").rename(mine / "data2")
    found = compare_commits(mine, public, None, "data2")
    assert (found.problems, found.files) == ((), ())
    assert found.notes == ("mkdocs.yml：extra.gongkai.data 由 data 改为 data2，请核对公开的内容",)


def _renamed_folder(folder: Path, name: str, settings: str = "mkdocs.yml") -> str:
    """The data folder under another name, not a byte of it changed; the commit."""
    (folder / "data").rename(folder / name)
    change(folder, {"write": {settings: f"extra: {{gongkai: {{data: {name}}}}}\n"}})
    return commit(folder)


#: Reports whose figures are hidden when the folder is renamed: 依法不公开, taken down, not readable.
_HIDDEN = {
    "bing": ("标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 已公开}\n收支: {收入总计: 1}\n", {"G02", "G03"}),
    "ji": ("标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 已公开}\n收支: {收入总计: 71}\n", {"G02"}),
    "wu": ("标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 已公开}\n收支: {收入总计: 81}\n", {"G02"}),
    "xin": ("标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 2}\n", {"G02"}),
}


@pytest.mark.parametrize("unit", _HIDDEN)
@pytest.mark.parametrize("settings", ["mkdocs.yml", "mkdocs.yaml"])
def test_a_renamed_folder_has_its_past(unit: str, settings: str, public: Path, tmp_path: Path) -> None:
    """Once as merged before, and once as looked back at over the renaming."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, {"write": {"data/2020/xin.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 1}\n"}})
    commit(folder)
    change(folder, {"delete": ["data/2020/xin.yml"]})
    last = commit(folder)
    renamed = _renamed_folder(folder, "daten", settings)
    text, expected = _HIDDEN[unit]
    change(folder, {"write": {f"daten/2020/{unit}.yml": text}})
    found = compare_commits(folder, renamed, None, "daten").problems
    assert {problem.code for problem in found} == expected
    with pytest.raises(ComparisonError, match="只换名称的，用 git mv，一个字节不改，单独提交"):
        compare_commits(folder, last, commit(folder), "daten")


def test_a_past_under_another_name_is_that_of_the_folder_that_was_public_then(public: Path, tmp_path: Path) -> None:
    """Beside the public folder lay another one; what stood there was never published."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, {"write": {"daten/2020/wu.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 81}\n"}})
    commit(folder)
    shutil.rmtree(folder / "daten")
    public_now = _renamed_folder(folder, "daten")
    change(folder, {"write": {"daten/2020/wu.yml": "标题: 甲\n公开: {状态: 已公开}\n收支: {收入总计: 81}\n"}})
    assert {problem.code for problem in compare_commits(folder, public_now, None, "daten").problems} == {"G02"}


@pytest.mark.parametrize(
    "key", ["INHERIT: base.yml", '"INHERIT": base.yml', "{INHERIT: base.yml}", "INHERIT : ./base.yml"]
)
def test_inherited_settings_are_found_however_they_are_named(key: str, public: Path, tmp_path: Path) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    shutil.copytree(folder / "data", folder / "daten")
    change(folder, {"write": {"mkdocs.yml": f"{key}\n", "base.yml": "extra: {gongkai: {data: daten}}\n"}})
    change(folder, {"edit": {"data/2021/jia.yml": [["收入总计: 9712100.00", "收入总计: 9712200.00"]]}})
    last = commit(folder)
    change(folder, {"edit": {"base.yml": [["daten", "data"]]}})
    with pytest.raises(ComparisonError, match="数据文件夹由 daten 改为 data"):
        compare_commits(folder, last, None, "data")


@pytest.mark.parametrize("value", ["!ENV DATEN", "!ENV [DATEN, data]", "!ENV [DATEN, ORDNER, data]"])
@pytest.mark.parametrize("is_inherited", [False, True])
def test_a_folder_that_the_environment_names_is_refused(
    value: str, is_inherited: bool, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = f"site_name: 甲\nextra:\n  gongkai:\n    data: {value}\n"
    files = {"base.yml": settings, "mkdocs.yml": "INHERIT: base.yml\n"} if is_inherited else {"mkdocs.yml": settings}
    change(mine, {"write": files})
    for named in ("", "data"):
        monkeypatch.setenv("DATEN", named)
        with pytest.raises(ComparisonError, match=r"yml 第 4 行的 data 取自环境变量.*怎么改：直接写文件夹的名称"):
            compare_commits(mine, "HEAD")
    late = commit(mine)
    with pytest.raises(ComparisonError, match="取自环境变量"):
        compare_commits(mine, "HEAD~1", late)
    change(mine, {"write": {"mkdocs.yml": "extra: {gongkai: {data: data}}\n"}})
    assert codes(mine, late) == set()


def test_another_folder_of_pages_is_told(mine: Path) -> None:
    change(mine, {"write": {"mkdocs.yml": "docs_dir: docs\n"}})
    public = commit(mine)
    change(mine, {"write": {"mkdocs.yml": "docs_dir: other\ntheme: {name: material, custom_dir: mine}\n"}})
    notes = compare_commits(mine, public).notes
    assert "mkdocs.yml：docs_dir 由 docs 改为 other，请核对公开的内容" in notes
    assert "mkdocs.yml：theme.custom_dir 由 （没有写） 改为 mine，请核对公开的内容" in notes
