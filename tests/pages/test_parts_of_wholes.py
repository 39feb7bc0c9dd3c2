"""Parts of a whole, in charts and tables: whole, and hiding nothing that is published."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from tests.pages.amounts import parse_amount
from tests.pages.sparse import REPORT, SPARSE, YEAR, heads

from gongkai.model.amounts import Item
from gongkai.model.outline import Chart, Sentence
from gongkai.model.rates import percent
from gongkai.model.report import Report
from gongkai.pages.parts.bars import UNLISTED, Share
from gongkai.pages.parts.format import format_percent
from gongkai.pages.report.charts import report_charts
from gongkai.pages.report.sentences import sentence
from gongkai.pages.report.tables import Source, report_table


@given(SPARSE)
def test_a_chart_of_parts_is_whole_and_hides_nothing_published(this: Any) -> None:
    report = Report.model_validate(REPORT | this)
    finance, charts = report.finance, report_charts(report)
    spent = finance.expenditure if finance.expenditure.actual is not None else finance.total_expenditure
    for chart, whole in (
        (charts[Chart.SPENDING], spent),
        (charts[Chart.BASIC], finance.basic_expenditure),
        (charts[Chart.THREE_PUBLIC], report.three_public),
    ):
        if not isinstance(chart, Share):
            assert chart is None
            continue
        assert whole.actual
        values = [parse_amount(part.value) or Decimal(0) for part in chart.parts]
        assert abs(sum(values) - whole.actual) <= Decimal("0.05")
        assert all(
            part.share == format_percent(percent(v, whole.actual), 1)
            for part, v in zip(chart.parts, values, strict=True)
        )
        left = values[-1] if chart.parts[-1].label == UNLISTED else Decimal(0)
        others = [value for part, value in zip(chart.parts, values, strict=True) if part.label != UNLISTED]
        if "最多" in chart.caption:
            named = next(
                v for part, v in zip(chart.parts, values, strict=True) if f"，{part.label}最多" in chart.caption
            )
            assert named > left
            assert sorted(others)[-1] == named or any(part.label.startswith("其他") for part in chart.parts)
        if "未列明" in chart.caption:
            assert left > max(v for part, v in zip(chart.parts, values, strict=True) if part.label != UNLISTED)
        for listing in _listings(report, whole):
            remains = whole.actual - sum(listing, Decimal(0))
            assert remains < 0 or left <= remains + Decimal("0.05")


def _listings(report: Report, whole: Item) -> list[list[Decimal]]:
    """Every way in which published parts may be listed of a whole, in an order of its own."""
    finance = report.finance
    if whole is report.three_public:
        return [_shallow(whole)]
    if whole is finance.basic_expenditure:
        return _basic_listings(report)
    basic = (
        [[finance.basic_expenditure.actual]]
        if finance.basic_expenditure.actual is not None
        else _basic_listings(report)
    )
    projects = [project.actual for project in finance.project_expenditure.projects if project.actual is not None]
    project = (
        [[finance.project_expenditure.actual]]
        if finance.project_expenditure.actual is not None
        else [_shallow(finance.project_expenditure), projects]
    )
    more = [finance.remitted_to_superior.actual]
    if whole is finance.total_expenditure:
        more += [finance.distributed_balance.actual, finance.closing_balance.actual]
    known = [value for value in more if value is not None]
    return [[*one, *other, *known] for one in basic for other in project]


def _basic_listings(report: Report) -> list[list[Decimal]]:
    funds = (report.personnel_funds.actual, report.operating_funds.actual)
    return [_shallow(report.finance.basic_expenditure), [value for value in funds if value is not None]]


def _shallow(item: Item) -> list[Decimal]:
    """The 决算 of the parts; of those without one, that of their own parts."""
    parts = [part for _, part in item.children()]
    return [v for part in parts for v in ([part.actual] if part.actual is not None else _shallow(part))]


@given(SPARSE)
def test_what_is_unlisted_in_a_table_is_the_whole_less_all_its_parts(this: Any) -> None:
    report = Report.model_validate(REPORT | this)
    names = ("收支.基本支出", "收支.项目支出", "公用经费", "三公经费")
    tables = [report_table(name, Source(report, {})) for name in names]
    for table in tables:
        rows = table.rows if table else ()
        for at, row in enumerate(rows):
            if row.kind != "gap":
                continue
            above = max(n for n in range(at) if rows[n].level < row.level)
            parts = [rows[n] for n in range(above + 1, at) if rows[n].level == row.level]
            for place, column in enumerate(table.columns if table else ()):
                if column.label in {"比年初预算", "占比"} or row.cells[place].text == "—":
                    continue
                values = [parse_amount(part.cells[place].text) for part in parts]
                whole = parse_amount(rows[above].cells[place].text)
                assert whole is not None
                assert parse_amount(row.cells[place].text) == whole - sum(v for v in values if v is not None)
                assert None not in values
    for table in tables:
        shares = [row.cells[-1].text for row in table.rows] if table and table.columns[-1].label == "占比" else []
        assert all(Decimal(text.rstrip("%")) <= Decimal("100.1") for text in shares if text != "—")


@given(SPARSE)
def test_parts_are_among_a_whole_only_where_they_do_not_exceed_it(this: Any) -> None:
    report = Report.model_validate(REPORT | this)
    words = heads(report, None)[0] + sentence(Sentence.TOTALS, report, YEAR)
    finance = report.finance
    whole = finance.expenditure.actual if finance.expenditure.actual is not None else finance.total_expenditure.actual
    if "其中" in words:
        assert whole is not None
        assert (finance.basic_expenditure.actual or 0) + (finance.project_expenditure.actual or 0) <= whole + Decimal(
            "0.02"
        )
    if "全年支出" in words and finance.expenditure.actual is None:
        spent = (finance.basic_expenditure, finance.project_expenditure, finance.remitted_to_superior)
        proved = finance.closing_balance.actual == 0 and finance.distributed_balance.actual == 0
        assert whole is not None
        assert proved or abs(sum(item.actual or 0 for item in spent) - whole) <= Decimal("0.03")


@pytest.mark.parametrize(
    ("people", "levels"),
    [
        ({"离退休": 41, "离休": 1, "退休": 40}, {"离退休（人）": 0, "离休（人）": 1, "退休（人）": 1}),
        ({"离休": 1, "退休": 40}, {"离休（人）": 0, "退休（人）": 0}),
    ],
)
def test_retirees_by_kind_stand_under_their_sum(people: dict[str, int], levels: dict[str, int]) -> None:
    table = report_table(
        "人员", Source(Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "人员": people}), {})
    )
    assert table is not None
    assert {row.label: row.level for row in table.rows} == levels
