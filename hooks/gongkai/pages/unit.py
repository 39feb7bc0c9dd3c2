"""The unit page (all years of a unit, where it came from and what became of it) and the directory of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..derive.assessment import Assessed, assess
from ..model.archive import Archive
from ..model.unit import Change, FormerName, Unit
from .divided import Division, by_category, divisions
from .downloads import unit_downloads, unit_file, unit_file_name
from .parts.columns import Columns
from .parts.corrections import CorrectionView, correction_view, correction_views
from .parts.page import (
    HOME,
    UNITS,
    Link,
    Page,
    SideGroup,
    called,
    comparison_of,
    directory_path,
    report_path,
    unit_path,
)
from .parts.table import Table
from .parts.years import UnitYears, YearMark, unit_years, year_links
from .report.answer import Phrase, lead, words_of
from .report.charts import unit_charts


class Newest(NamedTuple):
    """The newest report that can be read, and what it says first."""

    report: Link
    lead: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit: who it is, what became of it, its reports by year and its figures side by side."""

    facts: tuple[tuple[str, str], ...]
    former_names: tuple[str, ...]
    lineage: tuple[Statement, ...]
    marks: tuple[YearMark, ...]
    years: Table | None
    compare: Link
    charts: tuple[Columns | None, ...]
    downloads: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...] = ()
    amendments: tuple[CorrectionView, ...] = ()
    newest: Newest | None = None


def unit_page(
    archive: Archive,
    unit_id: str,
    unit: Unit,
    *,
    years: UnitYears | None = None,
    assessed: Assessed | None = None,
    excel: bool = True,
) -> Page:
    """All years of one unit; ``years`` and ``assessed`` are what is known already of them and of its reports."""
    marks, table = years or unit_years(archive, unit_id)
    reports, newest = [*archive.entries_of_unit(unit_id)], _newest(archive, unit_id, assessed or {})
    history = f"{unit.name}历年{called(reports)}和主要数字。"
    recent = [entry.year for entry in reports if entry.is_shown][-3:]
    view = UnitView(
        facts=_facts(unit),
        former_names=tuple(map(_former_name, unit.former_names)),
        lineage=lineage(archive, unit_id, unit),
        marks=marks,
        years=table,
        compare=Link("与同类单位比较", comparison_of((unit_id,), recent)),
        charts=unit_charts(archive, unit_id, marks),
        downloads=unit_downloads(archive, unit_id, excel=excel),
        corrections=tuple(_corrections(archive, unit_id)),
        amendments=correction_views(unit.amendments),
        newest=newest,
    )
    return Page(
        path=unit_path(unit_id),
        title=unit.name,
        description=f"{newest.report.label}：{words_of(newest.lead)}" if newest else history,
        template="unit.html",
        view=view,
        sidebar=(SideGroup("历年报告", year_links(marks)), SideGroup("相关", (Link("单位名录", UNITS),))),
        crumbs=(Link("首页", HOME), Link("单位", UNITS), Link(unit.short_name or unit.name)),
        csv=unit_file(archive, unit_id, "csv").removeprefix(unit_path(unit_id)) if view.downloads else "",
        csv_name=unit_file_name(archive, unit_id, "csv"),
    )


def _newest(archive: Archive, unit_id: str, assessed: Assessed) -> Newest | None:
    """None where nothing can be read, or the newest states none of the figures that a report begins with."""
    for entry in reversed([*archive.entries_of_unit(unit_id)]):
        if report := entry.published:
            said = lead(report, assessed.get((unit_id, entry.year)) or assess(archive, entry, report))
            link = Link(f"{entry.year}年度", report_path(unit_id, entry.year))
            return Newest(link, said) if any(phrase.strong for phrase in said) else None
    return None


def _corrections(archive: Archive, unit_id: str) -> Iterator[CorrectionView]:
    """Those of all reports that are shown, latest year first."""
    for entry in reversed([*archive.entries_of_unit(unit_id)]):
        about = Link(f"{entry.year}年度", report_path(unit_id, entry.year))
        for correction in entry.published.corrections if entry.published else ():
            yield correction_view(correction, about)


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """The units by category, or only the categories, where each has a page of its own.

    Attributes:
        count: the number of units.
        groups: category → its units.
        parts: pages of categories, each with the number of units and of reports.
    """

    count: int
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    parts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectoryPartView:
    """The units of one category of many."""

    units: tuple[Link, ...]
    parts: tuple[Link, ...]


