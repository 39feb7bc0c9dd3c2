"""A table, a heading or a link that was not written as such is asked about, and the cure works."""

from __future__ import annotations

import re
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.load.texts import _ACTIVE, _BEGINNING, _is_active, _is_suspect, _looks, _marked, check_texts
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.paths import leaves
from gongkai.model.problem import Level, Problem
from gongkai.model.prose import parse_prose, parse_row


def source_of(text: str) -> str:
    """A file whose 说明 is ``text``, as a clerk writes it."""
    return "标题: 报告\n收支:\n  说明: |\n" + "".join(f"    {line}\n" for line in text.split("\n"))


def problems(text: str) -> list[Problem]:
    source = source_of(text)
    return list(check_texts(source, parse_yaml(source, "data/2020/jia.yml")))


TABLES = {
    "no-rule": ("如下：\n\n| 项目 | 金额 |\n| 甲 | 1.5 |", 6, "第一行下面没有 |---|---| 这样的一行"),
    "no-outer-bars": ("如下：\n项目|金额\n甲|1.5", 5, "第一行下面没有 |---|---| 这样的一行"),
    "blank-lines": ("| 项目 | 金额 |\n\n| 甲 | 1.5 |", 4, "第一行下面没有 |---|---| 这样的一行"),
    "tabs": ("项目\t金额\n甲\t1.5\n乙\t2", 4, "各列之间是制表符"),
    "full-width": ("文字\n\n｜项目｜金额｜\n｜甲｜1.5｜", 6, "竖线不是英文的 |"),
    "lines": ("│项目│金额│\n│甲│1.5│", 4, "竖线不是英文的 |"),
    "spaces": ("项目    年初    决算\n甲      1.5     2", 4, "各列之间是空格"),
    "cells": ("如下：\n\n序号\n项目\n金额\n1\n甲\n1.5", 6, "每格各占一行，会连成一段"),
    "in-a-list": ("- 项目\t金额\n- 甲\t1.5", 4, "各列之间是制表符"),
}


@pytest.mark.parametrize("case", TABLES)
def test_what_looks_like_a_lost_table_is_asked_about(case: str) -> None:
    text, line, reason = TABLES[case]
    (problem,) = problems(text)
    words = f"这里像是表格，没有写成表格：{reason}"
    assert str(problem) == f"data/2020/jia.yml:{line}:5 请核对 S25 {words}"


CELL = st.text(st.sampled_from("甲乙项目金额12.5"), min_size=1, max_size=4)
ROWS = st.integers(2, 5).flatmap(
    lambda count: st.lists(st.lists(CELL, min_size=count, max_size=count), min_size=2, max_size=5)
)


@given(ROWS, st.sampled_from(["\t", "|", "｜", " | ", "boxed"]))
def test_the_example_and_the_cure_make_a_table_that_holds_every_cell(rows: list[list[str]], between: str) -> None:
    boxed = [f"| {' | '.join(row)} |" for row in rows]
    pasted = "\n".join(boxed if between == "boxed" else [between.join(row) for row in rows])
    (problem,) = [found for found in problems(pasted) if found.code == "S25"]
    example = yaml.safe_load(problem.example)["说明"].split("\n")
    assert problem.place.line == 4
    assert "两端和各列之间写英文竖线" in problem.cure
    assert example[0] == boxed[0]
    mended = "\n".join([*example, *boxed[1:]])
    assert problems(mended) == []
    (table,) = parse_prose(mended)
    assert [list(parse_row(line)) for line in table.lines] == rows
    assert problems(pasted.replace(" | ", "、").replace(between, "、").replace("| ", "").replace(" |", "")) == []


def test_a_ragged_table_is_asked_about_at_its_row() -> None:
    (problem,) = problems("如下：\n| 项目 | 金额 |\n|---|---|\n| 甲 | 1.5 |\n| 乙 | 2 | 3 |")
    assert (problem.place.line, problem.message) == (8, "表格的第一行有 2 格，这一行有 3 格")
    assert problem.example == "说明: |\n  | 项目 | 金额 |  |\n  |---|---|---|"
    assert problem.cure.startswith("每一行都写 3 格")
    assert problems("| 项目 | 金额 |  |\n|---|---|---|\n| 甲 | 1.5 | |\n| 乙 | 2 | 3 |") == []


def test_a_rule_without_its_row_is_asked_about() -> None:
    (problem,) = problems("|---|---|\n| 甲 | 1.5 |")
    assert (problem.place.line, problem.message) == (4, "这一行上面没有表头")
    assert problems("| 项目 | 金额 |\n|---|---|\n| 甲 | 1.5 |") == []


