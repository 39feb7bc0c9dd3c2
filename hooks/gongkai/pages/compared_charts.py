"""Ready-made comparisons as bars: what was spent, what was spent beyond the budget or less, what was spent by head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ..model.archive import Archive, Entry
from ..model.form import TOTAL_EXPENDITURE, spending_of
from .compared import (
    ON_BUDGET_AMOUNT,
    OPERATING_BY_HEAD,
    THREE_PUBLIC_BY_HEAD,
    Compared,
    Worked,
    format_worked,
)
from .parts.bars import Bar, Bars, bar_chart, scaled
from .parts.format import format_amount, format_exact
from .parts.page import report_path

#: So many units are drawn; the tables have them all.
MOST_BARS: Final = 20
#: A unit: its name, its figure, the address of its report.
_Named = tuple[str, Decimal, str | None]


def charts(archive: Archive, found: Sequence[Compared]) -> Mapping[str, tuple[Bars, ...]]:
    """The table beside which they stand → the charts that at least two units have the figures for."""
    spent = (
        *_ranked("zhichu", "支出", "万元", _spent(archive, found)),
        *_against_budget(_worked(archive, found, ON_BUDGET_AMOUNT)),
    )
    by_head = (
        *_by_head(archive, found, "renjun-gongyong", OPERATING_BY_HEAD),
        *_by_head(archive, found, "renjun-sangong", THREE_PUBLIC_BY_HEAD),
    )
    return {key: made for key, made in (("shuzi", spent), ("renjun", by_head)) if made}


def _spent(archive: Archive, found: Sequence[Compared]) -> list[_Named]:
    """本年支出合计, or 支出总计 where only that is published: said beside the name where both stand in one chart."""
    reports = [(one.entry, one.entry.published) for one in found]
    spent = [(entry, spending_of(report), report) for entry, report in reports if report]
    known = [(entry, line, value) for entry, line, report in spent if (value := line.value(report)) is not None]
    is_mixed = len({line for _, line, _ in known}) > 1
    return [
        (_name(archive, entry) + (f"（{line.label}）" if is_mixed and line is TOTAL_EXPENDITURE else ""), value, path)
        for entry, line, value in known
        for path in [report_path(entry.unit_id, entry.year)]
    ]


def _name(archive: Archive, entry: Entry) -> str:
    unit = archive.units[entry.unit_id]
    name = unit.name_in(entry.year)
    return unit.short_name or name if name == unit.name else name


def _worked(archive: Archive, found: Sequence[Compared], figure: Worked) -> list[_Named]:
    return [
        (_name(archive, one.entry), value, report_path(one.entry.unit_id, one.entry.year))
        for one in found
        if (value := one.values.get(figure.key)) is not None
    ]


def _ranked(key: str, label: str, measure: str, rows: list[_Named]) -> Iterator[Bars]:
    """From the largest down; nothing below two units, or where all are zero."""
    if len(rows) < 2 or not any(value > 0 for _, value, _ in rows):
        return
    rows.sort(key=lambda row: row[1], reverse=True)
    most = f"最多的 {MOST_BARS} 个单位" if len(rows) > MOST_BARS else "，从多到少"
    write = format_amount if measure == "万元" else format_exact
    yield bar_chart(key, f"{label}{most}", measure, rows[:MOST_BARS], write)


def _by_head(archive: Archive, found: Sequence[Compared], key: str, figure: Worked) -> Iterator[Bars]:
    yield from _ranked(key, figure.label, figure.measure, _worked(archive, found, figure))


def _against_budget(rows: list[_Named]) -> Iterator[Bars]:
    """Those that spent more than 年初预算, and those that spent less, on one scale."""
    if len(rows) < 2 or not any(value for _, value, _ in rows):
        return
    most = max(abs(value) for _, value, _ in rows)
    half = MOST_BARS // 2
    more = sorted((row for row in rows if row[1] > 0), key=lambda row: -row[1])
    less = sorted((row for row in rows if row[1] < 0), key=lambda row: row[1])
    groups = (
        (f"▲ 比年初预算多（{len(more)} 个单位）", "c1", more),
        (f"▽ 比年初预算少（{len(less)} 个单位）", "c2", less),
    )
    made = tuple((label, tuple(_bar(row, tone, most) for row in of[:half])) for label, tone, of in groups if of)
    said = f"，各列 {half} 个" if max(len(more), len(less)) > half else ""
    yield Bars("bi-nianchu", f"支出比年初预算{said}", "万元", made)


def _bar(row: _Named, tone: str, most: Decimal) -> Bar:
    name, value, path = row
    return Bar(name, format_worked(ON_BUDGET_AMOUNT, value), tone, scaled(abs(value), most), path)
