"""The tables of a report page, by name; each is None where nothing of it is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..model.amounts import Item, item_of
from ..model.people import People
from ..model.rates import percent
from ..model.record import key_of
from ..model.report import Report
from .format import format_count, format_percent
from .lines import line_table
from .record_tables import goals_table, indicators_table, record_table
from .table import Row, Table, number_cell

_INCOME = ("total_income", "income", "used_balance", "opening_balance")
_EXPENDITURE = (
    "total_expenditure", "expenditure", "basic", "project", "remitted_to_superior", "business",
    "affiliated_subsidy", "distributed_balance", "closing_balance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportTables:
    """The tables that an outline may place."""

    finance: Table | None
    people: Table | None
    basic: Table | None
    project: Table | None
    projects: Table | None
    functional: Table | None
    operating: Table | None
    three_public: Table | None
    three_public_counts: Table | None
    procurement: Table | None
    assets: Table | None
    building: Table | None
    funds: Table | None
    goals: Table | None
    indicators: Table | None


def report_tables(report: Report) -> ReportTables:
    """Every table of ``report``."""
    finance, form = report.finance, report.self_evaluation
    functional = tuple((f"{row.code or ''} {row.name}".strip(), row) for row in finance.functional)
    return ReportTables(
        finance=_finance_table(report),
        people=_people_table(report.people),
        basic=line_table("jiben-zhichu", "基本支出", (("基本支出", finance.basic),)),
        project=line_table("xiangmu-zhichu", "项目支出", (("项目支出", finance.project),)),
        projects=line_table("xiangmu-mingxi", "项目支出明细", tuple((p.name, p) for p in finance.project.projects)),
        functional=line_table("gongneng-fenlei", "支出功能分类", functional),
        operating=line_table("gongyong-jingfei", "公用经费", (("公用经费", report.operating_funds),)),
        three_public=line_table("sangong-jingfei", "“三公”经费", (("“三公”经费", report.three_public),)),
        three_public_counts=record_table("sangong-shuliang", "“三公”经费相关数量", report.three_public.counts),
        procurement=_procurement_table(report),
        assets=record_table("guoyou-zichan", "国有资产占用情况", report.state_assets),
        building=record_table("loutang-guansuo", "楼堂馆所", report.building),
        funds=_funds_table(report),
        goals=goals_table(form.goals),
        indicators=indicators_table(form.indicators),
    )


def _finance_table(report: Report) -> Table | None:
    finance = report.finance
    lines: list[tuple[str, Item]] = []
    for name in (*_INCOME, *_EXPENDITURE):
        line: Item = getattr(finance, name)
        lines.append(
            (key_of(type(finance), name), item_of(line.columns) if name != "income" else line)
        )
    return line_table("shouzhi", "收支总体情况", tuple(lines))


def _people_table(people: People) -> Table | None:
    table = record_table("renyuan", "人员情况", people)
    if table is None or people.serving_staff is None or people.authorized_posts is None:
        return table
    rate = percent(Decimal(people.serving_staff), Decimal(people.authorized_posts))
    row = Row("在职人员控制率（在职人员÷编制数）", (number_cell(format_percent(rate)),), kind="total")
    return replace(table, rows=(*table.rows, row))


def _procurement_table(report: Report) -> Table | None:
    procurement = report.procurement
    lines: list[tuple[str, Item]] = [("政府采购支出", procurement)]
    for name in ("small_and_medium", "micro_and_small"):
        value = getattr(procurement, name)
        if value is not None:
            lines.append((key_of(type(procurement), name), item_of({"actual": value})))
    return line_table("zhengfu-caigou", "政府采购", tuple(lines))


def _funds_table(report: Report) -> Table | None:
    funds = report.self_evaluation.funds
    lines = (("年度资金总额", funds.total), *funds.by_income.items(), *funds.by_expenditure.items())
    table = line_table("zijin", "年度资金及执行情况", lines)
    if table is None or (funds.weight is None and funds.score is None):
        return table
    return replace(table, note=f"预算执行率分值 {format_count(funds.weight)} 分，得分 {format_count(funds.score)} 分。")
