"""The charts of a report page and of a unit page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ...model import form
from ...model.archive import Archive
from ...model.form import spending_of
from ...model.outline import Chart
from ...model.report import Report
from ..parts.bars import Bars, Share, best, budget_chart, share_chart
from ..parts.columns import Columns, Years, score_chart, spending_chart, three_public_chart
from ..parts.table import TOLERANCE
from ..parts.years import YearMark, broken_since
from .sentences import Pieces, pieces_of, published


def report_charts(report: Report) -> Mapping[Chart, Share | Bars | None]:
    """What was spent on what, and against which budget; None where the figures are not published."""
    kinds = form.THREE_PUBLIC
    three = kinds.value(report)
    return {
        Chart.SPENDING: _spending(report),
        Chart.BUDGET: budget_chart(report),
        Chart.BASIC: _basic(report),
        Chart.THREE_PUBLIC: share_chart("sangong", kinds.label, three, pieces_of(kinds.of(report))),
    }


def _basic(report: Report) -> Share | None:
    """基本支出 by its parts; that of 财政拨款 where the parts are its, and leave something of all funds."""
    whole, fiscal = form.BASIC_EXPENDITURE, _FISCAL_BASIC.value(report)
    parts = best(whole.value(report), *_basic_ways(report))
    listed = sum((value for _, value in parts), Decimal(0))
    if fiscal is not None and fiscal != whole.value(report) and abs(listed - fiscal) <= TOLERANCE * len(parts):
        whole = _FISCAL_BASIC
    return share_chart("jiben", whole.label, whole.value(report), parts)


_FISCAL_BASIC: Final = form.line_at("财政拨款", "基本支出")


def _spending(report: Report) -> Share | None:
    """基本支出 and 项目支出, each by its parts where only these are published; None where one is unknown."""
    figure = spending_of(report)
    whole = figure.value(report)
    basic = published(report, form.BASIC_EXPENDITURE) or best(whole, *_basic_ways(report))
    rows = [row for row in form.PROJECTS.figures(report) if not row.is_derived("actual")]
    listed = tuple((row.label, value) for row in rows if (value := row.value()) is not None)
    project = form.PROJECT_EXPENDITURE.of(report)
    projects = published(report, form.PROJECT_EXPENDITURE) or best(whole, pieces_of(project), listed)
    if not basic or not any(value for _, value in projects):
        return None
    more = published(report, *form.OTHER_EXPENDITURE, *(() if figure is form.EXPENDITURE else _CARRIED))
    return share_chart("goucheng", _WHOLES[figure], whole, (*basic, *projects, *more))


#: 支出总计 holds the carry-over too: it is more than what was spent.
_WHOLES: Final = {form.EXPENDITURE: "本年支出", form.TOTAL_EXPENDITURE: form.TOTAL_EXPENDITURE.label}
_CARRIED: Final = (form.DISTRIBUTED_BALANCE, form.CLOSING_BALANCE)


def _basic_ways(report: Report) -> tuple[Pieces, Pieces]:
    """基本支出 by economic class; as 人员经费 and 公用经费."""
    return pieces_of(form.BASIC_EXPENDITURE.of(report)), published(report, form.PERSONNEL_FUNDS, form.OPERATING_FUNDS)


def unit_charts(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> tuple[Columns | None, ...]:
    """The unit's figures through the years: what it spent, “三公”经费, scores."""
    years, broken = _years_of(archive, unit_id, marks), broken_since(archive.units[unit_id])
    outlines = {year: archive.years[year].outline for year in years if year in archive.years}
    return (
        spending_chart(years, broken=broken),
        three_public_chart(years, broken=broken),
        score_chart(years, outlines, broken=broken),
    )


def unit_spending(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> Columns | None:
    """What the unit spent through the years."""
    return spending_chart(_years_of(archive, unit_id, marks), broken=broken_since(archive.units[unit_id]))


def _years_of(archive: Archive, unit_id: str, marks: tuple[YearMark, ...]) -> Years:
    return {mark.year: (archive.find_entry(unit_id, mark.year), mark.path) for mark in marks}
