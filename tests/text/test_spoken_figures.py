"""What the few words before a number make of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.text.spoken_figures import ADJUSTING, Role, spoken_figures

YEAR = 2023
BUDGETS = ("initial_budget", "adjusted_budget")


@pytest.mark.parametrize(
    ("sentence", "role", "way", "columns"),
    [
        ("造林花了622.48万元", Role.VALUE, 0, ()),
        ("比去年多花71.20万元", Role.CHANGE, 1, ("prior_actual",)),
        ("比预算省下8.81万元", Role.CHANGE, -1, BUDGETS),
        ("较2022年下降5.53%", Role.RATE, -1, ("prior_actual",)),
        ("同比增幅5.53%", Role.RATE, 1, ("prior_actual",)),
        ("降到86.40万元", Role.VALUE, 0, ()),
        ("采购预算批了600.00万元", Role.BASE, 0, BUDGETS),
        ("年初安排600.00万元", Role.BASE, 0, ("initial_budget",)),
        ("年初预算600.00万元", Role.BASE, 0, ("initial_budget",)),
        ("年中追加120.00万元", Role.CHANGE, 1, ADJUSTING),
        ("上年决算86.40万元", Role.BASE, 0, ("prior_actual",)),
        ("2020年决算86.40万元", Role.OTHER, 0, ("none",)),
        ("支付率97.48%", Role.DONE, 0, ()),
        ("占本年支出的7.75%", Role.SHARE, 0, ()),
        ("还剩13.73万元", Role.LEFT, 0, ()),
        ("其余86.40万元", Role.OTHER, 0, ()),
        ("平均86.40万元", Role.OTHER, 0, ()),
    ],
)
def test_role(sentence: str, role: Role, way: int, columns: tuple[str, ...]) -> None:
    (spoken,) = spoken_figures(sentence, YEAR)
    assert (spoken.role, spoken.way, spoken.columns) == (role, way, columns)


def test_numbers_are_read_in_wan_yuan() -> None:
    found = [spoken.number for spoken in spoken_figures("花了1,250,000.00元，合1.25亿元，占12.50%", YEAR)]
    assert found == [Decimal("125"), Decimal("12500"), Decimal("12.50")]


@pytest.mark.parametrize("sentence", ["花了86多万元", "花了86万元以上", "每亩86.40元/亩", "86.4％以上"])
def test_bounds_and_prices_are_left_out(sentence: str) -> None:
    assert not list(spoken_figures(sentence, YEAR))
