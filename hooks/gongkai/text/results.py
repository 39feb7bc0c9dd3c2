"""Money whose meaning the words before it leave open: what a change came to, what was left, what was told ahead."""

from __future__ import annotations

import re
from typing import Final

from ..model import form
from .gaps import is_filling
from .paragraph import Paragraph
from .statement import Kind, subjects_of
from .topic import Topic, topic_called
from .words import Word

_NEAR: Final = 80
#: 2020年收入100万元 where the account of the year is given.
SIDES: Final = {
    "收入": subjects_of((form.INCOME, form.TOTAL_INCOME)),
    "支出": subjects_of((form.EXPENDITURE, form.TOTAL_EXPENDITURE)),
}
#: What is left at the end of the year of these has another budget than theirs.
_CARRIED: Final = frozenset(
    line.path for line in (form.INCOME, form.TOTAL_INCOME, form.EXPENDITURE, form.TOTAL_EXPENDITURE, form.ANNUAL_FUNDS)
)
#: 增加47.55万元，达到1168.35万元; 由1120.80万元增加到1168.35万元.
_REACHED: Final = re.compile(
    "(?:达到?了?|(?:增加?|减少?|下降|降|上升|升|提高|扩大|缩减|压缩|压减|调增|调减|增长)[到至为])?(?:决算|当年|本年)?的?(?:达到?了?)?"
)
#: 预算20万元，支出18万元，结余2万元.
_LEFT: Final = re.compile(
    "(?:指标|资金|预算)?(?:结余|没花完的?|没用完的?|未用完的?|节余|剩余|尚余|尚有|余|还剩|剩|结余资金|资金结余|结余指标|未支出|未使用|未执行)(?:资金|指标|了)?(?:为|共)?"
)
#: 全年1918.65万元支出中.
_MOVED: Final = re.compile("追加|调[增减剂]|核[增减]|压减|收回|追减|统筹|回收|结转|补助|下达|上级")
_SIDE_AFTER: Final = re.compile("的?(?:本年|全年|年度)?(?P<side>收入|支出)(?:总额)?[中里]")
SIDE: Final = re.compile("(?:全年|当年|共|累计|取得|实现|完成|发生|总计)*(?P<side>收入|支出)(?:共|共计|合计|达|为)?")
_STRUCTURE: Final = re.compile("占|构成|结构|比重|性质|其中")
_ADDED: Final = frozenset({"追加", "年中追加", "净追加", "共追加", "追加了"})
_UNSPENT: Final = re.compile(
    "还?(?:未执行|未支出|未使用|指标结余|结余指标|剩余指标|预算结余|结余预算)(?:资金|指标|预算|数|额)?(?:为|共)?"
)
_IN_ALL_OF_THEM: Final = re.compile(r"(?:子?项目|专项)?(?:支出)?(?:合计|共计|总计|共)(?:支出)?(?:为|是)?\s*\d")
#: 比上年多发放.
_MORE_OR_LESS: Final = re.compile("[也又还就则]?(?P<way>[多少])[\u4e00-\u9fff]{1,2}了?")
_NO_WORDS: Final = frozenset({"", "为", "约"})


def say_base(r: Paragraph) -> None:
    """与上年的90万元相比，基本支出100万元: whose the first was is told after it."""
    if r.awaiting and r.here.is_known and not r.here.said and r.column in {"", "actual"} and len(r.here.subjects) < 3:
        word, number, slack = r.awaiting
        r.say(word, Kind.VALUE, number, slack=slack, column="prior_actual")
        r.here.said["prior_actual"] = number
    r.awaiting = None


