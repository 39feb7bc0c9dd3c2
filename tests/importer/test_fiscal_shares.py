"""The tables of 决算公开 that count 财政拨款 alone never become figures of all funds, whatever they are named by."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.documents import grid
from tests.importer.test_told_elsewhere import settled

from gongkai.importer.document import Grid

cents = st.integers(1, 999999).map(lambda amount: Decimal(amount) / 100)
#: What sheets are called, beside the title in the table.
SHEETS: Final = ("", "GK06 基本支出明细", "Sheet6", "6")
HEAD: Final = ("公开05表|<|<|<|<", "部门：云溪市衡南区商务局|<|<|<|金额单位：万元")


def sheet(form: Grid, name: str) -> Grid:
    return Grid(form.cells, name, f"工作表“{name}”") if name else form


def tables(wages: Decimal, goods: Decimal, others: Decimal, projects: Decimal, name: str) -> dict[str, Grid]:
    basic, spent = wages + goods, wages + goods + projects
    rows = "科目编码|科目名称|{}|基本支出|项目支出", "合计|<|{}|{}|{}", "201|一般公共服务支出|{}|{}|{}"
    return {
        "03": grid(
            "支出决算表|<|<|<|<", *HEAD, rows[0].format("本年支出合计"),
            *(row.format(spent + others, basic + others, projects) for row in rows[1:]),
        ),
        "04": grid(
            "财政拨款收入支出决算总表|<|<|<", "部门：云溪市衡南区商务局|<|<|金额单位：万元",
            "项目|金额|项目|合计", f"本年收入合计|{spent}|本年支出合计|{spent}",
        ),
        "05": grid(
            "一般公共预算财政拨款支出决算表|<|<|<|<", *HEAD, rows[0].format("小计"),
            *(row.format(spent, basic, projects) for row in rows[1:]),
        ),
        "06": sheet(grid(
            "一般公共预算财政拨款基本支出决算明细表|<|<|<|<|<", "部门：云溪市衡南区商务局|<|<|<|<|金额单位：万元",
            "人员经费|<|<|公用经费|<|<", "科目编码|科目名称|决算数|科目编码|科目名称|决算数",
            f"301|工资福利支出|{wages}|302|商品和服务支出|{goods}",
            f"人员经费合计|<|{wages}|公用经费合计|<|{goods}",
        ), name),
    }  # fmt: skip  # tables


@pytest.mark.parametrize("order", [*permutations(("03", "04", "05", "06"))][::3])
@given(cents, cents, cents, cents, st.sampled_from(SHEETS))
def test_what_is_stated_of_fiscal_funds_stands_there(
    order: tuple[str, ...], wages: Decimal, goods: Decimal, others: Decimal, projects: Decimal, name: str
) -> None:
    made = tables(wages, goods, others, projects, name)
    found = settled(*(made[each] for each in order))
    assert found.values["收支", "基本支出", "决算"] == wages + goods + others
    assert found.values["财政拨款", "基本支出", "决算"] == wages + goods
    assert found.values["财政拨款", "项目支出", "决算"] == projects
    assert found.values["财政拨款", "人员经费", "决算"] == wages
    assert found.values["财政拨款", "基本支出", "其中", "商品和服务支出", "决算"] == goods
    assert ("人员经费", "决算") not in found.values
    assert not any(path[:3] == ("收支", "基本支出", "其中") for path in found.values)
    codes = [path for path in found.values if path[:2] == ("收支", "功能分类") and path[-1] == "编码"]
    assert len(codes) == 1
    assert found.values[(*codes[0][:3], "决算")] == wages + goods + others + projects
    assert any("201 | 一般公共服务支出" in words for _, words in found.left)  # of 财政拨款 it has no place


@given(cents, cents, cents, cents, st.sampled_from(SHEETS))
def test_alone_nobody_knows_whether_it_is_all_of_them(
    wages: Decimal, goods: Decimal, others: Decimal, projects: Decimal, name: str
) -> None:
    made = tables(wages, goods, others, projects, name)
    found = settled(made["03"], made["06"])
    assert found.values["财政拨款", "人员经费", "决算"] is None
    assert "只算一般公共预算" in found.unsure["财政拨款", "人员经费", "决算"]
    assert ("人员经费", "决算") not in found.values


def test_whose_a_table_is_and_in_what_are_no_heading() -> None:
    found = settled(*tables(Decimal(3), Decimal(2), Decimal(1), Decimal(4), "GK06 基本支出明细").values())
    assert not any("单位" in one.source or "部门：" in one.source for one in found.sources.values())
