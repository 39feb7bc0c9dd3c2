"""Exact amounts → whole numbers on a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

#: The length that a chart's longest bar has, in units of its view box.
FULL = 1000


def scaled(value: Decimal, most: Decimal, size: int = FULL) -> int:
    """``value`` as a length where ``most`` has ``size``; nothing below zero, and what is not zero can be seen."""
    if value <= 0 or most <= 0:
        return 0
    length = int((min(value, most) * size / most).to_integral_value(ROUND_HALF_UP))
    return max(length, 2)


def stacked(values: Iterable[Decimal], most: Decimal, size: int = FULL) -> Iterator[tuple[int, int]]:
    """(start, length) of each value beside the one before it; together they have exactly the length of their sum."""
    run, start = Decimal(0), 0
    for value in values:
        run += max(value, Decimal(0))
        end = int((min(run, most) * size / most).to_integral_value(ROUND_HALF_UP)) if most > 0 else 0
        yield start, end - start
        start = end
