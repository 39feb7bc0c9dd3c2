"""Columns of differences are not written and told; where they contradict the two years, both are asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.importer.documents import grid
from tests.importer.test_told_elsewhere import settled

from gongkai.importer.document import Grid, Paragraph, SourceDocument
from gongkai.importer.finding import Known, find_all

amounts = st.integers(1000, 999999).map(lambda cents: Decimal(cents) / 100)
NAMES: Final = ("增减", "增减额", "比上年增减", "同比增减额")
RATES: Final = ("增减率（%）", "增减%", "同比增长率", "比上年增减幅度（%）")
NOW: Final = ("收支", "基本支出", "决算")
PRIOR: Final = ("收支", "基本支出", "上年决算")


def table(now: Decimal, prior: Decimal, change: Decimal, rate: Decimal, names: tuple[str, str], mark: str) -> Grid:
    return grid(
        "支出情况表 单位：万元|<|<|<|<",
        f"项目|2021年决算数|2022年决算数|{names[0]}|{names[1]}",
        f"基本支出|{prior}|{now}|{change}|{rate}{mark}",
    )


@given(amounts, amounts, st.sampled_from(NAMES), st.sampled_from(RATES), st.booleans(), st.sampled_from(["", "%"]))
def test_differences_that_agree_are_told_and_not_written(
    now: Decimal, prior: Decimal, name: str, rate_name: str, is_signed: bool, mark: str
) -> None:
    change, rate = now - prior, ((now - prior) / prior * 100).quantize(Decimal("0.01"))
    if not is_signed:
        change, rate = abs(change), abs(rate)
    found = settled(table(now, prior, change, rate, (name, rate_name), mark))
    assert (found.values[NOW], found.values[PRIOR]) == (now, prior)
    assert not any("增减" in path for path in found.values)


@given(amounts, amounts, st.decimals("0.05", "500", places=2), st.booleans())
def test_a_difference_that_contradicts_the_years_makes_them_doubted(
    now: Decimal, prior: Decimal, off: Decimal, is_rate: bool
) -> None:
    change, rate = now - prior, ((now - prior) / prior * 100).quantize(Decimal("0.01"))
    told = (change, rate + off) if is_rate else (change + off, rate)
    assume(abs(abs(told[is_rate]) - abs((change, rate)[is_rate])) > Decimal("0.05"))
    found = settled(table(now, prior, *told, (NAMES[0], RATES[0]), ""))
    assert found.values[NOW] is found.values[PRIOR] is None
    assert "和两年的数对不上" in found.unsure[NOW]
    assert f"{told[is_rate]}" in found.unsure[PRIOR]


@pytest.mark.parametrize("name", ["比年初预算增减", "增减"])
def test_a_difference_from_a_budget_accuses_nobody(name: str) -> None:
    found = settled(
        grid(f"项目|上年决算|年初预算|决算|{name}（万元）", "基本支出|5.00|6.00|7.00|1.00"), Paragraph("单位：万元")
    )
    assert found.values[NOW] == 7


def test_the_columns_that_are_not_written_are_named() -> None:
    five, six = Decimal("5.00"), Decimal("6.00")
    document = SourceDocument("a", "Word", (table(six, five, six - five, Decimal(20), (NAMES[0], RATES[0]), ""),))
    _, found = find_all(document, Known(2022))[:2]
    assert [column for _, column in found.unwritten] == ["增减", "增减率（%）"]
