"""Last year's report → what a new form begins with: its 决算 as 上年决算, its own names for lines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from .cell import FormPath
from .stated_values import ACTUAL, DERIVED, StatedValues

_PRIOR: Final = "上年决算"
#: Forms that have no column for it, and what is of one project.
_WITHOUT: Final = frozenset({"自评表", "项目自评"})


def begun(year: int, last: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values of a new form.

    Args:
        year: of the new form.
        last: the values of last year's file, in the measure that the new one is to have; None where there is none.
    """
    found: dict[str, Any] = {"标题": f"{year}年度部门整体支出绩效自评报告", "公开": {"状态": "待公开"}}
    stated = StatedValues(last or {})
    for path, value in stated.without(()):
        if isinstance(value, Decimal) and path[-1] == ACTUAL and _has_prior(path, stated):
            _put(found, (*path[:-1], _PRIOR), value)
    return found


def _has_prior(path: FormPath, stated: StatedValues) -> bool:
    """Whether a figure was published, and belongs to a line that is there again."""
    is_derived = ACTUAL in str(stated.at((*path[:-1], DERIVED)) or "").split("、")
    return path[0] not in _WITHOUT and not is_derived and not any(step[0] == "+" for step in path)


def _put(found: dict[str, Any], path: FormPath, value: Decimal) -> None:
    keys = [step if isinstance(step, str) else step[1] for step in path]
    for key in keys[:-1]:
        found = found.setdefault(key, {})
    found[keys[-1]] = value
