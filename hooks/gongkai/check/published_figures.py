"""Every figure that a report publishes, to look numbers of its texts up in, and what its rows are called in short."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, KeysView, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Final

from ..model import form
from ..model.amounts import COLUMNS, Figure
from ..model.problem import KeyPath
from ..model.rates import percent
from ..text.statement import Kind, Statement, Subject
from .context import CheckContext
from .wholes import above_of

#: Pairs of letters that tell no line from another.
_OF_ANY: Final = frozenset(
    re.findall(
        "..",
        "支出收入经费项目资金专项预算工作合计总计本年管理服务建设其他单位公共财政一般年度结余使用补助机关政府相关保障",
    )
)
#: A pair that stands in more labels than this tells none of them.
_MOST: Final = 4
#: What is told of the whole unit, whatever a sentence names.
MAIN: Final = (
    form.EXPENDITURE, form.TOTAL_EXPENDITURE, form.INCOME, form.TOTAL_INCOME, form.BASIC_EXPENDITURE,
    form.PROJECT_EXPENDITURE,
)  # fmt: skip  # names, read in a row
#: What is worked out may differ by so much from what is said, 万元 or percent.
_SLACK: Final = Decimal("0.02")
#: The kinds of statements of which other checks judge.
_READ: Final = frozenset({Kind.CHANGE, Kind.RATE, Kind.SHARE, Kind.COMPLETION})
_COLUMNS: Final = itemgetter(*COLUMNS)
#: Value and base of what is worked out.
_PAIRS: Final = (
    ("actual", "prior_actual"), ("actual", "initial_budget"), ("actual", "adjusted_budget"),
    ("adjusted_budget", "initial_budget"),
)  # fmt: skip  # names, read in a row


#: What is worked out of two columns of a figure: 万元 or percent; 1 for more, −1 for less, 0 where it is no change; and
#: the amount that is told beside it, as written, "" where it is told alone.
Result = tuple[Decimal, int, str]
#: The changes in 万元, and the percentages.
Worked = tuple[list[Result], list[Result]]


class Published:
    """What a report publishes.

    Attributes:
        figures: its amounts, line by line and row by row.
        written: its amounts in every column as written in 万元, each with those that have it; of nought with none.
        expected: what was worked out of its figures for the roles of numbers, once each.
    """

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self.expected: dict[tuple[KeyPath, str, tuple[str, ...]], list[Decimal]] = {}
        self._columns: dict[KeyPath, dict[str, Decimal]] = {}
        self._shares: dict[KeyPath, list[tuple[str, Decimal]]] = {}
        self.figures = tuple([figure for figure in context.figures if figure.measure == "万元"])
        self._worked: dict[KeyPath, Worked] = {}
        self.written = _written(self.figures)

    @cached_property
    def _by_value(self) -> dict[Decimal, list[Figure]]:
        found: dict[Decimal, list[Figure]] = {}
        for figure in self.figures:
            for value in _COLUMNS(figure.item.__dict__):
                if value:
                    found.setdefault(value, []).append(figure)
        return found

    @property
    def values(self) -> KeysView[Decimal]:
        """Its amounts in every column, 万元."""
        return self._by_value.keys()

    @cached_property
    def all_values(self) -> frozenset[Decimal]:
        """Those of lines that have one column alone, too."""
        return frozenset(value for figure in form.figures_of(self._context.report) for value in values_of(figure))

    @cached_property
    def prior(self) -> frozenset[Decimal]:
        """What last year's report publishes."""
        reports = self._context.prior
        return frozenset(value for report in reports for f in form.figures_of(report) for value in values_of(f))

    @cached_property
    def main(self) -> tuple[Figure, ...]:
        """The totals that any sentence may speak of."""
        by_path = self._context.by_path
        return tuple(by_path[line.path] for line in MAIN if line.path in by_path)

    @cached_property
    def totals(self) -> list[Decimal]:
        """The 决算 of those totals."""
        return [value for figure in self.main if (value := figure.value())]

    @cached_property
    def by_pair(self) -> Mapping[str, list[Figure]]:
        """Two letters that stand side by side in labels → the figures that are called so."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            for pair in _pairs_of(figure.path if form.find_line(figure.path) else (), figure.label):
                found[pair].append(figure)
        return found

    def holding(self, amount: Decimal) -> list[Figure]:
        """The figures that have this amount in a column."""
        return self._by_value.get(amount, []) if amount else []

    def columns_of(self, figure: Figure) -> dict[str, Decimal]:
        """Its published amounts by column, 上年决算 also from last year's report; 万元."""
        if (known := self._columns.get(figure.path)) is not None:
            return known
        values = {column: value for column, value in figure.item.columns.items() if value is not None}
        line = None if "prior_actual" in values else form.find_line(figure.path)
        if line and (prior := self._context.base(line, "prior_actual")) is not None:
            values["prior_actual"] = prior
        self._columns[figure.path] = values
        return values

    def worked(self, figure: Figure) -> Worked:
        """What is worked out of its columns: the changes, and the rates with the completions."""
        if (known := self._worked.get(figure.path)) is None:
            known = self._worked[figure.path] = _work_out(self.columns_of(figure))
        return known

    @cached_property
    def read(self) -> dict[Decimal, list[Statement]]:
        """The changes, rates and shares that are read as such, by size."""
        found: dict[Decimal, list[Statement]] = {}
        for said in self._context.statements:
            if said.kind in _READ:
                found.setdefault(abs(said.number), []).append(said)
        return found

    def holds(self, said: Statement) -> bool:
        """Whether what is said is worked out of what it is said of, or of no figure."""
        return any([self._is_right(said, subject) for subject in said.subjects])

    def _is_right(self, said: Statement, subject: Subject) -> bool:
        figure = self._context.by_path.get(subject.path)
        if figure is None:
            return subject.measure != "万元"  # of people or vehicles
        slack = max(said.slack, _SLACK)
        if said.kind is Kind.SHARE:
            value = figure.value() or Decimal(0)
            wholes = [self._context.value(whole) or Decimal(0) for whole in said.wholes] or [said.whole or Decimal(0)]
            return any([abs(value * 100 - said.number * whole) <= slack * whole for whole in wholes])
        of_kind = self.worked(figure)[said.kind is not Kind.CHANGE]
        is_done = said.kind is Kind.COMPLETION
        return any(
            [
                abs(size - said.number if is_done else size * way - said.number) <= slack
                for size, way, _ in of_kind
                if is_done is not bool(way)
            ]
        )

    def shares_of(self, figure: Figure) -> list[tuple[str, Decimal]]:
        """What part it is of what stands above it on the forms: of what, and percent."""
        if (known := self._shares.get(figure.path)) is None:
            value, above = figure.value(), above_of(Subject(figure.label, figure.path))
            shares = ((whole.label, percent(value, self._context.value(whole))) for whole in above if value is not None)
            known = self._shares[figure.path] = [(label, share) for label, share in shares if share is not None]
        return known

    def named_in(self, words: str) -> list[Figure]:
        """The figures of whose names two letters stand in ``words``, the last named first."""
        found: dict[KeyPath, Figure] = {}
        for at in range(len(words) - 2, -1, -1):
            figures = self.by_pair.get(words[at : at + 2])
            if figures and len(figures) <= _MOST:
                found.update((figure.path, figure) for figure in figures if figure.path not in found)
        return list(found.values())


def _written(figures: tuple[Figure, ...]) -> dict[str, list[Figure]]:
    """The amounts of ``figures`` as a text writes them, also such as the file writes with other decimals than two."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        for value in _COLUMNS(figure.item.__dict__):
            if value is not None:
                digits = str(value)
                if digits in found:
                    found[digits].append(figure)
                else:
                    found[digits] = [figure]
    for digits in [digits for digits in found if digits[-3:-2] != "."]:
        found.setdefault(f"{Decimal(digits):.2f}", []).extend(found[digits])
    found["0"] = found["0.00"] = []
    return found


def _work_out(columns: dict[str, Decimal]) -> Worked:
    amounts: list[Result] = []
    shares: list[Result] = []
    for column, of in _PAIRS:
        value, base = columns.get(column), columns.get(of)
        if value is None or not base:
            continue
        gap, ratio, told = value - base, value / base * 100, str(value) if column == "actual" else ""
        way = (gap > 0) - (gap < 0)
        amounts.append((abs(gap), way, told))
        shares += (ratio, 0, told), (abs(ratio - 100), way, told)
    return amounts, shares


@lru_cache(maxsize=4096)
def _pairs_of(path: KeyPath, label: str) -> frozenset[str]:
    """Two letters each of the names of a line, or of a row's own."""
    line = form.find_line(path)
    names = (label.lstrip("0123456789 　"), *(line.names if line else ()))
    return frozenset(name[at : at + 2] for name in names for at in range(len(name) - 1)) - _OF_ANY


def values_of(figure: Figure) -> Iterator[Decimal]:
    """Its amounts in every column, and the changes that the report states."""
    item = figure.item
    yield from (value for value in item.columns.values() if value is not None)
    if item.prior_budget is not None:
        yield item.prior_budget
    if item.changes is not None:
        yield from (abs(value) for value in item.changes.__dict__.values() if isinstance(value, Decimal))
