"""Words that say what is spoken of: names, rows, years, columns, 其中, 分别, and the stops between them."""

from __future__ import annotations

import re
from typing import Final

from ..model import form
from .figures import close_parts, open_parts
from .gaps import is_filling, is_scope, leads_to_name
from .paragraph import Paragraph, Topic, topic_called
from .statement import NOBODY, Subject, is_income, is_people, is_total, subjects_of
from .words import COLUMN_WORDS, Word, known_names

_ENDS: Final = frozenset("。！？\n")
_LONGEST_LIST: Final = 120
JOINTS: Final = frozenset({"和", "及", "与", "以及"})
#: Lines that the form gives no budget: one that is named after them is the whole's.
_WITHOUT_BUDGET: Final = frozenset(
    {form.SUPPLEMENTARY_BUDGET.path, form.OPENING_BALANCE.path, form.CLOSING_BALANCE.path}
)


def stop(r: Paragraph, word: Word, gap: str) -> None:
    """A mark: a bracket, or the end of a clause or a sentence."""
    mark = word.match.group()
    if gap and mark in "。：:" and (row := r.find_row(gap)):
        r.speak_of(Topic(row))
        r.is_aged, r.column = False, r.era
        return
    r.is_scoped = r.is_scoped or "本级" in gap
    if mark in "（(":
        r.before = (r.topic, r.here, r.is_named, r.column, r.is_muted, r.is_narrowed)
        open_parts(r, in_brackets=True)
    elif mark in "）)":
        if r.before:
            close_parts(r, word, in_brackets=True)
            r.topic, r.here, r.is_named, r.column, r.is_muted, r.is_narrowed = r.before
            r.before = None
    elif mark not in "：:":
        _end_clause(r, mark, word)


def _end_clause(r: Paragraph, mark: str, word: Word) -> None:
    r.here, r.way, r.of = r.topic, None, ""
    r.is_share = r.is_share and bool(r.spread)
    r.is_named = mark == "、" and r.last == "count"
    if mark != "、":
        r.column, r.is_clause_muted = r.era, False
    if mark != "、" or r.last != "name":
        r.names = []
    if mark == "，" and r.last == "amount":
        r.spread = []
    if mark in "；;" and r.parts and r.parts.measure not in {"", "万元"}:
        close_parts(r, word)
    if mark in "；;" or mark in _ENDS:
        r.base, r.era = "", "" if mark in _ENDS else r.part_era
        r.column = r.era
        r.spread, r.is_share, r.is_narrowed = [], False, False
        r.told_before, r.told_until = len(r.found) > r.told_until, len(r.found)
    if mark in _ENDS:
        r.is_muted, r.is_aged, r.before, r.valued, r.part_era = False, True, None, [], ""
        close_parts(r, word)


def year(r: Paragraph, word: Word, gap: str) -> None:
    """2023年: the column of what follows."""
    known = {r.setting.year: "actual", r.setting.year - 1: "prior_actual"}
    r.era = r.column = known.get(int(word.match["named"]), "other")
    r.is_named = r.is_named or bool(r.here.subjects and not r.is_aged)


def within(r: Paragraph, word: Word, gap: str) -> None:
    """上半年, 1-9月: what follows is of a part of the year."""
    r.era = r.column = "other"


def name(r: Paragraph, word: Word, gap: str) -> None:
    """The name of a line."""
    lines = known_names(r.setting.extra)[word.match.group()]
    if r.last == "quoted" and gap in {"", "项目"} and not r.is_share:
        r.previous = r.topic  # “古树保护”项目全年支出 is the project's
        return
    if gap.endswith("本") and word.match.group().startswith("项目") and len(r.home.subjects) == 1:
        r.speak_of(r.home)
        return
    if r.is_share:
        certain = is_filling(gap) and (not r.is_scoped or is_total(lines))
        r.said_whole = Topic(subjects_of(lines)) if certain else r.told_as(word.match.group())
        return
    is_people = lines[0].measure == "人"
    if not gap and r.is_other_side("支出") and not is_income(subjects_of(lines)):
        r.is_scoped = True
    r.is_narrowed = r.is_narrowed and not ("合计" in gap or "共" in gap)
    is_own = (
        (leads_to_name(gap) or (r.last == "amount" and gap in JOINTS))
        and r.way is None
        and not (is_people and r.is_narrowed)
    )
    r.is_narrowed = r.is_narrowed or (is_people and not is_own)
    r.is_scoped = r.is_scoped or (not is_filling(gap) and is_scope(gap))
    is_others = bool(gap and not is_own) or (r.topic.is_others and r.last == "stop" and r.text[r.at - 1] == "、")
    is_own = is_own and not is_others
    follows = r.last == "name" and not gap
    joint = bool(r.names) and (r.last == "stop" or gap in JOINTS)
    known = is_own and not r.is_scoped and not joint
    before = r.here.subjects if follows and is_people and r.here.is_known else NOBODY
    r.previous = r.topic
    topic = Topic((*subjects_of(lines), *before) if known else (Subject(gap + word.match.group(), ()),))
    topic.is_others = is_others
    r.names.append(Topic(subjects_of(lines)) if is_own and not r.is_scoped else topic)
    r.speak_of(r.known.setdefault(topic.subjects, topic) if known else topic)
    r.here.change = None
    r.way = None


