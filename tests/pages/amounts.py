"""Reading amounts back from a page proves that no digit is lost."""

from __future__ import annotations

from decimal import Decimal

from gongkai.pages.parts.format import MINUS, NULL


def parse_amount(text: str) -> Decimal | None:
    """The value that ``format_amount`` printed."""
    return None if text == NULL else Decimal(text.replace(",", "").replace(MINUS, "-"))
