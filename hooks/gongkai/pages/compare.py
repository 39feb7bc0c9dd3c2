"""对比: the reader's own comparison (/compare/), with links to the ready-made ones (:mod:`.ready_made`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from ..derive.columns import COMPUTED_COLUMNS, ComputedColumn, columns_of
from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.archive import Archive
from ..model.form import EXPENDITURE, TOTAL_EXPENDITURE, Line
from ..model.indicator import COMPARED, SELF_EVALUATED, Rate
from ..model.report import Report
from .compared import category_slugs
from .parts.page import COMPARE, HOME, REPORTS, Link, Page, compare_path
from .parts.table import Cell, Column, Row, Table, number_cell
from .ready_made import Groups, groups_of_years

#: Units in one file of figures: a reader's few units lie in few files (see :mod:`gongkai.open_data.comparison`).
BLOCK: Final = 100


class PublishedColumn(NamedTuple):
    """A column of the forms; its measure is the figure's own."""

    key: str
    label: str
    measure: str = ""
    signed: bool = False
    formula: str = ""


#: 决算 first.
_PUBLISHED: Final = tuple(PublishedColumn(name, COLUMN_LABELS[name]) for name in (COLUMNS[-1], *COLUMNS[:-1]))


class ColumnGroup(NamedTuple):
    """Columns that stand together in the list of choices."""

    label: str
    columns: tuple[PublishedColumn | ComputedColumn, ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """What can be chosen, and links to what is ready-made.

    Attributes:
        years: earliest first.
        groups: (heading, figures and indicators).
        columns: what the forms publish, 决算 first, and what is worked out from it.
        figure_columns: figure → the columns that it may have.
        default: the figure that is shown until the reader chooses.
        block: units in one file of figures.
        ready: category by year; None while nothing is published.
    """

    years: tuple[int, ...]
    groups: tuple[tuple[str, tuple[Line | Rate, ...]], ...]
    columns: tuple[ColumnGroup, ...]
    figure_columns: Mapping[str, str]
    default: Line | Rate
    block: int
    ready: Table | None


def compare_page(archive: Archive) -> Page:
    """The reader's own comparison, with links to the ready-made ones."""
    slugs = category_slugs(archive)
    groups, offered = groups_of_years(archive, slugs), _offered(archive)
    view = CompareView(
        years=tuple(groups),
        groups=tuple((label, tuple(found)) for label, found in groupby(offered, key=lambda figure: figure.group)),
        columns=(ColumnGroup("公开的", _PUBLISHED), ColumnGroup("由本站计算", COMPUTED_COLUMNS)),
        figure_columns={figure.key: " ".join(columns_of(figure)) for figure in offered},
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


def _default_figure(archive: Archive) -> Line | Rate:
    """本年支出合计 or 支出总计, whichever more reports of the latest year publish."""
    reports = _latest(archive)
    figures = (EXPENDITURE, TOTAL_EXPENDITURE)
    return max(figures, key=lambda figure: sum(figure.value(report) is not None for report in reports))


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
    columns = tuple(Column(str(year), path=compare_path(year)) for year in years)
    return Table("xiancheng", "按类别和年度的比较表", "类别", columns, made, "数字是本站收录的单位数") if made else None
