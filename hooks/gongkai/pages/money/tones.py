"""How a difference to the 年初预算 looks and reads: a tone, a sign and words, so that no colour stands alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from ...derive.assessment import Comparison
from ...model.rates import rounded
from ..parts.format import format_signed, format_signed_percent

#: Within this (%) a difference is neutral, past the other it is strong.
NEUTRAL: Final = Decimal(1)
STRONG: Final = Decimal(5)


class Tone(NamedTuple):
    """The class of a shape, the sign beside its words, and what the legend says."""

    kind: str
    sign: str
    words: str


#: From far above the 年初预算 to far below.
TONES: Final = (
    Tone("o2", "▲", "多 5% 以上"),
    Tone("o1", "▲", "多 1%—5%"),
    Tone("z", "＝", "上下 1% 以内"),
    Tone("u1", "▽", "少 1%—5%"),
    Tone("u2", "▽", "少 5% 以上"),
)
UNKNOWN: Final = Tone("no", "", "没有可比的年初预算")


def tone_of(budget: Comparison) -> Tone:
    """By the percentage as it is printed; unknown where there is none."""
    if budget.percent is None:
        return UNKNOWN
    rate = rounded(budget.percent, 1)
    over, size = rate > 0, abs(rate)
    if size <= NEUTRAL:
        return TONES[2]
    return TONES[(0 if over else 4) if size > STRONG else (1 if over else 3)]


def rate_words(comparison: Comparison) -> str:
    """+22.2%; the amount on a base of zero, where no percentage exists; "" where there is nothing to compare."""
    if comparison.percent is not None:
        return format_signed_percent(comparison.percent)
    return "" if comparison.difference is None else f"{format_signed(comparison.difference)} 万元"
