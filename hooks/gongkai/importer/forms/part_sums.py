"""Parts that the unit names itself: together they cannot be more than their line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ...model.problem import KeyPath
from .gathered import Gathered

_ROUNDING: Final = Decimal("0.01")
TOO_MUCH: Final = "各部分加起来比合计多，不能确定它们都是这一项的部分"


def doubt_parts(out: Gathered, own: Mapping[KeyPath, Sequence[int]]) -> None:
    """Mark the parts of a line as uncertain where they are more than it; ``own`` are their numbers, by the line."""
    for path, places in own.items():
        for column in {out.figures[at].column for at in places}:
            parts = [at for at in places if out.figures[at].column == column and out.figures[at].path[-2] == "其中"]
            whole = [figure.value for figure in out.figures if (figure.path, figure.column) == (path, column)]
            if whole and parts and sum(out.figures[at].value for at in parts) > whole[-1] + _ROUNDING * len(parts):
                for at in parts:
                    out.doubt_one(at, TOO_MUCH)
