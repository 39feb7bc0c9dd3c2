"""对比: the reader's own comparison (/compare/) and the ready-made ones by year and category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.archive import Archive, Entry
from ..model.form import EXPENDITURE, TOTAL_EXPENDITURE, Line
from ..model.indicator import COMPARED, SELF_EVALUATED, Rate
from ..model.report import Report
from .compared import Group, category_slugs, groups_of_year, tables
from .parts.page import COMPARE, HOME, REPORTS, Link, Page, compare_data, compare_path
from .parts.table import Cell, Column, Row, Table, number_cell
from .parts.years import state_label

#: A longer comparison is continued on a further page, so that each stays light.
MOST_ROWS: Final = 400
#: Units in one file of figures: a reader's few units lie in few files (see :mod:`gongkai.open_data.comparison`).
BLOCK: Final = 100


@dataclass(frozen=True, slots=True)
class CompareView:
    """What can be chosen, and links to what is ready-made.

    Attributes:
        years: earliest first.
        groups: (heading, figures and indicators).
        columns: the columns of the forms (key, label), 决算 first.
        default: key of the figure that is shown until the reader chooses.
        block: units in one file of figures.
        ready: category by year; None while nothing is published.
    """

    years: tuple[int, ...]
    groups: tuple[tuple[str, tuple[Line | Rate, ...]], ...]
    columns: tuple[tuple[str, str], ...]
    default: str
    block: int
    ready: Table | None


@dataclass(frozen=True, slots=True)
class CompareYearView:
    """The categories of a year."""

    years: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class CategoryView:
    """The units of one category in one year; ``parts`` are the pages of a long comparison."""

    year: int
    group: Group
    years: tuple[Link, ...]
    categories: tuple[Link, ...]
    tables: tuple[Table, ...]
    parts: tuple[Link, ...]


#: Year → its categories.
Groups = Mapping[int, tuple[Group, ...]]


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A page of ready-made comparisons of a year, laid out when it is written.

    ``links`` changes when the other comparisons that it leads to do; ``entries`` are those whose figures it shows.
    """

    path: str
    year: int
    links: str
    entries: tuple[Entry, ...]
    lay_out: Callable[[], Page]


def ready_made(archive: Archive) -> Iterator[ReadyMade]:
    """Every year that has something to compare, and every category in it."""
    groups = _groups(archive, category_slugs(archive))
    counts = repr([(year, [(g.slug, len(g.entries), g.absent) for g in found]) for year, found in groups.items()])
    for year, found in groups.items():
        if found:
            yield ReadyMade(compare_path(year), year, counts, (), partial(_year_page, groups, year))
        for group in found:
            for number in range(1, _parts(group) + 1):
                page = partial(_category_page, archive, groups, year, group, number)
                yield ReadyMade(compare_path(year, group.slug, number), year, counts, _part(group, number), page)


def _groups(archive: Archive, slugs: Mapping[str, str]) -> Groups:
    return {year: groups_of_year(archive, year, slugs) for year in sorted(archive.years)}


def compare_page(archive: Archive) -> Page:
    """The reader's own comparison, with links to the ready-made ones."""
    slugs = category_slugs(archive)
    groups, offered = _groups(archive, slugs), _offered(archive)
    view = CompareView(
        years=tuple(groups),
        groups=tuple((label, tuple(found)) for label, found in groupby(offered, key=lambda figure: figure.group)),
        columns=tuple((name, COLUMN_LABELS[name]) for name in (COLUMNS[-1], *COLUMNS[:-1])),
        default=_default_figure(archive),
        block=BLOCK,
        ready=_ready_table(groups, slugs),
    )
    return Page(
        path=COMPARE,
        title="对比",
        description=f"自选单位、年度和指标，比较{REPORTS}的数字；也可以直接看按类别和年度做好的比较表。",
        template="compare.html",
        view=view,
        crumbs=(Link("首页", HOME), Link("对比")),
        scripts=("assets/gongkai-compare.js",),
    )


def _offered(archive: Archive) -> tuple[Line | Rate, ...]:
    """What readers may choose; 项目自评 only where a report of the latest year has some."""
    if any(report.project_evaluations for report in _latest(archive)):
        return COMPARED
    return tuple(figure for figure in COMPARED if figure not in SELF_EVALUATED)


def _latest(archive: Archive) -> list[Report]:
    entries = archive.entries_of_year(max(archive.years, default=0))
    return [entry.published for entry in entries if entry.published]


