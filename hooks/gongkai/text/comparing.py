"""Words that say how the next figure is meant: as a change, a share, a completion, or not of the figure at all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from .base_words import base_of, budget_of
from .change_words import stem
from .figures import MOST_ADDED, TOGETHER, sum_of
from .gaps import is_filling
from .paragraph import LATTER, Paragraph
from .statement import Kind, Subject
from .topic import Topic, topic_called
from .words import Word

#: Words that compare with a budget where nothing else is named; with one that was told; and that set a bound.
_OF_BUDGET, _SAVED = frozenset({"超支", "节支"}), frozenset({"节约", "节省"})
#: What a budget is adjusted by; several together come to less than each.
_MOVES: Final = re.compile("调[增减]|核[增减]|净[增减]|追加|压减|收回|追减|调剂|结转")
_ADDED_BEFORE: Final = re.compile("(?:追加|调增)[^。；]*$")
_ADJUSTING: Final = frozenset({"调增", "调减", "核增", "核减", "净增", "净减"})
_MOVED: Final = _ADJUSTING - {"净增", "净减"}
#: 预算调整增加270万元.
ADJUSTED_BY: Final = frozenset({"预算调整", "调整", "年中调整", "年中预算调整", "预算执行中调整"})
#: What goes up or down in them is what was spent.
_SPENT: Final = frozenset({"减支", "增支", "少花", "多花", "少支", "多支", "少支出", "多支出", "节支"})
#: 增加预算290万元: the budget was moved.
_BUDGET_MOVED: Final = re.compile("(?:了|年度|项目|部门|财政)?(?:预算|指标)")
_BOUNDS: Final = frozenset({"超过", "超出", "多出", "高出"})
#: What may stand before 占 without naming anything.
_ADVERBS: Final = re.compile("[均约共仅只各又则就分别的所也]{1,3}|金额|支出|经费|其|所|总额|合计")
#: The budget is named as a bound, and what goes on is of what was spent; and how far back that stands.
_WITHIN: Final = re.compile(r"(?:[未没]有?(?:突破|超[过出]?)|控制在|不超过|[低小]于)[^。；]{0,8}预算[^。；，]{0,16}，$")
#: 占比21.24%、53.14%、25.62%: of those that were told, in their order.
_PERCENTS: Final = re.compile(r"[为是：:]?\s*\d[\d.]*\s*[%％](?:[、和及]\s*\d[\d.]*\s*[%％]){1,8}")
_PERCENT: Final = re.compile("[%％]")
_FAR: Final = 40
_WHICH: Final = re.compile("(?:最多|较多|较大|最大)?的(?:主要)?[是有为]")
_SIGNED: Final = re.compile(r"[为是达：:]?\s*[-－−]")
_COMPARED: Final = re.compile("[比较同与]")
#: The cause of a difference from the budget, and not of one from last year; and how far before the cause it stands.
_ON_BUDGET: Final = re.compile("[大小多少高低]于(?:年初|全年)?预算数?的?$")
_NEAR: Final = 12
#: Up to a day, and without something: so is the rest of the sentence.
_WHOLE_SENTENCE: Final = ("截", "剔除", "扣除", "同口径", "可比", "不可比", "不考虑", "不含", "不包括")
_LEFT_OUT: Final = frozenset({"不含", "不包括"})
#: What a sentence about next year begins with.
_NEXT_YEAR: Final = ("下年", "下一年", "明年", "来年")
#: Causes of a clause only; what follows any other is told of the sentence's change.
_OPENING_CAUSES: Final = frozenset({"由于", "因为", "得益于"})


def base(r: Paragraph, word: Word, gap: str) -> None:
    """比上年: what the changes that follow are measured against."""
    r.go_on_about_all()
    r.forget_other()
    r.base = "other" if r.era == "other" else base_of(word.match, r.setting.year)
    if r.is_muted and r.is_of_budget and r.last == "stop" and r.base == "prior_actual":
        r.is_muted = False  # 决算数小于预算数的主要原因是…，与上年相比减少
    column = r.here.column if r.column in {"", r.era} else r.column
    r.own = column if column.endswith("budget") else ""
    if r.own and r.column != r.own and _goes_on_about_spent(r):
        r.own = ""
    if r.own and "" in r.here.said and _WITHIN.search(r.text, max(0, word.start - _FAR), word.start):
        r.own = ""  # 14万元，未突破年初预算16万元，比上年下降
    is_named = any(character.isdigit() for character in word.match.group())
    if r.is_of_other_year and not r.own and not is_named and not _is_told_of_both(r):
        r.own, r.base = r.era, "other"  # 2019年支出500万元，比上年减少20万元
    elif r.base == "prior_actual" and r.own:
        r.base = "prior_budget"
    r.is_direct = r.last in {"name", "quoted"}
    r.way, r.is_named, r.based_at = None, False, len(r.found)


def _goes_on_about_spent(r: Paragraph) -> bool:
    """Whether a budget was told beside what was spent, and the sentence ended or told how much was done."""
    is_done = bool(r.found) and r.found[-1].kind is Kind.COMPLETION
    return "" in r.here.said and (r.is_aged or is_done)


def _is_told_of_both(r: Paragraph) -> bool:
    """Whether the sentence said the figure of this year before that of another."""
    return "" in r.here.said and len(r.valued) > 1 and all(topic is r.here for topic in r.valued[-2:])


def over(r: Paragraph, word: Word, gap: str) -> None:
    """超出年初预算: both what is compared with and the way."""
    r.base, r.way = budget_of(word.match["above"]), word.way()


def way(r: Paragraph, word: Word, gap: str) -> None:
    """An increase or a decrease."""
    said = stem(word.match["way_"])
    if said in _SPENT and r.own and "" in r.here.said:
        r.own, r.base = "", "prior_actual" if r.base == "prior_budget" else r.base
    if gap in ADJUSTED_BY and said in {"增加", "减少"}:
        said = "调增" if said == "增加" else "调减"
    if r.is_share and r.last == "share":
        r.said_whole = topic_called(word.match.group())  # 占增支额的
        return
    if not r.base and r.here.said.keys() == {"", "prior_actual"}:
        r.base, r.own = "prior_actual", ""  # 2022年100万元，2021年90万元，增加10万元
    if r.awaiting and r.here.is_known and "prior_actual" not in r.here.said:
        based, number, slack = r.awaiting
        r.say(based, Kind.VALUE, number, slack=slack, column="prior_actual")
        r.here.said["prior_actual"], r.awaiting = number, None
    if _WHICH.match(r.text, word.end):
        r.topic = r.here = Topic()  # 减少的是利息收入
        return
    has_budget = any(column.endswith("budget") for column in r.here.said)
    is_used = bool(r.base) and len(r.found) > r.based_at and not _COMPARED.search(_clause_before(r, word))
    if is_used and said in _OF_BUDGET | _SAVED:  # 比上年增加20万元，节约资金40万元
        r.base, r.own = "budget" if said in _OF_BUDGET or has_budget else "other", ""
    r.way, r.is_named = word.way() or _unsaid_way(r, word), False
    _find_base(r, word, said, has_budget=has_budget)


def _find_base(r: Paragraph, word: Word, said: str, *, has_budget: bool) -> None:
    """What a change is measured against where nothing says: 超支 is of a budget, 调增 of 年初预算."""
    if not r.base and _BUDGET_MOVED.match(r.text, word.end):
        r.base = "other"
    elif not r.base and (said in _OF_BUDGET or (said in _SAVED | _BOUNDS and has_budget)):
        r.base, r.own = "budget", ""
    elif not r.base and said in _BOUNDS:
        r.way = None  # 超过500万元 is no change
    elif not r.base and said == "压减" and _ADDED_BEFORE.search(r.text, max(0, word.start - _FAR), word.start):
        r.base = "other"  # 年中追加62万元、压减12万元
    elif not r.base and said in _MOVED and "initial_budget" not in r.here.said:
        r.base = "other"  # of a budget that is not told
    elif not r.base and said in _ADJUSTING and "initial_budget" in r.here.said:
        near = r.text[max(0, word.start - _FAR) : word.end + _FAR]
        r.base, r.own = "other" if len(_MOVES.findall(near)) > 1 else "initial_budget", "adjusted_budget"


def _unsaid_way(r: Paragraph, word: Word) -> int | None:
    """变动率: the sign of the figure says it, or else the change that was told."""
    change = r.here.change
    if change is not None and change < 0 and not _SIGNED.match(r.text, word.end):
        return -1
    return 1 if r.base or change is not None or len(r.here.said) > 1 else None


def _clause_before(r: Paragraph, word: Word) -> str:
    return re.split("[，；。：]", r.text[max(0, word.start - _FAR) : word.start])[-1]


def either(r: Paragraph, word: Word, gap: str) -> None:
    """增加（减少）: nobody has chosen."""
    r.is_clause_muted = True


def same(r: Paragraph, word: Word, gap: str) -> None:
    """持平."""
    if r.here.is_known and r.base and r.is_heard:
        r.say(word, Kind.SAME, Decimal(0), column=r.base)


def cause(r: Paragraph, word: Word, gap: str) -> None:
    """What follows is a cause."""
    r.is_of_budget = _ON_BUDGET.search(r.text, max(0, word.start - _NEAR), word.start) is not None
    if word.match.group() in _OPENING_CAUSES:
        r.is_clause_muted = True
    else:
        r.is_caused = r.is_caused or not r.is_muted
        r.is_muted = True


def plan(r: Paragraph, word: Word, gap: str) -> None:
    """What follows is a plan, a rule, or the progress within the year; 学生营养改善计划 is a row of the report."""
    if gap and (row := r.find_row(gap + word.match.group())):
        r.speak_of(Topic(row))
        return
    r.is_clause_muted, r.is_caused = True, False
    r.is_muted = r.is_muted or word.match.group().startswith(_WHOLE_SENTENCE)
    if word.match.group() in _LEFT_OUT:
        r.topic = r.here = Topic()  # 接待不含招商接待，招商接待12批次
    if word.match.group().startswith(_NEXT_YEAR) and r.last in {"", "stop"} and not gap:
        r.is_muted, r.era, r.column, r.part_era = True, "other", "other", "other"


def share(r: Paragraph, word: Word, gap: str) -> None:
    """占."""
    if r.is_share and r.said_whole is not None and gap in {"", "的"} and not word.match.group().startswith("占"):
        return  # 占支出总计的比重
    together = TOGETHER.fullmatch(gap)
    if together and 1 < len(r.valued) <= MOST_ADDED:
        total = sum_of(r, together[1])
        r.topic = r.here = Topic((Subject(gap, ()),), {} if total is None else {"": total})
    if gap in LATTER and len(r.valued) > 1:
        r.here = r.valued[LATTER[gap]]
    elif gap and not (together or _ADVERBS.fullmatch(gap) or (r.here.is_known and not is_filling(gap))):
        r.here = next((topic for topic in reversed(r.told) if gap in topic.subjects[0].label), Topic())
        r.topic = r.here  # 防火占比最大，占33%
    r.is_share, r.said_whole = True, None
    if not r.spread and (listed := _PERCENTS.match(r.text, word.end)):
        count = len(_PERCENT.findall(listed[0]))
        r.spread = r.valued[-count:] if 1 < count <= len(r.valued) else []
