"""Money that is not 财政拨款, as far as a report shows any.

人员经费, 公用经费 and the economic classes are published from 一般公共预算财政拨款基本支出决算明细表, 基本支出 often
from 支出决算表, which holds all funds. Where a unit has other funds the first may rightly fall short of the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMNS, Figure
from ..model.form import Line
from ..model.report import Report
from .tolerance import PER_ADDEND, agree

OTHER_FUNDS: Final = "财政拨款以外资金的支出"
FISCAL: Final = (form.GENERAL_PUBLIC_BUDGET, form.GOVERNMENT_FUND, form.STATE_CAPITAL)
_OTHER_INCOME: Final = tuple(line for line in form.INCOME.parts if line not in FISCAL)
_FISCAL_ROW: Final = re.compile("一般公共预算|公共财政|政府性?基金|国有资本|财政拨款|上年结转|年初结转")
_ZERO: Final = Decimal(0)


def other_funds(report: Report, column: str = "actual") -> Decimal:
    """What a unit may have spent beside 财政拨款, 万元; 0 where the report shows no sign of such money.

    Signs are income from other sources, income beyond 财政拨款, 其他资金 of the 自评表, spending of kinds that only
    other funds pay, and 使用非财政拨款结余. With a sign the balance of earlier years may be such money too.
    """
    used = form.USED_BALANCE.value(report, column) or _ZERO
    signs = (
        _added(_OTHER_INCOME, report, column),
        _beyond_fiscal(report, column),
        sum((row.value(column) or _ZERO for row in _other_rows(report)), _ZERO),
        _added(form.OTHER_EXPENDITURE, report, column),
    )
    found = max(signs) + used
    return found + (form.OPENING_BALANCE.value(report, column) or _ZERO) if found > _ZERO else _ZERO


def may_be_other_funds(
    report: Report, whole: Figure, parts: Sequence[Figure], column: str, gap: Decimal
) -> tuple[str, ...]:
    """The name of other funds where they may explain that ``parts`` fall short of ``whole`` by ``gap`` (万元).

    They cannot where the parts make up the whole in another column that has other funds, too: both are of one scope.
    """
    if gap > other_funds(report, column) + PER_ADDEND:
        return ()
    others = (other for other in COLUMNS if other != column)
    return () if any(_are_of_one_scope(report, whole, parts, other) for other in others) else (OTHER_FUNDS,)


def _are_of_one_scope(report: Report, whole: Figure, parts: Sequence[Figure], column: str) -> bool:
    total, values = whole.value(column), [v for part in parts if (v := part.value(column)) is not None]
    slack = PER_ADDEND * len(values)
    if not total or not values or not agree(total, sum(values, _ZERO), slack):
        return False
    return other_funds(report, column) > slack


def _added(lines: Iterable[Line], report: Report, column: str) -> Decimal:
    return sum((line.value(report, column) or _ZERO for line in lines), _ZERO)


def _beyond_fiscal(report: Report, column: str) -> Decimal:
    """Income that the published sources of 财政拨款 leave; rounding is none."""
    income, general = form.INCOME.value(report, column), form.GENERAL_PUBLIC_BUDGET.value(report, column)
    if income is None or general is None:
        return _ZERO
    left = income - _added(FISCAL, report, column)
    return left if left > PER_ADDEND * len(FISCAL) else _ZERO


def _other_rows(report: Report) -> Iterable[Figure]:
    return (row for row in form.BY_INCOME.figures(report) if not _FISCAL_ROW.search(row.label))
