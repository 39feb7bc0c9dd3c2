"""Counts in words: 国内公务接待12批次、96人次 are two lines, told apart by the measure."""

from __future__ import annotations

import re
from typing import Final

from ..model.form import line_of
from ..model.problem import KeyPath
from .paragraph import Paragraph
from .statement import NOBODY, Subject, Subjects, subjects_of
from .words import Word

#: Lines of people whose names mean others as easily; where they are told of in whole, and what tells of others.
STOCKS: Final = frozenset({"retired_staff", "survivors"})
_OF_PEOPLE: Final = frozenset({"概况", "人员", "引言"})
_RETIRED: Final = re.compile("(?<!离)退休")
_FLOW: Final = re.compile(
    "调[入出]|招|录[用取]|新[进增招录]|增加|减少|[当本今]年度?(?:[^，。]{0,6})退休|年内|办理|陆续|到龄|慰问|发放|补助(?!人员|对象)|机关退休|本级|所属|下属|二级|其中退休"
    "|辞|离职|去世|死亡|月"
)
#: Where 退休 alone is told as one of several stocks: 在职48人，退休17人.
_BESIDE_SERVING: Final = re.compile(
    r"(?:在职|在编|实有|在岗|编制)[^，；。]{0,8}\d+[人名个][^。]{0,60}[，、；和及]退休\s*\d"
)
_NEAR: Final = 120
#: A day says nothing about who came or went, nor do bodies that there are none of.
_NOT_THERE: Final = re.compile(r"\d{1,2}月(?:\d{1,2}日|底|末)?|(?:无|没有)(?:下属|所属|二级)[^，。；]{0,10}")
#: 事业编制64名; how many posts, and how many people, are told of nearby.
_POSTS_OF: Final = re.compile(
    "(?:.{0,12}(?:核定|批准|核准|现有|共有|有|其中|我[局校院站所委办会镇乡]))?(?:全额|差额)?(?:拨款|补助)?(?P<kind>行政|事业|参公|工勤|政法专项)"
)
_POSTS: Final = re.compile(
    r"(?<![空缺在超满])编(?:制|(?![外制]))(?:人数|总数|数)?[^，；。、\d]{0,6}\d|\d\s*[名个人]?(?:[^，；。、\d]{2})?编制"
)
_STAFF: Final = re.compile(r"(?:在职|在编|在岗|实有|在册)[^，；。、\d]{0,10}\d")
_OFFICES: Final = re.compile("机关|本级|所属|下属|二级|局属|直属")
_PEOPLE: Final = ("人", "名", "个")
#: (key of the line that is spoken of, measure as written) → the line that is counted.
_COUNTED: Final[dict[tuple[str, str], str]] = {
    **{(key, m): key for key in ("authorized_posts", "serving_staff", "year_end_staff") for m in _PEOPLE},
    **{(key, m): key for key in ("retirees", "temporary_staff") for m in _PEOPLE},
    **{("internal_bodies", m): "internal_bodies" for m in ("个", "家")},
    **{
        (key, m): "reception_batches"
        for key in ("official_receptions", "reception_batches")
        for m in ("批次", "批", "个")
    },
    **{(key, "次"): "reception_batches" for key in ("reception_batches", "official_receptions")},
    **{
        (key, m): "reception_persons"
        for key in ("official_receptions", "reception_batches", "reception_persons")
        for m in ("人次", "人")
    },
    **{(key, m): "overseas_groups" for key in ("overseas_visits", "overseas_groups") for m in ("个", "批", "批次")},
    **{
        (key, m): "overseas_persons"
        for key in ("overseas_visits", "overseas_groups", "overseas_persons")
        for m in ("人次", "人")
    },
    **{(key, m): "vehicles_bought" for key in ("vehicle_purchase", "vehicles_bought") for m in ("辆", "台")},
    **{("vehicles_kept", m): "vehicles_kept" for m in ("辆", "台")},
    **{("vehicles", m): "vehicles" for m in ("辆", "台")},
    **{("costly_equipment", m): "costly_equipment" for m in ("台", "件")},
    ("score", "分"): "score",
}


