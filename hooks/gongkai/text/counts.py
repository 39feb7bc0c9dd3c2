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
    "调[入出]|招|录[用取]|新[进增招录]|增加|减少|[当本今]年度?(?:[^，。]{0,6})退休|年内|办理|陆续|到龄|慰问|发放|补助|机关退休|本级|所属|下属|二级|其中退休"
    "|辞|离职|去世|死亡|月"
)
#: Where 退休 alone is told as one of several stocks: 在职48人，退休17人.
_BESIDE_SERVING: Final = re.compile(r"(?:在职|在编|实有)[^，；。]{0,8}\d+[人名][^。]{0,60}[，、；]退休\s*\d")
_NEAR: Final = 120
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
    ("reception_batches", "次"): "reception_batches",
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
    near = r.text[max(0, word.start - _NEAR) : word.end + _NEAR]
    is_told_once = len(_RETIRED.findall(near)) == 1 or not word.match.group().startswith("退休")
    if word.match.group() == "退休" and not _BESIDE_SERVING.search(near):
        return False
    return r.path[0] in _OF_PEOPLE and r.is_heard and r.way is None and is_told_once and not _FLOW.search(near)
