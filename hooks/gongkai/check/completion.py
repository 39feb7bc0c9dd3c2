"""Percentages of a base in words: D24, D25."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.amounts import COLUMN_LABELS
from ..model.finding import Finding, fails, holds
from ..model.indicator import BUDGET_COMPLETION_RATE
from ..model.problem import Level
from ..model.rates import HUNDRED, difference, percent
from ..text.sentence import quote
from ..text.statement import Kind, Statement
from .bases import CURE, Pair, called, columns_of, published_pairs, stated_pair
from .check import check
from .context import CheckContext
from .other_figures import may_be_of_another
from .other_readings import fits_sentence
from .tolerance import PERCENTAGE_POINTS, agree, percentage


@check("D24", "基数为零不写比例", Level.WARNING, "wording")
def zero_base(context: CheckContext) -> Iterator[Finding]:
    """上年数或年初预算为零时，不应写增减百分比或完成百分比。

    为什么：除数是零，比例没有意义；“上年为 0，增长 100%”是常见的错误写法。
    怎么算：基数＝0 时，文字只写增加多少万元，不写百分之几。基数没有公开、但写出的增加额等于本年数的，基数也是 0。
    依据：增减率＝增减额÷基数，基数为零时不能计算。
    """
    for said in context.statements:
        if said.kind in {Kind.RATE, Kind.COMPLETION} and (base := _zero_base(context, said)):
            message = f"{said.label}{base}为 0，文中却写{quote(said.words)}"
            cure = "基数为 0 时不写百分比，只写增加了多少万元"
            yield fails(f"{said.label}{base}为 0 时不写百分比", said.path, message, cure)


def _zero_base(context: CheckContext, said: Statement) -> str:
    """What the nought is that the percentage is measured against; "" where it is none."""
    bases = {c: base for c in columns_of(said) for s in said.subjects if (base := context.compared(s, c)) is not None}
    if said.column:
        bases |= {said.column: said.said[said.column]} if said.column in said.said and not bases else {}
        if bases:
            return "" if any(bases.values()) else COLUMN_LABELS.get(next(iter(bases)), "预算")
    if "prior_actual" in bases:
        return "" if bases["prior_actual"] else COLUMN_LABELS["prior_actual"]
    value = said.said.get("") or next((v for s in said.subjects if (v := context.value(s)) is not None), None)
    return "基数" if said.change and difference(value, said.change) == 0 else ""


@check("D25", "预算完成比例", Level.ERROR, "text")
def completion(context: CheckContext) -> Iterator[Finding]:
    """写出的“完成预算的百分之几”，应当等于决算除以所说的那个预算。

    为什么：年初预算和全年预算（调整后）往往不同，混用会使完成比例失真。
    怎么算：完成比例＝决算÷所说的预算×100%，允许相差 0.1 个百分点；预算没有公开的，用文中写出的预算数，不符的请核对。
    没有说明是哪个预算而两个预算不同的，建议写明。
    依据：预算法第七十五条规定决算草案按预算数、调整预算数、决算数分别列出。
    """
    for said in context.statements:
        if said.kind is Kind.COMPLETION:
            yield from _judge_completion(context, said)


def _judge_completion(context: CheckContext, said: Statement) -> Iterator[Finding]:
    published = published_pairs(context, said)
    pairs = published or _budgets_in_text(said)
    real = [(pair.column, rate) for pair in pairs if (rate := percent(pair.value, pair.base)) is not None]
    is_adjusted = said.column == "budget" and any(rate > HUNDRED for _, rate in real)
    relation = f"{said.label}完成预算的比例与数字"
    if not real:
        return
    agreeing = [c for c, rate in real if agree(said.number, rate, max(said.slack, PERCENTAGE_POINTS))]
    is_told = bool(_budgets_in_text(said))
    if not (agreeing or is_told) and is_adjusted and said.number <= HUNDRED and len(real) == 1:
        return  # more than the first budget was spent: the rate is of an adjusted one that is not published
    if not agreeing and any(agree(said.number, rate, max(said.slack, PERCENTAGE_POINTS)) for rate in _told_rates(said)):
        return  # of a budget that is told and not published
    if not (agreeing or is_told) and (said.column == "budget" or len(said.subjects) > 1) and fits_sentence(said):
        return
    if not agreeing and (_is_declared(context, said) or may_be_of_another(context, said)):
        return
    if not agreeing:
        found = "，".join(f"占{called(column)}的 {percentage(rate)}" for column, rate in real[:2])
        message = (
            f"文中写{quote(said.words)}，按{'公开' if published else '文中写'}的数{pairs[0].label or said.label}{found}"
        )
        yield fails(relation, said.path, message, CURE, level=Level.ERROR if published else Level.WARNING)
    elif _is_unclear(said) and len({rate for _, rate in real}) > 1:
        message = f"文中写{quote(said.words)}，没有说是哪个预算，按数字是{called(agreeing[0])}"
        cure = "写明是年初预算还是全年预算（调整后）"
        yield fails("写明是哪个预算", said.path, message, cure, level=Level.HINT)
    else:
        yield holds(relation, said.path)


def _is_declared(context: CheckContext, said: Statement) -> bool:
    """Whether 预算完成率 is meant as the form of indicators computes it, with what was carried over."""
    value = BUDGET_COMPLETION_RATE.value(context.stated) if "预算完成率" in said.words else None
    return value is not None and agree(said.number, value, PERCENTAGE_POINTS)


def _told_rates(said: Statement) -> list[Decimal]:
    """Of every budget that the text tells beside, where the statement does not say of which."""
    value = said.said.get("")
    told = [base for column, base in said.said.items() if column not in {"", "prior_actual"}]
    rates = [percent(value, base) for base in told] if value is not None and said.column == "budget" else []
    return [rate for rate in rates if rate is not None]


def _is_unclear(said: Statement) -> bool:
    """完成预算的, without which; 预算执行率 is of the whole year's."""
    is_told = not said.said.keys().isdisjoint({"initial_budget", "adjusted_budget"})
    return said.column == "budget" and "率" not in said.words and "预算" in said.words and not is_told


def _budgets_in_text(said: Statement) -> list[Pair]:
    if pair := stated_pair(said):
        return pair
    value = said.said.get("")
    found = next((column for column in COLUMN_LABELS if column.endswith("budget") and column in said.said), "")
    return [Pair(found, value, said.said[found])] if value is not None and found else []
