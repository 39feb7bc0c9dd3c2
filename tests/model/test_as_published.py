"""What was worked out from the words of a report is told from what was published."""

from __future__ import annotations

from decimal import Decimal

from gongkai.model.amounts import COLUMNS, Figure, Item
from gongkai.model.as_published import as_published
from gongkai.model.form import BASIC_EXPENDITURE
from gongkai.model.report import Report

STATED = {
    "标题": "报告",
    "公开": {"状态": "已公开"},
    "收支": {"基本支出": {"上年决算": Decimal(90), "决算": Decimal(100)}},
}


def derived_item(item: Item, *derived: str) -> Item:
    """The item with a mark of what was worked out."""
    marked = Item.model_construct(**item.__dict__)
    marked.__dict__["derived"] = derived
    return marked


def marked(report: Report, *derived: str) -> Report:
    """The report, its 基本支出 marked."""
    basic = report.finance.basic_expenditure
    item = derived_item(basic, *derived)
    finance = report.finance.model_copy(update={"basic_expenditure": item})
    return report.model_copy(update={"finance": finance})


def test_a_figure_says_which_of_its_amounts_are_derived() -> None:
    item = derived_item(Item(), "上年决算")
    assert [column for column in COLUMNS if Figure("", (), item).is_derived(column)] == ["prior_actual"]
    assert not any(Figure("", (), Item()).is_derived(column) for column in COLUMNS)


def test_derived_amounts_are_left_out_wherever_they_stand() -> None:
    report = marked(Report.model_validate(STATED), "上年决算")
    kept = as_published(report)
    assert BASIC_EXPENDITURE.of(report).value("prior_actual") == 90
    assert BASIC_EXPENDITURE.of(kept).value("prior_actual") is None
    assert BASIC_EXPENDITURE.value(report, "prior_actual") is None
    assert BASIC_EXPENDITURE.value(kept) == 100


def test_a_report_without_derived_amounts_is_taken_as_it_is() -> None:
    report = Report.model_validate(STATED)
    assert as_published(report) is report
