"""What the reports of a year come to together, what changed most, and the charts of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from ..derive.assessment import Comparison
from ..model.archive import Archive, Entry
from ..model.form import MAIN_LINES, SCORE, THREE_PUBLIC, TOTAL_EXPENDITURE, Line
from ..model.rates import percent, rounded, total
from .money.spending import Spending, YearSpending
from .parts.bars import Bars, bar_chart
from .parts.format import format_amount, format_percent, format_signed, format_signed_percent
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


def change_tables(archive: Archive, year: YearSpending) -> tuple[Table, ...]:
    """The largest increases and decreases of what was spent and of “三公”经费, among comparable units."""
    spent = [(one, one.line, one.change) for one in year.separate]
    public = [(one, THREE_PUBLIC, Comparison(THREE_PUBLIC.value(one.report), _before(one))) for one in year.separate]
    found = (
        _change_table("bianhua-zhichu", "支出", _changes(archive, spent)),
        _change_table("bianhua-sangong", THREE_PUBLIC.label, _changes(archive, public)),
    )
    return tuple(filter(None, found))


def _before(one: Spending) -> Decimal | None:
    return total(THREE_PUBLIC.value(report) for report in one.prior)


def _changes(archive: Archive, compared: list[tuple[Spending, Line, Comparison]]) -> list[tuple[Decimal, Row]]:
    """What each unit's figure grew by, and its row: the largest increases and decreases, from the largest down."""
    grown = [(gap, one, line, comparison) for one, line, comparison in compared if (gap := comparison.difference)]
    grown.sort(key=lambda change: change[0], reverse=True)
    names = _names(archive, [(one.entry, line) for _, one, line, _ in grown])
    found = []
    for (gap, one, _, comparison), name in zip(grown, names, strict=True):
        rate = "基数为 0" if comparison.percent is None else format_signed_percent(comparison.percent)
        amounts = format_amount(comparison.base), format_amount(comparison.value), format_signed(gap)
        cells = tuple(map(number_cell, (*amounts, rate)))
        found.append((gap, Row(name, cells, path=report_path(one.entry.unit_id, one.entry.year))))
    return found


def _names(archive: Archive, spent: Sequence[tuple[Entry, Line]]) -> list[str]:
    """The units' names; 支出总计 beside the name where only others are compared by 本年支出合计."""
    is_mixed = len({line for _, line in spent}) > 1
    names = ((archive.units[entry.unit_id].name_in(entry.year), line) for entry, line in spent)
    return [f"{name}（{line.label}）" if is_mixed and line is TOTAL_EXPENDITURE else name for name, line in names]


def _change_table(key: str, label: str, changes: list[tuple[Decimal, Row]]) -> Table | None:
    grown = [row for difference, row in changes if difference > 0][:_MOST]
    shrunk = [row for difference, row in changes if difference < 0][-_MOST:]
    columns = (Column("上年"), Column("本年"), Column("增减"), Column("增减幅度"))
    return Table(key, f"{label}增减最多的单位", "单位", columns, (*grown, *shrunk)) if changes else None


#: Floors of the bands in which scores are counted, beside those of the year's own scale.
_STEPS: Final = tuple(map(Decimal, (95, 90, 85, 80, 70, 60, 0)))
#: So many units are ranked; the table has them all.
_RANKED: Final = 12


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


def spending_ranking(archive: Archive, year: YearSpending) -> Bars | None:
    """Who spent most; a unit whose department is ranked is part of that department's figure. None below three units."""
    names = _names(archive, [(one.entry, one.line) for one in year.added])
    spent = [
        (name, one.spent or Decimal(0), report_path(one.entry.unit_id, one.entry.year))
        for name, one in zip(names, year.added, strict=True)
    ]
    if len(spent) < 3:
        return None
    spent.sort(key=lambda row: row[1], reverse=True)
    shown = spent[:_RANKED]
    part, whole = (sum((value for _, value, _ in rows), Decimal(0)) for rows in (shown, spent))
    share = format_percent(percent(part, whole), 1)
    more = f"，占参加比较的 {len(spent)} 个单位合计的 {share}" if len(spent) > len(shown) and whole else ""
    return bar_chart("paixu", f"支出最多的 {len(shown)} 个单位{more}", "万元", shown, format_amount)
