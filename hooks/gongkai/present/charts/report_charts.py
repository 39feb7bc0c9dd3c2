"""The charts of a report page and of a unit page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...derive.figure import EXPENDITURE, TOTAL_EXPENDITURE, spending_of
from ...model.amounts import Item
from ...model.archive import Archive
from ...model.report import Report
from ...model.unit import Change
from ..sentences import Pieces, pieces_of
from ..years import YearMark
from .bars import Bars, budget_chart
from .columns import Columns, Years, spending_chart, three_public_chart
from .scores import score_chart
from .share import Share, best, share_chart


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
    basic, kinds = report.finance.basic.actual, report.three_public
    return ReportCharts(
        spending=_spending(report),
        basic=share_chart("jiben", "基本支出", basic, best(basic, *_basic_ways(report))),
        three_public=share_chart("sangong", "“三公”经费", kinds.actual, pieces_of(kinds)),
        budget=budget_chart(report),
    )


def _spending(report: Report) -> Share | None:
    """基本支出 and 项目支出, each by its parts where only these are published; None where one is unknown."""
    finance, figure = report.finance, spending_of(report)
    whole = figure.value(report)
    basic = _own("基本支出", finance.basic) or best(whole, *_basic_ways(report))
    listed = tuple((project.name, project.actual) for project in finance.project.projects if project.actual is not None)
    project = _own("项目支出", finance.project) or best(whole, pieces_of(finance.project), listed)
    if not basic or not any(value for _, value in project):
        return None
    others = [("上缴上级支出", finance.remitted_to_superior), ("经营支出", finance.business),
              ("对附属单位补助支出", finance.affiliated_subsidy)]  # fmt: skip
    if figure is not EXPENDITURE:
        others += [("结余分配", finance.distributed_balance), ("年末结转和结余", finance.closing_balance)]
    more = (piece for label, item in others for piece in _own(label, item))
    return share_chart("goucheng", _WHOLES[figure.key], whole, (*basic, *project, *more))


#: 支出总计 holds the carry-over too: it is more than what was spent.
_WHOLES: Final = {EXPENDITURE.key: "本年支出", TOTAL_EXPENDITURE.key: "支出总计"}


def _basic_ways(report: Report) -> tuple[Pieces, Pieces]:
    """基本支出 by economic class; as 人员经费 and 公用经费."""
    funds = (*_own("人员经费", report.personnel_funds), *_own("公用经费", report.operating_funds))
    return pieces_of(report.finance.basic), funds


def _own(label: str, item: Item) -> Pieces:
    return () if item.actual is None else ((label, item.actual),)


def unit_charts(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> UnitCharts:
    """The unit's figures through the years."""
    years, broken = years_of(archive, unit_id, marks), _broken(archive, unit_id)
    outlines = {year: archive.years[year].outline for year in years if year in archive.years}
    return UnitCharts(
        spending_chart(years, broken=broken),
        three_public_chart(years, broken=broken),
        score_chart(years, outlines, broken=broken),
    )


def trend(archive: Archive, unit_id: str, marks: tuple[YearMark, ...], current: int) -> Columns | None:
    """What the unit spent through the years, this year marked."""
    return spending_chart(years_of(archive, unit_id, marks), current, broken=_broken(archive, unit_id))


def _broken(archive: Archive, unit_id: str) -> int | None:
    """The year from which a unit's figures cannot be compared with those before."""
    origin = archive.units[unit_id].origin
    return origin.year if origin and origin.change is not Change.SUCCEEDED else None


def years_of(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> Years:
    """Every year of a unit with its entry and address."""
    return {mark.year: (archive.find_entry(unit_id, mark.year), mark.path) for mark in marks}
