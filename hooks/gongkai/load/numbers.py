"""What a clerk wrote where a number belongs, and how to write it right."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from .source import one_line

#: The example where nothing better is known.
GENERIC: Final = "971.21"
_ABOUT: Final = re.compile(r"约|左右|大约|近|余|多|以上|以下|\?|？")
_MEASURE: Final = re.compile(
    r"^(?P<number>-?[\d.,]+)\s*(?P<measure>亿元|万元|元|万|亿|人|%|％|分|个|辆|批次|人次|平方米)$"
)


@dataclass(frozen=True, slots=True)
class NumberMistake:
    """Code, what is wrong, how to mend it, and the number as it should stand ("" where only the clerk can know)."""

    code: str
    message: str
    cure: str
    right: str


def find_number_mistake(value: Any) -> NumberMistake:
    """Why ``value`` is not a number."""
    if isinstance(value, dict | list):
        return NumberMistake("S03", "这里要写一个数字，写的是下一级内容", "只写数字；检查缩进", GENERIC)
    text = one_line(str(value).strip())
    narrow = unicodedata.normalize("NFKC", text)
    if narrow != text and _is_number(narrow.replace(",", "")):
        return NumberMistake("S04", f"数字“{text}”是全角的", "切换到英文输入法重新输入", narrow.replace(",", ""))
    if "," in narrow and _is_number(narrow.replace(",", "")):
        return NumberMistake("S05", f"数字“{text}”里有逗号", "不写千分位逗号", narrow.replace(",", ""))
    if found := _MEASURE.match(narrow):
        number = found["number"].replace(",", "")
        if _is_number(number):
            return _measured(text, number, found["measure"])
    if _ABOUT.search(text):
        return NumberMistake("S07", f"“{text}”不是确切的数字", "写确切的数字；没有公开就写 null", "null")
    if _is_number(narrow):
        return NumberMistake(
            "S03", f"“{text}”不能作为数字", "去掉引号、正号和多余的 0，只写数字", f"{Decimal(narrow).normalize():f}"
        )
    return NumberMistake(
        "S03", f"这里要写数字，写的是“{one_line(text, 20)}”", "只写数字；没有公开写 null，公开为零写 0", "971.21"
    )


def _measured(text: str, number: str, measure: str) -> NumberMistake:
    factor = {"元": Decimal("0.0001"), "亿元": Decimal(10000), "亿": Decimal(10000)}.get(measure)
    right = number if factor is None else f"{(Decimal(number) * factor).normalize():f}"
    how = "换成万元，只写数字" if factor else "只写数字，不写单位"
    return NumberMistake("S06", f"“{text}”带着单位“{measure}”", how, right)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
