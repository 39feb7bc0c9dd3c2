"""What units and years are compared by: declared once, stated figures untouched, rates rounded as on the pages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from gongkai.derive.comparable import COMPARABLES, COMPUTED, MAIN, Comparable
from gongkai.derive.figure import FIGURES
from gongkai.model.amounts import COLUMNS
from gongkai.model.continuity import Chain, Prior
from gongkai.model.indicator import RATES
from gongkai.model.report import Report

ALONE = Prior(Chain.NONE)


def report(**parts: Any) -> Report:
    return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}} | parts)


def find(key: str) -> Comparable:
    return next(c for c in COMPARABLES if c.key == key)


def test_keys_are_fit_for_an_address_and_unique() -> None:
    keys = [c.key for c in COMPARABLES]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys)


def test_every_figure_and_every_declared_rate_can_be_chosen() -> None:
    assert {figure.key for figure in FIGURES} <= {c.key for c in COMPARABLES}
    assert {rate.label for rate in RATES} <= {c.label for c in COMPUTED}
    assert set(MAIN) | set(COMPUTED) <= set(COMPARABLES)


def test_groups_stand_together() -> None:
    groups = [c.group for c in COMPARABLES]
    assert [g for n, g in enumerate(groups) if n == 0 or groups[n - 1] != g] == list(dict.fromkeys(groups))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_stated_figure_keeps_its_digits_in_every_column(column: str) -> None:
    keys = dict(zip(COLUMNS, ("上年决算", "年初预算", "全年预算", "决算"), strict=True))
    one = report(三公经费={"其中": {"公务接待费": {keys[column]: Decimal("161.80")}}})
    assert str(find("official_receptions").value(one, ALONE, column)) == "161.80"


def test_a_count_has_no_budget_column() -> None:
    one = report(人员={"编制数": 45, "年末实有": 43})
    assert find("authorized_posts").value(one, ALONE) == 45
    assert find("serving_staff").value(one, ALONE, "initial_budget") is None


def test_null_is_not_zero() -> None:
    assert find("project_expenditure").value(report(收支={"项目支出": Decimal(0)}), ALONE) == 0
    assert find("project_expenditure").value(report(), ALONE) is None


def test_a_rate_is_rounded_to_what_pages_print() -> None:
    one = report(人员={"编制数": 143, "在职人员": 136})
    assert str(find("serving_staff_rate").value(one, ALONE)) == "95.10"
