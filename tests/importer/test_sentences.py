"""What sentences state: a table for accountants (tests/cases/importer/sentences.yml), and what holds of any text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.chapters import PlacedParagraph
from gongkai.importer.own_counts import find_grade
from gongkai.importer.sentences import find_figures
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.problem import KeyPath

FILE: Final = Path(__file__).parent.parent / "cases/importer/sentences.yml"
YEAR: Final = 2020


def read_table() -> list[Mapping[str, Any]]:
    """The sentences with what they state."""
    document = parse_yaml(FILE.read_text(encoding="utf-8"), FILE.name)
    assert not document.problems, document.problems
    found: list[Mapping[str, Any]] = document.value
    return found


def paragraph(text: str, place: str, title: str = "") -> PlacedParagraph:
    """A paragraph at a place written with points: 收支.说明."""
    path: KeyPath = tuple(int(key) if key.isdigit() else key for key in place.split("."))
    return PlacedParagraph(path, text, "第3页", title)


def told(case: Mapping[str, Any], *, doubted: bool) -> list[str]:
    """What is found in a case, in words."""
    words = paragraph(case["句"], case["所在"])
    figures = find_figures([words], YEAR, ("某区林业局",))
    found = [
        " ".join(filter(None, (".".join(map(str, figure.path)), figure.column, f"{figure.value:f}")))
        for figure in figures
        if bool(figure.doubt) is doubted
    ]
    grade = find_grade([words])
    return [*found, f"绩效.自评等级 {grade.text}"] if grade and bool(grade.doubt) is doubted else found


TABLE: Final = read_table()


@pytest.mark.parametrize("case", TABLE, ids=[str(case["句"]) for case in TABLE])
def test_sentence_states(case: Mapping[str, Any]) -> None:
    assert told(case, doubted=False) == case.get("读出", [])
    assert told(case, doubted=True) == case.get("拿不准", [])


def test_table_has_as_much_of_which_nothing_is_certain() -> None:
    assert len(TABLE) >= 60
    assert sum("读出" not in case for case in TABLE) >= 15


def test_figure_comes_with_its_sentence_and_place() -> None:
    words = "我局支出分两类。2020年基本支出640.15万元，占78.8%；项目支出172.25万元。其余略。"
    basic, project = find_figures([paragraph(words, "收支.说明")], YEAR)
    assert basic.source == project.source == "2020年基本支出640.15万元，占78.8%；项目支出172.25万元。"
    assert (basic.place, basic.is_table, basic.value) == ("第3页", False, Decimal("640.15"))


@pytest.mark.parametrize("title", ["下属单位收支情况", "2021年部门预算安排情况", "上年问题整改情况"])
def test_nothing_is_taken_from_what_tells_of_others(title: str) -> None:
    assert find_figures([paragraph("公务接待费4.85万元。", "其他章节.0.内容", title)], YEAR) == ()
    assert find_figures([paragraph("公务接待费4.85万元。", "其他章节.0.内容", "接待情况")], YEAR) != ()


#: Pieces of which sentences are made, so that what is made looks like one.
PIECES: Final = (
    *"0123456789.,，。；：、（）% 十两",
    "2019年",
    "2020年",
    "2021年",
    "支出总计",
    "基本支出",
    "公务接待费",
    "收入总计",
    "“三公”经费",
    "“古树名木保护”",
    "在职人员",
    "编制",
    "接待",
    "其中",
    "分别",
    "占",
    "比上年",
    "比年初预算",
    "增加",
    "减少",
    "完成年初预算的",
    "持平",
    "主要原因是",
    "计划",
    "财政拨款",
    "年初预算",
    "万元",
    "亿元",
    "元",
    "人",
    "批次",
    "辆",
    "项目",
    "全县",
    "下属",
    "实际支出",
    "追加",
    "等级为",
    "优",
    "内设",
    "个机构",
)
PLACES: Final = (
    "引言",
    "概况.人员编制",
    "收支.说明",
    "收支.项目支出.说明",
    "三公经费.说明",
    "绩效.综述",
    "财政拨款.说明",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(PLACES))
def test_every_figure_is_printed_in_its_sentence(text: str, place: str) -> None:
    """Nothing is worked out: the digits of a figure stand in its source, whatever the measure."""
    for figure in find_figures([paragraph(text, place)], YEAR):
        assert figure.source.replace("三公", "在公") in text.replace("三公", "在公")
        digits = "".join(c for c in f"{abs(figure.value):f}" if c.isdigit()).strip("0")
        printed = "".join(c for c in figure.source if c.isdigit())
        is_counted = not figure.column and figure.value == figure.value.to_integral_value()
        assert digits in printed or (is_counted and set(figure.source) & set("十两"))
