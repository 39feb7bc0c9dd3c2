"""Of 基本支出 by 经济分类 in a table of 一般公共预算 alone: whether it is all of 财政拨款."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...model.problem import KeyPath
from ..found import FoundFigure
from .gathered import Gathered

NARROW: Final = "这张表只算一般公共预算财政拨款的基本支出，不能确定就是全部的基本支出"
_SUMS: Final = frozenset({("财政拨款", "人员经费"), ("财政拨款", "公用经费")})


def settle_basic(out: Gathered) -> None:
    """Lift the doubt of the tables whose 人员经费 and 公用经费 add up to the 基本支出 of 财政拨款 that is stated."""
    whole = stated(out, ("财政拨款", "基本支出"))
    tables: dict[str, list[int]] = defaultdict(list)
    for at, figure in enumerate(out.figures):
        if figure.doubt == NARROW:
            tables[figure.place.rpartition("第")[0]].append(at)
    for places in tables.values():
        sums = [out.figures[at].value for at in places if _is_sum(out.figures[at])]
        if len(sums) == len(_SUMS) and sum(sums, Decimal(0)) == whole:
            for at in places:
                out.figures[at] = replace(out.figures[at], doubt="")


def stated(out: Gathered, path: KeyPath) -> Decimal | None:
    """The one 决算 that is certainly stated for a line."""
    found = {f.value for f in out.figures if f.path == path and f.column == "决算" and not f.doubt}
    return found.pop() if len(found) == 1 else None


def _is_sum(figure: FoundFigure) -> bool:
    return figure.path in _SUMS and figure.column == "决算"
