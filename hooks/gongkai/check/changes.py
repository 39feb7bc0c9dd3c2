"""Increases and decreases in words: D23."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import Figure
from ..model.finding import Finding, holds, holds_if
from ..model.problem import Level
from ..text.sentence import quote
from ..text.statement import Kind, Statement
from .bases import CURE, Pair, called, published_pairs, stated_pair, worked_back
from .check import check
from .context import CheckContext
from .other_figures import may_be_of_another
from .other_readings import fits_sentence
from .related_figures import judge_in_scopes
from .tolerance import CONVERTED, PER_ADDEND, PERCENTAGE_POINTS, agree, exact, percentage

_COMPARED: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.OPERATING_FUNDS, form.THREE_PUBLIC)
_MONEY: Final = frozenset({"亿元", "万元", "万", "千元", "元"})
_NOUGHT: Final = percentage(Decimal(0))
CHANGES: Final = frozenset({Kind.CHANGE, Kind.RATE})


@check("D23", "增减额和增减率", Level.ERROR, "text")
def changes(context: CheckContext) -> Iterator[Finding]:
    """写出的增减额、增减率和增减方向，应当与数字相符。

    为什么：“比上年增加、比年初预算减少”是读者最先看的句子，写反方向或算错比例会误导读者。
    怎么算：增减额＝本年数－基数；增减率＝增减额÷基数×100%，允许相差 0.1 个百分点（写整数的按四舍五入）；增加、减少等
    字样与正负一致。没有写明与什么比的，按上年、年初预算、全年预算都算一遍，有一个相符就算相符。
    页面由数据写出的增减句子也列出算式；基数没有公开时，用写出的数额和增减额倒推基数来核对增减率。
    依据：部门决算公开说明的通行写法；决算各栏之间的关系。
    """
    judged = set()
    for said in context.statements:
        if said.kind in CHANGES and (finding := judge_in_scopes(context, said, _judge)):
            judged.add(said.subjects[0].path)
            yield finding
    for line in _COMPARED:
        if line.path not in judged:
            yield from _worked_change(line.of(context.report))


def _judge(context: CheckContext, said: Statement) -> Finding | None:
    published = published_pairs(context, said)
    if said.kind is Kind.CHANGE:
        return _judge_amount(context, said, published or stated_pair(said), is_published=bool(published))
    return _judge_rate(context, said, published or worked_back(context, said), is_published=bool(published))


def _relation(said: Statement, pair: Pair) -> str:
    return f"{pair.label or said.label}比{called(pair.column)}的增减与数字"


def _judge_amount(context: CheckContext, said: Statement, pairs: list[Pair], *, is_published: bool) -> Finding | None:
    if not pairs:
        return None
    right = next((pair for pair in pairs if agree(pair.value - pair.base, said.number, _slack(said))), None)
    is_turned = any(agree(pair.base - pair.value, said.number, _slack(said)) for pair in pairs)
    if right is None and not is_turned and (not is_published or _may_mean_other(said)) and fits_sentence(said):
        return None
    if right is None and not is_turned and may_be_of_another(context, said):
        return None
    shown, measure = right or pairs[0], "万元" if said.measure in _MONEY else said.measure
    real = shown.value - shown.base
    way = f"{'增加' if real > 0 else '减少'} {exact(abs(real))} {measure}" if real else "没有增减"
    source = "按公开的数" if is_published else "按文中写的数"
    message = f"文中写{quote(said.words)}，{source}{shown.label or said.label}比{called(shown.column)}为{way}"
    return holds_if(
        right is not None, _relation(said, shown), said.path, message, CURE,
        formula=shown.worked, level=_level(is_published=is_published),
    )  # fmt: skip  # what, where, how


def _may_mean_other(said: Statement) -> bool:
    """Whether it is not certain what is compared with what."""
    return said.column in {"", "budget"} or not said.subjects[0].path or len(said.subjects) > 1


def _level(*, is_published: bool) -> Level:
    """What only the text itself contradicts is to be looked at; it may be read otherwise."""
    return Level.ERROR if is_published else Level.WARNING


def _slack(said: Statement) -> Decimal:
    if said.measure not in _MONEY:
        return Decimal(0)  # people are not rounded
    return max(said.slack, 2 * PER_ADDEND if said.measure.startswith("万") else CONVERTED)


def _judge_rate(context: CheckContext, said: Statement, pairs: list[Pair], *, is_published: bool) -> Finding | None:
    """By the published figures, or else by what the text says itself; a base of nought has no rate (D24)."""
    rates = [(pair, rate) for pair in pairs if (rate := pair.rate) is not None]
    if not rates:
        return None
    slack = max(said.slack, PERCENTAGE_POINTS)
    is_turned = bool(said.change) and ((said.change or 0) > 0) != (said.number > 0)
    right = next((found for found in rates if not is_turned and agree(found[1], said.number, slack)), None)
    pair, rate = right or rates[0]
    if right is None and not is_turned and _may_mean_other(said) and fits_sentence(said):
        return None
    if right is None and not is_turned and may_be_of_another(context, said):
        return None
    turned = "，方向相反" if rate and (is_turned or agree(-rate, said.number, slack)) else ""
    message = f"文中写{quote(said.words)}，按所列的数计算为{_rate_in_words(rate)}{turned}"
    return holds_if(
        right is not None, _relation(said, pair), said.path, message, CURE,
        formula=pair.worked, level=_level(is_published=is_published),
    )  # fmt: skip  # what, where, how


def _rate_in_words(rate: Decimal) -> str:
    """增长 1.38%; a change that is no hundredth of a percent is not printed as nought."""
    if not rate:
        return "没有增减"
    real = percentage(abs(rate))
    return f"{'增长' if rate > 0 else '下降'}{'不到 0.01%' if real == _NOUGHT else f' {real}'}"


def _worked_change(figure: Figure) -> Iterator[Finding]:
    """The sentence that the page writes from the figures, with its sum."""
    value, base = figure.value(), figure.value("initial_budget")
    if value is not None and base:
        worked = Pair("initial_budget", value, base).worked
        yield holds(f"{figure.label}比年初预算的增减额和增减率", figure.path, formula=worked)
