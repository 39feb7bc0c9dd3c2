"""What units and years are compared by: declared once, stated figures untouched, rates rounded as on the pages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from gongkai.model.amounts import COLUMNS
from gongkai.model.form import MAIN_LINES, Line
from gongkai.model.indicator import COMPARED, COMPUTED, RATES, Rate
from gongkai.model.report import Report
from gongkai.model.stated import Stated

#: The addresses of published comparisons; one that goes or changes breaks links that readers have kept.
KEYS = {
    "total_income", "total_expenditure", "expenditure", "closing_balance", "basic_expenditure", "project_expenditure",
    "personnel_funds", "operating_funds", "wages_and_benefits", "goods_and_services",
    "individual_and_family_subsidies", "capital_expenditure", "procurement", "three_public", "overseas_visits",
    "official_vehicles", "official_receptions", "serving_staff", "authorized_posts", "score", "spending_change",
    "budget_completion_rate", "budget_control_rate", "budget_execution_rate", "three_public_control_rate",
    "three_public_change_rate", "serving_staff_rate", "building_area_rate",
}  # fmt: skip


def report(**parts: Any) -> Report:
    return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}} | parts)


def find(key: str) -> Line | Rate:
    return next(c for c in COMPARED if c.key == key)


def test_keys_are_fit_for_an_address_and_unique() -> None:
    keys = [c.key for c in COMPARED]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys)


def test_every_figure_and_every_declared_rate_can_be_chosen() -> None:
    assert set(MAIN_LINES) | set(RATES) | set(COMPUTED) <= set(COMPARED)


def test_the_addresses_of_comparisons_stay() -> None:
    assert {c.key for c in COMPARED} >= KEYS


def test_groups_stand_together() -> None:
    groups = [c.group for c in COMPARED]
    assert [g for n, g in enumerate(groups) if n == 0 or groups[n - 1] != g] == list(dict.fromkeys(groups))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_stated_figure_keeps_its_digits_in_every_column(column: str) -> None:
    keys = dict(zip(COLUMNS, ("上年决算", "年初预算", "全年预算", "决算"), strict=True))
    one = report(三公经费={"其中": {"公务接待费": {keys[column]: Decimal("161.80")}}})
    assert str(find("official_receptions").compared(Stated(one), column)) == "161.80"


def test_a_count_has_no_budget_column() -> None:
    one = report(人员={"编制数": 45, "年末实有": 43})
    assert find("authorized_posts").compared(Stated(one)) == 45
    assert find("serving_staff").compared(Stated(one), "initial_budget") is None


def test_null_is_not_zero() -> None:
    assert find("project_expenditure").compared(Stated(report(收支={"项目支出": Decimal(0)}))) == 0
    assert find("project_expenditure").compared(Stated(report())) is None


def test_a_rate_is_rounded_to_what_pages_print() -> None:
    one = report(人员={"编制数": 143, "在职人员": 136})
    assert str(find("serving_staff_rate").compared(Stated(one))) == "95.10"