#: Count → the money that goes with it.
_MONEY: Final = {
    "overseas_groups": "overseas_visits",
    "overseas_persons": "overseas_visits",
    "vehicles_bought": "vehicle_purchase",
    "reception_batches": "official_receptions",
    "reception_persons": "official_receptions",
}


def paid_for(counted: Subjects) -> Subjects:
    """The money that goes with what was counted just before: 接待12批次，支出3万元."""
    key = _MONEY.get(_KEYS.get(counted[0].path, "")) if counted else None
    return subjects_of((line_of(key),)) if key else NOBODY


def counted_as(here: Subjects, measure: str) -> Subjects:
    """The line that a count in ``measure`` belongs to, by the line that is spoken of."""
    found: list[Subject] = []
    for subject in here:
        if key := _COUNTED.get((_KEYS.get(subject.path, ""), measure)):
            found += subjects_of((line_of(key),))
        elif subject.measure == measure or (subject.measure == "人" and measure in _PEOPLE):
            found.append(subject)
    return tuple(found)


_KEYS: Final[dict[KeyPath, str]] = {line_of(key).path: key for key, _ in _COUNTED}


def is_stock(r: Paragraph, word: Word) -> bool:
    """Whether 退休人员 means all there are at the year's end, and not those who retired, or some of them."""
    near = _NOT_THERE.sub("", r.text[max(0, word.start - _NEAR) : word.end + _NEAR])
    is_told_once = len(_RETIRED.findall(near)) == 1 or not word.match.group().startswith("退休")
    if word.match.group() == "退休" and not _BESIDE_SERVING.search(near):
        return False
    return r.path[0] in _OF_PEOPLE and r.is_heard and r.way is None and is_told_once and not _FLOW.search(near)


def posts_of(r: Paragraph, word: Word, gap: str) -> Subjects:
    """事业编制: all posts where only these are told of, or those of the kind; NOBODY for no kind."""
    found = _POSTS_OF.fullmatch(gap)
    near = r.text[max(0, word.start - _NEAR) : word.end + _NEAR]
    if not found or word.match.group() != "编制" or _OFFICES.search(near) or r.parts is not None:
        return NOBODY
    kinds = tuple(s for s in r.find_row(found["kind"]) if s.path[:2] == _KINDS_OF_POSTS)
    if len(_POSTS.findall(near)) == 1:
        return (*subjects_of((line_of("authorized_posts"),)), *kinds)
    return kinds if near.count(f"{found['kind']}编") == 1 else NOBODY


def is_staff_told_once(r: Paragraph, word: Word) -> bool:
    """Whether one number of those in service is told nearby, so that it is of all."""
    return len(_STAFF.findall(r.text[max(0, word.start - _NEAR) : word.end + _NEAR])) < 2


def all_posts(r: Paragraph, word: Word, gap: str) -> Subjects:
    """行政编制22名，事业编制64名，合计86名; 共86个编制."""
    posts, kinds = subjects_of((line_of("authorized_posts"),)), r.valued[-2:]
    of_kinds = len(kinds) == 2 and all(t.is_known and t.subjects[0].path[:2] == _KINDS_OF_POSTS for t in kinds)
    is_followed = _POSTS_AFTER.match(r.text, word.end) is not None
    if of_kinds and (gap in _IN_ALL or is_followed):
        return posts
    near = r.text[max(0, word.start - _NEAR) : word.end + _NEAR]
    return (
        posts
        if is_followed and gap in _FIXED and len(_POSTS.findall(near)) == 1 and not _OFFICES.search(near)
        else NOBODY
    )


#: 公务接待费5.38万元，批次52个.
COUNTED_IN: Final = frozenset({"批次", "团组", "人次", "批数"})
_KINDS_OF_POSTS: Final = ("人员", "编制其中")
_IN_ALL: Final = frozenset({"合计", "共", "共计", "总计", "共有", "总共", "合计为", "共有编制"})
_POSTS_AFTER: Final = re.compile("编制(?![内外部管的])")
_FIXED: Final = frozenset({"核定", "共", "共有", "有", "现有"})
