"""A null that an import left open is asked for, by its place, until somebody decides on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.load.asked import asked_places
from gongkai.load.record_file import parse_record
from gongkai.load.report_file import read_entry
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.problem import Problem
from gongkai.model.report import Report

HEAD = "标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 待公开}\n"
#: How a null may stand, and the place that is asked.
OPEN = {
    "收支:\n  收入总计: null    # 待核对：第3页写 1.10，第5页写 1.20\n": ("收支", "收入总计"),
    "收支:\n  收入总计: ~ # 待核对：第3页写 1.10\n": ("收支", "收入总计"),
    "收支:\n  收入总计:    # 待核对：第3页写 1.10\n": ("收支", "收入总计"),
    "三公经费:\n  上年决算: 1.00\n  决算: null #待核对：说不准\n": ("三公经费", "决算"),
    "资产管理: null    # 待核对：两处不一样\n": ("资产管理",),
    "收支:\n  项目支出:\n    项目:\n      - 名称: 甲\n        决算: null    # 待核对：写 3.20\n": (
        *("收支", "项目支出", "项目", 0, "决算"),
    ),
}
#: What asks nothing: somebody decided, or it is no such comment.
CLOSED = (
    "收支:\n  收入总计: null\n",
    "收支:\n  收入总计: 1.10    # 待核对：第3页写 1.10\n",
    "收支:\n  收入总计: null    # 没有找到\n",
    "# “待核对：”的各处对照原文填好，再把后面的话删去。\n收支:\n  收入总计: null\n",
    "资产管理: |\n  这一段里写着 null # 待核对：不是注释。\n",
    "资产管理: '写着 # 待核对：不是注释'\n",
    "资产管理: |\n  # 人员/编制其中/事业 待核对：是文字，不是注释\n",
)


def problems(folder: Path, text: str) -> list[Problem]:
    """What is said of the file."""
    (folder / "x.yml").write_text(HEAD + text, encoding="utf-8")
    return [*read_entry(folder, "x.yml", "x", 2020).problems]


@pytest.mark.parametrize("text", OPEN)
def test_a_place_that_is_open_is_asked_where_it_stands(text: str, tmp_path: Path) -> None:
    (found,) = [problem for problem in problems(tmp_path, text) if problem.code == "S33"]
    assert found.path == OPEN[text]
    assert found.level.label == "请核对"
    assert found.place.line == HEAD.count("\n") + text.rstrip("\n").count("\n") + 1
    assert "null" in found.cure
    assert text.rpartition("：")[2].strip() in found.message
    assert "S21" not in {problem.code for problem in problems(tmp_path, text)}  # it is not counted a second time


@pytest.mark.parametrize("text", OPEN)
def test_the_cure_followed_to_the_letter_ends_it(text: str, tmp_path: Path) -> None:
    kept = text.partition("#")[0].rstrip() + "\n"
    assert "S33" not in {problem.code for problem in problems(tmp_path, kept)}
    assert parse_record(HEAD + kept, "x.yml", Report)[0] is not None


@pytest.mark.parametrize("text", CLOSED)
def test_nothing_else_is_asked(text: str, tmp_path: Path) -> None:
    assert asked_places(parse_yaml(HEAD + text, "x.yml")) == {}
    assert "S33" not in {problem.code for problem in problems(tmp_path, text)}


#: Places at which null cannot stand, and the lines by which they are asked.
APART = ("人员/编制其中/事业", "收支/项目支出/项目/第1条/决算", "问题/第2条", "三公经费/数量/公务用车保有量")


@pytest.mark.parametrize("place", APART)
@pytest.mark.parametrize("indent", ["# ", "#", "  # "])
@pytest.mark.parametrize("where", ["end", "between"])
def test_a_place_told_in_a_line_of_its_own_is_asked_until_the_line_goes(
    place: str, indent: str, where: str, tmp_path: Path
) -> None:
    line, rest = f"{indent}{place} 待核对：第5段写 40\n", "收支: {收入总计: 1.10}\n"
    text = f"{rest}{line}" if where == "end" else f"{line}{rest}"
    (found,) = [problem for problem in problems(tmp_path, text) if problem.code == "S33"]
    assert found.path == ()
    assert found.place.line == HEAD.count("\n") + (2 if where == "end" else 1)
    assert place.replace("/", " / ") in found.message
    assert "第5段写 40" in found.message
    assert "S33" not in {problem.code for problem in problems(tmp_path, rest)}
