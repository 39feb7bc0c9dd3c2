"""The report page: everything a template places for one unit and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from ...derive.assessment import Assessment, assess
from ...model.archive import Archive, Entry
from ...model.disclosure import REPORT_FILES, State
from ...model.finding import Finding
from ...model.outline import Outline
from ...model.problem import KeyPath, Problem
from ...model.report import Report
from ...model.unit import Unit
from ..downloads import report_downloads, report_file
from ..parts.columns import Columns
from ..parts.corrections import CorrectionView, correction_views
from ..parts.page import (
    HOME,
    UNITS,
    Link,
    Page,
    SideGroup,
    attachment_path,
    compare_path,
    comparison_of,
    full_title,
    href,
    official_tags,
    report_path,
    title_of,
    unit_path,
    year_path,
)
from ..parts.table import Table
from ..parts.years import UnitYears, YearMark, neighbour, unit_years, year_links
from ..unit import lineage
from .answer import Phrase, lead, words_of
from .charts import unit_spending
from .checks import ChecksView, checks_view, computed_table, flags_of
from .facts import catalogue_of, comparability, facts_of, withdrawal
from .layout import Block, chapters
from .notes import Asking, Note, Problems, asking_of, notes_of, problems_of
from .opening import Opening, opening

#: Where a year's outline is not known everything stands in the last chapter.
_NO_OUTLINE: Final = Outline(chapters=())


@dataclass(frozen=True, slots=True)
class BodyView:
    """The published part of a report page; titles are the id and the words of a heading."""

    introduction: str | None
    chapters: tuple[Block, ...]
    corrections: tuple[CorrectionView, ...]
    versions: tuple[tuple[str, str], ...]
    grade: str | None
    lead: tuple[Phrase, ...]
    notes: tuple[Note, ...]
    opening: Opening
    problems: Problems | None
    asking: Asking
    attachments: tuple[Link, ...]
    comparability: str
    checks: ChecksView | None
    computed: Table | None
    downloads: tuple[Link, ...]
    introduction_id: ClassVar = "yinyan"
    attachments_title: ClassVar = ("fujian", "附件")
    corrections_title: ClassVar = ("gengzheng", "更正记录")
    corrections_caption: ClassVar = "发布以后的更正"


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report page; ``body`` is None where the figures may not be shown.

    ``checksum`` is that of its data, "" where its figures are not shown; ``withdrawn`` says when a report was taken
    down, and what its file was; ``faults`` are those of a file that cannot be read, in a preview.
    """

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
    peers: Link
    trend: Columns | None
    file: str
    digest: str
    checksum: str
    withdrawn: tuple[tuple[str, str], ...] = ()
    faults: tuple[Problem, ...] = ()

    @property
    def checksum_parts(self) -> tuple[str, str]:
        """The characters of the checksum that are enough to quote, and the rest."""
        return self.checksum[:12], self.checksum[12:]

    @property
    def withheld(self) -> tuple[str, str]:
        """What stands in place of a body: the state, and what it means."""
        if self.state == State.EXEMPT:
            return "依法不公开。", "本年度报告依法不予公开，本页不显示数字。"
        if self.state == State.WITHDRAWN:
            return "已撤下。", "本年度报告已依法撤下，本页不再显示它的内容，也不再提供下载。"
        return "数据核实中。", "本年度报告正在核实，核实以前本页不显示数字。"


def report_page(
    archive: Archive, entry: Entry, findings: tuple[Finding, ...] = (), *, years: UnitYears | None = None,
    spending: Columns | None = None, assessment: Assessment | None = None, excel: bool = True, checksum: str = "",
    address: str = "",
) -> Page:  # fmt: skip  # all that makes a page
    """The page of one data file, 数据核实中 if it cannot be read.

    ``years``, ``spending``, ``assessment`` are given where they are known; ``address`` is "" while there is no web.
    """
    unit = archive.units[entry.unit_id]
    name, title = unit.name_in(entry.year), title_of(entry)
    years = years or unit_years(archive, entry.unit_id, unit)
    spending = spending or unit_spending(archive, entry.unit_id, years.marks)
    marks, trend, body = years.marked(entry.year), spending and spending.marked(entry.year), None
    if report := entry.published:
        made = assessment or assess(archive, entry, report)
        body = _body(_Basis(archive, entry, report, made, findings, address), trend, excel)
    return Page(
        path=report_path(entry.unit_id, entry.year),
        title=f"{name} {full_title(entry)}",
        description=words_of(body.lead) if body else f"{name}{full_title(entry)}：{entry.state.value}。",
        template="report.html",
        view=_report_view(archive, entry, years._replace(marks=marks), trend, body, checksum),
        sidebar=_sidebar(entry, unit, marks),
        crumbs=_crumbs(entry, unit),
        source=entry.file,
        previous=neighbour(marks, entry.year, -1),
        next=neighbour(marks, entry.year, 1),
        attachments=_attachment_files(entry),
        csv=REPORT_FILES["csv"] if entry.is_shown else "",
        csv_name=report_file(unit, entry.year, "csv"),
        meta=official_tags(entry, name, title),
    )


