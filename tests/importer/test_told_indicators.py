"""Achievements and scores that table, text and sum give differently are never written."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.documents import grid
from tests.importer.test_told_elsewhere import settled

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.settling import Settled
from gongkai.model.problem import KeyPath

NAMES: Final = ("借阅册次", "培训合格率", "读者满意度")
HEADINGS: Final = ("三、部门整体支出绩效情况", "四、存在的问题", "五、其他需要说明的事项", "一、部门概况")
SENTENCES: Final = ("{}{}。", "其中{}达到{}，成效明显。", "2022年{}为{}，", "一是{}实际完成{}。", "“{}”完成{}。")
#: Of a target, of another time, of something near it.
ASIDE: Final = (
    "{}目标{}。", "上年{}为{}。", "{}达到{}以上。", "{}提高{}。", "{}不低于{}。", "上半年{}为{}。",
    "下一步力争{}达到{}。", "{}约{}。",
)  # fmt: skip  # a table
SCORE: Final[KeyPath] = ("绩效", "自评得分")


def table(measure: str, name: str, achieved: str, *, score: str = "40", total: str = "99") -> Grid:
    return grid(
        "2022年度部门整体支出绩效自评表|<|<|<|<|<|<", "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
        "产出指标|数量指标|图书配送批次|24批|24批|60|59", f"^|^|{name}|≥1{measure}|{achieved}{measure}|40|{score}",
        f"总分|<|<|<|<|100|{total}",
    )  # fmt: skip


def found(heading: str, said: str, *grids: Grid) -> Settled:
    return settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said), *grids)


tenths = st.integers(1000, 9999).map(lambda number: f"{Decimal(number) / 10:.1f}")


@given(st.sampled_from(NAMES), st.sampled_from(HEADINGS), st.sampled_from(SENTENCES), tenths, tenths)
@pytest.mark.parametrize("measure", ["%", "册", "人次"])
def test_an_achievement_told_otherwise_is_asked(
    measure: str, name: str, heading: str, words: str, achieved: str, other: str
) -> None:
    at = ("自评表", "指标", 1, "实际完成值")
    got = found(heading, words.format(name, f"{other}{measure}"), table(measure, name, achieved))
    if other == achieved:
        assert str(got.values[at]).startswith(achieved)
    else:
        assert got.values[at] is None
        assert [str(one.value).removesuffix(measure) for one in got.candidates[at]] == [achieved, other]


@given(st.sampled_from(NAMES), st.sampled_from(HEADINGS), st.sampled_from(ASIDE), tenths, tenths)
def test_what_is_said_of_something_else_spoils_nothing(
    name: str, heading: str, words: str, achieved: str, other: str
) -> None:
    got = found(heading, words.format(name, f"{other}%"), table("%", name, achieved))
    assert str(got.values["自评表", "指标", 1, "实际完成值"]).startswith(achieved)


@pytest.mark.parametrize(
    ("achieved", "said", "is_same"),
    [
        ("125300", "12.53万册", True), ("125300", "12.5万册", True), ("125300", "12万册", False),
        ("125300", "125300人次", True), ("12.53万", "125300册", True),
        ("98.64", "98.6册", True), ("98.6", "98.64册", True), ("98.6", "98册", False),
    ],
)  # fmt: skip  # cases
def test_what_is_told_in_round_figures_is_the_same(achieved: str, said: str, is_same: bool) -> None:
    got = found(HEADINGS[0], f"借阅册次达到{said}。", table("册", "借阅册次", achieved))
    assert (got.values["自评表", "指标", 1, "实际完成值"] is not None) is is_same


@pytest.mark.parametrize("longer", ["参训读者满意度", "青年读者满意度"])
def test_a_compound_name_is_another_indicator(longer: str) -> None:
    got = found(HEADINGS[0], f"{longer}为80%。", table("%", "读者满意度", "93"))
    assert got.values["自评表", "指标", 1, "实际完成值"] is not None


@given(st.sampled_from(NAMES), st.sampled_from(HEADINGS), st.integers(0, 40))
def test_a_score_told_otherwise_is_asked(name: str, heading: str, other: int) -> None:
    for words in ("{}指标得分{}分。", "“{}”得{}分。", "{}自评得分为{}分。"):
        got = found(heading, words.format(name, other), table("%", name, "93"))
        assert got.values["自评表", "指标", 1, "得分"] == (Decimal(40) if other == 40 else None)


@pytest.mark.parametrize("text", [99, 98, 97])
@pytest.mark.parametrize("total", [99, 98, 97])
@pytest.mark.parametrize("heading", HEADINGS[:1])
def test_the_score_is_what_text_table_and_sum_give(heading: str, total: int, text: int) -> None:
    got = found(heading, f"经自评，得分{text}分。", table("%", "读者满意度", "93", total=f"{total}"))
    assert got.values[SCORE] == (Decimal(99) if (text, total) == (99, 99) else None)


def test_a_table_of_which_a_part_is_missing_is_no_sum() -> None:
    rows = table("%", "读者满意度", "93", total="88")
    part = Grid(tuple(cell for cell in rows.cells if cell.row != 2), rows.title, rows.place)
    assert found(HEADINGS[0], "无。", part).values[SCORE] == Decimal(88)
