"""In what amounts are stated: 元, 万元, 千元 or 亿元, above the table, in a heading, a label or the cell itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ...model.disclosure import PublishedMeasure
from ...model.money import shifted
from ..plain_words import normal, plain

_NAMES: Final = "亿元|万元|千元|元"
_STATED: Final = re.compile(rf"(?:金额)?(?:计量)?单位(?:为|是)?\s*[:：]?\s*(?:人民币)?\s*[（(]?({_NAMES})")
_BRACKETS: Final = re.compile(rf"[(（]\s*(?:单位\s*[:：]?)?({_NAMES})\s*(?:[)）]|$)")
_IN_TEXT: Final = re.compile(rf"\d\s*({_NAMES})")
#: A measure of things, in the brackets behind a label.
_COUNTED: Final = re.compile(
    r"[(（](?:单位\s*[:：]?)?(人次|批次|人|个|辆|台[（(]套[)）]|台|套|平方米|㎡|m2|分|%|名|次|批)(?:[)）]|$)"
)
#: No table in 万元 has figures as large as this; one in 元 has.
_LARGE: Final = Decimal(1_000_000)
#: So large a figure in 万元 is in the words, too, or larger ones are.
_SUSPICIOUS: Final = Decimal(20_000)
_TIMES: Final = 5
_AMOUNT: Final = re.compile(rf"(\d+(?:\.\d+)?)\s*(?:{_NAMES})")
#: With decimals: a code of an item has none.
_NUMBER: Final = re.compile(r"(?<![\d.])\d[\d,]*\.\d{1,6}(?!\d)")
UNSAID: Final = "表上没有写明单位是元还是万元"


def stated_measure(text: str) -> str:
    """元, 万元 … as a line above a table says it: 单位：万元; "" where it says none."""
    found = _STATED.search(plain(text))
    return found[1] if found else ""


def bracketed_measure(text: str) -> str:
    """The measure of money in the brackets of a heading or label; "" where none is there."""
    found = _BRACKETS.search(plain(text))
    return found[1] if found else ""


def counted_measure(text: str) -> str:
    """The measure of things in the brackets of a heading or label; "" where none is there."""
    found = _COUNTED.search(plain(text))
    return found[1] if found else ""


def measures_in_text(text: str) -> set[str]:
    """The measures behind the amounts of a paragraph."""
    return set(_IN_TEXT.findall(normal(text)))


def in_wanyuan(value: Decimal, measure: str) -> Decimal:
    """An amount in 万元, exactly."""
    measure = "万元" if measure == "万" else measure
    places = PublishedMeasure(measure).places
    return shifted(value, -places) if places else value


def largest_amount(texts: Iterable[str]) -> Decimal:
    """The largest amount in words, as it stands there; nought where there is none."""
    return max((Decimal(found) for text in texts for found in _AMOUNT.findall(normal(text))), default=Decimal(0))


def is_too_large(words: str, largest: Decimal) -> bool:
    """Whether the amounts of a table that names no measure may well be 元 beside ``largest``, that of the text."""
    most = max((Decimal(found.replace(",", "")) for found in _NUMBER.findall(normal(words))), default=Decimal(0))
    return most >= _LARGE or (most >= _SUSPICIOUS and most > largest * _TIMES)
