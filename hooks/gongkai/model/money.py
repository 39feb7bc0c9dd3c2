"""Amounts of money, counts and scores: exact decimals from the source text to the page, never floats.

All money is in 万元. ``None`` stands for 未公开 and is not zero: a calculation on a missing input has no result.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

#: Amounts are published to the cent of a yuan at most: 0.000001 万元.
MAX_PLACES = 6
#: A single amount above this (万元; one trillion yuan) can only be a wrong unit of money.
MAX_AMOUNT = Decimal(100_000_000)
#: A bound of the checks that nothing exceeds would switch them off; in % or 万元.
WIDEST_BOUND = 1000
#: No number of people, vehicles, square metres or points, and no percentage, is above this; whatever is was mistyped.
MAX_NUMBER = Decimal(1_000_000_000)
_ZERO: Final = Decimal(0)
#: The largest number that may stand for an amount in a file, whose measure may be 元.
LARGEST_WRITTEN = int(MAX_AMOUNT) * 10_000


def places(value: Decimal) -> int:
    """The number of digits written after the decimal point."""
    written = str(value)  # four times as quick as a format, and the same but for exponents
    return len((f"{value:f}" if "E" in written else written).partition(".")[2])


def is_rounded(value: Decimal, finer: Decimal) -> bool:
    """Whether ``value`` is ``finer``, or what it is when rounded to as many places as ``value`` is written with."""
    return value == finer or abs(value - finer) * 2 <= Decimal(1).scaleb(-places(value))


def shifted(value: Decimal, by: int) -> Decimal:
    """``value`` × 10 to the power ``by``, exactly, without noughts at the end of its decimals."""
    sign, digits, exponent = value.as_tuple()
    moved = int(exponent) + by
    while moved < 0 and len(digits) > 1 and digits[-1] == 0:
        digits, moved = digits[:-1], moved + 1
    if moved > 0 or digits == (0,):
        digits, moved = (*digits, *(0,) * max(moved, 0)), 0
    return Decimal((sign, digits, moved))


def _parse_number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise PydanticCustomError("not_a_number", "不是数字")
    number = Decimal(value)
    if not number and number.is_signed():
        raise PydanticCustomError("negative_zero", "零前面有负号")
    return number


def _parse_bounded(value: Any) -> Decimal:
    number = _parse_number(value)
    if abs(number) > MAX_NUMBER:
        raise PydanticCustomError("number_too_large", "数字过大")
    return number


def _parse_signed_amount(value: Any) -> Decimal:
    number = _parse_number(value)
    if abs(number) > MAX_AMOUNT:
        raise PydanticCustomError("amount_too_large", "金额过大，可能把元写成了万元")
    if places(number) > MAX_PLACES:
        raise PydanticCustomError("too_many_places", "小数位过多")
    return number


def _parse_amount(value: Any) -> Decimal:
    if type(value) is Decimal and _ZERO < value <= MAX_AMOUNT and places(value) <= MAX_PLACES:
        return value  # nearly all
    number = _parse_signed_amount(value)
    if number < 0:
        raise PydanticCustomError("negative_amount", "金额不能是负数")
    return number


def _parse_count(value: Any) -> int:
    number = _parse_bounded(value)
    if number < 0 or number != number.to_integral_value():
        raise PydanticCustomError("not_a_count", "应为不小于零的整数")
    return int(number)


def _parse_measurement(value: Any) -> Decimal:
    number = _parse_bounded(value)
    if number < 0:
        raise PydanticCustomError("negative_number", "不能是负数")
    return number


def _parse_bound(value: Any) -> Decimal:
    number = _parse_measurement(value)
    if number > WIDEST_BOUND:
        fact = f"写的是 {number:f}，最大 {WIDEST_BOUND}：再大就等于不校核"
        raise PydanticCustomError("bound_too_wide", "校核的幅度太大", {"fact": fact})
    return number


#: An amount in 万元, not negative.
Money = Annotated[
    Decimal,
    BeforeValidator(_parse_amount),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": LARGEST_WRITTEN}),
]
#: An amount in 万元 that may be negative: 追加预算, 结余.
SignedMoney = Annotated[
    Decimal,
    BeforeValidator(_parse_signed_amount),
    WithJsonSchema({"type": "number", "minimum": -LARGEST_WRITTEN, "maximum": LARGEST_WRITTEN}),
]
#: A whole number of people, vehicles, visits …
Count = Annotated[
    int, BeforeValidator(_parse_count), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": int(MAX_NUMBER)})
]
#: A non-negative number that is not money: points, percentages, square metres.
Measurement = Annotated[
    Decimal,
    BeforeValidator(_parse_measurement),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": int(MAX_NUMBER)}),
]
#: Above what a change must be explained, in % or 万元.
Bound = Annotated[
    Decimal,
    BeforeValidator(_parse_bound),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": WIDEST_BOUND}),
]
#: A percentage that may be negative: a stated rate of change.
SignedMeasurement = Annotated[
    Decimal,
    BeforeValidator(_parse_bounded),
    WithJsonSchema({"type": "number", "minimum": -int(MAX_NUMBER), "maximum": int(MAX_NUMBER)}),
]
