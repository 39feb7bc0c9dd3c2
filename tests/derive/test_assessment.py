"""What is computed beside the report: rates that reproduce published examples, grades, comparisons over the years."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.conftest import demo as read_demo

from gongkai.derive.assessment import assess, rated
from gongkai.model.archive import Archive, Chain, find_prior
from gongkai.model.rates import rounded
from gongkai.model.report import Report
from gongkai.model.year import PointsRule


def report(**parts: Any) -> Report:
    return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}} | parts)


def rates(one: Report, *prior: Report, rules: tuple[PointsRule, ...] = ()) -> dict[str, str]:
    """Rates by label, with two decimals."""
    return {r.rate.label: str(rounded(r.value, 2)) for r in rated(one, prior, rules)}


def money(number: str) -> dict[str, Decimal]:
    return {"年初预算": Decimal(number)}


def test_the_published_examples_come_out() -> None:
    this = report(
        人员={"编制数": 143, "在职人员": 136},
        三公经费=money("63.46"),
        收支={"支出总计": money("1922.76"), "追加预算": Decimal("767.86")},
    )
    found = rates(this, report(三公经费=money("32")))
    assert found["在职人员控制率"] == "95.10"
    assert found["“三公经费”变动率"] == "98.31"
    assert found["预算控制率"] == "39.94"  # printed as 39.93, cut off instead of rounded; within 0.1 point


def test_points_follow_the_years_rules() -> None:
    rule = PointsRule.model_validate(
        {
            "指标": "预算控制率",
            "分值": 5,
            "分段": [{"至": Decimal(0), "得分": 5}, {"至": Decimal(30), "得分": 2}, {"至": None, "得分": 0}],
        }
    )
    this = report(收支={"支出总计": money("1922.76"), "追加预算": Decimal("767.86")})
    (found,) = rated(this, (), (rule,))
    assert found.points is not None
    assert set(found.points) == {Decimal(0)}


def test_nothing_is_computed_from_what_is_not_published() -> None:
    assert rates(report(人员={"在职人员": 136})) == {}
    assert rates(report(收支={"支出总计": money("0"), "追加预算": Decimal(1)})) == {}


@pytest.fixture(scope="module")
def demo() -> Archive:
    return read_demo().archive


@pytest.mark.parametrize(
    ("unit_id", "year", "chain", "changed"),
    [
        ("yanshi-caizheng", 2021, Chain.SAME, False),
        ("yanshi-caizheng", 2022, Chain.SAME, True),
        ("yanshi-wenlv", 2021, Chain.MERGED, False),
        ("yanshi-minzheng-benji", 2021, Chain.BROKEN, False),
        ("yanshi-zhishi-chanquan", 2022, Chain.BROKEN, True),
        ("yanshi-tushuguan", 2020, Chain.NONE, False),
    ],
)
def test_the_chain_of_years_holds_through_changes(
    demo: Archive, unit_id: str, year: int, chain: Chain, changed: bool
) -> None:
    prior = find_prior(demo, unit_id, year)
    assert (prior.chain, prior.outline_changed) == (chain, changed)


def test_a_merged_unit_is_compared_with_its_predecessors_added_up(demo: Archive) -> None:
    entry = demo.entries["yanshi-wenlv", 2021]
    assert entry.report is not None
    before = [demo.entries[u, 2020].report for u in ("yanshi-wenhua", "yanshi-lvyou")]
    whole = sum(r.finance.expenditure.actual or 0 for r in before if r)
    assert assess(demo, entry, entry.report).year_over_year["expenditure"].base == whole
    assert entry.report.finance.expenditure.prior_actual == whole


def test_another_scope_is_not_compared(demo: Archive) -> None:
    entry = demo.entries["yanshi-minzheng-benji", 2021]
    assert entry.report is not None
    assert assess(demo, entry, entry.report).prior.reports == ()
