"""Finding: the outcome of one cross-check (勾稽关系) on one report.

A check that could run yields one finding for each relation it looked at, whether it holds or not, so that the
public page can say what adds up, what does not and what could not be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .problem import KeyPath, Level


class Outcome(StrEnum):
    """What became of a relation."""

    HOLDS = "相符"
    FAILS = "不符"
    NOT_RUN = "未能核对"


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation looked at.

    Attributes:
        code: the check's code, ``D09``.
        outcome: holds, fails or could not be run for want of an input.
        level: how much a failure matters.
        relation: the relation in words, ``基本支出＝各经济分类之和``; names the column where it is not 决算.
        path: keys of the figure or text concerned, from the top of the report file.
        formula: the relation with its figures, ``719.29＋154.91＋14.51＋9.12＝897.83``.
        stated: the published figure, 万元 unless the relation says otherwise; None for a relation between texts.
        expected: the computed figure.
        message: the failure (or what is missing) in one Chinese sentence; "" when it holds.
        cure: what a clerk can do about it.
    """

    code: str
    outcome: Outcome
    level: Level
    relation: str
    path: KeyPath
    formula: str = ""
    stated: Decimal | None = None
    expected: Decimal | None = None
    message: str = ""
    cure: str = ""

    @property
    def gap(self) -> Decimal | None:
        """Stated minus expected."""
        return None if self.stated is None or self.expected is None else self.stated - self.expected
