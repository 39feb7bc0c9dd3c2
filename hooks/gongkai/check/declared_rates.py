"""Rates that a report declares: D19."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, holds_if, not_run
from ..model.indicator import BUDGET_COMPLETION_RATE, RATES, Rate, find_rate
from ..model.problem import KeyPath, Level
from ..model.rates import percent, rounded
from ..text.gaps import is_filling
from ..text.sentence import PERCENT, Sentence, names_other_year
from .check import check
from .context import CheckContext
from .tolerance import PERCENTAGE_POINTS, agree, exact, percentage

_CURE: Final = "核对所列的比率和计算用的各个数，哪一处录错改哪一处；口径不同的，在“校核说明”里写明"
_WRITTEN_RATE: Final = re.compile(r"^\s*[≥≤=＝]?\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]?\s*$")
_LABELS: Final = {name: rate for rate in RATES for name in (rate.label, *rate.aliases) if len(name) > 4}
_SAID_RATE: Final = re.compile(
    rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})(?:为|是|达到|达|：|:)?\s*{PERCENT}"
)
#: What a sentence that tells one has: the end of a label and a figure; it begins with one character, to be quick.
_SAID: Final = re.compile(
    rf"率(?<={'|'.join(sorted({label[-3:] for label in _LABELS}))})[为是达到：:]{{0,2}}[^\S\n]*\d"
)
#: Rates that any line or project has, too.
_OF_ANYTHING: Final = frozenset({"预算执行率", "预算完成率", "预算控制率"})
_WHOLE_UNIT: Final = re.compile(
    r"整体|部门|支出|总|全[局校院部]|我[局校院镇乡队委办]|单位|20\d\d年度?|[，。]|其中|按.{1,8}计算"
)
_OF_ONE_LINE: Final = frozenset({"政府采购", "三公经费", "公用经费", "人员经费", "财政拨款", "机关运行经费"})
_CLAUSES: Final = re.compile("[，。；：,;:（）()]")
_OTHER_TIME: Final = re.compile(r"上年|去年|上一年|前年|季度|半年|\d月|目标|不低于|力争|计划|同期")
_OF_SOME: Final = re.compile("局属|所属|下属|二级|机关(?!事业)|本级|某")
_OWN_AMOUNT: Final = re.compile(
    r"(?:预算|资金|安排|经费|支出|执行|完成|决算)[^，。；\d]{0,6}\d[\d.,]*\s*(?:万元|元|亿元)"
)
_NUMBER: Final = r"\d+(?:\.\d+)?"
_UNIT: Final = r"\s*(?:人|名|辆|万元|元)?"
#: What a number of a sum is: 年末实有43人÷编制数45人.
_NAME: Final = r"[\u4e00-\u9fff“”（）()]{0,12}"
_SUM: Final = re.compile(
    rf"(?<![\d.])(?:[（(](?P<minuend>{_NUMBER})\s*[-－−]\s*(?P<subtrahend>{_NUMBER})[）)]|(?P<part>{_NUMBER})){_UNIT}"
    rf"\s*[/÷]\s*{_NAME}(?P<whole>{_NUMBER}){_UNIT}\s*(?:[×*xX]\s*100\s*[%％])?\s*[=＝]\s*{PERCENT}"
)


@check("D19", "比率与所列数字", Level.ERROR, "arithmetic")
def rates(context: CheckContext) -> Iterator[Finding]:
    """报告写出的比率，应当能用报告自己的数字算出来。

    为什么：在职人员控制率、“三公经费”变动率、预算完成率、预算控制率等有固定的算法，数字公开了，读者就能复算。
    怎么算：按各指标的公式用本报告（和上年报告）的数字计算，与指标表、正文所写的比率比较；正文写出算式的，按算式复算。
    允许相差 0.1 个百分点。
    依据：湖南省部门整体支出绩效评价指标表各指标的计算公式。
    """
    for position, row in enumerate(context.report.self_evaluation.indicators):
        if (rate := find_rate(row.indicator)) and (written := _WRITTEN_RATE.match(row.achieved or "")):
            path = ("自评表", "指标", position, "实际完成值")
            yield from _judge_rate(context, rate, Decimal(written["percent"]), path)
    for sentence in context.sentences.with_match(_SAID):
        for match in _SAID_RATE.finditer(sentence.text):
            yield from _said_rate(context, sentence, match)
    for sentence in context.sentences.with_any("÷", "/"):
        for match in _SUM.finditer(sentence.text):
            yield from _written_sum(sentence, match)


def _judge_rate(context: CheckContext, rate: Rate, written: Decimal, path: KeyPath) -> Iterator[Finding]:
    value = rate.value(context.stated)
    relation = f"{rate.label}＝{rate.formula}"
    if value is None:
        if missing := rate.missing(context.stated):
            yield not_run(relation, path, missing)
    else:
        yield _compare(f"{rate.label}写的是", relation, path, written, value, rate.worked(context.stated))


def _said_rate(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    rate = _LABELS[match["label"]]
    before = sentence.text[: match.start()]
    clause = _CLAUSES.split(before)[-1]
    if _OWN_AMOUNT.search(before):
        return  # 四个项目全年预算410万元，预算执行率为…: of those
    if _OTHER_TIME.search(clause) or names_other_year(clause, context.year) or _OF_SOME.search(clause):
        return
    if rate.label in _OF_ANYTHING and not _is_of_the_unit(sentence, clause):
        return  # 政府采购预算执行率; in the 说明 of a line it is the line's
    if rate is BUDGET_COMPLETION_RATE and any(
        agree(Decimal(match["percent"]), value, PERCENTAGE_POINTS) for value in _completions(context)
    ):
        return  # what was spent of a budget is called that, too
    if rate.value(context.stated) is not None:
        yield from _judge_rate(context, rate, Decimal(match["percent"]), sentence.path)


def _is_of_the_unit(sentence: Sentence, clause: str) -> bool:
    """Whether a rate that any budget has is told of the whole unit's, in a part of the report that is of no line."""
    is_of_line = (sentence.path[-1] == "说明" and len(sentence.path) > 2) or sentence.path[0] in _OF_ONE_LINE
    return not is_of_line and is_filling(_WHOLE_UNIT.sub("", clause).strip())


def _completions(context: CheckContext) -> Iterator[Decimal]:
    """How much of each budget was spent."""
    for line in (form.EXPENDITURE, form.TOTAL_EXPENDITURE):
        figure = line.of(context.report)
        for column in ("initial_budget", "adjusted_budget"):
            if (value := percent(figure.value(), figure.value(column))) is not None:
                yield value


def _written_sum(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    above = Decimal(match["part"] or match["minuend"]) - Decimal(match["subtrahend"] or 0)
    value = percent(above, Decimal(match["whole"]))
    if value is not None:
        written = Decimal(match["percent"])
        worked = f"{exact(above)}÷{match['whole']}＝{percentage(value)}"
        yield _compare("文中算式写的是", "文中算式的左边＝右边", sentence.path, written, value, worked)


def _compare(what: str, relation: str, path: KeyPath, written: Decimal, value: Decimal, worked: str) -> Finding:
    message = f"{what} {exact(written)}%，按所列数字计算为 {percentage(value)}"
    agrees = agree(written, value, PERCENTAGE_POINTS)
    return holds_if(agrees, relation, path, message, _CURE, formula=worked, stated=written, expected=rounded(value, 2))
