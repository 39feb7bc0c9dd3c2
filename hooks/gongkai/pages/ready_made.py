"""现成的比较: the units of a category in a year side by side, and the categories of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from ..model.archive import Archive, Entry
from ..model.form import spending_of
from .compared import Compared, Group, category_slugs, compared, groups_of_year, tables
from .compared_charts import charts
from .compared_year import categories_table
from .compared_years import entries_shown, three_public_over_years
from .parts.bars import Bars
from .parts.folded import LONG_TABLE, shortened
from .parts.page import COMPARE, HOME, METHODOLOGY, Link, Page, compare_path
from .parts.table import Table

#: A longer comparison is continued on a further page, so that each stays light.
MOST_ROWS: Final = 400
#: Key of a table → its name among the page's own contents.
_JUMPS: Final = {"shuzi": "主要数字", "renjun": "人均", "bilv": "按公开数字计算的指标", "sangong": "“三公”经费历年"}
#: Key of a table → how it is to be read.
_NOTES: Final = {
    "shuzi": "“—”表示未公开，“0.00”表示公开为零，谁都没有公开的项目不列。"
    "“支出比年初预算”按本年支出合计算，没有公开的按支出总计算，由本站计算。"
    "部门的数字包括本级和所属单位，不能与所属单位相加，也不宜与所属单位比大小。",
    "renjun": "决算数除以报告公开的年末人数，由本站计算；没有公开人数的算不出，写“—”。"
    "部门的人数和金额包不包括所属单位，照各报告的口径。",
    "bilv": "由本站用公开数字计算，不是单位的自评结果；“—”表示缺少公开数或者基数为零，算不出。算法见",
    "sangong": "照各年报告公开的“三公”经费合计的决算数；“—”表示没有公开这个数，或者本站没有这一年可以显示的报告。"
    "点数字打开当年报告，点单位看它的历年数字。",
}
#: Key of a table → where the way of computing it is explained.
_EXPLAINED: Final = {"bilv": Link("校核方法", f"{METHODOLOGY}#bilv")}


@dataclass(frozen=True, slots=True)
class CompareYearView:
    """The categories of a year."""

    years: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class CategoryTable:
    """A table of a comparison, how it is to be read, where more is explained, and the charts beside it."""

    table: Table
    note: str
    explained: Link | None
    charts: tuple[Bars, ...]


@dataclass(frozen=True, slots=True)
class CategoryView:
    """The units of one category in one year.

    Attributes:
        jumps: the tables of the page, none where it has but one.
        tables: without charts in a comparison that takes several pages.
        parts: the pages of a long comparison.
    """

    year: int
    group: Group
    years: tuple[Link, ...]
    categories: tuple[Link, ...]
    jumps: tuple[Link, ...]
    tables: tuple[CategoryTable, ...]
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
    groups = groups_of_years(archive, category_slugs(archive))
    counts = repr([(year, [(g.slug, len(g.entries), g.absent) for g in found]) for year, found in groups.items()])
    for year, found in groups.items():
        if found:
            entries = tuple(entry for group in found for entry in group.entries)
            yield ReadyMade(compare_path(year), year, counts, entries, partial(_year_page, archive, groups, year))
        for group in found:
            for number in range(1, _parts(group) + 1):
                page = partial(_category_page, archive, groups, year, group, number)
                entries = entries_shown(archive, year, _part(group, number))
                yield ReadyMade(compare_path(year, group.slug, number), year, counts, entries, page)


def groups_of_years(archive: Archive, slugs: Mapping[str, str]) -> Groups:
    """The categories of every year, earliest first."""
    return {year: groups_of_year(archive, year, slugs) for year in sorted(archive.years)}


def _year_page(archive: Archive, groups: Groups, year: int) -> Page:
    table = categories_table(archive, year, groups[year])
    return Page(
        path=compare_path(year),
        title=f"{year}年度对比",
        description=f"{year}年度各类别单位的支出，比年初预算多还是少，和各类别的比较表。",
        template="compare_year.html",
        view=CompareYearView(_year_links(groups, year), table),
        crumbs=(Link("首页", HOME), Link("对比", COMPARE), Link(f"{year}年度")),
    )


def _year_links(groups: Groups, year: int, category: str = "") -> tuple[Link, ...]:
    """Every year that has something to compare, or has it in ``category``; earliest first."""
    return tuple(
        Link(str(other), compare_path(other, group.slug if category else ""), current=other == year)
        for other, found in groups.items()
        for group in [next((g for g in found if not category or g.category == category), None)]
        if group
    )


def _category_page(archive: Archive, groups: Groups, year: int, group: Group, number: int) -> Page:
    found, order = _in_order([compared(archive, entry) for entry in _part(group, number)])
    over_years = three_public_over_years(archive, year, group, [one.entry for one in found])
    every = (*tables(archive, year, group.category, found), *filter(None, [over_years]))
    made = [shortened(table, order) for table in every]
    drawn = charts(archive, found) if _parts(group) == 1 else {}
    view = CategoryView(
        year=year,
        group=group,
        years=_year_links(groups, year, group.category),
        categories=tuple(
            Link(other.category, compare_path(year, other.slug), str(len(other.entries)), current=other is group)
            for other in groups[year]
        ),
        jumps=tuple(Link(_JUMPS[table.key], f"#biao-{table.key}") for table in made) if len(made) > 1 else (),
        tables=tuple(CategoryTable(t, _NOTES[t.key], _EXPLAINED.get(t.key), drawn.get(t.key, ())) for t in made),
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


def _in_order(found: list[Compared]) -> tuple[list[Compared], str]:
    """As the register has them, but long lists by what was spent, the most first; and the words for it."""
    if len(found) <= LONG_TABLE:
        return found, ""
    return sorted(found, key=_spent, reverse=True), "按支出从多到少"


def _spent(one: Compared) -> Decimal:
    """What one unit spent; below everything where that is not published or may not be shown."""
    report = one.entry.published
    spent = spending_of(report).value(report) if report else None
    return Decimal("-Infinity") if spent is None else spent


def _parts(group: Group) -> int:
    """The number of pages that a category takes."""
    return -(-len(group.entries) // MOST_ROWS)


def _part(group: Group, number: int) -> tuple[Entry, ...]:
    """The reports on one page."""
    return group.entries[(number - 1) * MOST_ROWS : number * MOST_ROWS]


def _part_link(year: int, group: Group, number: int, current: bool) -> Link:
    first, last = (number - 1) * MOST_ROWS + 1, min(number * MOST_ROWS, len(group.entries))
    return Link(f"登记的第{first}—{last}个", compare_path(year, group.slug, number), current=current)