def column(r: Paragraph, word: Word, gap: str) -> None:
    """The column of what follows."""
    if r.is_other_side(word.match.group()):
        r.speak_of_other(word.match.group())
    r.column = next((column for kind, column in COLUMN_WORDS.items() if word.match[kind]), "actual")
    if r.column == "actual" and r.era in {"prior_actual", "other"}:
        r.column = r.era
    elif r.era in {"prior_actual", "other"} and r.column.endswith("budget"):
        r.column = "other"
    if r.column.endswith("budget") and r.here.subjects[:1] and r.here.subjects[0].path in _WITHOUT_BUDGET:
        r.here = r.home if r.home.is_default and r.home.is_known else r.here
    if (
        r.is_aged
        and r.told_before
        and r.home.is_default
        and r.last in {"stop", "year", "base"}
        and r.column.endswith("budget")
    ):
        r.here, r.is_aged = Topic(r.home.subjects), False  # a budget at the head of a sentence is the whole's
    r.is_named = r.is_named or bool(r.here.subjects and not r.is_aged)


def part(r: Paragraph, word: Word, gap: str) -> None:
    """其中 or 分别."""
    if word.match.group().startswith("分别"):
        percents = len(
            re.findall("[%％]", re.split("[。；\n]", r.text[word.end : word.end + _LONGEST_LIST], maxsplit=1)[0])
        )
        r.spread = _listed(r, word) or (r.valued[-percents:] if percents else [])
        r.is_clause_muted = r.is_clause_muted or not r.spread or word.is_before_change(r.text)
        return
    r.is_muted = False
    close_parts(r, word)
    open_parts(r)
    r.whole, r.is_narrowed = r.topic, r.topic.subjects[:1] != NOBODY and is_people(r.topic.subjects)
    if r.here.column and "" not in r.here.said:
        r.part_era = r.era = r.column = r.here.column  # 年初预算700万元，其中基本支出500万元
    r.speak_of(Topic())
    r.is_named, r.names, r.valued = False, [], []


def each(r: Paragraph, word: Word, gap: str) -> None:
    """收入总计、支出总计均为: both."""
    if len(r.names) > 1:
        topic = Topic(tuple(subject for topic in r.names for subject in topic.subjects))
        r.speak_of(topic)


def quoted(r: Paragraph, word: Word, gap: str) -> None:
    """“基层文化活动”: a row of the report whatever stands before it."""
    if r.is_share:
        return
    r.column = r.column if is_filling(gap) else r.era
    if found := r.find_row(word.match["inner"]):
        r.speak_of(Topic(found))
    elif "三公" not in word.match["inner"]:
        r.here = topic_called(word.match["inner"])


def _listed(r: Paragraph, word: Word) -> list[Topic]:
    """货物、工程、服务 before 分别, each as what is spoken of."""
    clause = re.split("[，；。：\n]", r.text[max(0, word.start - _LONGEST_LIST) : word.start])[-1]
    items = [item.strip() for item in re.split("[、和及与]", clause)]
    known = known_names(r.setting.extra)
    is_known = any(item in known or r.find_row(item) for item in items)
    if len(items) < 2 or not is_known or any(character.isdigit() for character in clause):
        return []
    named = [subjects_of(known[item]) if item in known else r.find_row(item) or (Subject(item, ()),) for item in items]
    return [Topic((Subject(s[0].label, ()),) if r.is_scoped else s) for s in named]
