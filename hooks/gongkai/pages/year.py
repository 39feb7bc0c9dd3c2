"""The year page (all units of a year, and who was proved late) and the list of years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ..derive.lateness import AFTER_APPROVAL, overdue
from ..model.archive import Archive, Entry
from ..model.year import Deadline, GradeBand, YearRules
from .divided import Division, divisions
from .downloads import is_split, year_downloads
from .money.functions import Function, functions
from .money.money import MoneyView, money_of
from .money.spending import year_spending
from .parts.bars import Bars
from .parts.corrections import CorrectionView, correction_views
from .parts.format import format_date
from .parts.page import (
    HOME,
    REPORTS,
    YEARS,
    Link,
    Page,
    called,
    compare_path,
    kinds_of,
    report_path,
    unit_path,
    year_part_path,
    year_path,
)
from .parts.table import Table
from .parts.years import ABSENT, state_label
from .totals import score_bands, three_public_changes, totals_table
from .year_table import categories_table, year_table


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
    def words(self) -> str:
        """17 个单位，已公开 16，核实中 1; the state alone where there is but one unit."""
        if self.expected == 1:
            return self.counts[0][0]
        return "，".join([f"{self.expected} 个单位", *(f"{state} {count}" for state, count in self.counts)])

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
    """A year: its rules in words, coverage and all units, or their categories where they are ``divided``."""

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
    changes: Table | None
    scores: Bars | None
    years: tuple[Link, ...]
    downloads: tuple[Link, ...]
    amendments: tuple[CorrectionView, ...] = ()
    divided: bool = False
    money: MoneyView | None = None
    functions: tuple[Function, ...] = ()


@dataclass(frozen=True, slots=True)
class YearPartView:
    """The units of one category in a year of many; ``parts`` are all pages of that year."""

    label: str
    table: Table
    parts: tuple[Link, ...]


def year_summary(archive: Archive, year: int) -> YearSummary:
    """States of all units of the register in ``year``."""
    found = Counter(state_label(archive.find_entry(unit_id, year)) for unit_id, _ in archive.units_of_year(year))
    order = ("已公开", "核实中", "依法不公开", "撤下", "待公开", ABSENT)
    return YearSummary(year, tuple((state, found[state]) for state in order if found[state]))


def year_page(archive: Archive, year: int, money: Callable[[], MoneyView] | None = None, *, excel: bool = True) -> Page:
    """All units of a year, those that have not published too; ``money`` is what the home page shows of it."""
    rules = archive.years[year]
    years, parts = sorted(archive.years), year_divisions(archive, year)
    units, at = archive.units_of_year(year), years.index(year)
    kinds, spending = kinds_of(entry.published for entry in archive.entries_of_year(year)), year_spending(archive, year)
    view = YearView(
        rules=rules,
        grades="、".join(_grade_words(rules.grades)),
        kind="" if len(kinds) > 1 else "".join(kinds),
        deadline=format_date(rules.deadline.day),
        summary=year_summary(archive, year),
        table=categories_table(archive, year, parts) if parts else year_table(archive, year, units),
        compare=Link("按类别比较", compare_path(year)) if any(archive.entries_of_year(year)) else None,
        late=tuple(_late(archive, year)),
        withheld=tuple(_withheld(archive, year)),
        totals=totals_table(spending),
        changes=three_public_changes(archive, spending),
        scores=score_bands(archive, year),
        years=tuple(Link(f"{other}年", year_path(other), current=other == year) for other in reversed(years)),
        downloads=year_downloads(archive, year, excel=excel),
        amendments=correction_views(rules.amendments),
        divided=bool(parts),
        money=money_of(archive, spending, money),
        functions=functions(spending),
    )
    return Page(
        path=year_path(year),
        title=f"{year}年度全部单位",
        description=f"{year}年度各单位{called(archive.entries_of_year(year))}和主要数字。",
        template="year.html",
        view=view,
        crumbs=(Link("首页", HOME), Link("年度", YEARS), Link(f"{year}年度")),
        previous=Link(f"{years[at - 1]}年度", year_path(years[at - 1])) if at else None,
        next=Link(f"{years[at + 1]}年度", year_path(years[at + 1])) if at + 1 < len(years) else None,
        csv="data.csv" if view.downloads and not is_split(archive, year) else "",
        csv_name=f"全部单位-{year}年度.csv",
        scripts=("assets/gongkai-table.js",),
        is_wide=True,
    )


def year_divisions(archive: Archive, year: int) -> tuple[Division, ...]:
    """The pages on which the units of a year stand; none where the page of the year has them all."""
    return divisions(archive, archive.units_of_year(year))


def year_part_page(archive: Archive, year: int, part: Division) -> Page:
    """The units of one category in a year of many."""
    path = year_part_path(year, part.slug, part.number)
    others = ((other.label, year_part_path(year, other.slug, other.number)) for other in year_divisions(archive, year))
    links = tuple(Link(label, address, current=address == path) for label, address in others)
    return Page(
        path=path,
        title=f"{year}年度{part.label}",
        description=f"{year}年度{part.label} {len(part.units)} 个单位的主要数字。",
        template="year_part.html",
        view=YearPartView(part.label, year_table(archive, year, part.units, part.label), links),
        crumbs=(Link("首页", HOME), Link("年度", YEARS), Link(f"{year}年度", year_path(year)), Link(part.label)),
        scripts=("assets/gongkai-table.js",),
        is_wide=True,
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


def lateness(entry: Entry, deadline: Deadline) -> str | None:
    """Why a report was late, in a sentence; None where it was not or nothing proves it."""
    stated = entry.published.disclosure if entry.published else None
    late = overdue(stated, deadline) if stated else None
    if stated is None or late is None:
        return None
    said = format_date(stated.published_on)
    if late.is_after_approval:
        days = (late.by + AFTER_APPROVAL).days
        return f"{format_date(stated.approved_on)}批复，{said}发布，相隔 {days} 日，超过批复后二十日（预算法第十四条）"
    basis = f"（{deadline.basis}）" if deadline.basis else ""
    return f"公开期限为{format_date(deadline.day)}{basis}，{said}发布"
