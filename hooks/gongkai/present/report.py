"""The report page: everything a template places for one unit and year."""

from __future__ import annotations

from dataclasses import dataclass

from ..derive.assessment import Assessment, assess
from ..model.archive import Archive, Entry
from ..model.continuity import Chain
from ..model.disclosure import REPORT_FILES
from ..model.finding import Finding
from ..model.report import Report
from ..model.text import quoted
from ..model.unit import Unit
from .charts.columns import Columns
from .charts.report_charts import ReportCharts, report_charts, trend
from .checks import ChecksView, checks_view, flags_of
from .computed import computed_table
from .downloads import report_downloads
from .format import format_date
from .headline import Card, Phrase, cards, lead
from .lineage import lineage
from .links import HOME, UNITS, Link, attachment_path, comparison_of, href, report_path, unit_path, year_path
from .official import official_tags
from .page import Page, SideGroup
from .report_tables import ReportTables, report_tables
from .sentences import LineView, line_view
from .table import Table
from .years import YearMark, neighbour, year_links, year_marks, years_table


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines that outlines make sentences of."""

    total_income: LineView
    total_expenditure: LineView
    expenditure: LineView
    basic: LineView
    project: LineView
    personnel: LineView
    operating: LineView
    three_public: LineView
    overseas_visits: LineView
    official_vehicles: LineView
    official_receptions: LineView


@dataclass(frozen=True, slots=True)
class BodyView:
    """The published part of a report page."""

    report: Report
    outline: str
    lead: tuple[Phrase, ...]
    cards: tuple[Card, ...]
    lines: Lines
    tables: ReportTables
    charts: ReportCharts
    attachments: tuple[Link, ...]
    comparability: str
    checks: ChecksView | None
    computed: Table | None
    downloads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report page; ``body`` is None where the figures may not be shown."""

    unit_name: str
    unit_link: Link
    names: tuple[str, ...]
    category: str | None
    year: int
    title: str
    meta: tuple[str, ...]
    catalogue: tuple[tuple[str, str], ...]
    state: str
    reason: str | None
    marks: tuple[YearMark, ...]
    lineage: tuple[tuple[str, tuple[Link, ...]], ...]
    body: BodyView | None
    years: Table | None
    compare: Link
    trend: Columns | None
    file: str
    digest: str


def report_page(archive: Archive, entry: Entry, findings: tuple[Finding, ...] = (), *, excel: bool = True) -> Page:
    """The page of one data file; a file that cannot be read becomes a 数据核实中 page."""
    unit = archive.units[entry.unit_id]
    name = unit.name_in(entry.year)
    marks = year_marks(archive, entry.unit_id, unit, entry.year)
    path = report_path(entry.unit_id, entry.year)
    title = _title(entry)
    return Page(
        path=path,
        title=f"{name} {title}",
        description=f"{name}{title}：收支、“三公”经费、绩效得分、存在问题和历年对比。",
        template="report.html",
        view=_report_view(archive, entry, marks, findings, excel=excel),
        tab=UNITS,
        sidebar=_sidebar(entry, unit, marks),
        crumbs=_crumbs(entry, unit),
        source=entry.file,
        previous=neighbour(marks, entry.year, -1),
        next=neighbour(marks, entry.year, 1),
        attachments=_attachment_files(entry),
        csv=REPORT_FILES["csv"] if entry.is_shown else "",
        meta=official_tags(entry, name, title),
    )


def _report_view(
    archive: Archive, entry: Entry, marks: tuple[YearMark, ...], findings: tuple[Finding, ...], *, excel: bool
) -> ReportView:
    unit, published = archive.units[entry.unit_id], entry.published
    return ReportView(
        unit_name=unit.name_in(entry.year),
        unit_link=Link(unit.name, unit_path(entry.unit_id)),
        names=tuple(dict.fromkeys(name for name in (unit.short_name, unit.name) if name)),
        category=unit.category,
        year=entry.year,
        title=_title(entry),
        meta=_meta(entry, unit),
        catalogue=_catalogue(published),
        state=entry.state.value,
        reason=entry.report.disclosure.reason if entry.report else None,
        marks=marks,
        lineage=lineage(archive, entry.unit_id, unit),
        body=_body(archive, entry, published, findings, excel=excel) if published else None,
        years=years_table(archive, entry.unit_id, marks),
        compare=Link("与同类单位比较", comparison_of((entry.unit_id,), (entry.year,))),
        trend=trend(archive, entry.unit_id, marks, entry.year),
        file=entry.file,
        digest=entry.digest,
    )


def _title(entry: Entry) -> str:
    return entry.report.title if entry.report else f"{entry.year}年度部门整体支出绩效自评报告"


