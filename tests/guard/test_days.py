"""The days of corrections, amendments and take-downs, against those on which something was public."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guard.codes import EDIT, codes, renamed
from tests.guard.evasion import change, commit, copy_of, git, published

from gongkai.guard.compare import compare_commits
from gongkai.load.dates import day_of


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
    steps = renamed("2022-03-01")["edit"]["data/units.yml"]
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


@pytest.mark.parametrize(
    ("day", "expected"),
    [("1990-01-01", {"G13"}), ("2021-09-09", {"G13"}), ("2021-09-10", set()), ("2022-03-01", set())],
)
def test_an_amendment_is_not_dated_before_what_it_changes_was_public(
    day: str, expected: set[str], public: Path, tmp_path: Path
) -> None:
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, renamed(day))
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
    steps = renamed(day)["edit"]["data/units.yml"]
    steps = [[old.replace("区教育局", "区教局"), new.replace("区教育局", "区教局")] for old, new in steps]
    change(folder, {"edit": {"data/units.yml": steps}})
    assert codes(folder) == expected


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


@pytest.mark.parametrize(
    ("said", "more", "expected"),
    [
        ("2021-08-14", "", {"G25"}),
        ("2021-08-25", "", {"G25"}),
        ("2021-08-26", "", set()),  # a fortnight passes until it is merged
        ("2021-09-10", "", set()),
        ("2021-10-01", "", set()),
        ("2021-08-14", "目录信息: {来源: https://example.gov.cn/2021.html}\n", set()),
        ("2021-08-14", "目录信息: {文号: 演财绩〔2021〕3号}\n", {"G25"}),
    ],
)
def test_a_day_that_is_filled_in_is_not_long_before_the_report_was_there(
    said: str, more: str, expected: set[str], tmp_path: Path
) -> None:
    """Lateness is counted from that day; where another site had it before, its source says so."""
    folder = published(tmp_path / "public")
    words = "标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 已公开}\n收支: {收入总计: 200, 支出总计: 200}\n"
    git(folder, "checkout", "--quiet", "--detach", "HEAD~1")
    change(folder, {"write": {"data/2020/ding.yml": words}})
    commit(folder, day="2021-09-10")
    change(folder, {"append": {"data/units.yml": "# x\n"}})
    commit(folder, day="2021-12-01")
    filled = words.replace("状态: 已公开", f"状态: 已公开, 发布日期: {said}") + more
    change(folder, {"write": {"data/2020/ding.yml": filled}})
    found = compare_commits(folder, "HEAD")
    assert {problem.code for problem in found.problems} == expected
    assert any(f"（空） → {said}" in note for note in found.notes)
    for problem in found.problems:
        assert "2021-09-10" in problem.message
        change(folder, {"edit": {"data/2020/ding.yml": [[f"发布日期: {said}", "发布日期: 2021-09-10"]]}})
        assert codes(folder) == set()
