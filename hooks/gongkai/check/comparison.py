"""The comparisons of two figures: equal, at most, at least.

Here alone the outcome of a comparison is put into words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import ClassVar, Final, NamedTuple

from ..model.finding import Figures, Finding, fails, holds
from ..model.problem import KeyPath, Level
from .tolerance import agree, exact, exceeds

_ZERO: Final = Decimal(0)


class _Relation(NamedTuple):
    """A relation between two figures.

    Attributes:
        label: the published figure.
        other: what it is compared with.
        path: keys of the figure concerned.
        cure: what a clerk can do about a failure.
        words: the relation in words where the labels alone do not say it.
        measure: the measure of both figures.
        level: how much a failure matters.
        slack: how far they may be apart, in ``measure``.
    """

    label: str
    other: str
    path: KeyPath
    cure: str
    words: str = ""
    measure: str = "万元"
    level: Level = Level.ERROR
    slack: Decimal = _ZERO


class Equal(_Relation):
    """A relation: ``label`` = ``other``; see :class:`_Relation`."""

    __slots__ = ()
    #: The relation between the labels, the sign between the figures, and what the gap is called.
    said: ClassVar[tuple[str, str, str]] = ("＝", "＝", "相差")

    def agrees(self, stated: Decimal, expected: Decimal, slack: Decimal) -> bool:
        """Whether the relation holds between two figures that may be apart by ``slack``."""
        return agree(stated, expected, slack)

    def judge(
        self, stated: Decimal, expected: Decimal, *, formula: str = "", failure: Callable[[], str] | None = None
    ) -> Finding:
        """The finding on two figures; ``formula`` and the message of a ``failure`` where they say more."""
        verb, sign, gap = self.said
        relation = self.words or f"{self.label}{verb}{self.other}"
        if self.agrees(stated, expected, self.slack):
            is_exact = formula or self.agrees(stated, expected, _ZERO)
            formula = formula or (
                f"{exact(stated)}{sign}{exact(expected)}" if is_exact else f"{exact(stated)}，{only_rounding(expected)}"
            )
            return holds(relation, self.path, formula=formula, stated=stated, expected=expected)
        amounts = (stated, expected, abs(stated - expected))
        one, two, off = (f"{exact(value)} {self.measure}".rstrip() for value in amounts)
        message = failure() if failure else f"{self.label} {one}，{self.other} {two}，{gap} {off}"
        figures: Figures = {"formula": formula, "stated": stated, "expected": expected}
        return fails(relation, self.path, message, self.cure, level=self.level, **figures)

    def judge_count(self, count: int, kinds: Collection[int]) -> Finding:
        """The finding on a count and the counts of its kinds: people and vehicles are not rounded."""
        computed = Decimal(sum(kinds))
        return self.judge(Decimal(count), computed, formula=f"{'＋'.join(map(str, kinds))}＝{computed}")


class AtMost(Equal):
    """A relation: ``label`` ≤ ``other``, a part and its whole."""

    __slots__ = ()
    said = ("不大于", "≤", "超出")

    def agrees(self, stated: Decimal, expected: Decimal, slack: Decimal) -> bool:
        """Whether the part is not more than the whole."""
        return not exceeds(stated, expected, slack)


class AtLeast(Equal):
    """A relation: ``label`` ≥ ``other``, a whole and such of its parts as are listed."""

    __slots__ = ()
    said = ("不小于", "≥", "比总数多")

    def agrees(self, stated: Decimal, expected: Decimal, slack: Decimal) -> bool:
        """Whether the parts are not more than the whole."""
        return not exceeds(expected, stated, slack)


def only_rounding(other: Decimal) -> str:
    """How a formula says that two figures are apart by no more than their rounding."""
    return f"与 {exact(other)} 只差四舍五入"