def directory_page(archive: Archive) -> Page:
    """单位名录: every unit by category, in the order of the register; the categories alone of very many."""
    parts = directory_divisions(archive)
    groups = {} if parts else by_category(archive.units.items())
    listed = ((name, tuple(_directory_link(archive, *unit) for unit in units)) for name, units in groups.items())
    return Page(
        path=UNITS,
        title="单位名录",
        description="本站收录的全部预算单位。",
        template="units.html",
        view=DirectoryView(len(archive.units), tuple(listed), tuple(_part_link(archive, part) for part in parts)),
        crumbs=(Link("首页", HOME), Link("单位")),
        scripts=("assets/gongkai-find.js",),
        is_wide=True,
    )


def directory_divisions(archive: Archive) -> tuple[Division, ...]:
    """The pages on which the units stand; none where the directory has them all."""
    return divisions(archive, archive.units.items())


def directory_part_page(archive: Archive, part: Division) -> Page:
    """The units of one category of many."""
    path = directory_path(part.slug, part.number)
    others = ((other.label, directory_path(other.slug, other.number)) for other in directory_divisions(archive))
    links = tuple(_directory_link(archive, *unit) for unit in part.units)
    return Page(
        path=path,
        title=f"单位名录：{part.label}",
        description=f"本站收录的 {len(links)} 个预算单位：{part.label}。",
        template="units_part.html",
        view=DirectoryPartView(links, tuple(Link(name, to, current=to == path) for name, to in others)),
        crumbs=(Link("首页", HOME), Link("单位", UNITS), Link(part.label)),
        is_wide=True,
    )


def _part_link(archive: Archive, part: Division) -> Link:
    reports = sum(1 for unit_id, _ in part.units for entry in archive.entries_of_unit(unit_id) if entry.is_shown)
    note = f"{len(part.units)} 个单位，已公开的报告 {reports} 份"
    return Link(part.label, directory_path(part.slug, part.number), note)


def _directory_link(archive: Archive, unit_id: str, unit: Unit) -> Link:
    years = [entry.year for entry in archive.entries_of_unit(unit_id)]
    kept = _span(years) if years else "未收录报告"
    names = [unit.short_name, *(f"曾用名：{former.name}" for former in unit.former_names)]
    return Link(unit.name, unit_path(unit_id), " · ".join([name for name in names if name] + [kept]))


def _span(years: list[int]) -> str:
    """2018—2023年, with how many of them where some are missing."""
    if len(years) == 1:
        return f"{years[0]}年"
    missing = years[-1] - years[0] >= len(years)
    return f"{years[0]}—{years[-1]}年" + (f"中的 {len(years)} 年" if missing else "")


def _facts(unit: Unit) -> tuple[tuple[str, str], ...]:
    facts = (
        ("简称", unit.short_name),
        ("类别", unit.category),
        ("口径", unit.scope.value),
        ("机构代码", unit.organization_code),
        ("设立", f"{unit.first_year}年" if unit.first_year else None),
        ("撤销", f"{unit.last_year}年" if unit.last_year else None),
    )
    return tuple((label, value) for label, value in facts if value)


def _former_name(former: FormerName) -> str:
    since = f"{former.first_year}年—" if former.first_year else "至"
    return f"{former.name}（{since}{former.last_year}年）"


#: Words, and the units that they are about.
Statement = tuple[str, tuple[Link, ...]]
_CAME_FROM = {
    Change.MERGED: "{year}年由以下单位合并而来",
    Change.SPLIT: "{year}年从以下单位分立",
    Change.RESCOPED: "{year}年起口径变更，此前见",
    Change.SUCCEEDED: "{year}年承接以下单位",
}
_BECAME = {
    Change.MERGED: "{year}年并入",
    Change.SPLIT: "{year}年分立出",
    Change.RESCOPED: "{year}年起口径变更，此后见",
    Change.SUCCEEDED: "{year}年起由以下单位承接",
}


def lineage(archive: Archive, unit_id: str, unit: Unit) -> tuple[Statement, ...]:
    """Predecessors, successors, supervising department and the units below it."""
    found: list[tuple[str, Iterable[str]]] = []
    if unit.origin:
        found.append((_CAME_FROM[unit.origin.change].format(year=unit.origin.year), unit.origin.units))
    for successor in archive.successors(unit_id):
        if origin := archive.units[successor].origin:
            found.append((_BECAME[origin.change].format(year=origin.year), [successor]))
    if unit.supervising_department:
        found.append(("主管部门", [unit.supervising_department]))
    if below := archive.subordinates(unit_id):
        found.append(("所属单位", below))
    return tuple((words, tuple(_link(archive, other) for other in units)) for words, units in found)


def _link(archive: Archive, unit_id: str) -> Link:
    unit = archive.units.get(unit_id)
    return Link(unit.name, unit_path(unit_id)) if unit else Link(unit_id)
