"""The categories of a year side by side: how many units, what they spent together, and that against the budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ..derive.assessment import Comparison, separate_reports
from ..model.archive import Archive
from ..model.form import spending_of
from ..model.rates import total
from ..model.report import Report
from .compared import Group, category_of
from .parts.format import format_amount, format_signed, format_signed_percent
from .parts.page import compare_data, compare_path
from .parts.table import Cell, Column, Row, Table, number_cell
from .parts.years import state_label


def categories_table(archive: Archive, year: int, groups: Sequence[Group]) -> Table:
    """Units inside a published department are not added again; 比年初预算 adds those that publish both figures."""
    states = tuple(dict.fromkeys(state_label(e) for group in groups for e in group.entries))
    reports = _reports(archive, year)
    counted = (Column("收录"), *map(Column, states))
    money = (Column("支出"), Column("比年初预算"), Column("比年初预算（%）"))
    rows = tuple(_row(year, group, states, reports.get(group.category, [])) for group in groups)
    columns = (*money, *counted, Column("数据", numeric=False))
    return Table("leibie", f"{year}年度各类别", "类别", columns, rows, "金额单位：万元，单位数：个", sortable=True)


def _reports(archive: Archive, year: int) -> Mapping[str, list[Report]]:
    """Category → the reports that are added."""
    found: dict[str, list[Report]] = {}
    for entry, report in separate_reports(archive, year):
        found.setdefault(category_of(archive.units[entry.unit_id]), []).append(report)
    return found


def _row(year: int, group: Group, states: Iterable[str], reports: Sequence[Report]) -> Row:
    counts = Counter(state_label(entry) for entry in group.entries)
    units = (number_cell(str(count)) for count in (len(group.entries), *(counts[state] for state in states)))
    link = Cell("CSV", "text", path=compare_data(year, group.slug))
    return Row(group.category, (*_sums(reports), *units, link), path=compare_path(year, group.slug))


def _sums(reports: Sequence[Report]) -> tuple[Cell, ...]:
    """What was spent together, and what was spent beyond the budget by those that publish one."""
    spent = [value for report in reports if (value := spending_of(report).value(report)) is not None]
    pairs = [(line.value(r), line.value(r, "initial_budget")) for r in reports for line in [spending_of(r)]]
    both: list[tuple[Decimal, Decimal]] = [(a, b) for a, b in pairs if a is not None and b is not None]
    against = Comparison(total(a for a, _ in both), total(b for _, b in both))
    return (
        number_cell(format_amount(total(spent))),
        number_cell(format_signed(against.difference)),
        number_cell(format_signed_percent(against.percent)),
    )
