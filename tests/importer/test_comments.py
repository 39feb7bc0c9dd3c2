"""What a written file says of where it was read: no word of a row cut, no word of the document without a place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.test_written import read, text_of

from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.excerpts import shared_words
from gongkai.importer.finding import Known, find_all
from gongkai.importer.settling import settle
from gongkai.importer.written import draft_of

#: The columns of a 基础数据表.
HEADS: Final = (("2022年决算数", "2023年预算数", "2023年决算数"), ("上年决算数", "年初预算数", "决算数"))
NAMES: Final = ("森林防火专项", "2023年防火", "造林1期", "3个中心")
TITLE: Final = "2023年度部门整体支出绩效评价基础数据表"
WORDS: Final = st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=6)

COUNTS: Final = st.integers(1, 9999).map(lambda number: f"{number}台")


def grid_of(rows: Sequence[Sequence[str]], title: str = "") -> Grid:
    """A table of plain cells."""
    cells = (GridCell(text, row, at) for row, texts in enumerate(rows) for at, text in enumerate(texts))
    return Grid(tuple(cells), title, "第1个表")


def written(*blocks: Paragraph | Grid) -> str:
    """The data file that a document makes."""
    founds = find_all(SourceDocument("x.docx", "Word", blocks), Known(2023, unit_names=("某区林业局",)))
    return text_of(draft_of(settle([("", found) for found in founds]), 2023))


def form(heads: Sequence[str], projects: Sequence[Sequence[str]], kind: Sequence[str]) -> Grid:
    """A 基础数据表 with projects below their kind."""
    first = ("经费控制情况（万元）", *heads)
    return grid_of((first, ("项目支出", *kind), ("1、业务工作经费", *kind), *projects), TITLE)


@pytest.mark.parametrize(("heads", "name"), tuple(product(HEADS, NAMES)))
def test_a_row_is_told_by_its_name_and_sums_that_are_left_out_too(heads: tuple[str, ...], name: str) -> None:
    text = written(form(heads, [(name, "170.00", "180.00", "190.00")], ("170.00", "180.00", "190.00")))
    assert f"# 原文：{name}（第1个表" in text
    told = next(line for line in text.split("\n") if "没有再录" in line)
    assert [f"{head}：{value}" in told for head, value in zip(heads, ("170", "180", "190"), strict=True)] == [True] * 3
    assert "业务工作经费" in told


def test_sums_that_the_projects_do_not_come_to_are_written() -> None:
    text = written(form(HEADS[0], [("甲项", "1.00", "2.00", "3.00")], ("170.00", "180.00", "190.00")))
    assert "没有再录" not in text
    assert "业务工作经费: {" in text or "业务工作经费:\n" in text


@given(st.lists(WORDS, min_size=2, max_size=4), st.integers(1, 9999), st.sampled_from(["", " 决算数", "：甲 乙"]))
def test_no_name_in_a_comment_ends_within_a_word_or_number(words: list[str], number: int, end: str) -> None:
    names = [f"项目 {number}{word}{end}" for word in words]
    shared = shared_words(names)
    assert all(name.startswith(shared) for name in names)
    assert all(shared == name or shared.endswith((" ", "：")) or name[len(shared)] in " ：" for name in names)


@pytest.mark.parametrize(
    ("last", "source"),
    [
        (("填表人：王某　填报日期：2024年3月15日",), "填表人：王某 填报日期：2024年3月15日"),
        (("某区林业局", "2024年3月15日"), "落款 2024年3月15日"),
    ],
)
def test_the_day_of_a_report_is_told_with_its_source(last: tuple[str, ...], source: str) -> None:
    lines = ("某区林业局2023年度部门整体支出绩效自评报告", "一、基本情况", "我局负责造林。", *last)
    text = written(*(Paragraph(line, place=f"第{at}段") for at, line in enumerate(lines, 1)))
    assert f"报告日期: 2024-03-15    # 原文：{source}（第{len(lines)}段）" in text


@given(st.lists(st.lists(WORDS | COUNTS, min_size=1, max_size=4), min_size=1, max_size=5), WORDS)
def test_every_word_of_a_table_that_names_no_line_is_in_the_file(rows: list[list[str]], before: str) -> None:
    width = max(map(len, rows))
    table = [[*row, *[""] * (width - len(row))] for row in rows]
    text = written(Paragraph(f"{before}说明了情况。", place="第1段"), grid_of(table))
    last = read(text).sections[-1].text
    assert before in text
    assert all(word in last for row in rows for word in row)
    assert width == 1 or last.count("\n") == len(rows)  # the heading's line, and one below it


def test_merged_cells_of_a_table_of_words_stand_once() -> None:
    cells = (
        GridCell("外层", 0, 0), GridCell("内容", 0, 1, 1, 2), GridCell("资产|明细", 1, 0, 2, 1),
        GridCell("", 1, 1, 2, 1), GridCell("电脑", 1, 2), GridCell("打印机", 2, 2),
    )  # fmt: skip  # a table
    content = read(written(Paragraph("说明。"), Grid(cells, place="第2页"))).sections[-1].text
    assert content == "| 外层 | 内容 |\n|---|---|\n| 资产｜明细 | 电脑 |\n|  | 打印机 |"


@pytest.mark.parametrize("heads", HEADS)
def test_a_form_that_was_not_filled_in_says_nothing(heads: tuple[str, ...]) -> None:
    assert "其他章节" not in written(form(heads, [("甲项", "", "", "")], ("", "", "")))
