"""A figure that two places of a document give differently is never written, wherever the second stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.documents import grid
from tests.importer.printed_tables import document_of

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.finding import Known, find_all
from gongkai.importer.settling import Settled, settle
from gongkai.model.problem import KeyPath

NAMES: Final = ("演播室改造", "商贸流通专项", "林区防火道路维护工程")
PROJECT: Final[KeyPath] = ("收支", "项目支出", "项目", 0, "决算")
HEADINGS: Final = (
    "（二）项目支出情况", "二、项目组织实施情况", "三、部门整体支出绩效情况", "四、存在的问题",
    "五、其他需要说明的事项",
)  # fmt: skip  # a table
SENTENCES: Final = (
    "{}{}万元。", "项目支出主要有：{}{}万元。", "2022年{}项目实际支出{}万元。", "{}支出{}万元，用于设备采购。",
    "{}决算为{}万元。",
)  # fmt: skip  # a table
#: What is said of another time, of a plan, or of another body is no other value of the year.
ASIDE: Final = (
    "2021年{}支出{}万元。", "上年{}支出{}万元。", "{}年初预算{}万元。", "上半年{}支出{}万元。",
    "{}已公开招标，合同价{}万元。", "{}下一步预计支出{}万元。",
)  # fmt: skip  # a table
amounts = st.integers(1000, 999999).map(lambda cents: Decimal(cents) / 100)


def settled(*blocks: Paragraph | Grid) -> Settled:
    document = document_of(list(blocks), "2022年度部门整体支出绩效自评报告")
    known = Known(2022, None, ("云溪市衡南区商务局",))
    return settle([("", found) for found in find_all(document, known)])


def projects(name: str, value: Decimal) -> Grid:
    return grid("项目名称|年初预算数|决算数（万元）", f"{name}|1.00|{value:f}")


@given(st.sampled_from(NAMES), st.sampled_from(HEADINGS), st.sampled_from(SENTENCES), amounts, amounts)
def test_a_project_told_otherwise_is_asked(name: str, heading: str, words: str, value: Decimal, other: Decimal) -> None:
    said = words.format(name, f"{other:f}")
    found = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said), projects(name, value))
    if value == other:
        assert found.values[PROJECT] == value
    else:
        assert found.values[PROJECT] is None
        assert {one.value for one in found.candidates[PROJECT]} == {value, other}
        assert f"{value:f}" in found.unsure[PROJECT]
        assert f"{other:f}" in found.unsure[PROJECT]


@given(st.sampled_from(NAMES), st.sampled_from(HEADINGS), st.sampled_from(ASIDE), amounts, amounts)
def test_what_is_said_of_something_else_spoils_nothing(
    name: str, heading: str, words: str, value: Decimal, other: Decimal
) -> None:
    said = words.format(name, f"{other:f}")
    found = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said), projects(name, value))
    assert found.values[PROJECT] == value


@given(amounts)
def test_what_is_told_in_round_figures_is_the_same(value: Decimal) -> None:
    for digits in ("1", "0.1"):
        said = Paragraph(f"演播室改造支出{value.quantize(Decimal(digits)):f}万元。")
        found = settled(Paragraph("（二）项目支出情况"), said, projects("演播室改造", value))
        assert found.values[PROJECT] == value


@pytest.mark.parametrize(
    ("table", "said", "path"),
    [
        (
            ("项目|决算数（万元）", "公用经费|60.00", "其中：1、办公设备维修|12.00"),
            "办公设备维修{}万元",
            ("公用经费", "其中", "办公设备维修"),
        ),
        (
            ("科目编码|科目名称|决算数（万元）", "2080101|社区矫正管理|12.00", "2010101|行政运行|60.00"),
            "社区矫正管理支出{}万元",
            ("收支", "功能分类", 0),
        ),
        (("项目|决算数（万元）", "公务接待费|12.00"), "公务接待费支出{}万元", ("三公经费", "其中", "公务接待费")),
        (("项目|2022年实际在职人数", "编制数|12", "在职人员|12"), "在职人员{}人", ("人员", "在职人员")),
    ],
)  # fmt: skip  # cases, read in a row
@pytest.mark.parametrize(
    "heading", ["三、存在的问题", "四、部门整体支出绩效情况", "五、其他需要说明的事项", "一、部门概况"]
)
def test_any_figure_told_otherwise_is_asked(table: tuple[str, ...], said: str, path: KeyPath, heading: str) -> None:
    count = path[0] == "人员"
    for told, is_same in (("12", True), ("21", False)) if count else (("12.00", True), ("21.00", False)):
        blocks = (Paragraph(heading), Paragraph(f"2022年{said.format(told)}。"), grid(*table))
        values = settled(*blocks).values
        at = path if count else (*path, "决算")
        assert (values[at] == Decimal(12)) is is_same, (told, values[at])
        assert values[at] is not None or not is_same


SHORT: Final = ("水费", "电费", "邮费")


@pytest.mark.parametrize("name", SHORT)
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_short_name_counts_where_a_clause_begins_with_it(name: str, heading: str) -> None:
    table = grid("项目|决算数（万元）", "公用经费|60.00", f"其中：{name}|4.20")
    path = ("公用经费", "其中", name, "决算")
    for words, is_same in (
        ("{}支出4.7万元。", False), ("公用经费中{}4.7万元。", False), ("其中：{}4.7万元。", False),
        ("{}4.2万元。", True), ("污{}支出4.7万元。", True), ("减免企业{}4.7万元。", True), ("{}补贴4.7万元。", True),
    ):  # fmt: skip  # cases
        said = words.format(name)
        values = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said), table).values
        assert (values[path] == Decimal("4.20")) is is_same, said


@given(amounts, amounts, amounts, st.sampled_from(HEADINGS))
def test_of_a_name_that_two_share_both_are_asked(one: Decimal, two: Decimal, told: Decimal, heading: str) -> None:
    first = grid("项目|决算数（万元）", "公用经费|99999.00", f"其中：设备运转费|{one:f}")
    second = grid("项目|决算数（万元）", "项目支出|99999.00", f"其中：设备运转费|{two:f}")
    for value, is_same in ((told, False), (one, True), (two, True), (one + two, True)):
        said = Paragraph(f"设备运转费支出{value:f}万元。")
        values = settled(Paragraph("一、部门收支情况"), Paragraph(heading), said, first, second).values
        got = [values[*path, "其中", "设备运转费", "决算"] for path in (("公用经费",), ("收支", "项目支出"))]
        if is_same:
            assert got == [one, two]
        elif told not in {one, two, one + two}:
            assert got == [None, None]
