"""Comparison: one figure against a base, with difference and percentage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..model.rates import difference, percent


@dataclass(frozen=True, slots=True)
class Comparison:
    """``value`` against ``base``; both in the figure's measure, either may be missing."""

    value: Decimal | None
    base: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """``value - base``."""
        return difference(self.value, self.base)

    @property
    def percent(self) -> Decimal | None:
        """Difference ÷ base × 100; None on a base of zero (D24)."""
        return percent(self.difference, self.base)
