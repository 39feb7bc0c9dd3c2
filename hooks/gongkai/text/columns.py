"""Words that say in which column the next figure stands: 预算, 决算, 上年; and years, which say it for a clause."""

from __future__ import annotations

import re
from typing import Final

from ..model import form
from .paragraph import Paragraph
from .results import SIDES
from .statement import subjects_of
from .topic import Topic, topic_called
from .words import COLUMN_WORDS, Word

#: The income of the year or in all.
_INCOMES: Final = tuple(subjects_of((line,)) for line in (form.INCOME, form.TOTAL_INCOME))
SPENDING: Final = subjects_of((form.EXPENDITURE, form.TOTAL_EXPENDITURE))
#: 上年年初预算 is no column of this report.
_BUDGETS: Final = ("年初预算", "预算", "部门预算", "全年预算", "的预算", "批复")
#: At the head of a clause 上年 tells of the year, unless a figure follows: 上年收入100万元，其中….
_HEADS: Final = frozenset({"", "stop"})
_TOLD_OF: Final = re.compile(r"(?!度?(?:支出|收入)?(?:决算)?[数额]?[的为是共]?\s*[\d：:])[^，。；\d比较]{2,16}[\d占]")
#: Lines that the form gives no budget: one that is named after them is the whole's.
_WITHOUT_BUDGET: Final = frozenset(
    {form.SUPPLEMENTARY_BUDGET.path, form.OPENING_BALANCE.path, form.CLOSING_BALANCE.path}
)


def column(r: Paragraph, word: Word, gap: str) -> None:
    """The column of what follows."""
    if r.is_other_side(word.match.group()):
        r.speak_of_other(word.match.group())
    _see_side(r, word)
    if r.is_share and r.last == "name":
        r.said_whole = topic_called(word.match.group())  # 占项目支出全年预算的
        return
    if r.last == "name" and not gap and _is_supplement(r):
        return  # 追加 and 预算
    if word.match["begun"]:
        r.is_named = r.column.endswith("budget") or "预算" in r.text[max(0, word.start - 4) : word.start]
        r.column = "initial_budget" if r.is_named else "other"
        return
    if (r.base, r.own) == ("initial_budget", "adjusted_budget"):
        r.base = r.own = ""  # the adjustment is told
    r.column = _column_of(r, word, gap)
    if r.column == "prior_actual" and (r.budget or r.text.startswith(_BUDGETS, word.end)):
        r.column = "other"  # 预算由上年的24万元压减到21万元, 上年年初预算
        r.era = r.era if r.budget else "other"
    elif r.column == "prior_actual" and r.last in _HEADS:
        r.is_of_last_year = True
        r.era = "prior_actual" if _TOLD_OF.match(r.text, word.end) else r.era
        _see_last_side(r, word)
    r.budget = r.column if r.column.endswith("budget") else r.budget
    is_said = bool(word.match["initial"] or word.match["adjusted"])
    if is_said and r.here.subjects[:1] and r.here.subjects[0].path in _WITHOUT_BUDGET:
        r.here = r.home if r.home.is_default and r.home.is_known else r.here
    _see_whole_budget(r)
    is_own = r.here.subjects == r.home.subjects and not r.home.is_default and r.column not in {"actual", "other"}
    r.is_named = r.is_named or bool(r.here.subjects and (is_own or not r.is_aged))
    if r.column == "actual" and r.here.column.endswith("budget"):
        r.is_named = r.is_named or (r.last == "stop" and "" not in r.here.said)  # 预算20万元。实际支出14万元
        r.here.column = r.part_era = ""


def _see_last_side(r: Paragraph, word: Word) -> None:
    """上年收入1651万元: of the side that is named, where the account of the year is given."""
    side = re.search("收入|支出", word.match.group())
    if side and r.home.is_default and r.home.is_known and (r.here is r.home or r.here.subjects in SIDES.values()):
        r.here = Topic(SIDES[side[0]])


def _column_of(r: Paragraph, word: Word, gap: str) -> str:
    """The column that a word means where it stands."""
    is_granted = bool(gap) and word.match["any"] is not None and "预算" not in word.match["any"]
    is_set = word.match.group().endswith(("为", "至", "到"))
    if is_granted or (is_set and not any(c.endswith("budget") for c in r.here.said)):
        return "other"  # 标准调整为20万元
    found = next((column for kind, column in COLUMN_WORDS.items() if word.match[kind]), "actual")
    if r.era not in {"prior_actual", "other"}:
        return found
    return r.era if found == "actual" else "other" if found.endswith("budget") else found


def _see_whole_budget(r: Paragraph) -> None:
    """A budget at the head of a sentence is the whole's."""
    if (
        r.is_aged
        and r.told_before
        and r.home.is_default
        and r.last in {"stop", "year", "base"}
        and r.column.endswith("budget")
    ):
        r.here, r.is_aged = Topic(r.home.subjects), False


def _see_side(r: Paragraph, word: Word) -> None:
    """支出决算 after income is of spending; a column at the head of what follows a semicolon may be the whole's."""
    r.go_on_about_all()
    is_head = r.last == "stop" and r.text[r.at - 1] in "；;，"
    if is_head and word.match.group().startswith(("支出", "实际支出")) and r.topic.subjects[:1] in _INCOMES:
        r.speak_of(Topic(SPENDING))
    elif is_head and r.text[r.at - 1] != "，" and r.is_divided and r.topic is not r.whole:
        both = dict.fromkeys((*r.whole.subjects, *r.topic.subjects))
        r.speak_of(Topic(tuple(both) if r.whole.is_known else ()))


def _is_supplement(r: Paragraph) -> bool:
    return r.here.is_known and r.here.subjects[0].path == form.SUPPLEMENTARY_BUDGET.path


def year(r: Paragraph, word: Word, gap: str) -> None:
    """2023年: the column of what follows."""
    known = {r.setting.year: "actual", r.setting.year - 1: "prior_actual"}
    found = known.get(int(word.match["named"]), "other")
    r.era = r.column = found
    if r.budget:
        r.column = r.budget if found == "actual" else "other"  # 预算数从2021年的24万元降至2022年的21万元
    r.is_named = r.is_named or bool(r.here.subjects and not r.is_aged)


def years(r: Paragraph, word: Word, gap: str) -> None:
    """2016年至2020年: no one year's figure follows."""
    r.era = r.column = "other"


def within(r: Paragraph, word: Word, gap: str) -> None:
    """上半年, 1-9月, “十三五”末: what follows is of a part of the year, or of several."""
    r.era = r.column = "other"
    r.is_of_last_year = r.is_of_last_year or "五" in word.match.group()
