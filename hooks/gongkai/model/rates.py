"""Exact arithmetic on amounts that may be missing; every result is None where an input is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

HUNDRED = Decimal(100)


def difference(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """``value - base``."""
    return None if value is None or base is None else value - base


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """``part ÷ whole × 100``, unrounded; None on a base of zero or below, where no percentage exists (D24)."""
    return None if part is None or whole is None or whole <= 0 else part / whole * HUNDRED


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None if any value is missing or there are none."""
    found: Decimal | None = None
    for value in values:
        if value is None:
            return None
        found = value if found is None else found + value
    return found


def rounded(value: Decimal, digits: int) -> Decimal:
    """``value`` with ``digits`` decimals, halves away from zero as in Chinese accounting practice (四舍五入)."""
    return value.quantize(_step(digits), rounding=ROUND_HALF_UP)


@cache
def _step(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)