@pytest.mark.parametrize(
    ("text", "told", "mended"),
    [
        ("## 成效\n文字", "请核对 S26 “## 成效”不是小标题，照原样显示", "### 成效\n文字"),
        ("###成效", "请核对 S26 “###成效”不是小标题，照原样显示", "### 成效"),
        ("文字\n ### 成效", "请核对 S26 “### 成效”不是小标题，照原样显示", "文字\n### 成效"),
        ("####### 成效", "请核对 S26 “####### 成效”不是小标题，照原样显示", "### 成效"),
        ("见[表](表.pdf)。", "请核对 S26 “[表](表.pdf)”不是链接，照原样显示", "见[表](https://a.cn/表.pdf)。"),
        ("见[表](www.a.cn/b)。", "请核对 S26 “[表](www.a.cn/b)”不是链接，照原样显示", "见〔表〕(www.a.cn/b)。"),
        (
            "- 甲\n- 12场演出",
            "建议 S26 “- 12场演出”的短横线后面是数字，可能是负号，照原样显示，不作为列表",
            "- 甲\n- 演出12场",
        ),
        ("- 12.5万元", "建议 S26 “- 12.5万元”的短横线后面是数字，可能是负号，照原样显示，不作为列表", "-12.5万元"),
    ],
)
def test_other_marks_that_are_none_are_asked_about(text: str, told: str, mended: str) -> None:
    (problem,) = problems(text)
    assert f"{problem.level.label} {problem.code} {problem.message}" == told
    assert problem.place.line == 3 + next(
        n for n, line in enumerate(text.split("\n"), 1) if re.search(r"#|\]|- 1", line)
    )
    assert problems(mended) == []


@pytest.mark.parametrize(
    "text",
    [
        "一段，\n两行。\n\n又一段", "- 甲\n- 乙\n\n1. 丙", "是|否，二者选一", "#1楼改造", "# 1楼", "姓名　　职务",
        "0.5*12*3\n0.8*2", "| 项目 | 金额 |\n|:--|--:|\n| 甲 | 1 |", "[注](含税)[a](1/2)", "-12.5\n-13.5",
        "### 甲\n#### 乙", "- 2021年\n- 3月",
    ],
)  # fmt: skip
def test_ordinary_text_is_not_asked_about(text: str) -> None:
    assert problems(text) == []


def test_of_any_other_text_the_beginning_is_told() -> None:
    source = '收支: {说明: "甲\\t1\\n乙\\t2"}\n问题:\n  - >\n    ## 甲\n\n    乙\n'
    found = check_texts(source, parse_yaml(source, "x.yml"))
    assert [(p.place.line, p.place.column, p.code) for p in found] == [(1, 10, "S25"), (3, 5, "S26")]


@pytest.mark.parametrize(
    "piece", ["a\tb\n", "|-\n", "- 1\n", "#a\n", "[a](www.", "[a](b.", "a  b  c\n", " \u3000", "| |\n\n"]
)
def test_the_cost_is_bounded_by_the_length(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begun = time.process_time()
    assert len(problems(text)) <= 4
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("between", ["同志、", "和", "与", "1户，"])
def test_masked_names_that_would_be_bold_are_asked_about(between: str) -> None:
    (problem,) = problems(f"慰问张**{between}李**主任")
    assert (problem.code, problem.level) == ("S26", Level.HINT)
    assert not problems(f"慰问张某某{between}李某某主任")


@pytest.mark.parametrize("text", ["加强**监督管理**工作", "**重点工作**和**难点**", "一是**抓预算、促执行**。"])
def test_bold_words_are_not_asked_about(text: str) -> None:
    assert not problems(text)


def test_short_lines_without_a_figure_are_no_table() -> None:
    assert not problems("春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少\n春眠不觉晓")


@given(st.text(st.sampled_from("甲乙项12.-#|[]()*　\t\n\n，和， a:w｜"), max_size=60))
def test_no_text_is_passed_over_that_has_something_to_ask(text: str) -> None:
    if list(_looks(text)) and ("\n" in text or "**" in text):
        assert _is_suspect(text)


@given(st.from_regex(_ACTIVE))
def test_no_web_code_is_passed_over(text: str) -> None:
    assert _BEGINNING.search(text)
    assert _is_active(text)


@given(st.text(st.sampled_from("<jJaAoOnN 字:"), max_size=8))
def test_nothing_is_taken_for_web_code_by_its_letters_alone(text: str) -> None:
    assert _is_active(text) == (_ACTIVE.search(text) is not None)


VALUES = st.recursive(
    st.sampled_from(("字", "一行\n两行", "**粗**", "", 1, None)),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from("甲乙丙"), inside, max_size=3),
    max_leaves=9,
)


@given(st.dictionaries(st.sampled_from("甲乙丙"), VALUES, max_size=3))
def test_every_text_with_marks_or_lines_is_looked_at(value: dict[str, object]) -> None:
    texts = [(path, text) for path, text in leaves(value) if isinstance(text, str)]
    assert _marked(value) == [(path, text) for path, text in texts if "\n" in text or "**" in text]
