"""How a sentence makes the year's budget out of the first one: added, cut, net and its rate; part of D28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, holds_if
from ..model.form import Line
from ..model.rates import percent
from ..text.gaps import is_filling
from ..text.numbers import parse_amount
from ..text.sentence import AMOUNT_END, Sentence, names_other_year, quote
from .context import CheckContext
from .counts_and_grades import TEXT_CURE
from .tolerance import CONVERTED, PER_ADDEND, PERCENTAGE_POINTS, agree, exact, percentage

_SAID: Final = re.compile("预算数?[比较]年初|追加|调[整增减]|净[增减]|收回|增加(?:预算|指标)")
_AMOUNT: Final = r"(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?)\s*(?P<measure>亿元|万元|元)"
_FILL: Final = (
    "(?:人代会|批复|批准|下达|核定|安排|变更|预算|指标|资金|支出|经费|基本|项目"
    "|总额|数|额|了|共|只|编|批|为|是|的|达|到)*+"
)
#: What moves a budget, by its role in the sum.
_ROLES: Final = {
    role: re.compile(f"(?:{words}){_FILL}\\s*{_AMOUNT}")
    for role, words in (
        ("initial", "(?<![比较与占])年初"),
        ("added", "(?<!净)追加|(?<!净)增加(?=预算|指标)"),
        ("cut", "压减|收回|追减|核减|减少(?=预算|指标)|压缩"),
        ("net", "净增加?|净调增|净追加|净增|调整额|调整增加|调增"),
        (
            "adjusted",
            "调整后|全年预算|调整[到至为]|(?<=预算)变更为|(?:追加|调[增整减])后|(?:提高|增加|核减|调减|压减)[到至]",
        ),
    )
}
_RATE: Final = re.compile(
    r"(?:调整率|调整幅度|调整比例|追加比例|追加率|调增幅度|增[长幅])(?:为|是|达)?\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
)
#: 全年预算较年初预算增加255万元.
_THAN_FIRST: Final = re.compile(
    rf"(?:全年|调整后?的?)预算[数]?[比较]年初预算[数批复]*(?:净|共)?(?P<way>增加|调增|追加|减少|调减)了?\s*{_AMOUNT}"
    r"(?:[，、（(]?(?:增长|增幅为?|下降|降幅为?|调整率为?)了?\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％])?"
)
#: Of these the sums say nothing.
_OTHER_MOVES: Final = re.compile("结转|结余|调剂|统筹|上级|下达|政策性|其中")
_ENDS_SUM: Final = re.compile("其中|[，、；][^，、；]{0,4}(?:上年|比(?![例率重])|较)")
_WHOLES: Final = (form.EXPENDITURE, form.TOTAL_EXPENDITURE, form.TOTAL_INCOME, form.ANNUAL_FUNDS, form.INCOME)
_NET, _ADDED, _CUT = form.SUPPLEMENTARY_BUDGET, form.line_of("added"), form.line_of("cut")
_FLOWS: Final = {_NET.path, _ADDED.path, _CUT.path}
Told = dict[str, Decimal]


def adjustments(context: CheckContext) -> Iterator[Finding]:
    """The sums of each sentence that tells how the budget was adjusted."""
    for sentence in context.sentences.with_match(AMOUNT_END):
        if not _SAID.search(sentence.text) or names_other_year(sentence.text, context.year):
            continue
        lines = _lines(sentence)
        text = _up_to_second(sentence, lines)
        if told := _told(text):
            yield from _judge_sums(sentence, text, told)
            yield from _judge_flows(context, sentence, lines, told)
        if (match := _THAN_FIRST.search(sentence.text)) and len(lines) < 2:
            yield from _judge_than_first(context, sentence, lines, match)


def _lines(sentence: Sentence) -> list[tuple[int, Line]]:
    """The lines named in the sentence, without those that are additions themselves."""
    return [(m.start, m.line) for m in sentence.mentions() if m.line.path not in _FLOWS]


def _up_to_second(sentence: Sentence, lines: list[tuple[int, Line]]) -> str:
    """The sentence, up to where another line is named or its parts are told."""
    ends = [start for start, line in lines if line != lines[0][1]]
    text = sentence.text[: ends[0]] if ends else sentence.text
    found = _ENDS_SUM.search(text)
    return text[: found.start()] if found else text


def _told(text: str) -> Told:
    """What is told of each role; a role that is told twice of different amounts is left out."""
    found: Told = {}
    for role, pattern in _ROLES.items():
        amounts = {parse_amount(m["number"], m["measure"])[0] for m in pattern.finditer(text)}
        if len(amounts) == 1:
            found[role] = amounts.pop()
        elif amounts:
            return {}
    return found


def _judge_sums(sentence: Sentence, text: str, told: Told) -> Iterator[Finding]:
    """Whether the amounts of the sentence come to each other."""
    initial, net, adjusted = told.get("initial"), told.get("net"), told.get("adjusted")
    if initial is not None and net is not None and adjusted is not None:
        yield _sum(sentence, text, "净增＝全年预算－年初预算", net, adjusted - initial)
    if net is not None and "added" in told and "cut" in told and not _OTHER_MOVES.search(text):
        yield _sum(sentence, text, "净增＝追加－压减", net, told["added"] - told["cut"])
    move = net if net is not None else told.get("added") if "追加比例" in text else None
    if move is None and initial is not None and adjusted is not None:
        move = abs(adjusted - initial)
    rates = list(_RATE.finditer(text))
    if initial and move is not None and len(rates) == 1:
        real, said = percent(move, initial), Decimal(rates[0]["percent"])
        if real is not None:
            message = (
                f"文中写{quote(rates[0].group())}，按文中写的数 {exact(move)}÷{exact(initial)}＝{percentage(real)}"
            )
            is_right = agree(abs(real), said, PERCENTAGE_POINTS)
            yield holds_if(is_right, "预算调整率与文中的数", sentence.path, message, TEXT_CURE)


def _sum(sentence: Sentence, text: str, words: str, said: Decimal, real: Decimal) -> Finding:
    message = f"文中写{quote(text, 60)}，{words}，算出来是 {exact(real)} 万元，写的是 {exact(said)} 万元"
    return holds_if(agree(abs(said), abs(real), CONVERTED), words, sentence.path, message, TEXT_CURE)


def _judge_flows(
    context: CheckContext, sentence: Sentence, lines: list[tuple[int, Line]], told: Told
) -> Iterator[Finding]:
    """What was added to and cut from the whole budget against what is published of it."""
    if any(line not in _WHOLES for _, line in lines) or "initial" not in told:
        return
    if not any(agree(told["initial"], v) for line in _WHOLES if (v := line.value(context.report, "initial_budget"))):
        return
    net = _NET.value(context.report)
    for role, line in (("added", _ADDED), ("cut", _CUT)):
        values = [v for v in (line.value(context.report), net if role == "added" else None) if v is not None]
        if role in told and line.value(context.report) is not None:
            message = f"文中写的{line.label}是 {exact(told[role])} 万元，数据里是 {exact(values[0])} 万元"
            is_right = any(agree(told[role], value, CONVERTED) for value in values)
            yield holds_if(is_right, f"正文的{line.label}与数据一致", sentence.path, message, TEXT_CURE)


def _judge_than_first(
    context: CheckContext, sentence: Sentence, lines: list[tuple[int, Line]], match: re.Match[str]
) -> Iterator[Finding]:
    """全年预算较年初预算增加255万元: of the line that is named, or of the whole."""
    own = (lines[0][1],) if lines else (sentence.home,) if sentence.home else _WHOLES
    moves = []
    for line in own:
        budgets = [line.value(context.report, column) for column in ("initial_budget", "adjusted_budget")]
        if budgets[0] and budgets[1] is not None:
            moves.append((budgets[0], budgets[1] - budgets[0]))
    said, slack = parse_amount(match["number"], match["measure"])
    said *= -1 if match["way"] in {"减少", "调减"} else 1
    if not moves or not (lines or is_filling(sentence.text[: match.start()].strip())):
        return
    is_right = any(agree(said, move, max(slack, 2 * PER_ADDEND)) for _, move in moves)
    message = f"文中写{quote(match.group())}，全年预算减年初预算是 {exact(moves[0][1])} 万元"
    yield holds_if(is_right, "全年预算比年初预算的增减与数据", sentence.path, message, TEXT_CURE)
    if match["percent"] and is_right:
        initial, move = next(pair for pair in moves if agree(said, pair[1], max(slack, 2 * PER_ADDEND)))
        real = percent(abs(move), initial) or Decimal(0)
        message = f"文中写{quote(match.group())}，{exact(move)}÷{exact(initial)}＝{percentage(real)}"
        fits = agree(real, Decimal(match["percent"]), PERCENTAGE_POINTS)
        yield holds_if(fits, "全年预算比年初预算的增减率与数据", sentence.path, message, TEXT_CURE)
