"""A column with a name that no form has is never taken for 决算: whatever line, whatever name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.importer.documents import grid
from tests.importer.printed_tables import document_of

from gongkai.importer.forms.labels import lines_labelled
from gongkai.importer.forms.tables import find_in_tables
from gongkai.importer.found import FoundFigure
from gongkai.model import form
from gongkai.model.lines import Line

YEAR: Final = 2022
LINES: Final = [line for line in form.LINES if line.path[0] not in {"绩效", "自评表"}]
TITLES: Final = {
    "政府采购": "政府采购情况表",
    "三公经费": "“三公”经费支出表",
    "人员": "财政供养人员情况",
    "收支": "收入支出决算总表",
}
BEFORE: Final = ("", "", "2022年", "2022年度", "本年", "采购", "财政", "部门")
STRANGE: Final = (
    "计划", "合同", "中标", "成交", "下达", "申报", "申请", "预计", "概算", "测算", "应付", "未付", "限额", "目标",
    "评审", "送审", "拟支出", "招标控制", "节约", "上半年", "一季度", "6月",
)  # fmt: skip  # a table
#: Words that make another thing of figures only where they stand just above them.
PARTS: Final = ("托管", "基建", "军转")
AFTER: Final = ("", "数", "金额", "额", "数额", "（万元）", "价")
KNOWN: Final = ("决算数", "2022年决算数", "全年执行数")


def read(title: str, rows: list[list[str]]) -> tuple[FoundFigure, ...]:
    """What a table states."""
    table = replace(grid(*map("|".join, rows)), title=f"{title}（单位：万元）")
    return find_in_tables(document_of([table], "2022年度部门整体支出绩效自评报告"), year=YEAR).figures


@st.composite
def strange_heads(draw: st.DrawFn, words: tuple[str, ...] = (*STRANGE, *PARTS)) -> str:
    """A heading with a word that is none of the forms'."""
    head = draw(st.sampled_from(BEFORE)) + draw(st.sampled_from(words)) + draw(st.sampled_from(AFTER))
    assume(not lines_labelled(head))  # 采购成交额 is a name of 政府采购
    return head


def labelled(line: Line) -> list[str]:
    """The names by which a table may have the line."""
    return [line.label, line.path[-1], *line.names]


@given(line=st.sampled_from(LINES), head=strange_heads(), data=st.data())
def test_a_strange_column_is_never_certain(line: Line, head: str, data: st.DataObject) -> None:
    label = data.draw(st.sampled_from(labelled(line)))
    wholes = [[line.total.label, "90"]] if line.total else []
    rows = [["项目", head], *wholes, [label, "12"], ["其中：行政", "7"]]
    assert [f for f in read(TITLES.get(line.path[0], ""), rows) if not f.doubt] == []


@given(line=st.sampled_from(LINES), head=strange_heads(), known=st.sampled_from(KNOWN), is_first=st.booleans())
def test_beside_a_known_column_only_that_is_certain(line: Line, head: str, known: str, is_first: bool) -> None:
    heads, cells = ([head, known], ["11", "12"]) if is_first else ([known, head], ["12", "11"])
    wholes = [[line.total.label, "90", "90"]] if line.total else []
    rows = [["项目", *heads], *wholes, [line.label, *cells]]
    assert {f.value for f in read(TITLES.get(line.path[0], ""), rows) if not f.doubt} <= {Decimal(12), Decimal(90)}


@given(
    line=st.sampled_from(LINES), head=strange_heads(STRANGE), below=st.sampled_from(("金额", "数额", "决算数", "小计"))
)
def test_a_strange_heading_above_holds_for_the_columns_below(line: Line, head: str, below: str) -> None:
    told = read(TITLES.get(line.path[0], ""), [["项目", head], ["^", below], [line.label, "12"]])
    assert [one for one in told if not one.doubt] == []


@given(line=st.sampled_from(LINES), above=st.sampled_from(("年初预算", "2022年年初预算数", "上年", "2021年决算")))
def test_figures_of_any_kind_are_of_the_column_above_them(line: Line, above: str) -> None:
    for below in ("金额", "数额", "数量"):
        told = read(TITLES.get(line.path[0], ""), [["项目", above], ["^", below], [line.label, "12"]])
        assert [one for one in told if one.column == "决算" and not one.doubt] == []
