"""What readers come for stands first in every table of a report, on every screen and for those who hear it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.conftest import demo

from gongkai.model.archive import Entry
from gongkai.model.form import TOTAL_EXPENDITURE
from gongkai.model.report import Report
from gongkai.pages.parts.table import Table
from gongkai.pages.report.block import Block
from gongkai.pages.report.projects import project_tables
from gongkai.pages.report.report import ReportView, report_page
from gongkai.pages.report.tables import Source, report_table

#: Headings of the columns that are asked for, in their order.
FIRST = ("决算", "比年初预算")


def tables(blocks: tuple[object, ...]) -> Iterator[Table]:
    """All tables among blocks, however deep."""
    for block in blocks:
        if isinstance(block, Block):
            yield from tables(block.content) if isinstance(block.content, tuple) else tables((block.content,))
        elif isinstance(block, Table):
            yield block


@cache
def pages() -> tuple[tuple[Entry, ReportView], ...]:
    """Every published report of the demo with its page."""
    archive, found = demo().archive, []
    for entry in archive.entries.values():
        view = report_page(archive, entry).view
        if entry.published and isinstance(view, ReportView):
            found.append((entry, view))
    return tuple(found)


def test_spent_and_against_the_budget_stand_first_in_every_table_of_money() -> None:
    seen = 0
    for _, view in pages():
        assert view.body
        for table in tables(view.body.chapters):
            heads = [column.label for column in table.columns]
            stands = [head for head in FIRST if head in heads]
            assert heads[: len(stands)] == stands, table.caption
            assert all(len(row.cells) == len(heads) for row in table.rows)
            seen += len(stands) == len(FIRST)
    assert seen > 500


def test_what_the_report_itself_says_of_the_budget_stands_there_where_nothing_can_be_computed() -> None:
    line = {"决算": 12, "年初预算": 10, "推算": ["年初预算"], "增减": {"比年初预算": 2, "比上年": 1}}
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "公用经费": line})
    table = report_table("公用经费", Source(report, {}))
    assert table
    assert [column.label for column in table.columns] == ["决算", "比年初预算（原文）", "比上年（原文）", "年初预算"]


def test_intended_achieved_and_scored_stand_before_what_explains_them() -> None:
    seen = 0
    for _, view in pages():
        for table in tables(view.body.chapters if view.body else ()):
            if table.stacked == "indicators":
                heads = [column.label for column in table.columns]
                assert heads[:4] == ["年度指标值", "实际完成值", "分值", "得分"]
                assert [column.numeric for column in table.columns] == [False, False, True, True, False, False]
                seen += 1
    assert seen > 30


def test_projects_show_what_was_spent_and_scored_before_the_budgets() -> None:
    project = {
        "项目": "图书购置",
        "资金": {"年度资金总额": {"年初预算": 10, "全年预算": 12, "决算": 11}},
        "自评得分": 95,
        "自评等级": "优",
    }
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "项目自评": [project]})
    summary = next(tables(project_tables(Source(report, {}), 3).blocks))
    assert [column.label for column in summary.columns] == [
        "全年执行数", "执行率", "自评得分", "自评等级", "全年预算", "年初预算",
    ]  # fmt: skip
    assert [cell.text for cell in summary.rows[0].cells] == ["11.00", "91.67%", "95", "优", "12.00", "10.00"]


def test_the_latest_year_stands_first_under_its_own_figures() -> None:
    for entry, view in pages():
        assert view.years
        years = [int(column.label[:4]) for column in view.years.columns]
        assert years == sorted(years, reverse=True)
        (spent,) = [row for row in view.years.rows if row.label == "支出总计"]
        value = TOTAL_EXPENDITURE.value(entry.published) if entry.published else None
        if value is not None:
            assert spent.cells[years.index(entry.year)].text == f"{value:,.2f}"
