"""Values → Chinese strings. Stated figures keep every digit; computed ones are rounded and say so by their place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from ...model.rates import rounded

#: Shown where nothing is published; zero is shown as 0.00.
NULL: Final = "—"
MINUS: Final = "−"


def format_plain(value: Decimal) -> str:
    """A figure inside a sentence of the report, exactly as written: 1971.21, 161.80, 0."""
    return f"{value:f}"


def format_amount(value: Decimal | None) -> str:
    """A figure in a table: at least two decimals, thousands set apart, no digit lost; ``—`` for None."""
    if value is None:
        return NULL
    text = f"{value:,f}"
    if "." not in text[:-2]:
        text = f"{value:,.2f}"
    return MINUS + text[1:] if text[0] == "-" else text


def format_exact(value: Decimal | int | None) -> str:
    """As written, thousands set apart: counts, scores, the figures of headlines and captions; ``—`` for None."""
    return NULL if value is None else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def format_signed_exact(value: Decimal) -> str:
    """A stated change with its sign, digit by digit as printed: +189.25, −3.1, 0."""
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{abs(value):,f}"


def format_signed(value: Decimal | None) -> str:
    """A difference: +176.59, −3.00, 0.00."""
    return "+" + format_amount(value) if value is not None and value > 0 else format_amount(value)


def format_percent(value: Decimal | None, digits: int = 2) -> str:
    """22.22%; ``—`` for None."""
    if value is None:
        return NULL
    number = rounded(value, digits)
    return f"{MINUS if number < 0 else ''}{abs(number):,f}%"


def format_signed_percent(value: Decimal | None, digits: int = 1) -> str:
    """+22.2%, −3.0%, 0.0%."""
    text = format_percent(value, digits)
    return "+" + text if value is not None and rounded(value, digits) > 0 else text


def format_date(value: date | None) -> str | None:
    """2021年6月30日; None stays None."""
    return None if value is None else f"{value.year}年{value.month}月{value.day}日"
