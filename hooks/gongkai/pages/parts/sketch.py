"""Small drawings without words, which stand beside the figures that they draw: bars with a tick, lines of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from .bars import FULL, scaled, stacked
from .columns import HEIGHT, MARGIN, WIDTH, Columns, Year

#: From a column's left side to its middle.
_HALF: Final = WIDTH // 2 - MARGIN
#: Height of a bar's drawing, and what is left free above and below the bar.
_TALL: Final = 24
_FREE: Final = 5
#: The longest bar leaves room for a tick that stands at its end.
_LONGEST: Final = FULL - 5
#: What is left free above and below a line of years.
_ROOM: Final = 10


@dataclass(frozen=True, slots=True)
class Sketch:
    """Shapes in a view box that is stretched: ``bars`` (kind, start, top, length, height), ``paths`` (kind, d)."""

    kind: str
    box: str
    bars: tuple[tuple[str, int, int, int, int], ...] = ()
    paths: tuple[tuple[str, str], ...] = ()


def gauge(actual: Decimal | None, budget: Decimal | None) -> Sketch | None:
    """What was spent as a bar from zero, its budget as a tick; None where one is unknown, below zero, or both zero."""
    if actual is None or budget is None or min(actual, budget) < 0 or not max(actual, budget):
        return None
    most, thick = max(actual, budget), _TALL - 2 * _FREE
    length, tick = scaled(actual, most, _LONGEST), scaled(budget, most, _LONGEST)
    bars = (("c4", 0, _FREE, FULL, thick), ("c1", 0, _FREE, length, thick))
    return Sketch("gauge", f"0 0 {FULL} {_TALL}", bars, (("tick", f"M{tick} 0V{_TALL}"),))


def parts_of(values: Sequence[Decimal]) -> Sketch | None:
    """A whole cut into its parts, the first in the strongest tone; None without one above zero."""
    whole, thick = sum((max(value, Decimal(0)) for value in values), Decimal(0)), _TALL - 2 * _FREE
    if whole <= 0:
        return None
    spans = enumerate(stacked(values, whole), 1)
    bars = tuple((f"p{at}", start, _FREE, length, thick) for at, (start, length) in spans)
    return Sketch("parts", f"0 0 {FULL} {_TALL}", bars)


def trend(chart: Columns) -> Sketch:
    """A line through the years from zero up, with a dot on each; no line over a gap or a change of what is counted."""
    top, tall, runs = -_ROOM, HEIGHT + 2 * _ROOM, [*_runs(chart)]
    here = [year for year in chart.years if year.current and year.blocks]
    paths = [
        *(("area", f"M{run[0].partition(' ')[0]} {HEIGHT}L{'L'.join(run)}V{HEIGHT}Z") for run in runs),
        ("base", f"M0 {HEIGHT}H{chart.width}"),
        *(("line", f"M{'L'.join(run)}") for run in runs),
        ("dot", _dots(year for year in chart.years if year.blocks)),
        *(("now", _dots([year])) for year in here),
    ]
    return Sketch("trend", f"0 {top} {chart.width} {tall}", paths=tuple(paths))


def _runs(chart: Columns) -> Iterator[list[str]]:
    """The points of each run of two or more years that follow each other."""
    since = chart.broken or 0
    for (is_known, _), run in groupby(chart.years, lambda year: (bool(year.blocks), int(year.label) >= since)):
        points = [*map(_point, run)] if is_known else []
        if len(points) > 1:
            yield points


def _point(year: Year) -> str:
    return f"{year.left + _HALF} {min(block.top for block in year.blocks)}"


def _dots(years: Iterable[Year]) -> str:
    """Lines of no length, which round ends make dots however the drawing is stretched."""
    return "".join([f"M{_point(year)}h0" for year in years])
