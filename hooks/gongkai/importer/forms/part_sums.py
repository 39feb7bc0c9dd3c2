"""Parts that the unit names itself: what they come to, against the line that they are parts of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ...model.problem import KeyPath
from .gathered import Gathered

_LIST: Final = ("收支", "项目支出", "项目")
_ROUNDING: Final = Decimal("0.01")
TOO_MUCH: Final = "各部分加起来比合计多，不能确定它们都是这一项的部分"


def doubt_parts(out: Gathered, own: Mapping[KeyPath, Sequence[int]]) -> None:
    """Mark the parts of a line as uncertain where they are more than it; ``own`` are their numbers, by the line."""
    for path, places in own.items():
        for column in {out.figures[at].column for at in places}:
            parts = [at for at in places if out.figures[at].column == column and out.figures[at].path[-2] == "其中"]
            whole = [figure.value for figure in out.figures if (figure.path, figure.column) == (path, column)]
            if whole and parts and sum(out.figures[at].value for at in parts) > whole[-1] + _ROUNDING * len(parts):
                for at in parts:
                    out.doubt_one(at, TOO_MUCH)


def drop_told_kinds(out: Gathered, start: int) -> None:
    """Leave out the sums of the kinds of 项目支出 where the projects of every kind stand below it and add up to it.

    The projects carry their kind (类别); nothing is lost then, and a comment says it. Where one of them does not, all
    sums stay.
    """
    kinds = {text.path[:-1]: text.text for text in out.texts if text.path[:-2] == _LIST and text.path[-1] == "类别"}
    told: dict[tuple[object, str], Decimal] = {}
    for figure in out.figures[start:]:
        if figure.path in kinds:
            place = (kinds[figure.path], figure.column)
            told[place] = told.get(place, Decimal(0)) + figure.value
    sums = [figure for figure in out.figures[start:] if figure.path[:-1] == (*_LIST[:2], "其中")]
    if sums and all(told.get((figure.path[-1], figure.column)) == figure.value for figure in sums):
        out.summed += sums
        out.figures[start:] = [figure for figure in out.figures[start:] if figure not in sums]
