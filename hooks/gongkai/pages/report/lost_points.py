"""Where the points went: by which indicators a self-evaluation lost them, as far as it publishes that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...model.indicator import BUDGET_EXECUTION_RATE, find_rate
from ...model.report import Report

#: So many indicators are named; what the others lost is put together.
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class LostPoints:
    """Points lost of ``full``, in 分; ``parts`` (name, points) are those that lost most, then 其余."""

    lost: Decimal
    full: Decimal
    parts: tuple[tuple[str, Decimal], ...]


def lost_points(report: Report) -> LostPoints | None:
    """None unless all indicators publish weight and score, none is above its weight, and their sum is the score."""
    score, rows = report.evaluation.score, [*_rows(report)]
    if score is None or not rows:
        return None
    known = [(name, weight, points) for name, weight, points in rows if weight is not None and points is not None]
    gaps = [(name, weight - points) for name, weight, points in known]
    full = sum((weight for _, weight, _ in known), Decimal(0))
    lost = sum((gap for _, gap in gaps), Decimal(0))
    if len(known) < len(rows) or min(gap for _, gap in gaps) < 0 or full - lost != score:
        return None
    return LostPoints(lost, full, _fewer([pair for pair in gaps if pair[1]]))


def _rows(report: Report) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    """Name, weight and score of every row; 预算执行率 first where it stands beside the funds."""
    table = report.self_evaluation
    has_execution = any(find_rate(row.indicator) is BUDGET_EXECUTION_RATE for row in table.indicators)
    if table.funds.execution_weight is not None and not has_execution:
        yield "预算执行率", table.funds.execution_weight, table.funds.execution_score
    yield from ((row.indicator, row.weight, row.score) for row in table.indicators)


def _fewer(gaps: list[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    ranked = sorted(gaps, key=lambda pair: -pair[1])
    named, rest = ranked[:_NAMED], ranked[_NAMED:]
    more = [(f"其余 {len(rest)} 项", sum((gap for _, gap in rest), Decimal(0)))] if rest else []
    return (*named, *more)
