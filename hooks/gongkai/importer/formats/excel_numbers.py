"""Numbers and dates of cells as they are shown: 161.80 by its format, and not 161.8."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

Value = int | float | str | bool | time | date | datetime | timedelta
#: Colours, conditions, words and spaces in a format say nothing of digits.
_ASIDE: Final = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.|_.|\*.")
_DIGITS: Final = re.compile(r"[#0?,]*[#0?](?:\.(?P<places>[#0?]+))?")


def shown(value: Value, form: str = "General", *, is_computed: bool = False) -> str:
    """A value of a cell → its words.

    Args:
        value: as it is kept.
        form: the number format of the cell, such as ``#,##0.00``: a number has the digits that it shows.
        is_computed: a formula made it. What was typed keeps its further digits: nothing is rounded away.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _day(value) if value.time() == time() else f"{_day(value)} {value:%H:%M}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), form, is_computed)
    return str(value)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _number(number: Decimal, form: str, is_computed: bool) -> str:
    if not number.is_finite():
        return ""
    section = _ASIDE.sub("", form.split(";")[0])
    percent = section.count("%")
    number = _exact(number.scaleb(2 * percent))
    found = _DIGITS.search(section)
    places = (found["places"] or "") if found else ""
    written = -int(number.as_tuple().exponent)
    if written < places.count("0") or (found and is_computed and written > len(places)):
        number = number.quantize(Decimal(1).scaleb(-min(max(written, places.count("0")), len(places))), ROUND_HALF_UP)
    return f"{number:f}{'%' * percent}"


def _exact(number: Decimal) -> Decimal:
    """A number of binary arithmetic as it was meant: 15 digits are all that a cell can keep."""
    if not number:
        return Decimal(0)
    meant = number.quantize(Decimal(1).scaleb(number.adjusted() - 14), rounding=ROUND_HALF_UP).normalize()
    return meant if int(meant.as_tuple().exponent) <= 0 else meant.quantize(Decimal(1))
