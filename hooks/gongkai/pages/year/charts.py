"""The charts of a year page: how scores are spread, and who spends most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...derive.assessment import separate_reports
from ...model.archive import Archive
from ...model.form import SCORE, spending_of
from ...model.rates import percent
from ...model.year import YearRules
from ..parts.bars import Bars, count_chart, ranking_chart
from ..parts.format import format_percent
from ..parts.links import report_path

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
