"""Lines of the forms → the strings that the outlines' sentences are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..derive.comparison import Comparison
from ..model.amounts import Item
from .format import format_percent, format_plain


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A difference in words: ``direction`` with the absolute amount and percentage."""

    direction: Literal["more", "less", "same"]
    amount: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line for a sentence: figures as written, None where not published."""

    label: str
    prior_actual: str | None
    initial_budget: str | None
    adjusted_budget: str | None
    actual: str | None
    over_initial: ChangeView | None
    over_prior: ChangeView | None
    parts: tuple[LineView, ...]


def change_view(
    comparison: Comparison, digits: int = 2, write: Callable[[Decimal], str] = format_plain
) -> ChangeView | None:
    """The words of a comparison; None where there is nothing to compare."""
    gap = comparison.difference
    if gap is None:
        return None
    rate = comparison.percent
    return ChangeView(
        direction="more" if gap > 0 else "less" if gap < 0 else "same",
        amount=write(abs(gap)),
        percent=None if rate is None else format_percent(abs(rate), digits),
    )


def line_view(label: str, item: Item) -> LineView:
    """``item`` and its parts for the sentences of an outline."""
    written = {name: None if value is None else format_plain(value) for name, value in item.columns.items()}
    return LineView(
        label=label,
        **written,
        over_initial=change_view(Comparison(item.actual, item.initial_budget)),
        over_prior=change_view(Comparison(item.actual, item.prior_actual)),
        parts=tuple(line_view(part, line) for part, line in item.children()),
    )
