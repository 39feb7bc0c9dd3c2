"""Damage of reading alone is mended, and no word or number becomes another one."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.mending import UNKNOWN, mend_cell, mend_line

CELLS = {
    "95.\n10%": "95.10%",
    "95\n.10": "95.10",
    "7.50.": "7.50",
    "1,234.50": "1234.50",
    "1,234,\n567.00": "1234567.00",
    "1，234.50": "1234.50",
    "１２３．４５": "123.45",
    "-3.20": "-3.20",
    "－3.20": "-3.20",
    "−3.20": "-3.20",
    "合  计": "合计",
    "项    目": "项目",
    "三 公 经 费": "三公经费",
    "单 位：万元": "单位：万元",
    "78.23 %": "78.23%",
    "2020年\n决算数": "2020年\n决算数",
    "202\n0年决算数": "2020年决算数",
    "20\n21年预算数": "2021年预算数",
    "12\n2021年": "12\n2021年",
    "5.2\n020年": "5.2\n020年",
    "公务用\u2ecb购置": "公务用车购置",
    "\u2f08员": "人员",
    "面积（㎡）": "面积（㎡）",
    "①完成": "①完成",
    "\u200b812.40\ufeff": "812.40",
    "812.40\u00a0": "812.40",
    # What could be two numbers, or a number and something else, stays as it is.
    "12\n34": "12\n34",
    "12.30\n45.60": "12.30\n45.60",
    "12 345": "12 345",
    "1 234.50": "1 234.50",
    "1. 20个项目": "1. 20个项目",
    "2019-2021": "2019-2021",
    "3-5": "3-5",
    "1,23": "1,23",
    "≥95%": "≥95%",
    "张 三 李": "张三李",
    "": "",
}
LINES = {
    "支出812. 40万元，完成95.\n10%。": "支出812.40万元，完成95.10%。",
    "支出1, 234.50万元": "支出1,234.50万元",
    "支出1,234.50万元": "支出1,234.50万元",
    "支出7.50.万元。": "支出7.50万元。",
    "三 公 经 费支出": "三公经费支出",
    "１２个，ＡＢ：（一）": "12个，AB：（一）",
    "公务用\u2ecb、\u2ea0生、\u2ed3期": "公务用车、民生、长期",
    "\uf0b7 加强管理": "加强管理",
    "达到\uf0b395%": f"达到{UNKNOWN}95%",
    "财\u00ad政\u200b资金": "财政资金",
    "第一章\u3000总则": "第一章 总则",
    "行\n行": "行行",
    "Excel\nfile": "Excel file",
    # Numbers of lists are no broken amounts.
    "完成以下工作：1. 20万元以上的项目": "完成以下工作：1. 20万元以上的项目",
    "3. 15万元": "3. 15万元",
    "评为7.50.": "评为7.50.",
    "2020，2021": "2020，2021",
    "图 1 表 2": "图 1 表 2",
}


@pytest.mark.parametrize("damaged", CELLS)
def test_cells(damaged: str) -> None:
    assert mend_cell(damaged) == CELLS[damaged]


@pytest.mark.parametrize("damaged", LINES)
def test_lines(damaged: str) -> None:
    assert mend_line(damaged) == LINES[damaged]


WORDS = st.text(st.sampled_from("支出合计一二（）、，。：；元万% .,\n-－12 3．0\u3000\u2ecbＡ①㎡"), max_size=30)


@given(WORDS)
def test_mending_twice_is_mending_once(text: str) -> None:
    assert mend_line(mend_line(text)) == mend_line(text)
    assert mend_cell(mend_cell(text)) == mend_cell(text)


@given(WORDS)
def test_no_digit_and_no_chinese_letter_is_lost_or_made(text: str) -> None:
    def kept(words: str) -> str:
        return re.sub(r"[^\d一-鿿]", "", words)

    whole = kept(text.translate({0x2ECB: "车"}))
    assert kept(mend_line(text)) == whole
    assert kept(mend_cell(text)) == whole


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(["{:,.2f}", "{:.2f}"]))
def test_a_number_in_a_cell_keeps_its_value_and_its_digits(number: Decimal, form: str) -> None:
    number = number or Decimal(0)
    assert mend_cell(form.format(number)) == f"{number:.2f}"
    assert mend_cell(form.format(number).replace(".", ".\n")) == f"{number:.2f}"
