"""The engines for relations between figures: a sum in all columns, a whole and such parts as are listed, a part.

A relation whose inputs are incomplete is never a failure: what a sum lacks may stand in what is not published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, COLUMNS, Figure
from ..model.finding import Finding, Outcome, not_run
from ..model.form import Line
from ..model.problem import Level
from ..model.report import Report
from .comparison import AtLeast as AtLeast
from .comparison import AtMost as AtMost
from .comparison import Equal as Equal
from .comparison import only_rounding
from .other_funds import may_be_other_funds
from .tolerance import PER_ADDEND, agree, exact

CURE: Final = "对照报表逐项核对总数和各项，哪一处录错改哪一处；原报告就是这样公开的，在“校核说明”里写明原因"
#: More addends than this are counted in a formula, not listed.
LISTED_ADDENDS: Final = 12
_ZERO: Final = Decimal(0)
#: What may explain that the parts fall short of their whole in a column, by so much (万元): the names of what is not
#: published; none where nothing can.
Excuse = Callable[[str, Decimal], Collection[str]]


@dataclass(frozen=True)
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

    @cached_property
    def relation(self) -> str:
        """The relation in words, the parts in the order of the form."""
        parts = sorted((*self.parts, *self.occasional), key=form.LINES.index)
        return self.words or f"{self.whole.label}＝{'＋'.join(part.label for part in parts)}"

    def judge(self, report: Report, excuse: Excuse | None = None) -> Iterator[Finding]:
        """A finding for each column that is published."""
        if not self.whole.find(report).model_fields_set:
            return  # of most lines nothing is published
        whole = self.whole.of(report)
        if whole.item.is_given:
            parts, unlisted = [part.of(report) for part in self.parts], _names(self.occasional)
            yield from judge_sum(
                self.relation,
                whole,
                parts,
                self.listed(report),
                unlisted=unlisted if self.is_expected else "",
                is_expected=self.is_expected,
                excuse=excuse,
            )

    def listed(self, report: Report) -> list[Figure]:
        """The occasional parts that ``report`` lists."""
        return [part.of(report) for part in self.occasional if part.find(report).is_given]

    def may_be_other_funds(self, report: Report, column: str, gap: Decimal) -> Collection[str]:
        """An excuse: the whole may be of all funds, the parts of 财政拨款 alone."""
        parts = [*(part.of(report) for part in self.parts), *self.listed(report)]
        return may_be_other_funds(report, self.whole.of(report), parts, column, gap)


def judge_sum(
    relation: str,
    whole: Figure,
    parts: Sequence[Figure],
    occasional: Sequence[Figure] = (),
    *,
    unlisted: str = "",
    is_expected: bool = False,
    excuse: Excuse | None = None,
) -> Iterator[Finding]:
    """A finding for each column: holds, fails, or cannot be run for want of a part (said for 决算 only).

    What is ``unlisted`` is missing where no part at all is given. A part that is listed, but not in the column, is
    missing there. ``excuse`` says what may explain a shortfall although every part is there.
    """
    listed, totals = (*parts, *occasional), whole.item.columns
    for column, total in totals.items():
        if total is None:
            continue
        given = [(part, value) for part in listed if (value := part.value(column)) is not None]
        if not (given or is_expected):
            continue
        missing = [part.label for part in parts if part.value(column) is None] if len(given) < len(listed) else []
        if not missing and not given:
            missing = [unlisted]
        values = [value for _, value in given]
        computed, slack = sum(values, _ZERO), PER_ADDEND * len(given)
        gap = total - computed
        if gap > slack and not missing:
            missing = [part.label for part in occasional if part.value(column) is None]
            missing = missing or list(excuse(column, gap) if excuse else ())
        if missing and gap >= -slack:
            if column == "actual" and total:
                yield not_run(relation, whole.path, missing)
        else:
            other = given[0][0].label if len(given) == 1 else "所列各项合计"
            yield _judge_column(relation, whole, column, other, values, computed)


def judge_listed(whole: Figure, cure: str) -> Iterator[Finding]:
    """A finding for each column on a whole of which only some parts need be listed: they must not exceed it."""
    for column in COLUMNS:
        total, values = whole.value(column), [v for part in whole.parts() if (v := part.value(column)) is not None]
        if total is not None and values:
            label, words = whole.label + in_column(column), f"{whole.label}不小于所列各项之和{in_column(column)}"
            slack, computed = PER_ADDEND * len(values), sum(values, _ZERO)
            least = AtLeast(label, "所列各项合计", whole.path_of(column), cure, words, slack=slack)
            yield least.judge(total, computed, formula=written_sum(values, computed))


def judge_part(part: Figure, whole: Figure, cure: str, *, columns: Sequence[str] = ("actual",)) -> Iterator[Finding]:
    """A finding for each of ``columns`` on a part and its whole: money is rounded, counts are not.

    Counts of different things have no measure.
    """
    measure = part.measure if part.measure == whole.measure else ""
    slack = PER_ADDEND if measure == "万元" else _ZERO
    for column in columns:
        one, all_ = part.value(column), whole.value(column)
        if one is not None and all_ is not None:
            label, path = part.label + in_column(column), part.path_of(column)
            yield AtMost(label, whole.label, path, cure, measure=measure, slack=slack).judge(one, all_)


def excuse_shortfall(findings: Iterable[Finding], missing: Collection[str]) -> Iterator[Finding]:
    """What the parts of a sum lack may stand in what is ``missing``: then the sum cannot be run."""
    for finding in findings:
        is_short = finding.outcome is Outcome.FAILS and finding.gap is not None and finding.gap > 0
        yield not_run(finding.relation, finding.path, missing) if missing and is_short else finding


def only_failures(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The failures: where what holds goes without saying."""
    return (finding for finding in findings if finding.outcome is Outcome.FAILS)


def in_column(column: str) -> str:
    """How messages name a column: nothing for 决算, （年初预算） otherwise."""
    return "" if column == "actual" else f"（{COLUMN_LABELS[column]}）"


def _judge_column(
    relation: str, whole: Figure, column: str, other: str, values: Sequence[Decimal], computed: Decimal
) -> Finding:
    """The finding on one column, in which the whole has a value and its parts have ``values``."""
    total, slack = whole.value(column) or _ZERO, PER_ADDEND * len(values)
    formula = written_sum(values, computed)
    if total != computed and agree(total, computed, slack):
        formula += f"，{only_rounding(total)}"
    level = Level.WARNING if column == "prior_actual" else Level.ERROR  # last year's gap is not this year's to mend
    label, words, path = whole.label + in_column(column), relation + in_column(column), whole.path_of(column)
    return Equal(label, other, path, CURE, words, "万元", level, slack).judge(total, computed, formula=formula)


def written_sum(addends: Sequence[Decimal | None], computed: Decimal) -> str:
    """719.29＋154.91＋14.51＋9.12＝897.83."""
    if len(addends) > LISTED_ADDENDS:
        return f"{len(addends)} 项合计＝{exact(computed)}"
    left = "＋".join([exact(value) for value in addends if value is not None])
    return left if len(addends) == 1 else f"{left}＝{exact(computed)}"


def _names(lines: Sequence[Line]) -> str:
    shown = "、".join(line.label for line in lines[:2])
    return shown + "等各项" if len(lines) > 2 else shown
