"""The charts of a report page and of a unit page."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.archive import Archive
from ...model.report import Report
from ..years import YearMark
from .bars import Bars, budget_chart
from .columns import Columns, Years, spending_chart, three_public_chart
from .scores import score_chart
from .share import Share, share_chart


@dataclass(frozen=True, slots=True)
class ReportCharts:
    """The charts of one report; each is None where its figures are not published."""

    spending: Share | None
    basic: Share | None
    three_public: Share | None
    budget: Bars | None


@dataclass(frozen=True, slots=True)
class UnitCharts:
    """The charts of a unit through the years."""

    spending: Columns | None
    three_public: Columns | None
    score: Columns | None


def report_charts(report: Report) -> ReportCharts:
    """What was spent on what, and against which budget."""
    finance, kinds = report.finance, report.three_public
    whole = finance.expenditure if finance.expenditure.actual is not None else finance.total_expenditure
    name = "本年支出" if finance.expenditure.actual is not None else "全部支出"
    sides = [("基本支出", finance.basic_expenditure), ("项目支出", finance.project_expenditure)]
    return ReportCharts(
        spending=share_chart("goucheng", name, whole, sides) if finance.project_expenditure.actual else None,
        basic=share_chart("jiben", "基本支出", finance.basic_expenditure, list(finance.basic_expenditure.children())),
        three_public=share_chart("sangong", "“三公”经费", kinds, list(kinds.children())),
        budget=budget_chart(report),
    )


def unit_charts(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> UnitCharts:
    """The unit's figures through the years."""
    years = years_of(archive, unit_id, marks)
    return UnitCharts(spending_chart(years), three_public_chart(years), score_chart(years))


def trend(archive: Archive, unit_id: str, marks: tuple[YearMark, ...], current: int) -> Columns | None:
    """What the unit spent through the years, this year marked."""
    return spending_chart(years_of(archive, unit_id, marks), current)


def years_of(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> Years:
    """Every year of a unit with its entry and address."""
    return {mark.year: (archive.find_entry(unit_id, mark.year), mark.path) for mark in marks}
