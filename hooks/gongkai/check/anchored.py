"""Amounts whose own rate or completion fits the published figures while they themselves do not: part of D28."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.amounts import COLUMN_LABELS
from ..model.finding import Finding, fails
from ..model.rates import percent
from ..text.sentence import quote
from ..text.statement import Kind, Statement
from .bases import Pair, published_pairs
from .context import CheckContext
from .counts_and_grades import TEXT_CURE
from .related_figures import family_values
from .tolerance import CONVERTED, PERCENTAGE_POINTS, agree, exact

_KINDS: Final = frozenset({Kind.RATE, Kind.COMPLETION})


def anchored(context: CheckContext) -> Iterator[Finding]:
    """预算1795万元，执行1755.37万元，执行率97.90%: the rate is the line's, so the amount is meant to be, too."""
    for said in context.statements:
        if said.kind in _KINDS and said.said and said.subjects[0].path:
            yield from _judge(context, said)


def _judge(context: CheckContext, said: Statement) -> Iterator[Finding]:
    pair = next((pair for pair in published_pairs(context, said) if _fits(said, pair.value, pair.base)), None)
    if pair is None:
        return
    known = _known(context, said)
    for column, published in ((said.own, pair.value), (said.column, pair.base)):
        told = said.said.get(column)
        if told is None or any(agree(told, v, CONVERTED) for v in known) or _is_rough(said, pair, column, told):
            continue
        label = f"{pair.label or said.label}{COLUMN_LABELS.get(pair.column if column else '', '决算')}"
        wrong = f"前面写的 {exact(told)} 万元却不是{label} {exact(published)} 万元"
        message = f"文中写{quote(said.words)}，与公开的数相符，{wrong}"
        yield fails(f"正文的{pair.label or said.label}与数据一致", said.path, message, TEXT_CURE)


def _fits(said: Statement, value: Decimal, base: Decimal) -> bool:
    rate = percent(value if said.kind is Kind.COMPLETION else value - base, base)
    return rate is not None and agree(rate, said.number, max(said.slack, PERCENTAGE_POINTS))


def _is_rough(said: Statement, pair: Pair, column: str, told: Decimal) -> bool:
    """Whether the rate of what is told fits as well: it is only rounded."""
    value, base = (told, pair.base) if column == said.own else (pair.value, told)
    return bool(base) and _fits(said, value, base)


def _known(context: CheckContext, said: Statement) -> list[Decimal]:
    """What is published of the subjects in any column or scope."""
    columns = ("actual", *COLUMN_LABELS)
    own = [v for subject in said.subjects for column in columns if (v := context.value(subject, column)) is not None]
    return [*own, *family_values(context, said.subjects)]
