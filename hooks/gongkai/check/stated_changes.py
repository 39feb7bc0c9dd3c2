"""Changes that a line states beside its amounts (增减): D53."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple, Unpack

from ..model.amounts import Figure
from ..model.finding import Figures, Finding, holds_if
from ..model.form import find_line
from ..model.money import places
from ..model.problem import KeyPath, Level
from ..model.rates import HUNDRED, percent, rounded, total
from .check import check
from .context import CheckContext
from .tolerance import PER_ADDEND, PERCENTAGE_POINTS, agree, exact, percentage

_CURE: Final = "对照原文核对本年数、增减额和增减幅度，哪一处录错改哪一处；原文就是这样的，在“校核说明”里写明"
_HALF: Final = Decimal("0.5")


class _Said(NamedTuple):
    """What a line says of a change against one base: the amount and the rate, either may be missing."""

    figure: Figure
    key: str
    change: Decimal | None
    rate: Decimal | None

    def path(self, key: str) -> KeyPath:
        """The keys of the amount or the rate."""
        return (*self.figure.path, "增减", key)


class _Base(NamedTuple):
    """What the change is measured against: the amount, what it is called, and how much a failure matters."""

    value: Decimal
    label: str
    level: Level


@check("D53", "写明的增减额和幅度", Level.ERROR, "arithmetic")
def stated_changes(context: CheckContext) -> Iterator[Finding]:
    """“增减”里写明的增减额和增减幅度，应当与公开的本年数、上年数、年初预算相符。

    为什么：有的报告不列上年数，只写“比上年增加多少、增长百分之几”；这两个数和本年数之间有固定的关系，读者可以复算。
    怎么算：增减额＝本年数－基数，增减幅度＝增减额÷基数×100%。基数是本报告的上年决算或年初预算；没有公开上年决算的，用
    上年报告的决算；都没有的，用本年数减增减额得出基数，只核对幅度，并要求基数不小于零。由录入的人推算的数不作基数。每
    个数允许 0.01 万元的进位误差，幅度允许相差 0.1 个百分点；原文小数位少的，按写出的位数放宽；基数很小的，进位误差会使
    幅度差得更多，也相应放宽。基数为零的不写幅度。
    依据：增减率＝增减额÷基数；部门决算报表说明对增减情况的要求。
    """
    for figure in context.figures:
        changes = figure.item.changes
        if changes is not None and not figure.is_derived("actual"):
            yield from _judge(_Said(figure, "比上年", changes.on_prior, changes.on_prior_rate), _last(context, figure))
            budget = _own(figure, "initial_budget", "年初预算")
            yield from _judge(_Said(figure, "比年初预算", changes.on_budget, changes.on_budget_rate), budget)


def _own(figure: Figure, column: str, label: str) -> _Base | None:
    value = figure.value(column)
    return None if value is None or figure.is_derived(column) else _Base(value, label, Level.ERROR)


def _last(context: CheckContext, figure: Figure) -> _Base | None:
    """上年决算 as this report has it, or else the 决算 of last year's comparable reports."""
    if own := _own(figure, "prior_actual", "上年决算"):
        return own
    if line := find_line(figure.path):
        last = total(line.value(report) for report in context.prior)
    else:
        last = total(known.get(figure.name) for known in context.prior_figures)
    return None if last is None else _Base(last, "上年报告的决算", Level.WARNING)


def _judge(said: _Said, base: _Base | None) -> Iterator[Finding]:
    value = said.figure.value()
    if said.change is None and said.rate is None:
        return
    if said.change is not None and said.rate is not None and said.change * said.rate < 0:
        yield _finding(said, said.key, holds=False, message=f"{_written(said)}，一个是增加，一个是减少")
    elif value is not None and base is not None:
        yield from _against(said, value, base)
    elif value is not None and said.change is not None:
        yield from _without_base(said, value, said.change)


def _against(said: _Said, value: Decimal, base: _Base) -> Iterator[Finding]:
    """With the base published: the amount, then the rate."""
    real, worked = value - base.value, f"{exact(value)}－{exact(base.value)}＝{exact(value - base.value)}"
    if said.change is not None:
        message = f"{_written(said)}，按{base.label} {exact(base.value)} 万元计算为 {exact(real)} 万元"
        figures: Figures = {"formula": worked, "stated": said.change, "expected": real}
        fits = agree(said.change, real, _step(said.change, PER_ADDEND * 2))
        yield _finding(said, said.key, holds=fits, message=message, level=base.level, **figures)
    if said.rate is not None:
        yield _rate(said, said.rate, real, base.value, base.level)


def _without_base(said: _Said, value: Decimal, change: Decimal) -> Iterator[Finding]:
    """The base is what the change leaves of the value: it is not below zero, and the rate fits it."""
    base = value - change
    if base < -_step(change, PER_ADDEND * 2):
        message = f"{_written(said)}，比本年数 {exact(value)} 万元还多"
        yield _finding(said, said.key, holds=False, message=message, stated=change, expected=value)
    elif said.rate is not None:
        yield _rate(said, said.rate, change, max(base, Decimal(0)), Level.ERROR)


def _rate(said: _Said, rate: Decimal, change: Decimal, base: Decimal, level: Level) -> Finding:
    key, real = f"{said.key}幅度", percent(change, base)
    if real is None:
        message = f"{said.figure.label}{said.key}的基数为 0，却写了幅度 {exact(rate)}%"
        return _finding(said, key, holds=rate == 0, message=message, level=Level.WARNING)
    message = f"{_written(said)}，按公开的数计算为 {percentage(real)}"
    # the amounts are rounded too, which tells on a small base
    slack = _step(rate, PERCENTAGE_POINTS) + PER_ADDEND * (HUNDRED + abs(real)) / base
    figures: Figures = {
        "formula": f"{exact(change)}÷{exact(base)}＝{percentage(real)}", "stated": rate, "expected": rounded(real, 2),
    }  # fmt: skip  # read in a row
    return _finding(said, key, holds=agree(rate, real, slack), message=message, level=level, **figures)


def _finding(
    said: _Said, key: str, *, holds: bool, message: str, level: Level = Level.ERROR, **figures: Unpack[Figures]
) -> Finding:
    relation = f"{said.figure.label}{key}与公开的数"
    return holds_if(holds, relation, said.path(key), message, _CURE, level=level, **figures)


def _step(value: Decimal, least: Decimal) -> Decimal:
    """How far a figure may be off: half of its last place as printed, but no less than ``least``."""
    return max(least, _HALF.scaleb(-places(value)))


def _written(said: _Said) -> str:
    amount = None if said.change is None else f"{exact(said.change)} 万元"
    rate = None if said.rate is None else f"{exact(said.rate)}%"
    return f"{said.figure.label}写的是{said.key} {'、'.join(filter(None, (amount, rate)))}"
