"""Percentages of a base: D24, D25."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.amounts import COLUMN_LABELS, Figure
from ..model.finding import Finding, fails, holds
from ..model.problem import Level
from ..model.rates import percent
from .changes import CHANGE, CURE, base_column, base_value
from .check import check
from .context import CheckContext
from .sentence import PERCENT, Sentence, quote
from .tolerance import PERCENTAGE_POINTS, agree, percentage

#: 完成年初预算的98.5%
_COMPLETION: Final = re.compile(
    rf"(?:完成|占|为)(?P<budget>年初预算|全年预算|调整后?预算|预算)(?:批复|安排)?数?的?\s*{PERCENT}"
)


@check("D24", "基数为零不写比例", Level.WARNING)
def zero_base(context: CheckContext) -> Iterator[Finding]:
    """上年数或年初预算为零时，不应写增减百分比或完成百分比。

    为什么：除数是零，比例没有意义；“上年为 0，增长 100%”是常见的错误写法。
    怎么算：基数＝0 时，文字只写增加多少万元，不写百分之几。
    依据：增减率＝增减额÷基数，基数为零时不能计算。
    """
    for sentence in context.sentences:
        for pattern in (CHANGE, _COMPLETION):
            for match in pattern.finditer(sentence.text) if "%" in sentence.text or "％" in sentence.text else ():
                yield from _judge_zero(context, sentence, match)


def _judge_zero(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    is_change = match.re is CHANGE
    column = base_column(match, context.year) if is_change else _budget_column(match["budget"])
    line = sentence.line_before(match.start())
    has_percent = match["percent"] or (is_change and match["bare"])
    if line and column and has_percent and base_value(context, line, column) == 0:
        base = COLUMN_LABELS[column]
        message = f"{line.label}{base}为 0，文中却写{quote(match.group())}"
        cure = "基数为 0 时不写百分比，只写增加了多少万元"
        yield fails(f"{line.label}{base}为 0 时不写百分比", sentence.path, message, cure)


def _budget_column(words: str) -> str | None:
    """The column that the words name; None for a bare 预算."""
    named = {"年初预算": "initial_budget", "预算": None}
    return named.get(words, "adjusted_budget")


@check("D25", "预算完成比例", Level.ERROR)
def completion(context: CheckContext) -> Iterator[Finding]:
    """写出的“完成预算的百分之几”，应当等于决算除以所说的那个预算。

    为什么：年初预算和全年预算（调整后）往往不同，混用会使完成比例失真。
    怎么算：完成比例＝决算÷所说的预算×100%，允许相差 0.1 个百分点；没有说明是哪个预算而两个预算不同的，建议写明。
    依据：预算法第七十五条规定决算草案按预算数、调整预算数、决算数分别列出。
    """
    for sentence in context.sentences:
        if "预算" not in sentence.text:
            continue
        for match in _COMPLETION.finditer(sentence.text):
            line = sentence.line_before(match.start())
            if line:
                yield from _judge_completion(line.of(context.report), sentence, match)


def _judge_completion(figure: Figure, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    written, named = Decimal(match["percent"]), _budget_column(match["budget"])
    columns = (named,) if named else ("initial_budget", "adjusted_budget")
    real = {c: rate for c in columns if (rate := percent(figure.value(), figure.value(c))) is not None}
    relation = f"{figure.label}完成预算的比例与数字相符"
    if not real:
        return
    agreeing = [column for column, rate in real.items() if agree(written, rate, PERCENTAGE_POINTS)]
    if not agreeing:
        found = "，".join(f"占{COLUMN_LABELS[column]}的 {percentage(rate)}" for column, rate in real.items())
        message = f"文中写{figure.label}{quote(match.group())}，按公开的数{found}"
        yield fails(relation, sentence.path, message, CURE)
    elif not named and len(set(real.values())) > 1:
        message = f"文中写{quote(match.group())}，没有说是哪个预算，按数字是{COLUMN_LABELS[agreeing[0]]}"
        cure = "写明是年初预算还是全年预算（调整后）"
        yield fails("写明是哪个预算", sentence.path, message, cure, level=Level.HINT)
    else:
        yield holds(relation, sentence.path)
