"""The figures themselves: amounts, counts and percentages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ..model import form
from .base_words import COLUMN_AFTER, COLUMNS_AFTER
from .columns import SPENDING
from .counts import COUNTED_IN, all_posts, counted_as, paid_for
from .numbers import half_unit, parse_amount, parse_count, parse_number, parse_numeral
from .paragraph import Paragraph
from .parts import PART_SLACK, SAME, add_part
from .results import SIDE, SIDES, is_added_once, is_share_alone, is_side, say_base, see_result, see_sum
from .statement import NOBODY, Kind, Subject
from .topic import Topic, topic_called
from .words import Word

#: Measures that speak for themselves after 公务接待.
_OF_RECEPTIONS: Final = frozenset({"批次", "批", "人次"})
TOGETHER: Final = re.compile("(?:以上)?([两二三四五]?)(?:项|者|类)?(?:支出|经费)?(?:合计|共计|总计)(?:为|是)?")
_NOT_NOW: Final = frozenset({"prior_actual", "other"})
#: 投入类15分得14分: what could be had.
_FULL_MARK: Final = re.compile(r"[，,]?(?:自评|实际?)?得分?[为是]?\s*\d")
_NEAR: Final = 80
_CLAUSES: Final = re.compile("[，；。：]")
#: 由2020年的5万元增加到: what it was before.
_FROM: Final = frozenset({"由", "从"})
#: Between a change and its rate: 减少3万元、5%.
_MARKS: Final = frozenset("、，（(")
#: 接待48批次，费用4.32万元.
_COST: Final = frozenset({"费用", "花费", "开支", "接待费用", "支出", "费用为", "支出费用"})
_IN_ALL: Final = frozenset({"共", "共计"})
#: 与年初预算之比为, 与年初预算相比完成.
_DONE: Final = ("之比", "完成", "执行")
#: 占全部支出的12%.
_ALL_SPENT: Final = re.compile("(?:了)?(?:全部|全局|全部门|全单位|单位)(?:总)?支出(?:总额)?的?")
#: 合计 is taken for the sum of no more than so many figures.
MOST_ADDED: Final = 20


def amount(r: Paragraph, word: Word, gap: str) -> None:
    """An amount of money."""
    number, slack = parse_amount(word.match["number"], word.match["measure"])
    number = -number if word.match["sign"] else number
    if not r.is_heard:
        return
    if (together := TOGETHER.fullmatch(gap)) and len(r.valued) > 1:
        _add_up(r, word, together[1], number)
        return
    if found := COLUMN_AFTER.match(r.text, word.end):
        r.column = next(COLUMNS_AFTER[kind] for kind, words in found.groupdict().items() if words)
    _turn_to_money(r, gap)
    see_result(r, word, gap)
    is_base = r.last == "base" and gap in {"", "的"}
    if is_base and (r.here.is_default or not r.here.subjects) and r.base == "prior_actual":
        r.awaiting = word, number, slack
    elif is_base and r.here.subjects:
        r.say(word, Kind.VALUE, number, slack=slack, column=r.base)
        r.here.said[r.base] = number
        return
    elif r.here.subjects:
        _say_amount(r, word, number, slack)
    way = r.way if r.spread and r.is_spread_change else None
    r.topic, r.way, r.is_named, r.names = r.topic if r.here.is_aside else r.here, way, False, []


def _say_amount(r: Paragraph, word: Word, number: Decimal, slack: Decimal) -> None:
    """What the amount is of what is spoken of: an addition, a change or the figure itself."""
    if r.here.is_aside and r.last == "name" and is_added_once(r, word):
        r.say(word, Kind.CHANGE, number, slack=slack, column="initial_budget", subjects=r.topic.subjects)
        r.found[-1] = r.found[-1]._replace(own="adjusted_budget")
    elif r.way is not None:
        r.here.change, r.measure = number * r.way, ""
        r.say(word, Kind.CHANGE, r.here.change, slack=slack, column=r.base)
    elif r.is_named and not r.is_share and r.here.subjects[0].measure == "万元":
        say_base(r)
        r.say(word, Kind.VALUE, number, slack=slack, column=r.column)
        add_part(r, word, number, "万元")
        _remember(r, number, "万元")


def _turn_to_money(r: Paragraph, gap: str) -> None:
    """What the amount is of, by what stands just before it."""
    if gap in _FROM:
        r.column = r.column if r.last == "year" or r.column not in {"", "actual"} else "other"
    if r.spread and r.last in {"part", "stop", "amount"}:
        _next(r)
        r.is_named = True
    if r.spread and r.is_spread_change and r.way is not None and r.last == "way":
        _next(r)
    if (side := SIDE.fullmatch(gap)) and gap not in SIDES and is_side(r, gap):
        gap = side["side"]
        r.is_named = True
    if gap in SIDES and r.home.is_default and (r.here is r.home or r.here.subjects in SIDES.values()):
        r.here = Topic(SIDES[gap] if r.home.is_known else r.here.subjects)
    if gap in _IN_ALL and r.last == "stop" and not (r.is_aged or r.here.said):
        r.is_named = True  # “园林绿化养护”分次支付，共200万元
    if r.here.is_known and r.here.subjects[0].path == form.OPENING_BALANCE.path and "末" in gap:
        r.here = Topic()
    if r.here.subjects and r.here.subjects[0].measure != "万元":
        paid = paid_for(r.here.subjects)
        is_worth = not paid and r.last == "name"  # 车辆86万元
        r.here = topic_called(r.here.label) if is_worth else Topic(paid)
        r.is_named = r.is_named or (bool(paid) and gap in _COST)


def count(r: Paragraph, word: Word, gap: str) -> None:
    """A count."""
    measure, number = word.match["counted"], parse_count(word.match["digits"], word.match["numeral"])
    if number is None or r.is_clause_muted or (r.is_muted and r.last != "name"):
        return
    if measure == "分" and _FULL_MARK.match(r.text, word.end):
        return
    if gap in _FROM:
        r.column = "other"
    if not r.here.is_known and measure in _OF_RECEPTIONS and _is_told_of_receptions(r, word):
        r.here = r.topic
    posts = all_posts(r, word, gap)
    if posts:
        r.here, r.is_named, r.way = Topic(posts), True, None
    subjects = counted_as(r.here.subjects, measure) if r.here.is_known else NOBODY
    is_named = r.is_named or (r.last == "count" and not gap) or measure in _OF_RECEPTIONS or gap in COUNTED_IN
    if subjects and r.way is not None and r.base:
        r.measure = ""
        r.say(word, Kind.CHANGE, number * r.way, column=r.base, subjects=subjects, measure=measure)
    elif subjects and is_named and r.way is None:
        r.say(word, Kind.VALUE, number, column=r.column, subjects=subjects, measure=measure)
    if r.here.subjects and is_named:
        add_part(r, word, number, measure)
        if r.here.subjects[0].measure == "万元" and r.here.is_known:
            r.measure = ""  # 接待费2万元，接待28批次，比上年减少: the amount stays in mind
        else:
            _remember(r, number, measure)
        r.topic = r.topic if r.is_muted else r.here
    r.is_named = see_sum(r, word, measure)


def _is_told_of_receptions(r: Paragraph, word: Word) -> bool:
    """接待上级检查、外地考察人员213人次: all there were, where no other number of them is told in the sentence."""
    if r.is_aged or not counted_as(r.topic.subjects, word.match["counted"]) or not r.topic.is_known:
        return False
    near = r.text[max(0, word.start - _NEAR) : word.end + _NEAR]
    clause = _CLAUSES.split(r.text[max(0, word.start - _NEAR) : word.start])[-1]
    return "接待" in clause and "其中" not in near and len(re.findall(rf"\d\s*{word.match['counted']}", near)) == 1


def percent(r: Paragraph, word: Word, gap: str) -> None:
    """A percentage."""
    number, slack = parse_number(word.match["percent_"]) - _of_last_year(r), half_unit(word.match["percent_"])
    if word.match["times"]:
        if r.last != "way" or gap or r.way is None:
            return  # 增长1.5倍 alone is a rate
        number, slack = number * 100, slack * 100
    if r.spread and r.is_heard:
        _next(r)
    if r.is_heard and r.way is None and not (r.of or r.is_share):
        _go_on_as_rate(r, word)
        r.is_share = is_share_alone(r, word, gap)
    if r.last in {"amount", "base"} and r.base.endswith("budget") and gap.startswith(_DONE) and r.way is None:
        r.of, r.own = r.base, ""
    r.said_whole = Topic(SPENDING) if r.is_share and _is_of_all_spent(r, gap) else r.said_whole
    if r.here.subjects and r.is_heard:
        if r.of:
            r.say(word, Kind.COMPLETION, number, slack=slack, column=r.of)
        elif r.is_share and _is_of_now(r) and gap not in _FROM and not _is_counted(r):
            r.say(word, Kind.SHARE, number, slack=slack, column=r.here.column or (r.era if r.is_of_other_year else ""))
        elif r.way is not None:
            signed = -number if word.match["minus"] else number
            r.say(word, Kind.RATE, signed * r.way, slack=slack, column=r.base)
        r.topic = r.here
    r.is_share = r.is_share and bool(r.spread)
    r.way, r.of, r.is_named = r.way if r.spread else None, r.of if r.spread else "", False


def _of_last_year(r: Paragraph) -> int:
    """为上年的87%: 13 % less than that."""
    is_ratio, r.is_ratio = r.is_ratio and r.last == "ratio", False
    return 100 if is_ratio else 0


def _is_of_now(r: Paragraph) -> bool:
    """Whether a share is of this year's figures: 上年支出100万元，基本支出占60% is not."""
    return not r.is_of_last_year and r.column not in _NOT_NOW


