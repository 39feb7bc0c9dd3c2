"""What the reports of a year come to together, and what changed most against the year before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from ...derive.assessment import Comparison, prior_value, separate_reports
from ...model.archive import Archive
from ...model.continuity import Chain, find_prior
from ...model.form import MAIN_LINES, THREE_PUBLIC, Line, spending_of
from ...model.rates import rounded
from ..parts.format import format_amount, format_signed, format_signed_percent
from ..parts.links import report_path
from ..parts.table import Column, Row, Table, number_cell

_ADDED: Final = tuple(line for line in MAIN_LINES if line.measure == "万元")
#: So many increases and decreases are shown.
_MOST: Final = 5


def totals_table(archive: Archive, year: int) -> Table | None:
    """Sum, number of reports and median of each figure; units inside a published department are not added again."""
    reports = [report for _, report in separate_reports(archive, year)]
    rows = []
    for figure in _ADDED:
        values = [value for report in reports if (value := figure.value(report)) is not None]
        if len(values) > 1:
            middle = rounded(Decimal(median(values)), 2)
            total = format_amount(sum(values, Decimal(0)))
            cells = (number_cell(total), number_cell(str(len(values))), number_cell(format_amount(middle)))
            rows.append(Row(figure.label, cells))
    columns = (Column("合计"), Column("公开的报告（份）"), Column("中位数"))
    return Table("heji", "各单位合计", "项目", columns, tuple(rows)) if rows else None


@dataclass(frozen=True, slots=True)
class _Change:
    name: str
    path: str
    comparison: Comparison

    @property
    def difference(self) -> Decimal:
        """What it grew by, 万元."""
        return self.comparison.difference or Decimal(0)


def change_tables(archive: Archive, year: int) -> tuple[Table, ...]:
    """The largest increases and decreases of what was spent and of “三公”经费, among comparable units."""
    tables = (
        _change_table("bianhua-zhichu", "支出", _changes(archive, year, None)),
        _change_table("bianhua-sangong", THREE_PUBLIC.label, _changes(archive, year, THREE_PUBLIC)),
    )
    return tuple(table for table in tables if table)


def _changes(archive: Archive, year: int, figure: Line | None) -> list[_Change]:
    found = []
    for entry, report in separate_reports(archive, year):
        prior = find_prior(archive, entry.unit_id, year)
        if prior.chain in {Chain.BROKEN, Chain.NONE}:
            continue
        compared = figure or spending_of(report)
        comparison = Comparison(compared.value(report), prior_value(compared, prior))
        if comparison.difference:
            name = archive.units[entry.unit_id].name_in(year)
            found.append(_Change(name, report_path(entry.unit_id, year), comparison))
    return sorted(found, key=lambda change: change.difference, reverse=True)


def _change_table(key: str, label: str, changes: list[_Change]) -> Table | None:
    grown = [change for change in changes if change.difference > 0][:_MOST]
    shrunk = [change for change in changes if change.difference < 0][-_MOST:]
    rows = tuple(_change_row(change) for change in (*grown, *shrunk))
    columns = (Column("上年"), Column("本年"), Column("增减"), Column("增减幅度"))
    return Table(key, f"{label}增减最多的单位", "单位", columns, rows) if rows else None


def _change_row(change: _Change) -> Row:
    compared = change.comparison
    texts = (
        format_amount(compared.base), format_amount(compared.value), format_signed(compared.difference),
        format_signed_percent(compared.percent) if compared.percent is not None else "基数为 0",
    )  # fmt: skip
    return Row(change.name, tuple(map(number_cell, texts)), path=change.path)
