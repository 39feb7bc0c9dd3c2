"""Shares put together: what is added, against what, and of how many."""

from __future__ import annotations

from decimal import Decimal

from ...derive.assessment import Comparison

_NOUGHT = Decimal(0)


class Compared:
    """Comparisons that are added one by one; of those that have both sides alone."""

    __slots__ = ("base", "count", "value")

    def __init__(self) -> None:
        self.count, self.value, self.base = 0, _NOUGHT, _NOUGHT

    def add(self, value: Decimal | None, base: Decimal | None) -> None:
        """One more, if it has both sides."""
        if value is not None and base is not None:
            self.count += 1
            self.value += value
            self.base += base

    @property
    def whole(self) -> Comparison:
        """Their sum; nothing where there was none."""
        return Comparison(self.value, self.base) if self.count else Comparison(None, None)


class Sum:
    """What is spent in several shares, against 年初预算 and last year."""

    __slots__ = ("budget", "change", "count", "spent")

    def __init__(self) -> None:
        self.count, self.spent, self.budget, self.change = 0, _NOUGHT, Compared(), Compared()

    def add(self, spent: Decimal, budget: Comparison, change: Comparison) -> None:
        """One more share."""
        self.count += 1
        self.spent += spent
        self.budget.add(budget.value, budget.base)
        self.change.add(change.value, change.base)

    @property
    def note(self) -> str:
        """Of how many the comparisons are, where not of all."""
        known = (("比年初预算", self.budget.count), ("比上年", self.change.count))
        said = (f"{words}的可比 {count} / {self.count} 个" for words, count in known if 0 < count < self.count)
        return "，".join(said)
