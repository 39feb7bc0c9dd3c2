"""How far two figures may differ and still agree, and how messages write figures.

Published tables are rounded line by line, so a sum may be off by the rounding of each of its addends (domain D).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..model.rates import rounded

#: Allowed for each addend of a sum of money; 万元.
PER_ADDEND: Final = Decimal("0.01")
#: Allowed where an amount printed in 元 or 亿元 is compared with the data; 万元.
CONVERTED: Final = Decimal("0.05")
#: Allowed between two percentages; percentage points.
PERCENTAGE_POINTS: Final = Decimal("0.1")
#: Allowed between two scores; points.
POINTS: Final = Decimal("0.05")


def agree(stated: Decimal, expected: Decimal, slack: Decimal = PER_ADDEND) -> bool:
    """Whether two figures differ by no more than ``slack``, both in one measure."""
    return abs(stated - expected) <= slack


def exceeds(part: Decimal, whole: Decimal, slack: Decimal = PER_ADDEND) -> bool:
    """Whether ``part`` is more than ``whole`` by more than ``slack``, all in one measure."""
    return part - whole > slack


def exact(value: Decimal) -> str:
    """A figure in a message or a formula, no digit lost, thousands set apart as in the tables: 1,971.21, 161.80, 0."""
    written = str(value)  # three times as quick as a format, and the same but for thousands and exponents
    return f"{value:,f}" if abs(value) >= 1000 or "E" in written else written


def money(value: Decimal) -> str:
    """1,971.21 万元."""
    return f"{exact(value)} 万元"


def percentage(value: Decimal) -> str:
    """A computed percentage: 1.38%."""
    return f"{rounded(value, 2):,f}%"
