"""Which units spent on what in a year: a table for each 类 of the 功能分类, to which its area leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ...derive.assessment import Comparison
from ..parts.format import format_amount, format_signed, format_signed_percent
from ..parts.page import report_path
from ..parts.table import Column, Row, Table, number_cell
from .shares import Share, classes_of, function_key, rest_of
from .spending import Spending, YearSpending
from .treemap import FEWEST

#: So many units are named, the rest in one row.
_MOST: Final = 12


class Function(NamedTuple):
    """A 类: the id and the words of its heading, what stands beside them, and its units."""

    key: str
    name: str
    note: str
    table: Table


def functions(year: YearSpending) -> tuple[Function, ...]:
    """Every 类, that on which most was spent first; none where there is but one, or where no areas are drawn."""
    if sum(1 for one in year.added if one.spent) < FEWEST:
        return ()
    names: dict[str, str] = {}
    found: defaultdict[str, list[Share]] = defaultdict(list)
    for one in year.added:
        for code, (name, spent, planned) in classes_of(one).items():
            names.setdefault(code, name)
            found[code].append(_share(one, spent, planned))
    made = sorted(found, key=lambda code: sum(share.spent for share in found[code]), reverse=True)
    return tuple(_function(code, names[code], found[code]) for code in made) if len(made) > 1 else ()


def _share(one: Spending, spent: Decimal, planned: Decimal | None) -> Share:
    path = report_path(one.entry.unit_id, one.entry.year)
    return Share(one.name, spent, Comparison(spent, planned), Comparison(None, None), path)


def _function(code: str, name: str, shares: Sequence[Share]) -> Function:
    ordered = sorted(shares, key=lambda share: share.spent, reverse=True)
    shown = ordered if len(ordered) <= _MOST + 1 else [*ordered[:_MOST], rest_of(ordered[_MOST:], None)]
    whole = format_amount(sum((share.spent for share in shares), Decimal(0)))
    columns = tuple(map(Column, ("支出", "年初预算", "比年初预算", "幅度")))
    table = Table(function_key(code), f"{name}的单位", "单位", columns, tuple(map(_row, shown)))
    return Function(function_key(code), name, f"{whole} 万元，{len(shares)} 个单位", table)


def _row(share: Share) -> Row:
    budget = share.budget
    texts = (
        format_amount(share.spent),
        format_amount(budget.base),
        format_signed(budget.difference),
        format_signed_percent(budget.percent),
    )
    name = f"{share.name}，{share.note}" if share.note else share.name
    return Row(name, tuple(map(number_cell, texts)), path=share.path)
