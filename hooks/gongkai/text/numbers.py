"""Numbers as texts write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_FACTOR: Final = {
    "亿元": Decimal(10000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "千元": Decimal("0.1"),
    "元": Decimal("0.0001"),
}
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


def parse_number(text: str) -> Decimal:
    """1,234.50 → 1234.50."""
    return Decimal(text.replace(",", "").replace("，", ""))


def half_unit(text: str) -> Decimal:
    """Half a unit of the last digit written: 971 stands for 970.5 to 971.5."""
    return Decimal(5).scaleb(int(parse_number(text).as_tuple().exponent) - 1)


def parse_amount(number: str, measure: str) -> tuple[Decimal, Decimal]:
    """The amount and half a unit of its last digit; both in 万元."""
    factor = _FACTOR[measure]
    return parse_number(number) * factor, half_unit(number) * factor


def parse_count(digits: str | None, numeral: str | None) -> Decimal | None:
    """The count written in digits or as a numeral."""
    found = parse_number(digits) if digits else parse_numeral(numeral or "")
    return None if found is None else Decimal(found)


def parse_numeral(text: str) -> int | None:
    """八 → 8, 十二 → 12, 二十 → 20, 43 → 43; None for anything else."""
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return _DIGITS.get(text)
    tens, _, ones = text.partition("十")
    known = (_DIGITS.get(tens) if tens else 1), (_DIGITS.get(ones) if ones else 0)
    return None if known[0] is None or known[1] is None else known[0] * 10 + known[1]
