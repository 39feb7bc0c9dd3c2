"""What a clerk typed into the project's own form → the values of a data file: counts whole, entries apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ..model.paths import leaves
from ..model.problem import KeyPath
from ..model.record import measure_of
from ..text.numbers import parse_numeral
from .numbering import Numbered, parse_number
from .places import declared_at
from .plain_words import normal

#: Lists whose entries the page numbers by itself.
_LISTS: Final = ("问题", "改进措施")
#: What is counted: a cell that shows two decimals holds 52 people.
_WHOLE: Final = frozenset({"人", "个", "辆", "批次", "人次", "台（套）"})
_SPOKEN: Final = re.compile("([一二三四五六七八九十]{1,3})是(?!否)")
_NO_RANK: Final = -1
_DIGITS: Final = "一二三四五六七八九十0123456789"


def values_of_form(form: Mapping[str, Any]) -> dict[KeyPath, Any]:
    """The values by their places, without those that are null.

    Args:
        form: by Chinese keys, as the form has them.
    """
    parted = {key: tuple(_entries(value)) if key in _LISTS else value for key, value in form.items()}
    return {path: _whole(path, value) for path, value in leaves(parted) if value is not None}


def _whole(path: KeyPath, value: Any) -> Any:
    declared = declared_at(path) if isinstance(value, Decimal) else None
    is_count = declared is not None and measure_of(declared) in _WHOLE and value == value.to_integral_value()
    return value.quantize(Decimal(1)) if is_count else value


def _entries(entries: Any) -> Iterator[Any]:
    """Each entry; those that one cell holds one below the other, numbered from one, apart."""
    for entry in entries if isinstance(entries, list | tuple) else ():
        yield from _parted(entry) if isinstance(entry, str) else (entry,)


def _parted(entry: str) -> tuple[str, ...]:
    lines = [line.strip() for line in entry.split("\n") if line.strip()]
    numbered = [found for line in lines if (found := _number_of(line))]
    is_list = len(numbered) == len(lines) > 1 and len({one.rank for one in numbered}) == 1
    return tuple(one.words for one in numbered) if is_list and _counts(numbered) else (entry,)


def _number_of(line: str) -> Numbered | None:
    """1、…, （一）…; 一是… keeps its words."""
    spoken = _SPOKEN.match(line)
    return Numbered(_NO_RANK, spoken[1], line) if spoken else parse_number(line)


def _counts(numbered: list[Numbered]) -> bool:
    """Whether the numbers count from one up."""
    said = ["".join(mark for mark in normal(one.number) if mark in _DIGITS) for one in numbered]
    return [parse_numeral(number) for number in said] == list(range(1, len(said) + 1))
