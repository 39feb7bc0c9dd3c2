"""Computed columns of a comparison: what follows from the published amounts of a line, and no report states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model.amounts import COLUMNS
from ..model.archive import Prior
from ..model.form import STAFF, Line
from ..model.indicator import Rate
from ..model.rates import rounded
from ..model.report import Report
from .assessment import Comparison, compare_with_last_year

#: 1 万元 in 元.
_YUAN: Final = 10_000


@dataclass(frozen=True, slots=True)
class ComputedColumn:
    """A column that any line with the four published columns can be compared by.

    Attributes:
        key: stable English name, used in addresses and data files.
        label: what it is called.
        measure: 万元, % or 元.
        signed: an increase is written with its sign.
        formula: how it is worked out, in words.
        find: its value for a line of a report beside the comparable year before.
    """

    key: str
    label: str
    measure: str
    signed: bool
    formula: str
    find: Callable[[Line, Report, Prior], Decimal | None]

    def value(self, line: Line, report: Report, prior: Prior) -> Decimal | None:
        """Rates with one decimal, 元 without; None where an input is missing, derived or no base."""
        value = self.find(line, report, prior)
        digits = {"%": 1, "元": 0}.get(self.measure)
        return value if value is None or digits is None else rounded(value, digits) + 0  # no −0.0


def _on_budget(line: Line, report: Report, _: Prior) -> Comparison:
    return Comparison(line.value(report), line.value(report, "initial_budget"))


def _per_head(line: Line, report: Report, _: Prior) -> Decimal | None:
    spent, people = line.value(report), STAFF.value(report)
    return None if spent is None or not people else spent * _YUAN / people


ON_BUDGET: Final = ComputedColumn(
    "on_budget", "比年初预算", "万元", True, "决算－年初预算", lambda *of: _on_budget(*of).difference
)
ON_BUDGET_RATE: Final = ComputedColumn(
    "on_budget_rate", "比年初预算（%）", "%", True, "（决算－年初预算）÷年初预算×100%",
    lambda *of: _on_budget(*of).percent,
)  # fmt: skip  # reads as on the form
ON_PRIOR: Final = ComputedColumn(
    "on_prior", "比上年", "万元", True, "决算－可比的上年决算",
    lambda *of: compare_with_last_year(*of).difference,
)  # fmt: skip  # reads as on the form
ON_PRIOR_RATE: Final = ComputedColumn(
    "on_prior_rate", "比上年（%）", "%", True, "（决算－可比的上年决算）÷可比的上年决算×100%",
    lambda *of: compare_with_last_year(*of).percent,
)  # fmt: skip  # reads as on the form
PER_HEAD: Final = ComputedColumn("per_head", "人均", "元", False, "决算÷年末人数", _per_head)

#: In the order in which readers choose them.
COMPUTED_COLUMNS: Final = (ON_BUDGET, ON_BUDGET_RATE, ON_PRIOR, ON_PRIOR_RATE, PER_HEAD)


def columns_of(figure: Line | Rate) -> tuple[str, ...]:
    """The keys of the columns that a figure may have, published and computed."""
    computed = tuple(column.key for column in COMPUTED_COLUMNS) if has_computed(figure) else ()
    return (*figure.columns, *computed)


def has_computed(figure: Line | Rate) -> bool:
    """Whether anything is worked out from its columns: it is money with a budget."""
    return figure.columns == COLUMNS
