"""Marks and times: where a clause or a sentence ends and what is spoken of after it, years and parts of a year."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from .columns import SPENDING
from .gaps import WITHIN, is_filling
from .paragraph import Paragraph
from .parts import close_parts, end_clause, open_parts
from .statement import Kind
from .topic import Topic, topic_called
from .words import Word

#: What was added, left or saved; names that follow are of that.
_OF_A_DIFFERENCE: Final = re.compile(
    "(?:增量|增[加支][额数]?|减[少支][额数]?|差额|结余|余额|追加|超支|节约|压减)(?:资金|部分)?[中里]$"
)
#: What goes on about something: the figure of it.
_TELLS: Final = re.compile(
    r"(?:本年|全年|年初|当年)?(?:支出|决算|实际|预算|执行|列支|安排|占|完成|投入)[^，。；\d]{0,8}\d"
)
#: 上年…，本年…: this year's again.
_THIS_YEAR: Final = re.compile("(?:而|到|与)?(?:本|今|当|报告)年")
_MADE_OF: Final = ("构成", "组成")
_SHORT: Final = 2
#: Rows are looked for one by one, so that reading stays linear, among no more than so many.
_MANY: Final = 300
#: One of several, told by its place among them.
_RANKED: Final = re.compile("次之|其次|再次|第[二三四五]|最[少小低大高多]")
_HEADS: Final = frozenset({"", "stop", "quoted"})
#: A name of something, and not how or by whom it is told.
_IS_NOUN: Final = re.compile(
    r"(?![经按根据为在从对截随由因以与和同比较我本全各该其一二三四五六七八九十]|年|预算|决算)[^，。；：、\d]{2,24}(?<![看中下说上为是])"
)
_ENDS: Final = frozenset("。！？\n")
#: Of more figures in a sentence nobody knows which the next one goes on about.
_MOST: Final = 12


def stop(r: Paragraph, word: Word, gap: str) -> None:
    """A mark: a bracket, or the end of a clause or a sentence."""
    mark = word.match.group()
    if gap.endswith(_MADE_OF) and r.last in {"amount", "count"} and len(r.valued) > 2:
        _go_back_to_whole(r)
    _find_row_in(r, word, gap)
    if gap and mark in "。：:" and (row := r.find_row(gap)):
        r.speak_of(Topic(row))
        r.is_aged, r.column = False, r.era
        return
    if "本级" in gap:
        r.is_scoped, r.is_scope_old = True, False
    if mark in "（(":
        _see_bracketed(r, gap)
        r.valued_before = len(r.valued)
        r.before = (r.topic, r.here, r.is_named, r.column, r.is_muted, r.is_narrowed)
        open_parts(r, in_brackets=True)
    elif mark in "）)":
        if r.before:
            del r.valued[r.valued_before :]  # 两者 are not what the brackets tell
            close_parts(r, word, in_brackets=True)
            r.topic, r.here, r.is_named, r.column, r.is_muted, r.is_narrowed = r.before
            r.before = None
    elif mark in "：:":
        r.names = []
    else:
        _see_parts(r, gap)
        _end_clause(r, mark, word)


def _go_back_to_whole(r: Paragraph) -> None:
    """公用支出167万元，由甲160万元和乙7万元构成: on about what they come to."""
    said = [topic.said.get("", Decimal(0)) for topic in r.valued]
    whole = next((r.valued[at] for at, total in enumerate(said) if total and total == sum(said[at + 1 :])), Topic())
    r.topic = r.here = whole


def _see_parts(r: Paragraph, gap: str) -> None:
    """Of what the clause says that parts follow: of a figure, of a change of it, or of something else."""
    is_of_change = r.last == "way" and gap in WITHIN  # 净增额中
    is_of_change = is_of_change or (
        r.last == "amount" and gap in WITHIN and bool(r.found) and r.found[-1].kind is Kind.CHANGE
    )
    if is_of_change or _OF_A_DIFFERENCE.search(gap):
        r.is_scoped, r.is_scope_old = True, False  # 增加的143.90万元中，基本支出占
    elif r.last in {"amount", "count", "name", "column"} and gap in WITHIN and r.topic.is_known:
        r.speak_of_parts()  # 支出100万元中，…分别占
    elif r.last == "part" and gap and not is_filling(gap):
        r.parts = None  # 其中主体班培训里: of something else


def _see_bracketed(r: Paragraph, gap: str) -> None:
    """行政运行（本级）: what stands before a bracket is what is spoken of, a row of the report or something else."""
    if not gap or r.last not in _HEADS or is_filling(gap) or r.is_share:
        return
    found = r.find_row(gap)
    if found or _IS_NOUN.fullmatch(gap):
        r.speak_of(Topic(found) if found else topic_called(gap))
        r.column, r.is_of_other = r.era, not found


def _find_row_in(r: Paragraph, word: Word, gap: str) -> None:
    """农林水支出是大头，决算…; 最大的是河道清淤整治，支出…: of that row; of several nobody knows which."""
    if not gap or word.match.group() != "，" or not _TELLS.match(r.text, word.end):
        return
    if r.last in _HEADS and (row := r.find_row(gap)) and not r.is_divided:
        r.speak_of(Topic(row))  # 事业机构，预算1010万元
    if not r.topic.is_default and r.topic is not r.home and not _RANKED.search(gap):
        return
    rows = r.rows if len(r.rows) < _MANY else {}
    found = [subjects for name, subjects in rows.items() if len(name) > _SHORT and name in gap]
    if found:
        r.speak_of(Topic(found[0] if len(found) == 1 else ()))
        r.is_aged = False
    elif _RANKED.search(gap):
        r.speak_of(topic_called(gap))  # 修路次之，占28%
    elif r.last in _HEADS and r.topic.is_default and _IS_NOUN.fullmatch(gap) and not is_filling(gap):
        r.speak_of(topic_called(gap))  # 野生动植物保护，预算30万元


def _end_clause(r: Paragraph, mark: str, word: Word) -> None:
    r.here, r.of = r.topic, r.of if mark == "、" and r.spread else ""
    r.way = r.way if mark == "、" and r.spread and r.is_spread_change else None
    r.is_share = r.is_share and bool(r.spread)
    r.is_named = mark == "、" and r.last == "count"
    if mark != "、":
        if r.part_era == "prior_actual" and _THIS_YEAR.match(r.text, word.end):
            r.era = r.part_era = ""
        if r.is_of_last_year and _THIS_YEAR.match(r.text, word.end):
            r.era, r.is_of_last_year = "", False
        r.column, r.is_clause_muted, r.budget, r.is_of_other = r.era, False, "", r.is_of_other and mark not in _ENDS
    if mark != "、" or r.last != "name":
        r.names = []
    if mark == "，" and r.last == "amount":
        r.spread = []
    if mark in "；;":
        end_clause(r)
        r.valued_at_mark = len(r.valued)
    if mark in "；;" or mark in _ENDS:
        r.base, r.era, r.is_of_last_year = "", "" if mark in _ENDS else r.part_era, False
        r.column = r.era
        r.spread, r.is_share, r.is_narrowed, r.is_muted = [], False, False, False
        r.told_before, r.told_until, r.is_scope_old = len(r.found) > r.told_until, len(r.found), True
        _go_back(r, is_end=mark in _ENDS)
    if mark in _ENDS:
        r.awaiting = None
        r.is_caused = False
        r.is_muted, r.is_aged, r.before, r.valued, r.part_era = False, True, None, [], ""
        r.valued_at_mark = 0
        close_parts(r, word)


def _go_back(r: Paragraph, *, is_end: bool) -> None:
    """What goes on after a semicolon or a full stop is of the whole or of its parts, not of what was left of it."""
    if r.main:
        r.topic = r.here = Topic() if is_end else r.main
        r.main = None
    if not is_end:
        return
    whole = r.whole if r.is_divided else Topic()
    known = (topic for topic in (whole, *r.valued) if topic.is_known)
    home = () if r.home.is_default else (r.home,)
    told = dict.fromkeys(subject for topic in (*known, r.topic, *home) for subject in topic.subjects)
    if (r.topic.is_known or whole.is_known) and len(told) > len(r.topic.subjects):
        r.topic = r.here = Topic(tuple(told) if len(told) <= _MOST else ())
    r.is_divided = False


def funds(r: Paragraph, word: Word, gap: str) -> None:
    """按财政拨款口径: whose lines the names mean from here on."""
    said = word.match.group()
    r.topic = r.here = Topic(SPENDING) if said == "全部资金" and r.text.startswith("支出", word.end) else Topic()
    r.is_fiscal, r.is_scoped = said == "财政拨款口径", "公共预算" in said


def each(r: Paragraph, word: Word, gap: str) -> None:
    """收入总计、支出总计均为: both."""
    if len(r.names) > 1:
        topic = Topic(tuple(subject for topic in r.names for subject in topic.subjects))
        r.speak_of(topic)
