"""A part that is many times all that was spent is never certain: its table's measure was another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.importer.found import Found, FoundFigure
from gongkai.importer.outsized import DOUBT
from gongkai.importer.settling import settle
from gongkai.model import form
from gongkai.model.form import LINES
from gongkai.model.problem import KeyPath

SPENT = FoundFigure(form.EXPENDITURE.path, "决算", Decimal(800), "本年支出合计800万元", "第1段")
WHOLES = {form.TOTAL_INCOME, form.TOTAL_EXPENDITURE, form.INCOME, form.EXPENDITURE, form.ANNUAL_FUNDS}
PARTS = [
    line.path
    for line in LINES
    if line.measure == "万元"
    and line not in WHOLES
    and line.path[0] in {"收支", "人员经费", "公用经费", "三公经费"}
    and line.path[1:2] not in {("追加预算",), ("预算调整",)}  # amounts without columns
]


def read(path: KeyPath, column: str, value: str, *others: FoundFigure) -> tuple[object, str]:
    """What is written for a figure of a table, and why it is not certain."""
    told = FoundFigure(path, column, Decimal(value), "第2行", "表1", is_table=True)
    settled = settle([("", Found((*others, told)))])
    return settled.values.get((*path, column)), settled.unsure.get((*path, column), "")


@pytest.mark.parametrize("column", ["决算", "年初预算", "上年决算", "全年预算"])
def test_what_is_many_times_the_whole_is_asked_about(column: str) -> None:
    assert len(PARTS) > 25
    for path in PARTS:
        value, why = read(path, column, "60000", SPENT)
        assert value is None, path
        assert DOUBT in why
        assert "60000" in why


def test_a_part_of_the_size_of_the_whole_is_certain_and_so_is_one_without_a_whole() -> None:
    for path in PARTS:
        assert read(path, "决算", "812.5", SPENT) == (Decimal("812.5"), ""), path
        assert read(path, "决算", "60000") == (Decimal(60000), ""), path


def test_a_whole_that_is_not_certain_decides_nothing() -> None:
    unsure = replace(SPENT, doubt="说法不一")
    assert read(form.THREE_PUBLIC.path, "决算", "60000", unsure) == (Decimal(60000), "")
