"""Points in words against the table of indicators, and points that are told one by one and in all: part of D28."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, holds_if
from ..text.sentence import Sentence, names_other_year, quote
from .context import CheckContext
from .tolerance import POINTS, exact

_NUMBER: Final = r"(?P<points>\d+(?:\.\d+)?)\s*分(?![值制钟])"
#: Of these a sentence has one; most have none and are done.
_SAID: Final = (re.compile(r"得[分了]?[为是]?\d"), re.compile(r"扣[分了]?[为是]?\d"))
#: Points that were got: 产出指标得48分.
_GOT: Final = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,8}?)(?:类|一级)?(?:指标|部分|方面)?(?:自评|实际|共|合计)?(?P<got>得分?为?)" + _NUMBER
)
_ALL: Final = re.compile("(?:合计|共计|总计|总分|共)(?:得分?|为)?" + _NUMBER)
#: 得分88.6分，扣11.4分; 共扣11.4分; what one indicator lost has its name before it.
_TAKEN: Final = re.compile(
    r"(?:(?:^|[，；：、])(?:自评|本次|累计|合计|自评共)?(?:共扣|扣分)(?:分|为|了)?|得分[为是]?[\d.]+分[，、]扣)"
    + _NUMBER
    + "(?!的|在)"
)
#: Rules, other people's points and other years'.
_UNDECIDED: Final = re.compile(
    "标准为|规则|每|满分|权重|抽评|复核|复评|专家|平均|项目自评|上年|去年|第三方|加分|奖励|折算"
)
_QUOTED: Final = re.compile("[“（(][^”）)]{0,200}[”）)](?:的?(?:标准|分值|权重))?")
_FULL: Final = 100
_CURE: Final = "对照自评表核对文字里的得分和表里的得分，哪一处录错改哪一处"


def points(context: CheckContext) -> Iterator[Finding]:
    """Points of a first-level indicator, their sum, and what was taken off the hundred."""
    score = form.SCORE.value(context.report)
    table = _table(context) if score is not None else {}
    for sentence in context.sentences.with_match(*_SAID):
        text = _QUOTED.sub("", sentence.text) if "分" in sentence.text else ""
        if text and not _UNDECIDED.search(text) and not names_other_year(text, context.year):
            if "项目" not in text and sentence.path[:2] != ("收支", "项目支出"):
                yield from _of_table(sentence, text, table)
            yield from _in_all(sentence, text)
            yield from _taken_off(sentence, text, score)


def _table(context: CheckContext) -> Mapping[str, Decimal]:
    """First-level indicator, its noun left out → the points of its rows, where all have some."""
    found: dict[str, Decimal | None] = {}
    for row in context.report.self_evaluation.indicators:
        label = (row.dimension or "").removesuffix("指标")
        known = found.get(label, Decimal(0))
        found[label] = None if known is None or row.score is None else known + row.score
    funds = context.report.self_evaluation.funds
    if funds.execution_score is not None:
        found.setdefault("预算执行", funds.execution_score)
    return {label: value for label, value in found.items() if label and value is not None}


def _of_table(sentence: Sentence, text: str, table: Mapping[str, Decimal]) -> Iterator[Finding]:
    """产出指标得48分: as the rows of the table come to."""
    for match in _GOT.finditer(text):
        value = table.get(match["label"].removesuffix("指标").removesuffix("类"))
        if value is not None:
            message = f"文中写{quote(match.group())}，自评表里这一类指标的得分合计是 {exact(value)} 分"
            is_right = abs(Decimal(match["points"]) - value) <= POINTS
            yield holds_if(is_right, "正文的指标得分与自评表一致", sentence.path, message, _CURE)


def _in_all(sentence: Sentence, text: str) -> Iterator[Finding]:
    """投入得14分、过程得32分，合计46分."""
    got = [match for match in _GOT.finditer(text) if not match["label"].startswith(("合计", "共", "总"))]
    every = list(_ALL.finditer(text))
    is_list = len(got) > 1 and len(every) == 1 and every[0].start() > got[-1].end() and "扣" not in text
    if not is_list or text.count("分", got[0].start(), every[0].end()) != len(got) + 1:
        return
    told = sum((Decimal(match["points"]) for match in got), Decimal(0))
    message = f"文中写{quote(text, 60)}，各项得分合计 {exact(told)} 分，写的是 {every[0]['points']} 分"
    is_right = abs(told - Decimal(every[0]["points"])) <= POINTS
    yield holds_if(is_right, "文中各项得分与合计相符", sentence.path, message, "核对各项得分和合计，哪一处写错改哪一处")


def _taken_off(sentence: Sentence, text: str, score: Decimal | None) -> Iterator[Finding]:
    """自评得分88.6分，扣分11.4分: together a hundred."""
    every = list(_TAKEN.finditer(text))
    told = f"{score:f}".rstrip("0").rstrip(".") if score is not None else ""
    is_told = bool(told) and re.search(rf"得分[为是]?{re.escape(told)}0?\s*分", text) is not None
    if score is None or len(every) != 1 or not is_told:
        return
    message = f"文中写{quote(every[0].group())}，按自评得分 {exact(score)} 分计算，扣分是 {exact(_FULL - score)} 分"
    is_right = abs(_FULL - score - Decimal(every[0]["points"])) <= POINTS
    yield holds_if(is_right, "扣分＝100－自评得分", sentence.path, message, "核对得分和扣分，哪一处写错改哪一处")
