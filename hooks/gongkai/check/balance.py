"""What came in against what was spent: D01, D50."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMNS
from ..model.finding import Finding, not_run
from ..model.form import Line
from ..model.problem import Level
from ..model.report import Report
from .check import check
from .context import CheckContext
from .other_funds import other_funds
from .relations import CURE, AtMost, Equal, in_column, written_sum
from .tolerance import PER_ADDEND, agree

_RECEIVED, _SPENT = form.TOTAL_INCOME, form.TOTAL_EXPENDITURE
_OPENING, _CLOSING = form.OPENING_BALANCE, form.CLOSING_BALANCE
_USED, _DISTRIBUTED = form.USED_BALANCE, form.DISTRIBUTED_BALANCE
_ZERO: Final = Decimal(0)
_WHOLE_YEAR: Final = "本年收入＋年初结转＝本年支出＋年末结转"
_SPENT_OF_YEAR: Final = "本年支出不大于本年收入加年初结转"
_YEAR_CURE: Final = "对照“收入支出决算总表”核对这几项，哪一处录错改哪一处；原报告就是这样公开的，在“校核说明”里写明原因"


@check("D01", "收支总计相等", Level.ERROR, "arithmetic")
def balance(context: CheckContext) -> Iterator[Finding]:
    """收入总计与支出总计应当相等。

    为什么：总计这一级，收入方包括年初结转，支出方包括年末结转，两边必然相等；不等说明有一方录错或漏项。
    怎么算：收入总计＝支出总计，年初预算、全年预算、决算、上年决算各栏分别核对，允许相差 0.01 万元。报告把结转另列、没
    有计入总计的，加上已公开的年初结转、年末结转和结余分配以后相等，也算相符。收入总计比支出总计多、年末结转没有公开的，
    多出来的可能就是结转，未能核对；支出总计比收入总计多的，不会是年末结转。
    依据：部门决算报表“收入支出决算总表”的表内关系；预算法第七十五条要求决算收支真实、数额准确、内容完整。
    """
    for column in COLUMNS:
        yield from _judge_totals(context.report, column)


def _judge_totals(report: Report, column: str) -> Iterator[Finding]:
    received, spent = _RECEIVED.value(report, column), _SPENT.value(report, column)
    if received is None or spent is None:
        return
    label, words = _RECEIVED.label + in_column(column), f"{_RECEIVED.label}＝{_SPENT.label}{in_column(column)}"
    path = _RECEIVED.of(report).path_of(column)
    formula = "" if agree(received, spent) else _with_balances(report, column, received, spent)
    if formula:
        yield Equal(label, _SPENT.label, path, CURE, words, slack=abs(received - spent)).judge(
            received, spent, formula=formula
        )
    elif received - spent > PER_ADDEND and _CLOSING.value(report, column) is None:
        if column == "actual":
            yield not_run(words, path, (_CLOSING.label,))
    else:
        level = Level.WARNING if column == "prior_actual" else Level.ERROR
        yield Equal(label, _SPENT.label, path, CURE, words, level=level, slack=PER_ADDEND).judge(received, spent)


def _with_balances(report: Report, column: str, received: Decimal, spent: Decimal) -> str:
    """The equation that holds with the balances that are published beside the totals; "" where none does."""
    opening, closing = _OPENING.value(report, column), _CLOSING.value(report, column)
    distributed = _DISTRIBUTED.value(report, column)
    left = [[received], [received, opening]] if opening else [[received]]
    after = [value for value in (distributed, closing) if value]
    for one in left:
        for two in ([spent], [spent, *after]):
            sums = sum(filter(None, one), _ZERO), sum(two, _ZERO)
            if len(one) + len(two) > 2 and agree(*sums, PER_ADDEND * (len(one) + len(two) - 1)):
                return f"{written_sum(one, sums[0])}；{written_sum(two, sums[1])}"
    return ""


@check("D50", "本年收支与结转结余", Level.ERROR, "arithmetic")
def year_and_balances(context: CheckContext) -> Iterator[Finding]:
    """本年收入加年初结转，应当等于本年支出加年末结转；花出去的不应比能用的多。

    为什么：一年里能用的钱，只有当年的收入、上年结转来的和动用的结余；花掉以后剩下的，就是年末结转。
    怎么算：本年收入合计＋年初结转和结余＋使用非财政拨款结余＝本年支出合计＋结余分配＋年末结转和结余；没有公开年末结转
    的，只要求本年支出合计不大于前三项之和；每个数允许 0.01 万元的进位误差。对不上而没有公开年初结转的，差额可能就是年
    初结转，未能核对；单位有财政拨款以外的资金、没有公开使用非财政拨款结余或结余分配的，也未能核对。收入总计、支出总计
    和结转都公开了的，由 D01、D02、D03 核对，不重复。
    依据：部门决算报表“收入支出决算总表”的表内关系。
    """
    for column in COLUMNS:
        yield from _judge_year(context.report, column)


def _judge_year(report: Report, column: str) -> Iterator[Finding]:
    available = _given(report, column, (form.INCOME, _OPENING, _USED))
    used = _given(report, column, (form.EXPENDITURE, _DISTRIBUTED, _CLOSING))
    if form.INCOME not in available or form.EXPENDITURE not in used or _is_left_to_totals(report, column):
        return
    have, gone = sum(available.values(), _ZERO), sum(used.values(), _ZERO)
    is_whole, slack = _CLOSING in used, PER_ADDEND * (len(available) + len(used) - 1)
    missing = _missing(report, column, have - gone) if abs(have - gone) > slack and (is_whole or gone > have) else None
    words = (_WHOLE_YEAR if is_whole else _SPENT_OF_YEAR) + in_column(column)
    path = form.EXPENDITURE.of(report).path_of(column)
    if missing:
        if column == "actual":
            yield not_run(words, path, (missing.label,))
    elif _OPENING in available:
        relation = (Equal if is_whole else AtMost)(
            "加".join(line.label for line in used) + in_column(column),
            "加".join(line.label for line in available),
            path,
            _YEAR_CURE,
            words,
            level=Level.WARNING if column == "prior_actual" else Level.ERROR,
            slack=slack,
        )
        yield relation.judge(gone, have, formula=f"{_written(available)}；{_written(used)}")


def _is_left_to_totals(report: Report, column: str) -> bool:
    """Whether D01, D02 and D03 look at all of the figures."""
    return None not in (line.value(report, column) for line in (_RECEIVED, _SPENT, _OPENING, _CLOSING))


def _given(report: Report, column: str, lines: tuple[Line, ...]) -> dict[Line, Decimal]:
    return {line: value for line in lines if (value := line.value(report, column)) is not None}


def _missing(report: Report, column: str, left: Decimal) -> Line | None:
    """The line in which what is ``left`` of the year's money (万元; below zero: too much spent) may stand."""
    if _OPENING.value(report, column) is None:
        return _OPENING
    line = _USED if left < 0 else _DISTRIBUTED
    return line if line.value(report, column) is None and other_funds(report, column) else None


def _written(values: dict[Line, Decimal]) -> str:
    return written_sum(list(values.values()), sum(values.values(), _ZERO))
