"""“本表为空表” and “本年度没有” against the figures: D32."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..model import form
from ..model.amounts import Figure
from ..model.finding import Finding, Outcome, holds_if
from ..model.form import Line
from ..model.problem import KeyPath, Level
from ..model.report import Report
from ..text.sentence import DENIALS, Sentence, names_other_year, quote
from .check import check
from .context import CheckContext
from .tolerance import money


class _Topic(NamedTuple):
    """What a unit may say it has none of: its name in sentences, its figure, and the words that mean that figure."""

    name: str
    line: Line
    of: str


#: The income of 政府性基金 and 国有资本经营 is published, not what was spent of it, which may be carried over.
_TOPICS: Final = (
    _Topic("政府性基金", form.GOVERNMENT_FUND, "收支|收入|财政拨款收"),
    _Topic("国有资本经营", form.STATE_CAPITAL, "收支|收入|财政拨款收"),
    _Topic("项目支出", form.PROJECT_EXPENDITURE, ""),
    _Topic("政府采购", form.PROCUREMENT, "支出|预算|项目|活动|情况"),
    _Topic("三公", form.THREE_PUBLIC, "支出|开支|费用"),
)
_NAMES: Final = "|".join(topic.name for topic in _TOPICS)
#: Of these a sentence that says so has one, and of these words; most have none and are done.
_PLACES: Final = (*DENIALS, re.compile("空"))
_SAID: Final = re.compile(f"空表|表无|表没有|为空|{_NAMES}")
#: 没有突破项目支出预算 is about a bound, 没有新增项目支出 about a part: only these words may stand between.
_NOTHING: Final = re.compile(
    r"(?:没有|无|未(?=发生|安排|使用|涉及|有|列支))(?:发生|安排|使用|涉及|列支|有)?(?:任何|相关|有关|部门|单位|年度|的)*"
    rf"“?(?P<name>{_NAMES})”?(?P<rest>(?:经费|预算|财政拨款|安排的?|拨款|的|收支|收入|支出|项目|活动|情况|开支|费用)*)"
    r"(?![结余滞违超以之外\u4e00-\u9fff]{0,2}(?:结转|结余|以外|之外))(?!的?单位|的?部门|的?，?(?:应|须|需|可|请|也|仍))"
)
_TABLE: Final = re.compile(
    r"(?:本|此|该|故|因此|所以)表?(?:为|是|系)?空(?:表|白)?(?=$|[，。；）)、])|(?:本|此|该)表(?:没有|无)(?:相关|有关)?数据"
)
_OTHER_TABLE: Final = re.compile(
    r"政府性基金|国有资本|社会保险基金|三公|政府采购|财政拨款|《|表[一二三四五六七八九十\d]|[Z附]\d\d"
)
_OTHER_TIME: Final = re.compile(r"上年|去年|上一年|年初|计划|拟|预计|比|较")
#: Where a unit speaks of its own figures.
_OWN: Final = frozenset(
    {
        "概况",
        "收支",
        "三公经费",
        "政府采购",
        "公用经费",
        "政府性基金预算",
        "国有资本经营预算",
        "社会保险基金预算",
        "其他章节",
    }
)
_HOMES: Final = {"政府性基金预算": form.GOVERNMENT_FUND, "国有资本经营预算": form.STATE_CAPITAL}
_CURE: Final = "核对文字和数字，有数的删去“没有”的说明，没有的改正数字"


@check("D32", "“本年度没有”与数字", Level.WARNING, "text")
def empty_tables(context: CheckContext) -> Iterator[Finding]:
    """说明“本年度没有”的，对应的数应当是零；有数的，不应再写“本年度没有”“本表为空表”。

    为什么：空表要附说明，有数的表下面留着“本年度没有”的说明，读者不知该信哪个。
    怎么算：写明没有政府性基金收支、国有资本经营预算收支、项目支出、政府采购、“三公”经费的，相应的决算应为零或未列；
    只说没有政府性基金支出、国有资本经营预算支出的，收入可能结转下年，收入公开了也不算不符；“说明”里写“本表为空表”“本
    表无数据”的，这一项和它的分项的决算应为零或未列。说上年、年初预算和别的表的不核对；没有数、也没有写说明的，不提示。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：没有数据的表格应当列出空表并作说明。
    """
    for sentence in context.sentences.with_match(*_PLACES):
        is_told = sentence.path[0] in _OWN and _SAID.search(sentence.text)
        if is_told and not names_other_year(sentence.text, context.year):
            yield from _judge_nothing(context.report, sentence)
            yield from _judge_table(context.report, sentence)


def _judge_nothing(report: Report, sentence: Sentence) -> Iterator[Finding]:
    for match in _NOTHING.finditer(sentence.text):
        topic = next(topic for topic in _TOPICS if topic.name == match["name"])
        finding = _judge(sentence, match.group(), topic.line.of(report))
        is_meant = re.search(topic.of, match["rest"]) or finding.outcome is Outcome.HOLDS
        if is_meant and not _OTHER_TIME.search(sentence.text[: match.start()]):
            yield finding


def _judge_table(report: Report, sentence: Sentence) -> Iterator[Finding]:
    match = _TABLE.search(sentence.text)
    if match and not _OTHER_TIME.search(sentence.text):
        figure = _figure_over(report, sentence)
        if figure:
            yield _judge(sentence, match.group(), figure)


def _figure_over(report: Report, sentence: Sentence) -> Figure | None:
    """The figure of the table that a text stands under; None where it may be another."""
    path = sentence.path
    if home := _HOMES.get(str(path[0])):
        return home.of(report)
    if path[-1] != "说明" or _OTHER_TABLE.search(sentence.text):
        return None
    if path == ("收支", "说明"):
        return form.TOTAL_EXPENDITURE.of(report)
    return next((figure for figure in form.money_of(report) if figure.path == path[:-1]), None)


def _judge(sentence: Sentence, claim: str, figure: Figure) -> Finding:
    stated = next((one for one in (figure, *figure.parts()) if one.value()), figure)
    amount = stated.value()
    message = f"文中写{quote(claim)}，而{stated.label} {money(amount)}" if amount else ""
    path: KeyPath = sentence.path
    return holds_if(not amount, f"写明没有{figure.label}的，数字为零", path, message, _CURE, stated=amount)
