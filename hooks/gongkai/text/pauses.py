"""Marks and times: where a clause or a sentence ends and what is spoken of after it, years and parts of a year."""

from __future__ import annotations

import re
from typing import Final

from .gaps import WITHIN, is_filling
from .paragraph import Paragraph
from .parts import close_parts, end_clause, open_parts
from .topic import Topic
from .words import Word

#: What was added, left or saved; names that follow are of that.
_OF_A_DIFFERENCE: Final = re.compile(
    "(?:增量|增[加支][额数]?|减[少支][额数]?|差额|结余|余额|追加|超支|节约|压减)(?:资金|部分)?[中里]$"
)
#: What goes on about something: the figure of it.
_TELLS: Final = re.compile(
    r"(?:本年|全年|年初|当年)?(?:支出|决算|实际|预算|执行|列支|安排|占|完成|投入)[^，。；\d]{0,8}\d"
)
_SHORT: Final = 2
#: Rows are looked for one by one, so that reading stays linear, among no more than so many.
_MANY: Final = 300
_ENDS: Final = frozenset("。！？\n")
#: Of more figures in a sentence nobody knows which the next one goes on about.
_MOST: Final = 12


def stop(r: Paragraph, word: Word, gap: str) -> None:
    """A mark: a bracket, or the end of a clause or a sentence."""
    mark = word.match.group()
    _find_row_in(r, word, gap)
    if gap and mark in "。：:" and (row := r.find_row(gap)):
        r.speak_of(Topic(row))
        r.is_aged, r.column = False, r.era
        return
    if "本级" in gap:
        r.is_scoped, r.is_scope_old = True, False
    if mark in "（(":
        r.before = (r.topic, r.here, r.is_named, r.column, r.is_muted, r.is_narrowed)
        open_parts(r, in_brackets=True)
    elif mark in "）)":
        if r.before:
            close_parts(r, word, in_brackets=True)
            r.topic, r.here, r.is_named, r.column, r.is_muted, r.is_narrowed = r.before
            r.before = None
    elif mark in "：:":
        r.names = []
    else:
        if r.last in {"amount", "count", "name", "column"} and gap in WITHIN and r.topic.is_known:
            r.speak_of_parts()  # 支出100万元中，…分别占
        elif _OF_A_DIFFERENCE.search(gap):
            r.is_scoped, r.is_scope_old = True, False  # 143.90万元的增量中，基本支出占
        elif r.last == "part" and gap and not is_filling(gap):
            r.parts = None  # 其中主体班培训里: of something else
        _end_clause(r, mark, word)


def _find_row_in(r: Paragraph, word: Word, gap: str) -> None:
    """农林水支出是大头，决算…; 最大的是河道清淤整治，支出…: of that row; of several nobody knows which."""
    if not gap or word.match.group() != "，" or not r.topic.is_default or not _TELLS.match(r.text, word.end):
        return
    rows = r.rows if len(r.rows) < _MANY else {}
    found = [subjects for name, subjects in rows.items() if len(name) > _SHORT and name in gap]
    if found:
        r.speak_of(Topic(found[0] if len(found) == 1 else ()))
        r.is_aged = False


def _end_clause(r: Paragraph, mark: str, word: Word) -> None:
    r.here, r.of = r.topic, ""
    r.way = r.way if mark == "、" and r.spread and r.is_spread_change else None
    r.is_share = r.is_share and bool(r.spread)
    r.is_named = mark == "、" and r.last == "count"
    if mark != "、":
        r.column, r.is_clause_muted = r.era, False
    if mark != "、" or r.last != "name":
        r.names = []
    if mark == "，" and r.last == "amount":
        r.spread = []
    if mark in "；;":
        end_clause(r)
    if mark in "；;" or mark in _ENDS:
        r.base, r.era = "", "" if mark in _ENDS else r.part_era
        r.column = r.era
        r.spread, r.is_share, r.is_narrowed, r.is_muted = [], False, False, False
        r.told_before, r.told_until, r.is_scope_old = len(r.found) > r.told_until, len(r.found), True
        _go_back(r, is_end=mark in _ENDS)
    if mark in _ENDS:
        r.awaiting = None
        r.is_muted, r.is_aged, r.before, r.valued, r.part_era = False, True, None, [], ""
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
    told = dict.fromkeys(subject for topic in (*known, r.topic) for subject in topic.subjects)
    if (r.topic.is_known or whole.is_known) and len(told) > len(r.topic.subjects):
        r.topic = r.here = Topic(tuple(told) if len(told) <= _MOST else ())
    r.is_divided = False


def year(r: Paragraph, word: Word, gap: str) -> None:
    """2023年: the column of what follows."""
    known = {r.setting.year: "actual", r.setting.year - 1: "prior_actual"}
    r.era = r.column = known.get(int(word.match["named"]), "other")
    r.is_named = r.is_named or bool(r.here.subjects and not r.is_aged)


def years(r: Paragraph, word: Word, gap: str) -> None:
    """2016年至2020年: no one year's figure follows."""
    r.era = r.column = "other"


def funds(r: Paragraph, word: Word, gap: str) -> None:
    """按财政拨款口径: whose lines the names mean from here on."""
    said = word.match.group()
    r.is_fiscal, r.is_scoped = said == "财政拨款口径", "公共预算" in said


def within(r: Paragraph, word: Word, gap: str) -> None:
    """上半年, 1-9月: what follows is of a part of the year."""
    r.era = r.column = "other"


def each(r: Paragraph, word: Word, gap: str) -> None:
    """收入总计、支出总计均为: both."""
    if len(r.names) > 1:
        topic = Topic(tuple(subject for topic in r.names for subject in topic.subjects))
        r.speak_of(topic)
