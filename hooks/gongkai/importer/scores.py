"""A score that is not what the scores of its indicators come to: which of them is wrong the document does not say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..model.form import SCORE
from ..model.problem import KeyPath
from .stated import Stated

_FULL: Final = Decimal(100)
_TOLERANCE: Final = Decimal("0.05")
_FORM: Final = "自评表"
_PROJECTS: Final = "项目自评"


def doubt_scores(figures: Mapping[KeyPath, list[Stated]]) -> None:
    """Mark in place a score that everything states and that yet is not the sum of what its table gives.

    Where one of several is that sum they differ, and none is written. Only whole tables are asked: such as are of a
    hundred points, with the rate of execution or without it.

    Args:
        figures: what is stated of each place, down to the column.
    """
    forms: dict[KeyPath, KeyPath] = {(_FORM,): SCORE.path}
    forms |= {path[:2]: (*path[:2], "自评得分") for path in figures if path[0] == _PROJECTS and len(path) > 2}
    for form, place in forms.items():
        if (total := _sum(figures, form)) is not None and place in figures:
            stated, doubt = figures[place], f"各项得分加起来是 {total:f} 分"
            if not any(abs(one.value - total) <= _TOLERANCE for one in stated):
                stated[:] = [one._replace(doubt=one.doubt or doubt) for one in stated]


def _sum(figures: Mapping[KeyPath, list[Stated]], form: KeyPath) -> Decimal | None:
    """What the scores come to; None where not all are given once, or the weights are not a hundred."""
    rows = {path[:-1] for path in figures if path[:-2] == (*form, "指标")}
    entries: list[KeyPath] = [*rows, (*form, "资金")]
    weights = [_only(figures, (*entry, "分值")) for entry in entries]
    scores = [_only(figures, (*entry, "得分")) for entry in entries]
    of_rows = weights[:-1]
    if not rows or None in of_rows or None in scores[:-1]:
        return None
    whole = sum(filter(None, of_rows), Decimal(0))
    total = sum(filter(None, scores[:-1]), Decimal(0))
    if whole == _FULL:
        return total
    is_full = weights[-1] is not None and scores[-1] is not None and whole + weights[-1] == _FULL
    return total + (scores[-1] or 0) if is_full else None


def _only(figures: Mapping[KeyPath, list[Stated]], path: KeyPath) -> Decimal | None:
    """The one value of a place; None where there is none, or several, or it is doubted."""
    values = {one.value for one in figures.get(path, ())}
    is_certain = len(values) == 1 and not any(one.doubt for one in figures[path])
    return values.pop() if is_certain else None
