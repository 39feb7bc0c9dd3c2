"""Git's own ways of showing something else than what was committed; and two versions that cannot be compared."""

from __future__ import annotations

import io
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tests.guard.evasion import change, commit, copy_of, git, published

from gongkai.guard.compare import compare_commits
from gongkai.guard.repository import ComparisonError
from gongkai.load.dates import day_of

EDIT = {"edit": {"data/2020/jia.yml": [["决算: 971.21", "决算: 571.21"]]}}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("guard") / "public")


@pytest.fixture
def mine(public: Path, tmp_path: Path) -> Path:
    """A repository of its own, with one figure changed in its folder."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, EDIT)
    return folder


def codes(folder: Path, base: str = "HEAD", head: str | None = None) -> set[str]:
    return {problem.code for problem in compare_commits(folder, base, head).problems}


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


def _corrected(day: str) -> dict[str, dict[str, str]]:
    """A 更正 of ``day`` that explains the figure that :data:`EDIT` changes."""
    changed = "{项目: 收支/收入总计/决算, 原来: 971.21, 现在: 571.21}"
    words = f"{{日期: {day}, 内容: 收入总计更正为571.21万元, 原因: 录入时数字有误, 改动: [{changed}]}}"
    return {"append": {"data/2020/jia.yml": f"  - {words}\n"}}


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-10-01", {"G23"}), ("2023-05-16", {"G23"}), ("2023-05-17", set()), ("2023-06-01", set())],
)
def test_a_correction_is_not_dated_long_before_the_public_version_that_lacks_it(
    day: str, expected: set[str], public: Path, tmp_path: Path
) -> None:
    """What the public saw on the first of June did not have it; a fortnight passes until it is merged."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    commit(folder, day="2023-06-01")
    change(folder, {**EDIT, **_corrected(day)})
    found = compare_commits(folder, "HEAD").problems
    assert {problem.code for problem in found} == expected
    for problem in found:
        change(folder, {"edit": {"data/2020/jia.yml": [[f"日期: {day}", problem.example]]}})
        assert codes(folder) == set()


@pytest.mark.parametrize("day", ["2019-01-01", "2099-01-01"])
def test_the_day_that_a_commit_says_is_no_earlier_than_what_it_was_built_on_nor_to_come(
    day: str, public: Path, tmp_path: Path
) -> None:
    """A commit of an early day opens no way to entries of such days; one of a late day bars none of today."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    commit(folder, day="2023-06-01")
    change(folder, {"append": {"data/units.yml": "# x\n"}})
    commit(folder, day=day)
    change(folder, {**EDIT, **_corrected("2021-10-01")})
    assert codes(folder) == {"G23"}
    change(folder, {"edit": {"data/2020/jia.yml": [["日期: 2021-10-01", f"日期: {day_of(None)}"]]}})
    assert codes(folder) == set()


def test_a_name_that_was_public_for_a_day_that_a_commit_only_says_is_no_older(public: Path, tmp_path: Path) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    commit(folder, day="2022-03-05")
    change(folder, {"edit": {"data/units.yml": [["简称: 区教育局", "简称: 区教局"]]}})
    commit(folder, day="2019-01-01")
    steps = _renamed("2022-03-01")["edit"]["data/units.yml"]
    steps = [[old.replace("区教育局", "区教局"), new.replace("区教育局", "区教局")] for old, new in steps]
    change(folder, {"edit": {"data/units.yml": steps}})
    assert codes(folder) == {"G13"}


@pytest.mark.parametrize(("day", "expected"), [("2022-09-01", {"G23"}), ("2023-05-20", set())])
def test_a_take_down_is_not_dated_long_before_the_public_version_that_still_had_it(
    day: str, expected: set[str], public: Path, tmp_path: Path
) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    commit(folder, day="2023-06-01")
    state = f"状态: 撤下, 理由: 附表里有个人的身份证号, 撤下日期: {day}, 原文件校验值: JIA"
    text = f"标题: 2021年度部门整体支出绩效自评报告\n公开: {{{state}}}\n"
    change(folder, {"write": {"data/2021/jia.yml": text}})
    assert codes(folder) == expected


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


_RENAMED = "简称: 区教体局\n  变更: [{日期: DAY, 内容: 简称改为区教体局, 原因: 机构编制文件, 改动: [CHANGE]}]"
_CHANGE = "{项目: 简称, 原来: 区教育局, 现在: 区教体局}"


def _renamed(day: str) -> dict[str, dict[str, list[list[str]]]]:
    """A unit's short name changed, with a 变更 of ``day``."""
    words = _RENAMED.replace("DAY", day).replace("CHANGE", _CHANGE)
    return {"edit": {"data/units.yml": [["简称: 区教育局", words]]}}


@pytest.mark.parametrize(
    ("day", "expected"),
    [("1990-01-01", {"G13"}), ("2021-09-09", {"G13"}), ("2021-09-10", set()), ("2022-03-01", set())],
)
def test_an_amendment_is_not_dated_before_what_it_changes_was_public(
    day: str, expected: set[str], public: Path, tmp_path: Path
) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, _renamed(day))
    found = compare_commits(folder, "HEAD").problems
    assert {problem.code for problem in found} == expected
    assert all("“简称”在 2021-09-10 才公开成" in problem.message for problem in found)


@pytest.mark.parametrize(("day", "expected"), [("2022-02-28", {"G13"}), ("2022-03-01", set()), ("2022-03-05", set())])
def test_only_what_an_amendment_changes_counts_for_its_day(
    day: str, expected: set[str], public: Path, tmp_path: Path
) -> None:
    """Its own value was published on the 1st, that of another unit on the 10th."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, {"edit": {"data/units.yml": [["简称: 区教育局", "简称: 区教局"]]}})
    commit(folder, day="2022-03-01")
    change(folder, {"edit": {"data/units.yml": [["简称: 区卫健局", "简称: 区卫局"]]}})
    commit(folder, day="2022-03-10")
    steps = _renamed(day)["edit"]["data/units.yml"]
    steps = [[old.replace("区教育局", "区教局"), new.replace("区教育局", "区教局")] for old, new in steps]
    change(folder, {"edit": {"data/units.yml": steps}})
    assert codes(folder) == expected


def test_a_shallow_clone_does_not_know_whether_an_amendment_is_too_early(public: Path, tmp_path: Path) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, {"append": {"data/units.yml": "xin: {名称: 云溪市演示区审计局}\n"}})
    commit(folder, day="2022-03-10")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{folder}", "shallow")
    change(tmp_path / "shallow", _renamed("2022-03-01"))
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


@pytest.mark.parametrize("day", ["99999999999999", "253402300800", "18446744073709551616", "-1", "x", "1e9", ""])
def test_a_commit_of_a_day_that_is_none_is_compared_too(day: str, mine: Path) -> None:
    public = git(mine, "rev-parse", "HEAD")
    change(mine, _corrected("2021-10-01"))
    tree = git(mine, "rev-parse", f"{commit(mine)}^{{tree}}")
    text = f"tree {tree}\nparent {public}\nauthor a <a@b.invalid> 1 +0000\ncommitter a <a@b.invalid> {day} +0000\n\nx\n"
    late = git(mine, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=text.encode())
    assert codes(mine, public, late) <= {"G13"}
    change(mine, {"edit": {"data/2020/jia.yml": [["决算: 571.21", "决算: 572.21"]]}})
    assert codes(mine, late) == {"G02"}
