"""A line with a name is deleted: the message names it, never asks to delete figures, and its cure gives the file back.

Every such line of some of the demo's reports is deleted, one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from tests.conftest import DEMO, ROOT

from gongkai.load.record_file import parse_record
from gongkai.model.problem import Level, Problem
from gongkai.model.report import Report

FILES: Final = (
    ROOT / "tests/cases/slips/right.yml",
    DEMO / "data/2020/yanshi-renda.yml",
    DEMO / "data/2022/yanshi-jiaotong.yml",
)
_NAMED: Final = re.compile(r" *(?P<name>[^\s#:-][^\s:]*):(?: \|)?")


class Deleted(NamedTuple):
    """A file without one of its lines."""

    name: str
    at: int
    rows: list[str]
    found: list[Problem]


def deletions(file: Path) -> list[Deleted]:
    """Every file in which the name of what stands below is missing, and what is told of it."""
    rows, made = file.read_text(encoding="utf-8").split("\n"), []
    for at, row in enumerate(rows):
        if named := _NAMED.fullmatch(row):
            left = [*rows[:at], *rows[at + 1 :]]
            problems = parse_record("\n".join(left), "x.yml", Report)[1].problems
            made.append(Deleted(named["name"], at, left, [one for one in problems if one.level is Level.ERROR]))
    return made


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_deleted_name_is_named_and_put_back(file: Path) -> None:
    right = parse_record(file.read_text(encoding="utf-8"), "x.yml", Report)[0]
    told: Counter[bool] = Counter()
    for deleted in deletions(file):
        assert not [one.cure for one in deleted.found if re.search("删掉(?!后面的空白)", one.cure)], deleted.name
        lost = [one for one in deleted.found if one.code == "Y24" and "多半是" in one.message]
        told[any(one.code == "Y24" for one in deleted.found)] += bool(deleted.found)
        for one in lost:
            assert f"“{deleted.name}”" in one.message
            assert len(deleted.found) == 1
            at = one.place.line - 1
            cured = [*deleted.rows[:at], *one.example.split("\n"), *deleted.rows[at + 1 :]]
            assert parse_record("\n".join(cured), "x.yml", Report)[0] == right
    assert told[True] > 10 * told[False]


@pytest.mark.parametrize("file", FILES[1:], ids=lambda file: file.stem)
def test_two_lost_names_are_told_at_once(file: Path) -> None:
    rows = file.read_text(encoding="utf-8").split("\n")
    taken = [at for at, row in enumerate(rows) if row in {"概况:", "政府采购:"}]
    left = "\n".join(row for at, row in enumerate(rows) if at not in taken)
    problems = parse_record(left, "x.yml", Report)[1].problems
    assert [(one.place.line, one.message) for one in problems if one.level is Level.ERROR] == [
        (at + 1 - before, f"这一行前面可能少了一行名称，多半是“{rows[at][:-1]}”") for before, at in enumerate(taken)
    ]


def test_a_line_below_null_is_of_its_own_name() -> None:
    text = "标题: 报告\n公开: {状态: 核实中}\n公用经费: null\n  决算: 5.73\n  其中:\n    公务接待费: 1.87\n"
    told = parse_record(text, "x.yml", Report)[1].problems[0]
    assert (told.place.line, told.message) == (4, "这一行前面可能少了一行名称，多半是“三公经费”")


#: Lines with columns and a 说明, where each stands in a file, and how the text below goes on.
LINES_WITH_NOTES: Final = (("收支", "基本支出"), ("收支", "项目支出"), ("三公经费",), ("公用经费",), ("政府采购",))
NOTES: Final = (
    ("支出1,530.18万元，年初预算1,200万元。",),
    ("支出1,530.18万元，主要用于以下方面：", "", "1.河道清淤480.50万元。", "", "2.防汛抗旱112.48万元，用于储备。"),
    ("主要原因：人员调资。",),
)
COMMENTS: Final = ("", "    # 原文：支出1,530.18万元。（第15段）")


@pytest.mark.parametrize(
    ("keys", "note", "comment"), [(k, n, c) for k in LINES_WITH_NOTES for n in NOTES for c in COMMENTS]
)
def test_a_text_below_a_figure_has_lost_its_name_and_the_figure_stays(
    keys: tuple[str, ...], note: tuple[str, ...], comment: str
) -> None:
    margin = "  " * len(keys)
    rows = ["标题: 报告", "公开: {状态: 待公开}", *(f"{'  ' * at}{key}:" for at, key in enumerate(keys))]
    rows += [f"{margin}年初预算: 1200", f"{margin}决算: 1530.18{comment}"]
    lost = [f"{margin}  {line}" if line else "" for line in note]
    right = "\n".join((*rows, f"{margin}说明: |", *lost, ""))
    problems = parse_record("\n".join((*rows, *lost, "")), "x.yml", Report)[1].problems
    errors = [one for one in problems if one.level is Level.ERROR]
    assert [(one.code, one.place.line) for one in errors] == [("Y24", len(rows) + 1)]
    assert "多半是“说明”" in errors[0].message
    cured = "\n".join((*rows, *errors[0].example.split("\n")[:1], *lost, ""))
    assert parse_record(cured, "x.yml", Report)[0] == parse_record(right, "x.yml", Report)[0]