def see_result(r: Paragraph, word: Word, gap: str) -> None:
    """What a change came to, what was left of a budget, and the whole that is named after its amount."""
    if (side := _SIDE_AFTER.match(r.text, word.end)) and r.way is None and is_filling(gap) and r.home.is_default:
        r.here, r.is_named = Topic(SIDES[side["side"]]), True
    if not r.here.is_known or r.way is not None or r.is_named or not r.found:
        return
    said, last = r.here.said, r.found[-1]
    is_next = (
        last.subjects == r.here.subjects and word.start - last.end < _NEAR and "。" not in r.text[last.end : word.start]
    )
    if (
        is_next
        and last.kind in {Kind.CHANGE, Kind.RATE}
        and gap.startswith(("达", "增", "减", "降", "升"))
        and _REACHED.fullmatch(gap)
    ):
        r.column, r.is_named = last.own, True
    elif is_next and last.kind is Kind.VALUE and r.last == "amount" and last.column and gap and _REACHED.fullmatch(gap):
        r.column, r.is_named = "", True
    elif is_left(r, gap):
        budgets = (column for column in reversed(said) if column.endswith("budget"))
        budget = last.column if _is_left_of_rate(r, gap) else next(budgets)
        is_open = r.here.is_moved and budget != "adjusted_budget"
        r.base, r.own, r.way = "other" if is_open else budget, "", -1


def see_sum(r: Paragraph, word: Word, measure: str) -> bool:
    """项目支出共4个项目合计725万元 is of what was named; 甲、乙两个项目合计771万元 of no one of them."""
    if r.here is r.home or measure not in {"个", "项"} or not _IN_ALL_OF_THEM.match(r.text, word.end):
        return False
    if r.last == "name":
        return r.here.is_known and r.here.subjects[0].measure == "万元" and not r.here.said
    r.topic = r.here = topic_called("合计")
    return True


def is_left(r: Paragraph, gap: str) -> bool:
    """预算20万元，支出18万元，结余2万元: of the budget and of what was spent."""
    if _is_left_of_rate(r, gap):
        return True
    if not r.here.is_known or "" not in r.here.said or r.is_divided or r.here.subjects[0].path in _CARRIED:
        return False
    return _LEFT.fullmatch(gap) is not None and any(column.endswith("budget") for column in r.here.said)


def _is_left_of_rate(r: Paragraph, gap: str) -> bool:
    """全年预算执行率97.90%，未执行37.65万元: of the budget that the rate is of."""
    last = r.found[-1] if r.found else None
    if last is None or last.kind is not Kind.COMPLETION or not r.here.is_known or r.is_divided:
        return False
    return r.last == "stop" and last.end == r.at - 1 and _UNSPENT.fullmatch(gap) is not None


def is_moved(r: Paragraph, gap: str) -> bool:
    """较年初预算追加570万元, 比上年多发放152万元: a change of what is spoken of; see which way."""
    if r.is_share:
        return False
    if r.here.is_known and gap in _ADDED:
        r.here.is_moved = True
        is_of_budget = r.base == "initial_budget"
        r.base, r.own, r.way = ("initial_budget", "adjusted_budget", 1) if is_of_budget else ("other", "", 1)
        return True
    found = _MORE_OR_LESS.fullmatch(gap) if r.base else None
    if found:
        r.way = 1 if found["way"] == "多" else -1
    return found is not None


def is_side(r: Paragraph, gap: str) -> bool:
    """全年取得收入1912.30万元: of the year."""
    is_free = r.home.is_default and r.home.is_known and (r.here is r.home or r.here.subjects in SIDES.values())
    return is_free and r.last != "name" and SIDE.fullmatch(gap) is not None


def is_added_once(r: Paragraph, word: Word) -> bool:
    """年初预算550万元，年中追加220万元: nothing else was moved, as far as is told."""
    near = r.text[max(0, word.start - _NEAR) : word.end + _NEAR]
    return r.topic.is_known and len(r.topic.subjects) == 1 and len(_MOVED.findall(near)) == 1


def is_share_alone(r: Paragraph, word: Word, gap: str) -> bool:
    """其中基本支出60.67%、项目支出39.33%."""
    if not r.here.is_known or r.base or gap not in _NO_WORDS:
        return False
    if r.last == "name":
        return r.is_divided and r.whole.is_known
    last = r.found[-1] if r.found else None
    is_bracketed = (
        r.before is not None
        and r.text[r.at - 1 : r.at] in {"（", "("}
        and r.text[word.end : word.end + 1] in {"）", ")"}
    )
    is_next = last is not None and last.kind is Kind.VALUE and last.end == r.at - 1 and last.subjects == r.here.subjects
    return is_bracketed and is_next and _STRUCTURE.search(r.text, max(0, word.start - _NEAR), word.start) is not None
