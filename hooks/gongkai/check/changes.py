"""Increases, decreases and percentages of a base in words: D23–D26."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.amounts import COLUMN_LABELS, Figure
from ..model.finding import Finding, fails, holds, holds_if
from ..model.problem import Level
from ..model.rates import difference, percent
from ..text.sentence import quote
from ..text.statement import Kind, Statement
from .check import check
from .context import CheckContext
from .tolerance import CONVERTED, PER_ADDEND, PERCENTAGE_POINTS, agree, money, percentage, plain

_REASON_ENDS: Final = frozenset("是为于因：: ")
_EMPTY_REASON: Final = re.compile(
    r"(?:原因(?:主要)?(?:是|为|在于)|(?:增加|减少|增长|下降|变动)的?主要原因|主要(?:是|为)|主要因)(?:由于|因为)?[:：]?\s*$"
)
_REASON: Final = re.compile(r"(?:主要)?原因(?:主要)?(?:是|为|在于)[:：]?\s*$|(?:主要是|原因)[:：]?\s*$")
_REASON: Final = re.compile(r"原因|由于|因为|主要是|系|因(?!公)|为了|导致|所致|受.{1,20}影响")
_MONEY_WORDS: Final = "经费|支出|费用|人员|预算|工资"
_REASON_MORE: Final = re.compile(rf"(?:原因|由于|因为|主要是)[^。；]{{0,30}}(?:{_MONEY_WORDS})(?:增加|增长)$")
_REASON_LESS: Final = re.compile(rf"(?:原因|由于|因为|主要是)[^。；]{{0,30}}(?:{_MONEY_WORDS})(?:减少|下降)$")
_COMPARED: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.OPERATING_FUNDS, form.THREE_PUBLIC)
_CURE: Final = "对照报表核对文字里的数和表里的数，哪一处录错改哪一处；口径不同的，在文字里写明口径"
#: The columns that words may mean; last year's first where they do not say.
_COLUMNS: Final = {
    "": ("prior_actual", "initial_budget", "adjusted_budget"),
    "budget": ("initial_budget", "adjusted_budget"),
}
_MONEY: Final = frozenset({"亿元", "万元", "万", "千元", "元"})
_CHANGES: Final = frozenset({Kind.CHANGE, Kind.RATE})


class _Pair(NamedTuple):
    """A figure and what it may be measured against; 万元."""

    column: str
    value: Decimal
    base: Decimal


def _columns(said: Statement) -> tuple[str, ...]:
    return _COLUMNS.get(said.column, (said.column,) if said.column in {*COLUMN_LABELS, "opening"} else ())


def _pairs(context: CheckContext, said: Statement) -> list[_Pair]:
    """Every published figure and base that the statement may speak of; none where the column that it names is not."""
    own = said.own if said.own != said.column else ""
    values = [v for subject in said.subjects if (v := context.value(subject, own or "actual")) is not None]
    found = [
        _Pair(column, value, base)
        for column in _columns(said)
        for subject in said.subjects
        if (base := context.compared(subject, column)) is not None
        for value in values
    ]
    is_unsaid = said.column == "" and not any(pair.column == "prior_actual" for pair in found)
    return [] if is_unsaid else found


@check("D23", "增减额和增减率", Level.ERROR)
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
        if said.kind in _CHANGES and (finding := _judge_change(context, said)):
            judged.add(said.subjects[0].path)
            yield finding
    for line in _COMPARED:
        if line.path not in judged:
            yield from _worked_change(line.of(context.report))


def _called(column: str) -> str:
    return "年初" if column == "opening" else COLUMN_LABELS.get(column, "所说的基数")


def _judge_change(context: CheckContext, said: Statement) -> Finding | None:
    pairs = _pairs(context, said)
    base = _called(pairs[0].column if pairs else said.column)
    relation = f"{said.label}比{base}的增减与数字相符"
    return _judge_amount(relation, said, pairs) if said.kind is Kind.CHANGE else _judge_rate(relation, said, pairs)


def _judge_amount(relation: str, said: Statement, pairs: list[_Pair]) -> Finding | None:
    pairs = pairs or [_Pair(said.column or "prior_actual", *known) for known in _stated_pair(said)]
    if not pairs:
        return None
    slack = (
        2 * Decimal(0)
        if said.measure not in _MONEY
        else max(said.slack, 2 * PER_ADDEND if said.measure.startswith("万") else CONVERTED)
    )
    right = next((pair for pair in pairs if agree(pair.value - pair.base, said.number, slack)), None)
    shown = right or pairs[0]
    real, formula = shown.value - shown.base, _worked(shown.value, shown.base)
    way = f"{'增加' if real > 0 else '减少'} {money(abs(real))}" if real else "没有增减"
    message = f"文中写{quote(said.words)}，按公开的数{said.label}比{_called(shown.column)}为{way}"
    return holds_if(right is not None, relation, said.path, message, _CURE, formula=formula)


def _judge_rate(relation: str, said: Statement, pairs: list[_Pair]) -> Finding | None:
    """By the published figures, or else by what the text says itself; a base of nought has no rate (D24)."""
    known = [(p.value, p.base) for p in pairs] or _from_text(said)
    rates = [(value, base, rate) for value, base in known if (rate := percent(value - base, base)) is not None]
    if not rates:
        return None
    slack = max(said.slack, PERCENTAGE_POINTS)
    right = next((found for found in rates if agree(found[2], said.number, slack)), None)
    value, base, rate = right or rates[0]
    if said.change and (said.change > 0) != (said.number > 0):
        right = None
    turned = "，方向相反" if agree(-rate, said.number, slack) else ""
    message = (
        f"文中写{quote(said.words)}，按所列的数计算为{'增长' if rate >= 0 else '下降'} {percentage(abs(rate))}{turned}"
    )
    return holds_if(right is not None, relation, said.path, message, _CURE, formula=_worked(value, base))


def _from_text(said: Statement) -> list[tuple[Decimal, Decimal]]:
    """Value and base as the text says them: 100万元，比上年增加10万元 was 90 before."""
    value = said.said.get(said.own)
    if value is not None and said.change is not None:
        return [(value, value - said.change)]
    return _stated_pair(said)


def _stated_pair(said: Statement) -> list[tuple[Decimal, Decimal]]:
    """Value and base where the text gives both."""
    columns = (said.column,) if said.column and said.column in said.said else _COLUMNS.get(said.column, ())
    bases = [said.said[c] for c in (*columns, "budget") if c in said.said and c != said.own]
    value = said.said.get(said.own)
    return [(value, bases[0])] if value is not None and bases else []


def _worked(value: Decimal, base: Decimal) -> str:
    change = value - base
    ratio = percent(abs(change), base)
    shown = f"；{plain(abs(change))}÷{plain(base)}＝{percentage(ratio)}" if ratio is not None else ""
    return f"{plain(value)}－{plain(base)}＝{plain(change)}{shown}"


def _worked_change(figure: Figure) -> Iterator[Finding]:
    """The sentence that the page writes from the figures, with its sum."""
    value, base = figure.value(), figure.value("initial_budget")
    if value is not None and base:
        yield holds(f"{figure.label}比年初预算的增减额和增减率", figure.path, formula=_worked(value, base))


@check("D24", "基数为零不写比例", Level.WARNING)
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
    bases = {c: base for c in _columns(said) for s in said.subjects if (base := context.compared(s, c)) is not None}
    if said.column:
        bases |= {said.column: said.said[said.column]} if said.column in said.said and not bases else {}
        if bases:
            return "" if any(bases.values()) else COLUMN_LABELS.get(next(iter(bases)), "预算")
    if "prior_actual" in bases:
        return "" if bases["prior_actual"] else COLUMN_LABELS["prior_actual"]
    value = said.said.get("") or next((v for s in said.subjects if (v := context.value(s)) is not None), None)
    return "基数" if said.change and difference(value, said.change) == 0 else ""


@check("D25", "预算完成比例", Level.ERROR)
def completion(context: CheckContext) -> Iterator[Finding]:
    """写出的“完成预算的百分之几”，应当等于决算除以所说的那个预算。

    为什么：年初预算和全年预算（调整后）往往不同，混用会使完成比例失真。
    怎么算：完成比例＝决算÷所说的预算×100%，允许相差 0.1 个百分点；预算没有公开的，用文中写出的预算数。没有说明是哪个预算
    而两个预算不同的，建议写明。
    依据：预算法第七十五条规定决算草案按预算数、调整预算数、决算数分别列出。
    """
    for said in context.statements:
        if said.kind is Kind.COMPLETION:
            yield from _judge_completion(context, said)


def _judge_completion(context: CheckContext, said: Statement) -> Iterator[Finding]:
    pairs = _pairs(context, said)
    known = [(p.column, p.value, p.base) for p in pairs] or [(said.column, *pair) for pair in _budget_in_text(said)]
    real = {column: rate for column, value, base in known if (rate := percent(value, base)) is not None}
    relation = f"{said.label}完成预算的比例与数字相符"
    if not real:
        return
    agreeing = [c for c, rate in real.items() if agree(said.number, rate, max(said.slack, PERCENTAGE_POINTS))]
    if not agreeing:
        found = "，".join(
            f"占{COLUMN_LABELS.get(column, '预算')}的 {percentage(rate)}" for column, rate in real.items()
        )
        message = f"文中写{quote(said.words)}，按公开的数{said.label}{found}"
        yield fails(relation, said.path, message, _CURE)
    elif said.column == "budget" and "率" not in said.words and "预算" in said.words and len(set(real.values())) > 1:
        message = f"文中写{quote(said.words)}，没有说是哪个预算，按数字是{COLUMN_LABELS[agreeing[0]]}"
        cure = "写明是年初预算还是全年预算（调整后）"
        yield fails("写明是哪个预算", said.path, message, cure, level=Level.HINT)
    else:
        yield holds(relation, said.path)


def _budget_in_text(said: Statement) -> Iterator[tuple[Decimal, Decimal]]:
    value = said.said.get("")
    budgets = [said.said[c] for c in (said.column, *_COLUMNS["budget"], "budget") if c in said.said]
    if value is not None and budgets:
        yield value, budgets[0]


@check("D26", "增减要有原因", Level.WARNING)
def reasons(context: CheckContext) -> Iterator[Finding]:
    """写了增减，就要写原因；原因不能留空，也不能与增减方向相反。

    为什么：“主要原因是。”是模板留下的半句话；“减少……原因是经费增加”则前后矛盾。
    怎么算：文字里“原因是”后面要有内容；说减少的，原因不能是经费增加，说增加的，原因不能是经费减少；
    说明里写了比上年增减多少的，同一段里（后面的句子也算）要有原因。
    依据：预算法第十四条要求对预决算作出说明。
    """
    for sentence in context.sentences.with_any("原因", "主要"):
        if sentence.text[-1:] in _REASON_ENDS and _EMPTY_REASON.search(sentence.text[-12:]):
            message = f"{quote(sentence.text[-30:])}后面没有写原因"
            yield fails("原因不留空", sentence.path, message, "把原因补写完整；没有原因可写的，删去这半句")
    judged: set[object] = set()
    for said in context.statements:
        if said.kind in _CHANGES and (said.path, said.text) not in judged and (reason := _rest(said)):
            if (_REASON_LESS if said.number > 0 else _REASON_MORE).search(reason):
                judged.add((said.path, said.text))
                message = f"{quote(said.words + reason, 60)}，原因与增减方向相反"
                yield fails("原因与增减方向一致", said.path, message, "核对增减方向和原因，哪一处写错改哪一处")
    yield from _without_reason(context)


def _rest(said: Statement) -> str:
    """The rest of the sentence."""
    return re.split("[。；！？]", said.text[said.end :], maxsplit=1)[0] if said.number else ""


def _without_reason(context: CheckContext) -> Iterator[Finding]:
    """Notes of lines that state a change against last year and give no reason anywhere."""
    notes = {span.path: span.text for span in context.narrative if span.path[-1] == "说明"}
    told = {s.path: s for s in context.statements if s.kind in _CHANGES and s.column == "prior_actual" and s.number}
    for path, said in told.items():
        if path in notes and not _REASON.search(notes[path]):
            message = (
                f"{path[-2] if isinstance(path[-2], str) else said.label}的说明写了{quote(said.words)}，没有写原因"
            )
            yield fails("有增减就有原因", path, message, "在这段说明里补写增减的主要原因")
