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
from .forms.indicators import MEASURED, without_measure
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
    parted = {key: tuple(_unnumbered([*_entries(value)])) if key in _LISTS else value for key, value in form.items()}
    found = {path: _whole(path, value) for path, value in leaves(parted) if value is not None}
    return {path: _without_measure(path, value, found) for path, value in found.items()}


def _whole(path: KeyPath, value: Any) -> Any:
    declared = declared_at(path) if isinstance(value, Decimal) else None
    is_whole = declared is not None and measure_of(declared) in _WHOLE and value == value.to_integral_value()
    return value.quantize(Decimal(1)) if is_whole else value


def _without_measure(path: KeyPath, value: Any, found: Mapping[KeyPath, Any]) -> Any:
    """A value of an indicator without the measure that stands in a cell of its own."""
    if path[-1] not in MEASURED or not isinstance(value, str):
        return value
    return without_measure(value, str(found.get((*path[:-1], "计量单位"), "")))


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


def _unnumbered(entries: list[Any]) -> Iterator[Any]:
    """The entries without the numbers that they were typed with, where those count from one up."""
    numbered = {at: one for at, entry in enumerate(entries) if (one := _number_of_entry(entry))}
    is_list = len({one.rank for one in numbered.values()}) == 1 and _counts([*numbered.values()])
    yield from (numbered[at].words if is_list and at in numbered else entry for at, entry in enumerate(entries))


def _number_of_entry(entry: Any) -> Numbered | None:
    """The number of an entry of one line; 一是… is its words."""
    numbered = parse_number(entry.strip()) if isinstance(entry, str) and "\n" not in entry.strip() else None
    return numbered if numbered and numbered.rank and numbered.words else None


def _counts(numbered: list[Numbered]) -> bool:
    """Whether the numbers count from one up."""
    said = ["".join(mark for mark in normal(one.number) if mark in _DIGITS) for one in numbered]
    return [parse_numeral(number) for number in said] == list(range(1, len(said) + 1))
