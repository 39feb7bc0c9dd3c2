"""Large changes from year to year and in the budget want words: D46."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS
from ..model.finding import Finding, holds_if
from ..model.form import Line
from ..model.indicator import initial_budget
from ..model.problem import KeyPath, Level
from ..model.rates import percent, total
from ..model.report import Report
from .check import check, holds_unless
from .context import CheckContext
from .tolerance import exact, money, percentage

#: The lines whose size from year to year is looked at.
WATCHED: Final = (
    form.TOTAL_EXPENDITURE,
    form.BASIC_EXPENDITURE,
    form.PROJECT_EXPENDITURE,
    form.PERSONNEL_FUNDS,
    form.OPERATING_FUNDS,
    form.THREE_PUBLIC,
    form.PROCUREMENT,
)
_NOTED_TOGETHER: Final = (form.TOTAL_EXPENDITURE, form.BASIC_EXPENDITURE)


@check("D46", "大幅增减要说明", Level.WARNING, "reason")
def jumps(context: CheckContext) -> Iterator[Finding]:
    """比上年增减很大的项目，应当写明原因。

    为什么：支出突然增减，读者第一个问题就是为什么。
    怎么算：比上年增减超过本年度规定的幅度（默认 30%）而且超过规定的金额（默认 10 万元），这一项要有说明；上年为零的
    只看金额。追加预算超过年初预算的规定幅度，要有预算调整说明。
    依据：本年度规则里的校核幅度；省级预算系统对“预算调整超 30%”要求填写原因。
    """
    compared = [
        (line, value, base)
        for line in WATCHED
        if (value := line.value(context.report)) is not None and (base := _base(context, line)) is not None
    ]
    jumped = (_judge_jump(context.report, *known) for known in compared if _is_jump(context, *known[1:]))
    formula = f"{len(compared)} 项都没有超过规定的幅度"
    yield from holds_unless(jumped, "大幅增减都有说明", formula=formula, looked=bool(compared))
    yield from _adjustment(context)


def _base(context: CheckContext, line: Line) -> Decimal | None:
    """Last year's published figure, or else this report's own 上年决算."""
    last = total(line.value(report) for report in context.prior)
    return line.value(context.report, "prior_actual") if last is None else last


def _is_jump(context: CheckContext, value: Decimal, base: Decimal) -> bool:
    options, change = context.rules.checks, abs(value - base)
    ratio = percent(change, base)
    return change >= options.jump_amount and (ratio is None or ratio > options.jump_percent)


def _judge_jump(report: Report, line: Line, value: Decimal, base: Decimal) -> Finding:
    figure, ratio = line.of(report), percent(abs(value - base), base)
    relation = f"{figure.label}大幅增减有说明"
    formula = f"{exact(value)}－{exact(base)}＝{exact(value - base)}"
    note = figure.item.note or (report.finance.note if line in _NOTED_TOGETHER else None)
    word, shown = "增加" if value > base else "减少", f"（{percentage(ratio)}）" if ratio is not None else ""
    change = f"{word} {money(abs(value - base))}{shown}"
    message = f"{figure.label} {money(value)}，上年 {money(base)}，{change}，报告里没有写明原因"
    cure = f"在{_place(figure.path)}里加“说明”，写明增减的主要原因，照例子写"
    found = holds_if(bool(note), relation, figure.path, message, cure, formula=formula, stated=value, expected=base)
    columns = {COLUMN_LABELS[column]: stated for column, stated in figure.item.columns.items() if stated is not None}
    written = [*(f"{label}: {stated:f}" for label, stated in columns.items()), "说明: 新增换届选举项目"]
    return found._replace(example=_nested(figure.path, written))


def _place(path: KeyPath) -> str:
    """“收支”下面的“项目支出”."""
    return "下面的".join(f"“{key}”" for key in path)


def _nested(path: KeyPath, lines: Iterable[str]) -> str:
    """Lines of a data file under the keys of ``path``."""
    above = [f"{'  ' * depth}{key}:" for depth, key in enumerate(path)]
    return "\n".join([*above, *(f"{'  ' * len(path)}{line}" for line in lines)])


def _adjustment(context: CheckContext) -> Iterator[Finding]:
    finance = context.report.finance
    added = finance.supplementary_budget
    initial = initial_budget(context.report)
    ratio = percent(abs(added), initial) if added is not None else None
    if added is None or initial is None or ratio is None or ratio <= context.rules.checks.jump_percent:
        return
    relation, line = "预算大幅调整有说明", form.SUPPLEMENTARY_BUDGET
    formula = f"{exact(abs(added))}÷{exact(initial)}＝{percentage(ratio)}"
    message = f"{line.label} {money(added)}，年初预算 {money(initial)}，占 {percentage(ratio)}，没有预算调整说明"
    cure = "在“收支”下面的“预算调整说明”里写明调整的原因"
    found = holds_if(bool(finance.adjustment_note), relation, line.path, message, cure, formula=formula, stated=added)
    yield found._replace(example=_nested(("收支",), ["预算调整说明: 年中追加换届选举经费"]))
