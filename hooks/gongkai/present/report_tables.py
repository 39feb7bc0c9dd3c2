"""The tables of a report page, by name; each is None where nothing of it is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ..model.amounts import Item, item_of
from ..model.people import People
from ..model.rates import percent
from ..model.record import key_of
from ..model.report import Report
from .format import format_exact, format_percent
from .lines import Flags, FormLine, line_table
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
    finance, form = report.finance, report.self_evaluation

    def single(key: str, label: str, item: Item, *path: str) -> Table | None:
        return line_table(key, label, (FormLine(label, item, path),), flags, told=frozenset({label}))

    return ReportTables(
        finance=_finance_table(report, flags),
        people=_people_table(report.people),
        basic=single("jiben-zhichu", "基本支出", finance.basic, "收支", "基本支出"),
        project=single("xiangmu-zhichu", "项目支出", finance.project, "收支", "项目支出"),
        projects=line_table("xiangmu-mingxi", "项目支出明细", _projects(report), flags),
        functional=line_table("gongneng-fenlei", "支出功能分类", _functional(report), flags),
        personnel=line_table(
            "renyuan-jingfei", "人员经费", (FormLine("人员经费", report.personnel_funds, ("人员经费",)),), flags
        ),
        office_running=line_table(
            "jiguan-yunxing",
            "机关运行经费",
            (FormLine("机关运行经费", report.office_running, ("机关运行经费",)),),
            flags,
        ),
        operating=single("gongyong-jingfei", "公用经费", report.operating_funds, "公用经费"),
        three_public=single("sangong-jingfei", "“三公”经费", report.three_public, "三公经费"),
        three_public_counts=record_table("sangong-shuliang", "“三公”经费相关数量", report.three_public.counts),
        procurement=_procurement_table(report, flags),
        assets=record_table("guoyou-zichan", "国有资产占用情况", report.state_assets),
        building=record_table("loutang-guansuo", "楼堂馆所", report.building),
        funds=_funds_table(report, flags),
        goals=goals_table(form.goals),
        indicators=indicators_table(form.indicators),
    )


def _projects(report: Report) -> tuple[FormLine, ...]:
    projects = report.finance.project.projects
    return tuple(FormLine(p.name, p, ("收支", "项目支出", "项目", at)) for at, p in enumerate(projects))


def _functional(report: Report) -> tuple[FormLine, ...]:
    rows = report.finance.functional
    return tuple(
        FormLine(f"{row.code or ''} {row.name}".strip(), row, ("收支", "功能分类", at), level=_depth(row.code))
        for at, row in enumerate(rows)
    )


def _depth(code: str | None) -> int:
    """类 three digits, 款 five, 项 seven: each stands below the one before."""
    return {5: 1, 7: 2}.get(len(code or ""), 0)


def _finance_table(report: Report, flags: Flags) -> Table | None:
    """The totals: income by source, expenditure without its parts, which have tables of their own."""
    finance = report.finance
    lines: list[FormLine] = []
    for name in (*_INCOME, *_EXPENDITURE):
        item: Item = getattr(finance, name)
        label = key_of(type(finance), name)
        lines.append(FormLine(label, item, ("收支", label), whole=name == "income"))
    return line_table("shouzhi", "收支总体情况", tuple(lines), flags, told=frozenset({"基本支出", "项目支出"}))


def _people_table(people: People) -> Table | None:
    table = record_table("renyuan", "人员情况", people)
    if table is None or people.serving_staff is None or not people.authorized_posts:
        return table
    rate = percent(Decimal(people.serving_staff), Decimal(people.authorized_posts))
    row = Row("在职人员控制率（在职人员÷编制数）", (number_cell(format_percent(rate)),), kind="total")
    return replace(table, rows=(*table.rows, row))


def _procurement_table(report: Report, flags: Flags) -> Table | None:
    procurement = report.procurement
    lines = [FormLine("政府采购支出", procurement, ("政府采购",))]
    for name in ("small_and_medium", "micro_and_small"):
        value = getattr(procurement, name)
        if value is not None:
            label = key_of(type(procurement), name)
            lines.append(FormLine(label, item_of({"actual": value}), ("政府采购", label)))
    return line_table("zhengfu-caigou", "政府采购", tuple(lines), flags)


def _funds_table(report: Report, flags: Flags) -> Table | None:
    funds, top = report.self_evaluation.funds, ("自评表", "资金")
    lines = (
        FormLine("年度资金总额", funds.total, (*top, "年度资金总额")),
        *(FormLine(label, item, (*top, "按收入性质分", label)) for label, item in funds.by_income.items()),
        *(FormLine(label, item, (*top, "按支出性质分", label)) for label, item in funds.by_expenditure.items()),
    )
    table = line_table("zijin", "年度资金及执行情况", lines, flags)
    if table is None or (funds.weight is None and funds.score is None):
        return table
    return replace(table, note=f"预算执行率分值 {format_exact(funds.weight)} 分，得分 {format_exact(funds.score)} 分。")
