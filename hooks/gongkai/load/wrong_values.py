"""Values that a clerk has written in another way than the schema: why they are refused, and how they should stand."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ..model.disclosure import PublishedMeasure
from ..model.money import shifted
from .source import one_line

#: The example of a number where nothing better is known.
GENERIC: Final = "971.21"
_ABOUT: Final = re.compile(r"约|左右|大约|近|余|多|以上|以下|\?|？")
_MEASURE: Final = re.compile(r"(-?[\d.,]+)\s*(亿元|万元|元|万|亿|人|%|％|分|个|辆|批次|人次|平方米)")
#: By how many places the point moves to make each 万元.
_PLACES: Final = {"元": 4, "万元": 0, "万": 0, "亿元": -4, "亿": -4}
#: A day in other forms, and what may stand around it.
_DAY: Final = re.compile(r"(\d{4})\s*[-./年—–]\s*(\d{1,2})\s*[-./月—–]\s*(\d{1,2})\s*日?")
_DIGITS: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
#: One item below its key, with a wide colon: the parser takes it for the value.
_ITEM: Final = re.compile(r"(?P<key>[^\s:：\d,，][^\s:：,，]{1,24})：\s*(?P<value>-?\d[\d.]*)")
QUOTES: Final = "“”‘’「」『』\"' \u3000\u00a0"
#: Code, message, cure, and a right number or line.
_Wrong = tuple[str, str, str, str]


def wrong_number(value: Any, measure: PublishedMeasure) -> _Wrong:
    """Why ``value`` is no number, and the number as it should stand, as far as it can be known."""
    if isinstance(value, dict | list):
        return "S03", "这里要写一个数字，写的是下一级内容", "只写数字；检查缩进", GENERIC
    text = one_line(str(value).strip())
    narrow = unicodedata.normalize("NFKC", text)
    bare = narrow.replace(",", "")
    if _is_number(bare) and narrow != text:
        return "S04", f"数字“{text}”是全角的", "切换到英文输入法重新输入", bare
    if _is_number(text) and str(value) != text:
        return "S03", f"数字“{text}”前后有看不见的空格", "删掉数字前后的空格，或者照例子把整行换掉", text
    if _is_number(bare) and bare != narrow:
        return "S05", f"数字“{text}”里有逗号", "不写千分位逗号", bare
    if _is_number(joined := "".join(bare.split())) and joined != bare:
        return "S03", f"数字“{text}”中间有空格", "删掉中间的空格；是两个数的，分开写在各自的一项里", joined
    if (found := _MEASURE.fullmatch(narrow)) and _is_number(number := found[1].replace(",", "")):
        moved = _PLACES[found[2]] - measure.places if found[2] in _PLACES else 0
        right = f"{shifted(Decimal(number), -moved):f}" if moved else number
        cure = f"换成{measure}，只写数字" if moved else "只写数字，不写单位"
        return "S06", f"“{text}”带着单位“{found[2]}”", cure, right
    if _ABOUT.search(text):
        return "S07", f"“{text}”不是确切的数字", "写确切的数字；没有公开就写 null", "null"
    if _is_number(narrow):
        right = f"{Decimal(narrow).normalize():f}"
        return "S03", f"“{text}”不能作为数字", "去掉引号、正号和多余的 0，只写数字", right
    if found := _ITEM.fullmatch(text):
        right = f"{{{found['key']}: {found['value']}}}"
        return "Y01", f"“{found['key']}”后面的冒号是全角的“：”", "换成英文冒号，后面加一个空格", right
    return "S03", f"这里要写数字，写的是“{one_line(text, 20)}”", "只写数字；没有公开写 null，公开为零写 0", GENERIC


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def is_no_day(value: Any) -> bool:
    """Whether a year, a month and a day are written, in whichever writing, and there is no such day."""
    text = unicodedata.normalize("NFKC", str(value)).strip(QUOTES)
    found = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    return found is not None and not day_in("-".join(found.groups()))


def day_in(value: Any) -> str:
    """The day that is written otherwise, as it should be; "" where it is none."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", str(value)).strip(QUOTES))
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
