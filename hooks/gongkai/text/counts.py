"""Counts in words: 国内公务接待12批次、96人次 are two lines, told apart by the measure."""

from __future__ import annotations

from typing import Final

from ..model.form import line_of
from ..model.problem import KeyPath
from .statement import NOBODY, Subject, Subjects, subjects_of

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
