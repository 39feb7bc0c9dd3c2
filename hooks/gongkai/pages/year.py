"""The year page (all units of a year, and who was proved late) and the list of years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

from ..derive.assessment import Comparison, prior_value
from ..model.archive import Archive, Entry, find_prior
from ..model.form import (
    BASIC_EXPENDITURE,
    EXPENDITURE,
    OPERATING_FUNDS,
    PROJECT_EXPENDITURE,
    SCORE,
    THREE_PUBLIC,
    TOTAL_EXPENDITURE,
    spending_of,
)
from ..model.unit import Unit
from ..model.year import Deadline, GradeBand, YearRules
from .compared import category_of
from .downloads import is_split, year_downloads
from .money.money import MoneyView, money_of
from .money.spending import year_spending
from .parts.bars import Bars
from .parts.corrections import CorrectionView, correction_views
from .parts.format import NULL, format_date, format_signed_percent
from .parts.page import (
    HOME,
    REPORTS,
    YEARS,
    Link,
    Page,
    SideGroup,
    called,
    compare_path,
    report_path,
    unit_path,
    year_path,
)
from .parts.table import Cell, Column, Row, Table, number_cell, text_cell
from .parts.years import ABSENT, format_figure, state_kind, state_label
from .totals import change_tables, score_bands, spending_ranking, totals_table

#: As published; only where the reports of a year differ in it.
_KIND: Final = "文种"
#: What stands in the table of a year; what was spent stands in it by the line that the charts and changes use.
_FIGURES = (EXPENDITURE, TOTAL_EXPENDITURE, BASIC_EXPENDITURE, PROJECT_EXPENDITURE, OPERATING_FUNDS, THREE_PUBLIC)


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year in a list, and how many units are in each state: (state, count), 已公开 first."""

    year: int
    counts: tuple[tuple[str, int], ...]

    @property
    def path(self) -> str:
        """The page of the year."""
        return year_path(self.year)

    @property
    def expected(self) -> int:
        """The number of units."""
        return sum(count for _, count in self.counts)

    @property
    def published(self) -> int:
        """The number of reports that can be read."""
        return dict(self.counts).get("已公开", 0)


@dataclass(frozen=True, slots=True)
class YearView:
    """A year: its rules in words, coverage and all units."""

    rules: YearRules
    grades: str
    kind: str
    deadline: str | None
    summary: YearSummary
    table: Table
    compare: Link | None
    late: tuple[tuple[Link, str], ...]
    withheld: tuple[tuple[str, tuple[Link, ...]], ...]
    totals: Table | None
    changes: tuple[Table, ...]
    charts: tuple[Bars, ...]
    years: tuple[Link, ...]
    downloads: tuple[Link, ...]
    amendments: tuple[CorrectionView, ...] = ()
    money: MoneyView | None = None


def year_summary(archive: Archive, year: int) -> YearSummary:
    """States of all units of the register in ``year``."""
    found = Counter(state_label(archive.find_entry(unit_id, year)) for unit_id, _ in archive.units_of_year(year))
    order = ("已公开", "核实中", "依法不公开", "撤下", "待公开", ABSENT)
    return YearSummary(year, tuple((state, found[state]) for state in order if found[state]))


def year_page(archive: Archive, year: int, money: Callable[[], MoneyView] | None = None, *, excel: bool = True) -> Page:
    """All units of a year, those that have not published too; ``money`` is what the home page shows of it."""
    rules = archive.years[year]
    years, table = sorted(archive.years), _year_table(archive, year)
    at, kinds, spending = years.index(year), _said_in(table, _KIND), year_spending(archive, year)
    view = YearView(
        rules=rules,
        grades="、".join(_grade_words(rules.grades)),
        kind="" if len(kinds) > 1 else "".join(kinds - {NULL}),
        deadline=format_date(rules.deadline.day),
        summary=year_summary(archive, year),
        table=table if len(kinds) > 1 else _without(table, _KIND),
        compare=Link("按类别比较", compare_path(year)) if any(archive.entries_of_year(year)) else None,
        late=tuple(_late(archive, year)),
        withheld=tuple(_withheld(archive, year)),
        totals=totals_table(spending),
        changes=change_tables(archive, spending),
        charts=tuple(filter(None, (spending_ranking(archive, spending), score_bands(archive, year)))),
        years=tuple(Link(f"{other}年", year_path(other), current=other == year) for other in reversed(years)),
        downloads=year_downloads(archive, year, excel=excel),
        amendments=correction_views(rules.amendments),
        money=money_of(archive, spending, money),
    )
    return Page(
        path=year_path(year),
        title=f"{year}年度全部单位",
        description=f"{year}年度各单位{called(archive.entries_of_year(year))}和主要数字。",
        template="year.html",
        view=view,
        sidebar=(SideGroup("年度", view.years),),
        crumbs=(Link("首页", HOME), Link("年度", YEARS), Link(f"{year}年度")),
        previous=Link(f"{years[at - 1]}年度", year_path(years[at - 1])) if at else None,
        next=Link(f"{years[at + 1]}年度", year_path(years[at + 1])) if at + 1 < len(years) else None,
        csv="data.csv" if view.downloads and not is_split(archive, year) else "",
        scripts=("assets/gongkai-table.js",),
    )


