"""An amount that was worked out from the words of a report (推算) is held against nobody."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.check.test_properties import outcome
from tests.model.test_as_published import derived_item

from gongkai.check import check_entry
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding, Outcome
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

STATED: dict[str, Any] = {
    "收入总计": {"上年决算": Decimal(80), "决算": Decimal(100)},
    "支出总计": {"上年决算": Decimal(20), "决算": Decimal(100)},
}


def check(*derived: str) -> tuple[Finding, ...]:
    """The findings on a report whose 支出总计 is marked."""
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "收支": STATED})
    spent = report.finance.total_expenditure
    item = derived_item(spent, *derived)
    finance = report.finance.model_copy(update={"total_expenditure": item})
    entry = Entry.of("jia", 2020, "data/2020/jia.yml", "", report.model_copy(update={"finance": finance}))
    unit, rules = Unit.model_validate({"名称": "某区某某局"}), YearRules.model_validate({"提纲": "湖南2016"})
    assert entry.report
    return check_entry(Archive({"jia": unit}, {2020: rules}, {("jia", 2020): entry}), entry)


def test_a_published_base_is_compared() -> None:
    assert Outcome.FAILS in outcome(check(), "D46")


def test_a_derived_base_is_not() -> None:
    found = check("上年决算")
    assert not [finding for finding in found if finding.outcome is Outcome.FAILS]
    assert outcome(found, "D01") == [Outcome.HOLDS]  # 决算 alone


def test_a_derived_figure_is_not_compared_either() -> None:
    assert outcome(check("决算", "上年决算"), "D01") == []