def _body(archive: Archive, entry: Entry, report: Report, findings: tuple[Finding, ...], *, excel: bool) -> BodyView:
    assessment = assess(archive, entry, report)
    attachments = ((a.name, attachment_path(entry.unit_id, entry.year, a.file)) for a in report.attachments)
    return BodyView(
        report=report,
        outline=archive.years[entry.year].outline,
        lead=lead(report, assessment),
        cards=cards(report, assessment),
        lines=_lines(report),
        tables=report_tables(report, flags_of(findings)),
        charts=report_charts(report),
        attachments=tuple(Link(name, href(path)) for name, path in attachments),
        comparability=_comparability(archive, entry, assessment),
        checks=checks_view(findings, report),
        computed=computed_table(report, assessment),
        downloads=report_downloads(entry.unit_id, entry.year, excel=excel),
    )


def _lines(report: Report) -> Lines:
    finance, kinds = report.finance, report.three_public.parts
    return Lines(
        total_income=line_view("收入总计", finance.total_income),
        total_expenditure=line_view("支出总计", finance.total_expenditure),
        expenditure=line_view("本年支出合计", finance.expenditure),
        basic=line_view("基本支出", finance.basic),
        project=line_view("项目支出", finance.project),
        personnel=line_view("人员经费", report.personnel_funds),
        operating=line_view("公用经费", report.operating_funds),
        three_public=line_view("“三公”经费", report.three_public),
        overseas_visits=line_view("因公出国（境）费", kinds.overseas_visits),
        official_vehicles=line_view("公务用车购置及运行维护费", kinds.official_vehicles),
        official_receptions=line_view("公务接待费", kinds.official_receptions),
    )


def _meta(entry: Entry, unit: Unit) -> tuple[str, ...]:
    now_called = f"现名：{unit.name}" if unit.name_in(entry.year) != unit.name else None
    dates = entry.report.disclosure if entry.report else None
    published_on = format_date(dates.published_on) if dates else None
    published = entry.published
    approved = format_date(dates.approved_on) if dates else None
    facts = (
        unit.category,
        f"{unit.scope.value}口径",
        f"原文金额单位：{published.published_measure}" if published and published.published_measure else None,
        "金额单位：万元",
        f"发布日期：{published_on or '未载明'}" if published else None,
        f"批复日期：{approved}" if approved else None,
        now_called,
    )
    return tuple(fact for fact in facts if fact)


def _catalogue(report: Report | None) -> tuple[tuple[str, str], ...]:
    """The catalogue bar and contact: only what is known."""
    if report is None:
        return ()
    return tuple(
        (declared.alias or name, str(value))
        for record in (report.catalogue, report.contact)
        for name, declared in type(record).model_fields.items()
        if (value := getattr(record, name)) is not None
    )


def _comparability(archive: Archive, entry: Entry, assessment: Assessment) -> str:
    """What a reader must know before comparing with the year before."""
    prior, last = assessment.prior, entry.year - 1
    notes = {
        Chain.BROKEN: f"{entry.year}年起单位或口径有变化，不与{last}年比较。",
        Chain.MERGED: f"“比上年”以{last}年合并前各单位的合计为基数。",
        Chain.SUCCEEDED: f"“比上年”以{last}年前身单位的数字为基数。",
    }
    note = notes.get(prior.chain, "")
    if prior.outline_changed:
        before, now = archive.years[last].outline, archive.years[entry.year].outline
        note += f"{entry.year}年起报告提纲由{quoted(before)}改为{quoted(now)}，只比较两年都有的数字；"
        note += "两年指标体系不同，得分不宜直接比较。"
    return note


def _sidebar(entry: Entry, unit: Unit, marks: tuple[YearMark, ...]) -> tuple[SideGroup, ...]:
    name = unit.short_name or unit.name
    return (
        SideGroup("历年报告", year_links(marks)),
        SideGroup(
            "相关", (Link(name, unit_path(entry.unit_id)), Link(f"{entry.year}年全部单位", year_path(entry.year)))
        ),
    )


def _crumbs(entry: Entry, unit: Unit) -> tuple[Link, ...]:
    name = unit.short_name or unit.name
    return (Link("首页", HOME), Link("单位", UNITS), Link(name, unit_path(entry.unit_id)), Link(f"{entry.year}年度"))


def _attachment_files(entry: Entry) -> dict[str, str]:
    """Published address → file below the project root."""
    folder = entry.file.rpartition("/")[0]
    report = entry.published
    return {
        attachment_path(entry.unit_id, entry.year, a.file): f"{folder}/{a.file}"
        for a in (report.attachments if report else ())
    }
