"""Units by what they spent against their 年初预算 and by their score: points, and the same in a table.

Places are percentages of the drawing, so that its words keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, NamedTuple

from ...model.rates import rounded
from ...model.year import YearRules
from ..parts.format import format_exact, format_signed_percent
from ..parts.page import report_path
from ..parts.table import Column, Row, Table, number_cell, text_cell
from .shares import another_total
from .spending import Spending, YearSpending
from .tones import tone_of

#: So many units are drawn, those that spent most; fewer than the other are not drawn.
MOST: Final = 60
FEWEST: Final = 3
#: A percentage beyond this is drawn at the edge, so that one unit does not press all others together.
_EDGE: Final = Decimal(50)
#: Where the scales begin and end, in hundredths of a per cent of the drawing.
_LEFT, _RIGHT, _TOP, _BOTTOM = 800, 9700, 500, 8600
#: Two points nearer than this stand side by side.
_NEAR: Final = (110, 330)


class Point(NamedTuple):
    """A unit: where it is (in %), the class of its tone, its words and its report."""

    x: str
    y: str
    tone: str
    words: str
    path: str


class Mark(NamedTuple):
    """A line of a scale with its words."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points; ``across`` are marks of the percentage, ``up`` of the score, ``base`` is where the 年初预算 is."""

    points: tuple[Point, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    base: str
    table: Table
    note: str


class _Known(NamedTuple):
    one: Spending
    rate: Decimal
    score: Decimal


def scatter(year: YearSpending, rules: YearRules) -> Scatter | None:
    """None where fewer than three units have both."""
    known = [
        _Known(one, rate, score)
        for one in year.reported
        if (rate := one.budget.percent) is not None and (score := one.report.evaluation.score) is not None
    ]
    if len(known) < FEWEST:
        return None
    drawn = sorted(known, key=lambda found: found.one.spent or Decimal(0), reverse=True)[:MOST]
    across, up = _across(drawn), _up(drawn)
    return Scatter(
        points=tuple(_points(drawn, across, up)),
        across=tuple(
            Mark(_percent(across.at(end)), format_signed_percent(end, 0)) for end in (across.low, across.high) if end
        ),
        up=tuple(Mark(_percent(up.at(score)), words) for score, words in _scores(up, rules)),
        base=_percent(across.at(Decimal(0))),
        table=_table(drawn),
        note=_note(known, drawn),
    )


class _Scale(NamedTuple):
    """Values from ``low`` to ``high``, drawn from ``start`` to ``end``; what is beyond stands at the edge."""

    low: Decimal
    high: Decimal
    start: int
    end: int

    def at(self, value: Decimal) -> int:
        part = (max(min(value, self.high), self.low) - self.low) / (self.high - self.low)
        return self.start + int(rounded(part * (self.end - self.start), 0))


def _across(drawn: Sequence[_Known]) -> _Scale:
    """Of the percentages, the 年初预算 among them, by whole steps."""
    rates = [max(min(found.rate, _EDGE), -_EDGE) for found in drawn]
    low, high = min(Decimal(0), *rates), max(Decimal(0), *rates)
    step = Decimal(1 if high - low <= 10 else 5 if high - low <= 40 else 10)
    low, high = _to(low, step, ROUND_FLOOR), _to(high, step, ROUND_CEILING)
    return _Scale(low, high if high > low else low + step, _LEFT, _RIGHT)


def _up(drawn: Sequence[_Known]) -> _Scale:
    """Of the scores, by tens."""
    scores = [found.score for found in drawn]
    low, high = _to(min(scores), Decimal(10), ROUND_FLOOR), _to(max(scores), Decimal(10), ROUND_CEILING)
    return _Scale(low if low < high else high - 10, high, _BOTTOM, _TOP)


def _to(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


def _percent(at: int) -> str:
    return f"{at / 100:.2f}%"


def _scores(up: _Scale, rules: YearRules) -> Iterator[tuple[Decimal, str]]:
    """Both ends of the scale, and the floors of the grades between them: 优 90."""
    floors = {band.floor: f"{band.grade} {band.floor:f}" for band in rules.grades}
    marks = {up.low: f"{up.low:f}", up.high: f"{up.high:f}", **floors}
    yield from ((score, words) for score, words in sorted(marks.items()) if up.low <= score <= up.high)


def _points(drawn: Iterable[_Known], across: _Scale, up: _Scale) -> Iterator[Point]:
    """Points at the same place stand side by side: each can be seen and chosen."""
    taken: set[tuple[int, int]] = set()
    for found in drawn:
        x, y = across.at(found.rate), up.at(found.score)
        while (x // _NEAR[0], y // _NEAR[1]) in taken:
            x += _NEAR[0]
        taken.add((x // _NEAR[0], y // _NEAR[1]))
        entry = found.one.entry
        path = report_path(entry.unit_id, entry.year)
        yield Point(_percent(x), _percent(y), tone_of(found.one.budget).kind, _words(found), path)


def _words(found: _Known) -> str:
    """区教育局：决算比年初预算 +1.6%，自评 91.87 分 优."""
    rate, score = format_signed_percent(found.rate), format_exact(found.score)
    return f"{found.one.name}：决算比年初预算 {rate}，自评 {score} 分 {found.one.report.evaluation.grade or ''}".strip()


def _table(drawn: Sequence[_Known]) -> Table:
    columns = (Column("决算比年初预算"), Column("自评得分"), Column("自评等级", numeric=False))
    rows = []
    for found in sorted(drawn, key=lambda found: found.rate, reverse=True):
        one, other = found.one, another_total(found.one)
        cells = (
            number_cell(format_signed_percent(found.rate)),
            number_cell(format_exact(found.score)),
            text_cell(one.report.evaluation.grade),
        )
        path = report_path(one.entry.unit_id, one.entry.year)
        rows.append(Row(f"{one.name}，{other}" if other else one.name, cells, path=path))
    return Table("yusuan-defen", "决算比年初预算，和自评得分", "单位", columns, tuple(rows), "")


def _note(known: Sequence[_Known], drawn: Sequence[_Known]) -> str:
    """What is not drawn, or not where it belongs."""
    notes = []
    if len(drawn) < len(known):
        notes.append(f"两个数都公开的有 {len(known)} 个单位，图上是支出最多的 {len(drawn)} 个。")
    if beyond := sum(1 for found in drawn if abs(found.rate) > _EDGE):
        notes.append(f"相差超过 {_EDGE}% 的 {beyond} 个画在边上。")
    return "".join(notes)
