"""Computed columns: exact arithmetic on published figures, nothing on derived ones, nothing where there is no base."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.derive.columns import COMPUTED_COLUMNS, columns_of, has_computed
from gongkai.model.archive import Chain, Entry, Prior
from gongkai.model.form import LINES, STAFF, THREE_PUBLIC, Line
from gongkai.model.indicator import COMPARED
from gongkai.model.report import Report

COLUMN = {column.key: column for column in COMPUTED_COLUMNS}
LINES_OF_MONEY = [line for line in LINES if has_computed(line) and not line.path[-1].startswith("追加")]
AMOUNTS = st.none() | st.decimals(0, 10**6, places=2)
NONE = Prior(Chain.NONE)


def report(line: Line, staff: int | None = None, **columns: Any) -> Report:
    data: dict[str, Any] = {key: value for key, value in columns.items() if value is not None}
    for key in reversed(line.path):
        data = {key: data}
    people = {} if staff is None else {"人员": {"在职人员": staff}}
    return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, **data, **people})


def values(line: Line, of: Report, prior: Prior = NONE) -> dict[str, Decimal | None]:
    return {key: column.value(line, of, prior) for key, column in COLUMN.items()}


def rate(more: Decimal, base: Decimal) -> Decimal | None:
    return (more / base * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if base > 0 else None


@given(st.sampled_from(LINES_OF_MONEY), AMOUNTS, AMOUNTS, AMOUNTS, st.none() | st.integers(0, 5000))
def test_each_is_what_its_formula_says(
    line: Line, actual: Decimal | None, budget: Decimal | None, before: Decimal | None, staff: int | None
) -> None:
    found = values(line, report(line, staff, 决算=actual, 年初预算=budget, 上年决算=before))
    for key, base in (("on_budget", budget), ("on_prior", before)):
        known = actual is not None and base is not None
        assert found[key] == (actual - base if actual is not None and base is not None else None)
        assert found[f"{key}_rate"] == (
            rate(actual - base, base) if known and actual is not None and base is not None else None
        )
    by_head = actual * 10_000 / staff if actual is not None and staff else None
    assert found["per_head"] == (None if by_head is None else by_head.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize("line", LINES_OF_MONEY, ids=lambda line: line.key)
@pytest.mark.parametrize("derived", ["决算", "年初预算", "上年决算"])
def test_nothing_is_computed_from_a_derived_figure(line: Line, derived: str) -> None:
    given = report(line, 10, 决算=5, 年初预算=4, 上年决算=3, 推算=derived)
    wrong = {
        "决算": set(COLUMN),
        "年初预算": {"on_budget", "on_budget_rate"},
        "上年决算": {"on_prior", "on_prior_rate"},
    }
    found = values(line, given)
    assert {key for key, value in found.items() if value is None} == wrong[derived]


def test_last_years_report_goes_before_what_this_one_says_of_it() -> None:
    last = report(THREE_PUBLIC, 决算=8)
    prior = Prior(Chain.SAME, (Entry.of("a", 2022, "", "", last),))
    found = values(THREE_PUBLIC, report(THREE_PUBLIC, 决算=10, 上年决算=5), prior)
    assert (found["on_prior"], found["on_prior_rate"]) == (Decimal(2), Decimal("25.0"))


def test_money_alone_has_computed_columns() -> None:
    with_them = {figure.key for figure in COMPARED if set(columns_of(figure)) & set(COLUMN)}
    assert {"expenditure", "three_public", "operating_funds"} <= with_them
    assert STAFF.key not in with_them
    assert all(figure.measure == "万元" for figure in COMPARED if figure.key in with_them)