def _report_view(
    archive: Archive, entry: Entry, years: UnitYears, trend: Columns | None, body: BodyView | None, checksum: str
) -> ReportView:
    unit, published = archive.units[entry.unit_id], entry.published
    return ReportView(
        unit_name=unit.name_in(entry.year),
        unit_link=Link(unit.name, unit_path(entry.unit_id)),
        names=tuple(dict.fromkeys(name for name in (unit.short_name, unit.name) if name)),
        category=unit.category,
        year=entry.year,
        title=title_of(entry),
        meta=facts_of(entry, unit),
        catalogue=catalogue_of(published),
        state=entry.state.value,
        reason=entry.report.disclosure.reason if entry.report else None,
        marks=years.marks,
        lineage=lineage(archive, entry.unit_id, unit),
        body=body,
        years=years.table,
        compare=Link("与同类单位比较", comparison_of((entry.unit_id,), (entry.year,))),
        peers=Link(f"{entry.year}年度按类别的比较", compare_path(entry.year)),
        trend=trend,
        file=entry.file,
        digest=entry.digest,
        checksum=checksum,
        withdrawn=withdrawal(entry),
    )


class _Basis(NamedTuple):
    """What the body of a page is made of."""

    archive: Archive
    entry: Entry
    report: Report
    assessment: Assessment
    findings: tuple[Finding, ...]
    address: str


def _body(basis: _Basis, trend: Columns | None, excel: bool) -> BodyView:
    archive, entry, report, made, findings, address = basis
    checks, rules = checks_view(findings, report), archive.years[entry.year]
    outline = archive.outlines.get(rules.outline, _NO_OUTLINE)
    placed = chapters(outline, report, entry.year, flags_of(findings), _framed(report, checks))
    asked = tuple((row.code, row.anchor) for row in (checks.named if checks else ()))
    return BodyView(
        introduction=None if ("引言",) in outline.texts else report.introduction,
        chapters=placed,
        corrections=correction_views(report.corrections),
        versions=tuple((str(c.corrected_on), c.before_digest) for c in report.corrections if c.before_digest),
        grade=report.evaluation.grade,
        lead=lead(report, made),
        notes=tuple(notes_of(report, entry.year, rules.deadline)),
        opening=opening(report, made, trend),
        problems=problems_of(report, placed),
        asking=asking_of(report, archive.units[entry.unit_id].name_in(entry.year), entry.year, address, asked),
        attachments=tuple(
            Link(a.name, href(attachment_path(entry.unit_id, entry.year, a.file))) for a in report.attachments
        ),
        comparability=comparability(archive, entry, made),
        checks=checks,
        computed=computed_table(report, made),
        downloads=report_downloads(archive, entry.unit_id, entry.year, excel=excel),
    )


def _framed(report: Report, checks: ChecksView | None) -> frozenset[KeyPath]:
    """The values that the page shows around its chapters, single or under a whole key of the form."""
    whole = ("标题", "文种", "原文金额单位", "引言", "目录信息", "封面", "联系方式", "附件", "更正")
    days = {("公开", key) for key in ("状态", "发布日期", "批复日期", "报告日期")}
    grade = {("绩效", "自评等级")} if report.evaluation.score is not None else set()
    answers = {("校核说明", row.code) for row in (checks.failing if checks else ())}
    return frozenset({*((key,) for key in whole), ("绩效", "自评得分"), *days, *grade, *answers})


def _sidebar(entry: Entry, unit: Unit, marks: tuple[YearMark, ...]) -> tuple[SideGroup, ...]:
    name = unit.short_name or unit.name
    related = (Link(name, unit_path(entry.unit_id)), Link(f"{entry.year}年全部单位", year_path(entry.year)))
    return (SideGroup("历年报告", year_links(marks)), SideGroup("相关", related))


def _crumbs(entry: Entry, unit: Unit) -> tuple[Link, ...]:
    name = unit.short_name or unit.name
    return (Link("首页", HOME), Link("单位", UNITS), Link(name, unit_path(entry.unit_id)), Link(f"{entry.year}年度"))


def _attachment_files(entry: Entry) -> dict[str, str]:
    """Published address → file below the project root."""
    report, folder = entry.published, entry.file.rpartition("/")[0]
    return {
        attachment_path(entry.unit_id, entry.year, a.file): f"{folder}/{a.file}"
        for a in (report.attachments if report else ())
    }
