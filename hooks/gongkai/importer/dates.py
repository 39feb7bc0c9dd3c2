"""Days as reports write them: 2021年6月30日, 2021-06-30, 二〇二一年六月三十日."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_NUMERALS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
#: Group ``day``: a whole day; anything else says no day.
DAY: Final = (
    r"(?P<day>(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    r"|二[〇○零]\s*[〇○零一二三四五六七八九]{2}\s*年\s*[一二三四五六七八九十]{1,2}\s*月\s*[一二三四五六七八九十]{1,3}\s*日)"
)


def parse_day(words: str) -> str | None:
    """The day in ISO form; None where there is no such day."""
    parts = re.split(r"[年月日./\-\s]+", words.strip().rstrip("日"))
    numbers = [_number(part) for part in parts if part]
    if len(numbers) != 3 or None in numbers:
        return None
    try:
        return date(*(number or 0 for number in numbers)).isoformat()
    except ValueError:
        return None


def _number(part: str) -> int | None:
    if part.isdecimal():
        return int(part)
    if len(part) == 4:
        return int(part.translate(_NUMERALS))
    tens, ten, ones = part.partition("十")
    if not ten:
        return int(part.translate(_NUMERALS))
    return (int(tens.translate(_NUMERALS)) if tens else 1) * 10 + (int(ones.translate(_NUMERALS)) if ones else 0)
