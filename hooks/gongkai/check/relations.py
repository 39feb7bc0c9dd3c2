"""The engines for relations between figures: a sum in all columns, two equal figures, a part and its whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, COLUMNS, Figure
from ..model.finding import Finding, holds_if, not_run
from ..model.form import Line
from ..model.problem import KeyPath, Level
from ..model.report import Report
from .tolerance import PER_ADDEND, plain, sums_agree

CURE: Final = "对照报表逐项核对总数和各项，哪一处录错改哪一处；原报告就是这样公开的，在“校核说明”里写明原因"
#: More addends than this are counted in a formula, not listed.
LISTED_ADDENDS: Final = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """A declared relation: ``whole`` = Σ ``parts``.

    Attributes:
        whole: the total.
        parts: parts that every unit has; without one of them the relation cannot be run.
        occasional: parts that a unit lists only where it has them.
        is_expected: readers expect the parts whenever the total is published, so their absence is said.
        words: the relation in words where its labels alone do not say it.
    """

    whole: Line
    parts: tuple[Line, ...]
    occasional: tuple[Line, ...] = ()
    is_expected: bool = False
    words: str = ""

    @property
    def relation(self) -> str:
        """The relation in words, the parts in the order of the form."""
        parts = sorted((*self.parts, *self.occasional), key=form.LINES.index)
        return self.words or f"{self.whole.label}＝{'＋'.join(part.label for part in parts)}"

    def judge(self, report: Report) -> Iterator[Finding]:
        """A finding for each column that is published."""
        whole = self.whole.of(report)
        if whole.item.is_given:
            parts = tuple(part.of(report) for part in self.parts)
            occasional = tuple(part.of(report) for part in self.occasional)
            yield from judge_sum(self.relation, whole, parts, occasional, is_expected=self.is_expected)


def in_column(column: str) -> str:
    """How messages name a column: nothing for 决算, （年初预算） otherwise."""
    return "" if column == "actual" else f"（{COLUMN_LABELS[column]}）"


def judge_sum(
    relation: str,
    whole: Figure,
    parts: Sequence[Figure],
    occasional: Sequence[Figure] = (),
    *,
    is_expected: bool = False,
) -> Iterator[Finding]:
    """A finding for each column: holds, fails, or cannot be run for want of a part (said for 决算 only)."""
    for column in COLUMNS:
        total = whole.value(column)
        if total is None:
            continue
        given = [part for part in (*parts, *occasional) if part.value(column) is not None]
        if not (given or is_expected):
            continue
        missing = [part.label for part in parts if part.value(column) is None]
        if not missing and not given:
            missing = [_names(occasional)]
        if missing and not _exceeds(total, given, column):
            if column == "actual" and total:
                yield not_run(relation, whole.path, missing)
        else:
            yield _judge_column(relation, whole, total, given, column)


def _judge_column(relation: str, whole: Figure, total: Decimal, given: list[Figure], column: str) -> Finding:
    computed, slack = _sum(given, column), PER_ADDEND * len(given)
    formula = written_sum([part.value(column) for part in given], computed)
    if total != computed and abs(total - computed) <= slack:
        formula += f"，与 {plain(total)} 只差四舍五入"
    other = given[0].label if len(given) == 1 else "所列各项合计"
    level = Level.WARNING if column == "prior_actual" else Level.ERROR  # last year's gap is not this year's to mend
    words = relation + in_column(column)
    equal = Equal(whole.label + in_column(column), other, whole.path_of(column), CURE, words, level=level)
    return equal.judge(total, computed, slack=slack, formula=formula)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures compared.

    Attributes:
        label: the published figure.
        other: what it is compared with.
        path: keys of the figure concerned.
        cure: what a clerk can do about a failure.
        words: the relation in words where the labels alone do not say it.
        measure: the measure of both figures.
        level: how much a failure matters.
    """

    label: str
    other: str
    path: KeyPath
    cure: str
    words: str = ""
    measure: str = "万元"
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True)
class Equal(_Pair):
    """A relation: ``label`` = ``other``."""

    def judge(self, stated: Decimal, expected: Decimal, *, slack: Decimal = Decimal(0), formula: str = "") -> Finding:
        """The finding on two figures that may differ by ``slack``."""
        gap, measure = abs(stated - expected), self.measure
        return holds_if(
            gap <= slack,
            self.words or f"{self.label}＝{self.other}",
            self.path,
            f"{self.label} {stated:f} {measure}，{self.other} {expected:f} {measure}，相差 {gap:f} {measure}",
            self.cure,
            formula=formula,
            stated=stated,
            expected=expected,
            level=self.level,
        )

    def judge_count(self, count: int, kinds: Collection[int]) -> Finding:
        """The finding on a count and the counts of its kinds: people and vehicles are not rounded."""
        computed = Decimal(sum(kinds))
        return self.judge(Decimal(count), computed, formula=f"{'＋'.join(map(str, kinds))}＝{computed}")


@dataclass(frozen=True, slots=True)
class AtMost(_Pair):
    """A relation: ``label`` ≤ ``other``."""

    def judge(self, part: Decimal, whole: Decimal, *, slack: Decimal = Decimal(0), total: str = "") -> Finding:
        """The finding on two figures, of which the first, a sum called ``total``, may be more by ``slack``."""
        agrees = part <= whole + slack
        message = f"{total or self.label} {part:f} {self.measure}，大于{self.other} {whole:f} {self.measure}"
        return holds_if(
            agrees,
            self.words or f"{self.label}不大于{self.other}",
            self.path,
            message,
            self.cure,
            formula=f"{part:f}≤{whole:f}" if agrees else "",
            stated=part,
            expected=whole,
            level=self.level,
        )


def written_sum(addends: Sequence[Decimal | None], computed: Decimal) -> str:
    """719.29＋154.91＋14.51＋9.12＝897.83."""
    if len(addends) > LISTED_ADDENDS:
        return f"{len(addends)} 项合计＝{plain(computed)}"
    left = "＋".join(plain(value) for value in addends if value is not None)
    return left if len(addends) == 1 else f"{left}＝{plain(computed)}"


def _sum(figures: Sequence[Figure], column: str) -> Decimal:
    return sum((figure.value(column) or Decimal(0) for figure in figures), Decimal(0))


def _exceeds(total: Decimal, given: list[Figure], column: str) -> bool:
    """Whether the published parts alone are more than the total, whatever the missing ones are."""
    computed = _sum(given, column)
    return computed > total and not sums_agree(total, computed, len(given))


def _names(figures: Sequence[Figure]) -> str:
    shown = "、".join(figure.label for figure in figures[:2])
    return shown + "等各项" if len(figures) > 2 else shown
