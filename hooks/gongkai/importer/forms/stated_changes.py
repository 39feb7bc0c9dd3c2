"""Columns of differences, 增减额 and 增减率: not written, but held against the two years that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ...model.money import places
from .cells import parse_cell
from .columns import ACTUAL, ADJUSTED, INITIAL, PRIOR
from .gathered import Gathered
from .heads import Head
from .measures import bracketed_measure, in_wanyuan
from .sheet import Sheet

_CHANGE: Final = re.compile("增减|增长|增幅|增加|比上年|较上年|比去年|同比")
_RATE: Final = re.compile("率|幅|%|％|百分")
_OF_BUDGET: Final = re.compile("预算|年初|计划")
_OF_PRIOR: Final = re.compile("上年|去年|同比")
#: Smaller differences are rounding: 万元, or percent.
_TOLERANCE: Final = Decimal("0.02")


def see_changes(sheet: Sheet, out: Gathered, row: int, start: int, cells: Iterable[tuple[Head, str]]) -> None:
    """Note the columns of differences of a row that was read, and doubt its figures where they say otherwise.

    Args:
        row: its number.
        start: the number of its first figure.
        cells: all its cells with their headings.
    """
    at = {figure.column: number for number, figure in enumerate(out.figures[start:], start)}
    for head, text in cells:
        number = parse_cell(text)
        if number is None or not head.meaning.is_out or not _CHANGE.search(head.text) or _OF_BUDGET.search(head.text):
            continue
        columns = out.unwritten.setdefault(sheet.place(row).rpartition("第")[0], [])
        if head.text not in columns:
            columns.append(head.text)
        is_clear = _OF_PRIOR.search(head.text) or not {INITIAL, ADJUSTED} & at.keys()
        if not (is_clear and {PRIOR, ACTUAL} <= at.keys()):
            continue
        now, prior = out.figures[at[ACTUAL]].value, out.figures[at[PRIOR]].value
        if not _agrees(head, number.value, sheet, now, prior):
            for each in (at[PRIOR], at[ACTUAL]):
                out.doubt_one(each, f"表上“{head.text}”写 {text.strip()}，和两年的数对不上")


def _agrees(head: Head, said: Decimal, sheet: Sheet, now: Decimal, prior: Decimal) -> bool:
    """Whether a difference is that of the figures; many tables print a decrease without its sign."""
    if _RATE.search(head.text):
        rate = abs((now - prior) / prior * 100) if prior else abs(said)
        return abs(abs(said) - rate) <= max(_TOLERANCE, Decimal(1).scaleb(-places(said)))
    measure = bracketed_measure(head.text) or sheet.measure or "万元"
    return abs(abs(in_wanyuan(said, measure)) - abs(now - prior)) <= _TOLERANCE
