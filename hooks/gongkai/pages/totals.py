"""What the reports of a year come to together, whose “三公”经费 changed most, and how the scores are spread."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from statistics import median
from typing import Final

from ..derive.assessment import Comparison
from ..model.archive import Archive
from ..model.form import MAIN_LINES, SCORE, THREE_PUBLIC
from ..model.rates import rounded, total
from .money.spending import Spending, YearSpending
from .parts.bars import Bars, bar_chart
from .parts.format import format_amount, format_signed, format_signed_percent
from .parts.page import report_path
from .parts.table import Column, Row, Table, number_cell

_ADDED: Final = tuple(line for line in MAIN_LINES if line.measure == "万元")
#: So many increases and decreases are shown.
_MOST: Final = 5


def totals_table(year: YearSpending) -> Table | None:
    """Sum, number of reports and median of each figure; units inside a published department are not added again."""
    rows = []
    for figure in _ADDED:
        values = [value for one in year.separate if (value := figure.value(one.report)) is not None]
        if len(values) > 1:
            middle = rounded(Decimal(median(values)), 2)
            whole = format_amount(sum(values, Decimal(0)))
            cells = (number_cell(whole), number_cell(str(len(values))), number_cell(format_amount(middle)))
            rows.append(Row(figure.label, cells))
    columns = (Column("合计"), Column("公开的报告（份）"), Column("中位数"))
    return Table("heji", "各单位合计", "项目", columns, tuple(rows)) if rows else None


def three_public_changes(archive: Archive, year: YearSpending) -> Table | None:
    """The largest increases and decreases of “三公”经费 among comparable units, from the largest down."""
    compared = ((one, Comparison(THREE_PUBLIC.value(one.report), _before(one))) for one in year.separate)
    grown = [(gap, one, comparison) for one, comparison in compared if (gap := comparison.difference)]
    grown.sort(key=lambda change: change[0], reverse=True)
    more = [change for change in grown if change[0] > 0][:_MOST]
    less = [change for change in grown if change[0] < 0][-_MOST:]
    rows = tuple(_row(archive, one, comparison) for _, one, comparison in (*more, *less))
    columns = (Column("上年"), Column("本年"), Column("增减"), Column("增减幅度"))
    return Table("bianhua-sangong", f"{THREE_PUBLIC.label}增减最多的单位", "单位", columns, rows) if rows else None


def _before(one: Spending) -> Decimal | None:
    return total(THREE_PUBLIC.value(report) for report in one.prior)


def _row(archive: Archive, one: Spending, comparison: Comparison) -> Row:
    entry = one.entry
    rate = "基数为 0" if comparison.percent is None else format_signed_percent(comparison.percent)
    amounts = (format_amount(comparison.base), format_amount(comparison.value), format_signed(comparison.difference))
    cells = tuple(map(number_cell, (*amounts, rate)))
    return Row(archive.units[entry.unit_id].name_in(entry.year), cells, path=report_path(entry.unit_id, entry.year))


#: Floors of the bands in which scores are counted, beside those of the year's own scale.
_STEPS: Final = tuple(map(Decimal, (95, 90, 85, 80, 70, 60, 0)))


def score_bands(archive: Archive, year: int) -> Bars | None:
    """How many reports stand in each band, from the highest band that has any to the lowest; None below two scores."""
    reports = [entry.published for entry in archive.entries_of_year(year) if entry.published]
    scores = sorted(score for report in reports if (score := SCORE.value(report)) is not None)
    if len(scores) < 2:
        return None
    floors = sorted({*_STEPS, *(band.floor for band in archive.years[year].grades)}, reverse=True)
    counts = Counter(next(floor for floor in floors if score >= floor) for score in scores)
    floors = [floor for floor in floors if min(counts) <= floor <= max(counts)]
    bands = zip(floors, (None, *floors), strict=False)
    rows = [(_band(floor, top), Decimal(counts[floor]), None) for floor, top in bands]
    middle = f"，居中的是 {scores[len(scores) // 2]:f} 分" if len(scores) % 2 else ""
    return bar_chart("fenbu", f"{len(scores)} 份报告的自评得分{middle}", "份", rows, str)


def _band(floor: Decimal, top: Decimal | None) -> str:
    if top is None:
        return f"{floor:f} 分及以上"
    return f"不到 {top:f} 分" if floor == 0 else f"{floor:f} 分及以上，不到 {top:f} 分"
