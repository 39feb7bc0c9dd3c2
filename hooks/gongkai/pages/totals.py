"""What the reports of a year come to together, what changed most, and the charts of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from ..derive.assessment import Comparison, prior_value, separate_reports
from ..model.archive import Archive, Chain, find_prior
from ..model.form import MAIN_LINES, SCORE, THREE_PUBLIC, Line, spending_of
from ..model.rates import percent, rounded
from ..model.year import YearRules
from .parts.bars import Bars, count_chart, ranking_chart
from .parts.format import format_amount, format_percent, format_signed, format_signed_percent
from .parts.page import report_path
from .parts.table import Column, Row, Table, number_cell

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


#: Floors of the bands in which scores are counted, beside those of the year's own scale.
_STEPS: Final = tuple(map(Decimal, (95, 90, 85, 80, 70, 60, 0)))
#: So many units are ranked; the table has them all.
_RANKED: Final = 12


@dataclass(frozen=True, slots=True)
class YearCharts:
    """The charts of one year; each is None where too little is published."""

    scores: Bars | None
    spending: Bars | None


def year_charts(archive: Archive, year: int) -> YearCharts:
    """Only of published reports; a unit whose department is ranked is part of that department's figure."""
    reports = [entry.published for entry in archive.entries_of_year(year) if entry.published]
    scores = [score for report in reports if (score := SCORE.value(report)) is not None]
    spent = [
        (archive.units[entry.unit_id].name_in(year), value, report_path(entry.unit_id, year))
        for entry, report in separate_reports(archive, year)
        if (value := spending_of(report).value(report)) is not None
    ]
    spent.sort(key=lambda row: row[1], reverse=True)
    return YearCharts(_scores(scores, archive.years[year]), _ranking(spent))


def _scores(scores: list[Decimal], rules: YearRules) -> Bars | None:
    """How many reports stand in each band, from the highest band that has any to the lowest."""
    floors = sorted({*_STEPS, *(band.floor for band in rules.grades)}, reverse=True)
    if len(scores) < 2:
        return None
    counts = Counter(next(floor for floor in floors if score >= floor) for score in scores)
    floors = [floor for floor in floors if min(counts) <= floor <= max(counts)]
    above = [None, *floors]
    labels = {floor: _band(floor, top) for floor, top in zip(floors, above, strict=False)}
    middle = sorted(scores)[len(scores) // 2] if len(scores) % 2 else None
    caption = f"{len(scores)} 份报告的自评得分" + (f"，居中的是 {middle:f} 分" if middle is not None else "")
    return count_chart("fenbu", caption, ((labels[floor], counts[floor]) for floor in floors), "份")


def _band(floor: Decimal, top: Decimal | None) -> str:
    if top is None:
        return f"{floor:f} 分及以上"
    return f"不到 {top:f} 分" if floor == 0 else f"{floor:f} 分及以上，不到 {top:f} 分"


def _ranking(spent: list[tuple[str, Decimal, str]]) -> Bars | None:
    if len(spent) < 3:
        return None
    shown = spent[:_RANKED]
    whole = sum((value for _, value, _ in spent), Decimal(0))
    part = sum((value for _, value, _ in shown), Decimal(0))
    share = format_percent(percent(part, whole), 1)
    more = f"，占参加比较的 {len(spent)} 个单位合计的 {share}" if len(spent) > len(shown) and whole else ""
    return ranking_chart("paixu", f"支出最多的 {len(shown)} 个单位{more}", shown)
