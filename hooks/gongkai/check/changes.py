"""Increases, decreases and percentages of a base in words: D23–D26."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, Figure
from ..model.finding import Finding, fails, holds, holds_if
from ..model.form import Line
from ..model.problem import Level
from ..model.rates import difference, percent
from .check import check
from .context import CheckContext
from .sentence import AMOUNT, PERCENT, Sentence, parse_amount, quote
from .tolerance import CONVERTED, PER_ADDEND, PERCENTAGE_POINTS, agree, money, percentage, plain

_MORE: Final = "增加|增长|上升|提高|超出|超过|上涨"
_LESS: Final = "减少|下降|降低|节约|节省|下跌|压减"
_BASE: Final = r"(?P<prior>上年度?|去年|上一年度?)|(?P<initial>年初预算)|(?P<named>(?:19|20)\d\d)年度?"
#: 比年初预算数增加2.23万元，增长1.38%
_CHANGE: Final = re.compile(
    rf"(?:比|较)(?:{_BASE})(?:决算|预算|批复|同期|支出|数){{0,3}}[^，。；\d]{{0,6}}?"
    rf"(?P<word>{_MORE}|{_LESS})了?\s*(?:(?P<bare>\d+(?:\.\d+)?)\s*[%％]|{AMOUNT})"
    rf"(?:[，,]?(?P<word2>{_MORE}|{_LESS}|增幅|降幅)(?:为|了|达)?\s*{PERCENT})?"
)
_REASON_ENDS: Final = frozenset("是为于因：: ")
_EMPTY_REASON: Final = re.compile(r"(?:主要)?原因(?:主要)?(?:是|为|在于)[:：]?\s*$|(?:主要是|原因)[:：]?\s*$")
_REASON: Final = re.compile(r"原因|由于|因为|主要是|系|因(?!公)|为了|导致|所致")
_MONEY_WORDS: Final = "经费|支出|费用|人员|预算|工资"
_REASON_MORE: Final = re.compile(rf"(?:原因|由于|因为|主要是).{{0,30}}(?:{_MONEY_WORDS})(?:增加|增长)$")
_REASON_LESS: Final = re.compile(rf"(?:原因|由于|因为|主要是).{{0,30}}(?:{_MONEY_WORDS})(?:减少|下降)$")
_COMPARED: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.OPERATING_FUNDS, form.THREE_PUBLIC)
_CURE: Final = "对照报表核对文字里的数和表里的数，哪一处录错改哪一处；口径不同的，在文字里写明口径"


def _base_column(match: re.Match[str], year: int) -> str | None:
    """The column that a change is measured against; None for another year."""
    if match["initial"]:
        return "initial_budget"
    if match["prior"] or match["named"] == str(year - 1):
        return "prior_actual"
    return None


@check("D23", "增减额和增减率", Level.ERROR, "text")
def changes(context: CheckContext) -> Iterator[Finding]:
    """写出的增减额、增减率和增减方向，应当与数字相符。

    为什么：“比上年增加、比年初预算减少”是读者最先看的句子，写反方向或算错比例会误导读者。
    怎么算：增减额＝本年数－基数；增减率＝增减额÷基数×100%，允许相差 0.1 个百分点；增加、减少等字样与正负一致。
    页面由数据写出的增减句子也列出算式；基数没有公开时，用写出的增减额倒推基数来核对增减率。
    依据：部门决算公开说明的通行写法；决算各栏之间的关系。
    """
    judged = set()
    for sentence, match in context.matches("比较", _CHANGE):
        line = sentence.line_before(match.start())
        if line and (finding := _judge_change(context, sentence, match, line)):
            judged.add(line.path)
            yield finding
    for line in _COMPARED:
        if line.path not in judged:
            yield from _worked_change(line.of(context.report))


def _judge_change(context: CheckContext, sentence: Sentence, match: re.Match[str], line: Line) -> Finding | None:
    column = _base_column(match, context.year)
    value = line.of(context.report).value()
    if column is None or value is None:
        return None
    base = context.base(line, column)
    signed = _signed_amount(match)
    relation = f"{line.label}比{COLUMN_LABELS[column]}的增减与数字相符"
    if base is not None and (wrong := _wrong_amount(value - base, match, signed)):
        formula = f"{plain(value)}－{plain(base)}＝{plain(value - base)}"
        message = f"文中写{quote(match.group())}，按公开的数{wrong}"
        return fails(relation, sentence.path, message, _CURE, formula=formula)
    base = value - signed if base is None and signed is not None else base
    return _judge_percent(relation, sentence, match, value, base)


def _signed_amount(match: re.Match[str]) -> Decimal | None:
    if match["number"] is None:
        return None
    amount = parse_amount(match["number"], match["measure"])
    return amount if _is_more(match["word"]) else -amount


def _is_more(word: str) -> bool:
    return word in _MORE.split("|") or word == "增幅"


def _wrong_amount(real: Decimal, match: re.Match[str], signed: Decimal | None) -> str:
    """What the figures say where the words say otherwise; "" where they agree."""
    direction = f"{'增加' if real > 0 else '减少'} {money(abs(real))}" if real else "没有增减"
    if signed is None:
        return f"为{direction}" if real and _is_more(match["word"]) != (real > 0) else ""
    slack = 2 * PER_ADDEND if match["measure"] == "万元" else CONVERTED
    return "" if agree(real, signed, slack) else f"为{direction}"


def _judge_percent(
    relation: str, sentence: Sentence, match: re.Match[str], value: Decimal, base: Decimal | None
) -> Finding:
    written = match["percent"] or match["bare"]
    change = difference(value, base)
    real = percent(abs(change), base) if change is not None else None
    if written is None or real is None:
        return holds(relation, sentence.path, formula=_worked(value, base))
    message = f"文中写{quote(match.group())}，按所列的数计算为 {percentage(real)}"
    agrees = agree(Decimal(written), real, PERCENTAGE_POINTS)
    return holds_if(agrees, relation, sentence.path, message, _CURE, formula=_worked(value, base))


def _worked(value: Decimal, base: Decimal | None) -> str:
    if base is None:
        return ""
    change = value - base
    ratio = percent(abs(change), base)
    shown = f"；{plain(abs(change))}÷{plain(base)}＝{percentage(ratio)}" if ratio is not None else ""
    return f"{plain(value)}－{plain(base)}＝{plain(change)}{shown}"


def _worked_change(figure: Figure) -> Iterator[Finding]:
    """The sentence that the page writes from the figures, with its sum."""
    value, base = figure.value(), figure.value("initial_budget")
    if value is not None and base:
        yield holds(f"{figure.label}比年初预算的增减额和增减率", figure.path, formula=_worked(value, base))


@check("D26", "增减要有原因", Level.WARNING, "reason")
def reasons(context: CheckContext) -> Iterator[Finding]:
    """写了增减，就要写原因；原因不能留空，也不能与增减方向相反。

    为什么：“主要原因是。”是模板留下的半句话；“减少……原因是经费增加”则前后矛盾。
    怎么算：文字里“原因是”后面要有内容；说减少的，原因不能是经费增加，说增加的，原因不能是经费减少；
    说明里写了比上年增减多少的，同一段里要有原因。
    依据：预算法第十四条要求对预决算作出说明。
    """
    found = False
    for sentence in context.sentences.with_any("比", "较", "原因", "主要是"):
        match = _CHANGE.search(sentence.text)
        found = found or match is not None
        if sentence.text[-1:] in _REASON_ENDS and _EMPTY_REASON.search(sentence.text[-12:]):
            message = f"{quote(sentence.text[-30:])}后面没有写原因"
            yield fails("原因不留空", sentence.path, message, "把原因补写完整；没有原因可写的，删去这半句")
        elif match and _contradicts(sentence.text, match):
            message = f"{quote(sentence.text, 60)}，原因与增减方向相反"
            yield fails("原因与增减方向一致", sentence.path, message, "核对增减方向和原因，哪一处写错改哪一处")
    if found:
        yield from _without_reason(context)


def _contradicts(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :]
    return bool((_REASON_LESS if _is_more(match["word"]) else _REASON_MORE).search(rest))


def _without_reason(context: CheckContext) -> Iterator[Finding]:
    """Notes of lines that state a change against last year and give no reason anywhere."""
    for span in context.narrative:
        match = _CHANGE.search(span.text) if span.path[-1] == "说明" else None
        if match and _base_column(match, context.year) == "prior_actual" and not _REASON.search(span.text):
            label = str(span.path[-2])
            message = f"{label}的说明写了{quote(match.group())}，没有写原因"
            yield fails("有增减就有原因", span.path, message, "在这段说明里补写增减的主要原因")


#: 完成年初预算的98.5%
_COMPLETION: Final = re.compile(
    rf"(?:完成|占|为)(?P<budget>年初预算|全年预算|调整后?预算|预算)(?:批复|安排)?数?的?\s*{PERCENT}"
)


@check("D24", "基数为零不写比例", Level.WARNING, "wording")
def zero_base(context: CheckContext) -> Iterator[Finding]:
    """上年数或年初预算为零时，不应写增减百分比或完成百分比。

    为什么：除数是零，比例没有意义；“上年为 0，增长 100%”是常见的错误写法。
    怎么算：基数＝0 时，文字只写增加多少万元，不写百分之几。
    依据：增减率＝增减额÷基数，基数为零时不能计算。
    """
    for sentence, match in context.matches("比较预", _CHANGE, _COMPLETION):
        yield from _judge_zero(context, sentence, match)


def _judge_zero(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    is_change = match.re is _CHANGE
    column = _base_column(match, context.year) if is_change else _budget_column(match["budget"])
    line = sentence.line_before(match.start())
    has_percent = match["percent"] or (is_change and match["bare"])
    if line and column and has_percent and context.base(line, column) == 0:
        base = COLUMN_LABELS[column]
        message = f"{line.label}{base}为 0，文中却写{quote(match.group())}"
        cure = "基数为 0 时不写百分比，只写增加了多少万元"
        yield fails(f"{line.label}{base}为 0 时不写百分比", sentence.path, message, cure)


def _budget_column(words: str) -> str | None:
    """The column that the words name; None for a bare 预算."""
    named = {"年初预算": "initial_budget", "预算": None}
    return named.get(words, "adjusted_budget")


@check("D25", "预算完成比例", Level.ERROR, "text")
def completion(context: CheckContext) -> Iterator[Finding]:
    """写出的“完成预算的百分之几”，应当等于决算除以所说的那个预算。

    为什么：年初预算和全年预算（调整后）往往不同，混用会使完成比例失真。
    怎么算：完成比例＝决算÷所说的预算×100%，允许相差 0.1 个百分点；没有说明是哪个预算而两个预算不同的，建议写明。
    依据：预算法第七十五条规定决算草案按预算数、调整预算数、决算数分别列出。
    """
    for sentence, match in context.matches("预", _COMPLETION):
        if line := sentence.line_before(match.start()):
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
        yield fails(relation, sentence.path, message, _CURE)
    elif not named and len(set(real.values())) > 1:
        message = f"文中写{quote(match.group())}，没有说是哪个预算，按数字是{COLUMN_LABELS[agreeing[0]]}"
        cure = "写明是年初预算还是全年预算（调整后）"
        yield fails("写明是哪个预算", sentence.path, message, cure, level=Level.HINT)
    else:
        yield holds(relation, sentence.path)