def _is_of_all_spent(r: Paragraph, gap: str) -> bool:
    return r.last == "share" and _ALL_SPENT.fullmatch(gap) is not None


def _is_counted(r: Paragraph) -> bool:
    """Whether the number of things was told, and not the money that is a share: 项目3个，占项目支出的."""
    whole = r.said_whole.subjects[0].measure if r.said_whole and r.said_whole.subjects else ""
    return not r.here.is_known and r.measure not in {"", "万元"} and whole == "万元"


def _go_on_as_rate(r: Paragraph, word: Word) -> None:
    """减少0.46万元、34.85%: the percentage goes the way of the change."""
    if (
        r.found
        and r.found[-1].kind is Kind.CHANGE
        and r.found[-1].end == word.start - 1
        and r.text[word.start - 1] in _MARKS
    ):
        change = r.found[-1]
        r.base, r.own, r.way = change.column, change.own, 1 if change.number > 0 else -1


def _next(r: Paragraph) -> None:
    """The next of several that 分别 speaks of."""
    if r.spread:
        r.here = r.spread.pop(0)


def _remember(r: Paragraph, number: Decimal, measure: str) -> None:
    """Keep in mind what was said."""
    r.here.column, r.measure, r.counted = "" if r.column == "actual" else r.column, SAME.get(measure, measure), measure
    r.here.said[r.here.column], r.here.change = number, None
    r.valued.append(r.here)
    if not r.here.is_known:
        r.told.append(r.here)


def sum_of(r: Paragraph, numeral: str) -> Decimal | None:
    """What was said last of several figures, together; None where one is spoken of again, without a figure."""
    since = r.valued[r.valued_at_mark :] or r.valued
    last = r.valued[-(parse_numeral(numeral) or MOST_ADDED) :] if numeral else since[-MOST_ADDED:]
    said = [topic.said[topic.column] for topic in last if topic.column in topic.said]
    return sum(said, Decimal(0)) if len(said) == len(last) else None


def _add_up(r: Paragraph, word: Word, numeral: str, number: Decimal) -> None:
    """两项合计215万元: of the figures just before, and what is spoken of from here on."""
    total = sum_of(r, numeral) if numeral or len(r.valued) == 2 else None
    if total is not None:
        slack = PART_SLACK * (parse_numeral(numeral) or 2)
        r.say(word, Kind.PARTS, total, slack=slack, measure="万元")
        r.found[-1] = r.found[-1]._replace(whole=number, is_whole_named=True)
    r.topic = r.here = Topic((Subject(word.match.group(), ()),), {"": number})
    r.is_named = False
