"""A line whose blanks are Tabs or wide spaces is shown as it stood: the example, put in its place, is the cure."""

from __future__ import annotations

import pytest
from tests.conftest import DEMO

from gongkai.load.blocks import block_spans
from gongkai.load.indents import COLUMNS, meant_indent
from gongkai.load.record_file import parse_record
from gongkai.model.problem import Problem
from gongkai.model.report import Report

FILES = sorted((DEMO / "data/2023").glob("[a-z]*.yml"))[:12]
RIGHT = """标题: 2023年度部门整体支出绩效自评报告
公开: {状态: 待公开}
三公经费:
  上年决算: 7.63
  决算: 7.02
  其中:
    公务接待费:
      年初预算: 4.00
      决算: 3.02
其他章节:
  - 标题: 附件一
    内容: 说明
"""


def indented(text: str) -> list[int]:
    """The rows outside texts that begin with spaces and have a name or begin an entry."""
    spans, start, found = list(block_spans(text)), 0, []
    for at, row in enumerate(text.split("\n")):
        is_free = not any(one <= start < end for one, end in spans)
        if is_free and row.startswith("  ") and (": " in row or row.endswith(":")) and row.lstrip()[0] != "#":
            found.append(at)
        start += len(row) + 1
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_one_tab_a_level_is_read_as_the_line_stood(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    rows = text.split("\n")
    places = indented(text)
    assert places
    for at in places:
        bare = rows[at].lstrip()
        spaces = len(rows[at]) - len(bare)
        for blanks in ("\t" * (spaces // 2), "\u3000" * spaces):
            assert meant_indent([*rows[:at], blanks + bare], at) == spaces, rows[at]


@pytest.mark.parametrize("blanks", ["\t", "\t\t", "  \t", "\t\t\t\t", "\u3000"])
def test_a_column_stands_with_the_columns(blanks: str) -> None:
    """However often Tab was struck: as a part of 其中 the figure would be another's."""
    assert "决算" in COLUMNS
    problem = only(RIGHT.replace("      决算: 3.02", f"{blanks}决算: 3.02"))
    assert problem.example == "      决算: 3.02"
    assert "一共 6 个空格" in problem.cure


def test_a_figure_without_its_name_is_not_offered_to_its_neighbour() -> None:
    problem = only(RIGHT.replace("      决算: 3.02", "      3.02"))
    assert (problem.code, problem.place.line) == ("Y09", 9)
    assert "没有名称" in problem.message
    assert problem.example == "决算: 3.02"


def test_a_topmost_name_with_spaces_before_it_is_told_where_it_stands() -> None:
    problem = only(f"{RIGHT}  校核说明:\n    D26: 公务接待减少\n")
    assert "“校核说明”前面多了空格" in problem.message
    assert "顶格" in problem.cure


@pytest.mark.parametrize("margin", ["", "  "])
def test_a_wide_colon_behind_a_code_is_named(margin: str) -> None:
    found = problems(f"{RIGHT}{margin}校核说明：\n  D26：公务接待减少\n")
    assert [(problem.code, problem.example) for problem in found if problem.code == "Y01"] == [
        ("Y01", "校核说明:"),
        ("Y01", "D26: 公务接待减少"),
    ]


def test_a_note_in_an_example_stays_one() -> None:
    problem = only(RIGHT.replace("决算: 3.02", "决算：3.02    # 原文：3.02（第9行）"))
    assert problem.example == "决算: 3.02    # 原文：3.02（第9行）"


def problems(text: str) -> list[Problem]:
    return list(parse_record(text, "x.yml", Report)[1].problems)


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem
