"""What changes, rates and completions in words are measured against: published figures, or else the text's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from ..model.amounts import COLUMN_LABELS
from ..model.rates import percent
from ..text.statement import Statement, Subject
from .context import CheckContext
from .tolerance import CONVERTED, agree, exact, percentage

CURE: Final = "对照报表核对文字里的数和表里的数，哪一处录错改哪一处；口径不同的，在文字里写明口径"
#: The columns that words may mean; last year's first where they do not say.
_COLUMNS: Final = {
    "": ("prior_actual", "initial_budget", "adjusted_budget"),
    "budget": ("initial_budget", "adjusted_budget"),
}
_LABELS: Final = {**COLUMN_LABELS, "opening": "年初", "budget": "预算"}


class Pair(NamedTuple):
    """A figure and what it is measured against, both in the measure of the figure.

    Attributes:
        column: the base's.
        label: whose base it is; "" where only the text says.
    """

    column: str
    value: Decimal
    base: Decimal
    label: str = ""

    @property
    def rate(self) -> Decimal | None:
        """The change in % of the base; None where the base is nought."""
        return percent(self.value - self.base, self.base)

    @property
    def worked(self) -> str:
        """164.03－161.80＝2.23；2.23÷161.80＝1.38%."""
        change = self.value - self.base
        ratio = percent(abs(change), self.base)
        shown = f"；{exact(abs(change))}÷{exact(self.base)}＝{percentage(ratio)}" if ratio is not None else ""
        return f"{exact(self.value)}－{exact(self.base)}＝{exact(change)}{shown}"


def called(column: str) -> str:
    """How messages name what is compared with."""
    return _LABELS.get(column, "所说的基数")


def columns_of(said: Statement) -> tuple[str, ...]:
    """The columns that a statement may be measured against."""
    return _COLUMNS.get(said.column, (said.column,) if said.column in {*COLUMN_LABELS, "opening"} else ())


def published_pairs(context: CheckContext, said: Statement) -> list[Pair]:
    """Every published figure and base that the statement may speak of; none where the column that it names is not."""
    if not said.column and not said.said:
        return []  # neither its amount nor what it is compared with is told: nobody knows which
    values = [(subject, value) for subject in said.subjects for value in _own_values(context, said, subject)]
    bases = [
        (column, subject, base)
        for column in columns_of(said)
        for subject in said.subjects
        if (base := context.compared(subject, column)) is not None
    ]
    same = {(value, base) for _, one, base in bases for other, value in values if one == other}
    found = [Pair(column, value, base, subject.label) for column, subject, base in bases for _, value in values]
    found.sort(key=lambda pair: (pair.value, pair.base) not in same)
    told = said.said.get(said.column) if said.column else None
    if told is not None and not said.is_direct and not any(agree(pair.base, told, CONVERTED) for pair in found):
        return []  # 与上年的100万元比: of something else
    is_unsaid = said.column == "" and not any(pair.column == "prior_actual" for pair in found)
    return [] if is_unsaid else found


def _own_values(context: CheckContext, said: Statement, subject: Subject) -> list[Decimal]:
    """What the subject has in the column that the statement speaks of: 决算, or a budget that the text names."""
    own = said.own if said.own != said.column else ""
    columns = {"": ("actual",), "budget": ("initial_budget", "adjusted_budget")}.get(own, (own,))
    values = (context.value(subject, c) for c in columns if c in {"actual", *COLUMN_LABELS})
    return [value for value in values if value is not None]


def stated_pair(said: Statement) -> list[Pair]:
    """Value and base where the text gives both."""
    columns = (said.column,) if said.column and said.column in said.said else _COLUMNS.get(said.column, ())
    any_budget = ("budget",) if not said.column or said.column.endswith("budget") else ()
    found = [column for column in (*columns, *any_budget) if column in said.said and column != said.own]
    value = said.said.get(said.own)
    return [Pair(found[0], value, said.said[found[0]])] if value is not None and found else []


def worked_back(context: CheckContext, said: Statement) -> list[Pair]:
    """Value and base as the text says them: 100万元，比上年增加10万元 was 90 before."""
    is_own = not said.said and said.column not in {"other", "prior_budget"}
    own = (value for subject in said.subjects for value in _own_values(context, said, subject))
    value = next(own, None) if is_own else said.said.get(said.own)
    if value is not None and said.change is not None:
        return [Pair(said.column, value, value - said.change)]
    return stated_pair(said)
