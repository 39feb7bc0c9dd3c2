"""The tables of a report page, by name; each is None where nothing of it is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..model import form
from ..model.amounts import COLUMNS
from ..model.form import Line
from ..model.people import People
from ..model.rates import percent
from ..model.report import Report
from .format import format_exact, format_percent
from .lines import Flags, line_table
from .record_tables import goals_table, indicators_table, record_table
from .table import Row, Table, number_cell

_INCOME = (form.TOTAL_INCOME, form.INCOME, form.USED_BALANCE, form.OPENING_BALANCE)


@dataclass(frozen=True, slots=True)
class ReportTables:
    """The tables that an outline may place."""

    finance: Table | None
    people: Table | None
    basic: Table | None
    project: Table | None
    projects: Table | None
    functional: Table | None
    personnel: Table | None
    operating: Table | None
    office_running: Table | None
    three_public: Table | None
    three_public_counts: Table | None
    procurement: Table | None
    assets: Table | None
    building: Table | None
    funds: Table | None
    goals: Table | None
    indicators: Table | None


def report_tables(report: Report, flags: Flags) -> ReportTables:
    """Every table of ``report``; ``flags`` mark the figures that do not add up."""
    evaluation = report.self_evaluation

    def single(key: str, line: Line) -> Table | None:
        return line_table(key, line.label, (line.of(report),), flags, told=frozenset({line.label}))

    return ReportTables(
        finance=_finance_table(report, flags),
        people=_people_table(report.people),
        basic=single("jiben-zhichu", form.BASIC_EXPENDITURE),
        project=single("xiangmu-zhichu", form.PROJECT_EXPENDITURE),
        projects=line_table("xiangmu-mingxi", "项目支出明细", form.PROJECTS.figures(report), flags),
        functional=line_table("gongneng-fenlei", "支出功能分类", form.FUNCTIONAL.figures(report), flags),
        personnel=line_table("renyuan-jingfei", form.PERSONNEL_FUNDS.label, (form.PERSONNEL_FUNDS.of(report),), flags),
        office_running=line_table(
            "jiguan-yunxing",
            form.OFFICE_RUNNING.label,
            (form.OFFICE_RUNNING.of(report),),
            flags,
        ),
        operating=single("gongyong-jingfei", form.OPERATING_FUNDS),
        three_public=single("sangong-jingfei", form.THREE_PUBLIC),
        three_public_counts=record_table("sangong-shuliang", "“三公”经费相关数量", report.three_public.counts),
        procurement=_procurement_table(report, flags),
        assets=record_table("guoyou-zichan", "国有资产占用情况", report.state_assets),
        building=record_table("loutang-guansuo", "楼堂馆所", report.building),
        funds=_funds_table(report, flags),
        goals=goals_table(evaluation.goals),
        indicators=indicators_table(evaluation.indicators),
    )


def _finance_table(report: Report, flags: Flags) -> Table | None:
    """The totals: income by source, expenditure without its parts, which have tables of their own."""
    totals = [
        line
        for line in form.LINES
        if line.path[0] == "收支" and line.total is None and line.columns == COLUMNS and line not in _INCOME
    ]
    rows = tuple(line.of(report) if line is form.INCOME else line.of(report).alone() for line in (*_INCOME, *totals))
    told = frozenset({form.BASIC_EXPENDITURE.label, form.PROJECT_EXPENDITURE.label})
    return line_table("shouzhi", "收支总体情况", rows, flags, told=told)


def _people_table(people: People) -> Table | None:
    table = record_table("renyuan", "人员情况", people)
    if table is None or people.serving_staff is None or not people.authorized_posts:
        return table
    rate = percent(Decimal(people.serving_staff), Decimal(people.authorized_posts))
    row = Row("在职人员控制率（在职人员÷编制数）", (number_cell(format_percent(rate)),), kind="total")
    return replace(table, rows=(*table.rows, row))


def _procurement_table(report: Report, flags: Flags) -> Table | None:
    lines = (line.of(report) for line in form.LINES if line.path[0] == form.PROCUREMENT.path[0] and not line.total)
    return line_table("zhengfu-caigou", "政府采购", tuple(lines), flags)


def _funds_table(report: Report, flags: Flags) -> Table | None:
    funds = report.self_evaluation.funds
    lines = (form.ANNUAL_FUNDS.of(report), *form.BY_INCOME.figures(report), *form.BY_EXPENDITURE.figures(report))
    table = line_table("zijin", "年度资金及执行情况", lines, flags)
    if table is None or (funds.execution_weight is None and funds.execution_score is None):
        return table
    weight, score = format_exact(funds.execution_weight), format_exact(funds.execution_score)
    return replace(table, note=f"预算执行率分值 {weight} 分，得分 {score} 分。")