def _late(archive: Archive, year: int) -> Iterator[tuple[Link, str]]:
    """Reports that were proved to be late, with the dates that prove it."""
    for entry in archive.entries_of_year(year):
        if why := lateness(entry, archive.years[year].deadline):
            name = archive.units[entry.unit_id].name_in(year)
            yield Link(name, report_path(entry.unit_id, year)), why


def _withheld(archive: Archive, year: int) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """State → units whose figures are not shown, in the order of the states."""
    units = [(i, unit, state_label(archive.find_entry(i, year))) for i, unit in archive.units_of_year(year)]
    for state in ("核实中", "依法不公开", "撤下", ABSENT):
        path = unit_path if state == ABSENT else partial(report_path, year=year)
        if links := tuple(Link(unit.name_in(year), path(i)) for i, unit, found in units if found == state):
            yield state, links


def _grade_words(bands: tuple[GradeBand, ...]) -> Iterator[str]:
    """优（90分及以上）、良（80分及以上，不到90分）…, from the highest; the lowest is 60分以下."""
    ordered = sorted(bands, key=lambda band: band.floor, reverse=True)
    for above, band in zip((None, *ordered), ordered, strict=False):
        if above is None:
            yield f"{band.grade}（{band.floor:f}分及以上）"
        elif band.floor == 0:
            yield f"{band.grade}（{above.floor:f}分以下）"
        else:
            yield f"{band.grade}（{band.floor:f}分及以上，不到{above.floor:f}分）"


def _year_table(archive: Archive, year: int) -> Table:
    figures = map(Column, (*(figure.label for figure in _FIGURES), "支出比上年", "自评得分"))
    columns = (Column("状态", numeric=False), *figures, *(Column(label, numeric=False) for label in ("等级", _KIND)))
    rows = tuple(_unit_row(archive, unit_id, unit, year) for unit_id, unit in archive.units_of_year(year))
    table = Table("danwei", f"{year}年度各单位主要数字", "单位", columns, rows, "决算数，金额单位：万元", sortable=True)
    return table if _said_in(table, EXPENDITURE.label) - {NULL} else _without(table, EXPENDITURE.label)


def _said_in(table: Table, label: str) -> set[str]:
    """What stands in the column ``label``, in any row that says something; nothing where there is no such column."""
    at = [column.label for column in table.columns]
    return {row.cells[at.index(label)].text for row in table.rows} - {""} if label in at else set()


def _without(table: Table, label: str) -> Table:
    at = [column.label for column in table.columns].index(label)
    rows = tuple(row._replace(cells=row.cells[:at] + row.cells[at + 1 :]) for row in table.rows)
    return replace(table, columns=table.columns[:at] + table.columns[at + 1 :], rows=rows)


def _unit_row(archive: Archive, unit_id: str, unit: Unit, year: int) -> Row:
    entry = archive.find_entry(unit_id, year)
    path = report_path(unit_id, year) if entry else unit_path(unit_id)
    state = Cell(state_label(entry), "text", tag=state_kind(entry))
    return Row(unit.name_in(year), (state, *_figure_cells(archive, entry)), path=path, group=category_of(unit))


def _figure_cells(archive: Archive, entry: Entry | None) -> tuple[Cell, ...]:
    report = entry.published if entry else None
    if report is None or entry is None:
        return (number_cell(""),) * (len(_FIGURES) + 4)
    spent = spending_of(report)
    last = prior_value(spent, find_prior(archive, entry.unit_id, entry.year))
    change = Comparison(spent.value(report), last).percent
    return (
        *(number_cell(format_figure(figure, figure.value(report))) for figure in _FIGURES),
        number_cell(format_signed_percent(change)),
        number_cell(format_figure(SCORE, SCORE.value(report))),
        text_cell(report.evaluation.grade),
        text_cell(report.kind),
    )


def years_page(archive: Archive) -> Page:
    """年度: all years, latest first."""
    return Page(
        path=YEARS,
        title="年度",
        description=f"按年度查看各单位{REPORTS}。",
        template="years.html",
        view=tuple(year_summary(archive, year) for year in sorted(archive.years, reverse=True)),
        crumbs=(Link("首页", HOME), Link("年度")),
    )


#: 预算法第十四条: within twenty days after approval (批复).
_DAYS: Final = timedelta(days=20)


def lateness(entry: Entry, deadline: Deadline) -> str | None:
    """Why a report was late, in a sentence; None where it was not or nothing proves it."""
    report = entry.published
    published_on = report.disclosure.published_on if report else None
    if report is None or published_on is None:
        return None
    approved_on, said = report.disclosure.approved_on, format_date(published_on)
    if approved_on and published_on > approved_on + _DAYS:
        days = (published_on - approved_on).days
        return f"{format_date(approved_on)}批复，{said}发布，相隔 {days} 日，超过批复后二十日（预算法第十四条）"
    if deadline.day and published_on > deadline.day:
        basis = f"（{deadline.basis}）" if deadline.basis else ""
        return f"公开期限为{format_date(deadline.day)}{basis}，{said}发布"
    return None