def _default_figure(archive: Archive) -> str:
    """本年支出合计 or 支出总计, whichever more reports of the latest year publish."""
    reports = _latest(archive)
    figures = (EXPENDITURE, TOTAL_EXPENDITURE)
    return max(figures, key=lambda figure: sum(figure.value(report) is not None for report in reports)).key


def _ready_table(groups: Groups, slugs: Mapping[str, str]) -> Table | None:
    """Category by year, latest first: the number of reports, leading to their comparison."""
    years = [year for year in sorted(groups, reverse=True) if groups[year]]
    rows: dict[str, dict[int, Cell]] = {category: {} for category in slugs}
    for year in years:
        for group in groups[year]:
            rows[group.category][year] = Cell(str(len(group.entries)), path=compare_path(year, group.slug))
    made = tuple(
        Row(category, tuple(cells.get(year, number_cell("—")) for year in years))
        for category, cells in rows.items()
        if cells
    )
    columns = tuple(Column(f"{year}年", path=compare_path(year)) for year in years)
    return Table("xiancheng", "按类别和年度的比较表", "类别", columns, made, "数字是本站收录的单位数") if made else None


def _year_page(groups: Groups, year: int) -> Page:
    states = tuple(dict.fromkeys(state_label(e) for group in groups[year] for e in group.entries))
    columns = (Column("收录"), *(Column(state) for state in states), Column("数据", numeric=False))
    rows = tuple(_group_row(year, group, states) for group in groups[year])
    table = Table("leibie", f"{year}年度各类别", "类别", columns, rows, "单位：个")
    return Page(
        path=compare_path(year),
        title=f"{year}年度对比",
        description=f"{year}年度各类别单位的比较表。",
        template="compare_year.html",
        view=CompareYearView(_year_links(groups, year), table),
        crumbs=(Link("首页", HOME), Link("对比", COMPARE), Link(f"{year}年度")),
    )


def _group_row(year: int, group: Group, states: tuple[str, ...]) -> Row:
    counts = Counter(state_label(entry) for entry in group.entries)
    figures = (number_cell(str(count)) for count in (len(group.entries), *(counts[state] for state in states)))
    link = Cell("CSV", "text", path=compare_data(year, group.slug))
    return Row(group.category, (*figures, link), path=compare_path(year, group.slug))


def _year_links(groups: Groups, year: int, category: str = "") -> tuple[Link, ...]:
    """Every year that has something to compare, or has it in ``category``; earliest first."""
    return tuple(
        Link(str(other), compare_path(other, group.slug if category else ""), current=other == year)
        for other, found in groups.items()
        for group in [next((g for g in found if not category or g.category == category), None)]
        if group
    )


def _category_page(archive: Archive, groups: Groups, year: int, group: Group, number: int) -> Page:
    view = CategoryView(
        year=year,
        group=group,
        years=_year_links(groups, year, group.category),
        categories=tuple(
            Link(other.category, compare_path(year, other.slug), str(len(other.entries)), current=other is group)
            for other in groups[year]
        ),
        tables=tables(archive, year, group.category, _part(group, number)),
        parts=tuple(_part_link(year, group, at, at == number) for at in range(1, _parts(group) + 1)),
    )
    crumbs = (Link("首页", HOME), Link("对比", COMPARE), Link(f"{year}年度", compare_path(year)), Link(group.category))
    return Page(
        path=compare_path(year, group.slug, number),
        title=f"{year}年度{group.category}对比" + (f"（第{number}页）" if number > 1 else ""),
        description=f"{year}年度{group.category}各单位支出、“三公”经费、人数和自评得分的比较。",
        template="compare_category.html",
        view=view,
        crumbs=crumbs,
        csv="data.csv" if number == 1 else "../data.csv",
        csv_name=f"{group.category}对比-{year}年度.csv",
    )


def _parts(group: Group) -> int:
    """The number of pages that a category takes."""
    return -(-len(group.entries) // MOST_ROWS)


def _part(group: Group, number: int) -> tuple[Entry, ...]:
    """The reports on one page."""
    return group.entries[(number - 1) * MOST_ROWS : number * MOST_ROWS]


def _part_link(year: int, group: Group, number: int, current: bool) -> Link:
    first, last = (number - 1) * MOST_ROWS + 1, min(number * MOST_ROWS, len(group.entries))
    return Link(f"第{first}—{last}个", compare_path(year, group.slug, number), current=current)
