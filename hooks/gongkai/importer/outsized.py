"""A part that is more than all that was spent: the measure of its table was taken for another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.problem import KeyPath
from .stated import Stated

#: What all other amounts of a year are parts of.
_WHOLES: Final = tuple(
    line.path for line in (form.TOTAL_INCOME, form.TOTAL_EXPENDITURE, form.INCOME, form.EXPENDITURE, form.ANNUAL_FUNDS)
)
#: The keys under which parts stand; assets, which are of many years, do not.
_OF_PARTS: Final = frozenset({"收支", "人员经费", "公用经费", "三公经费", "机关运行经费", "政府采购"})
#: A part may be more than a whole that was told in round figures, or of another scope; not so many times.
_FACTOR: Final = 10
DOUBT: Final = "比全部收支还多，多半是金额单位不同：原文没有在这里写明是元还是万元"


def doubt_outsized(figures: Mapping[KeyPath, list[Stated]]) -> None:
    """Mark in place, as not certain, every amount that is many times the greatest whole that is certain.

    Args:
        figures: what is stated of each place, down to the column; 万元.
    """
    wholes = [
        abs(one.value)
        for path, stated in figures.items()
        if path[:-1] in _WHOLES
        for one in stated
        if not one.doubt and isinstance(one.value, Decimal)
    ]
    most = max(wholes, default=Decimal(0)) * _FACTOR
    for path, stated in figures.items() if most else ():
        if path[0] in _OF_PARTS and path[:-1] not in _WHOLES:
            stated[:] = [one if one.doubt or abs(one.value) <= most else one._replace(doubt=DOUBT) for one in stated]
