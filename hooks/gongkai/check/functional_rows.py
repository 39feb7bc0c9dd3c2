"""The rows of the 功能分类 by kind of expenditure: 基本支出 and 项目支出 within a row, and over all rows (D52)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import Figure
from ..model.finance import KINDS, FunctionalLine
from ..model.finding import Finding, Outcome, holds, not_run
from ..model.form import Line
from ..model.problem import KeyPath
from ..model.report import Report
from ..model.text import quoted
from .relations import AtMost, Equal, written_sum
from .tolerance import PER_ADDEND, agree

_CURE: Final = "对照支出决算表核对这一行的决算数和分列的各类支出，哪一处录错改哪一处"
_SUM_CURE: Final = "对照支出决算表核对各行的基本支出和基本支出总数，哪一处录错改哪一处"
_BASIC, _PROJECT, *_OTHERS = KINDS.values()
_RELATION: Final = "功能分类各行：基本支出＋项目支出等＝本行决算"
_FISCAL: Final = re.compile("一般公共预算|政府性?基金|国有资本")
#: More rows than these that fail are told together.
_FEW: Final = 3
_LISTED: Final[KeyPath] = ("收支", "功能分类")


def judge_rows(report: Report, wholes: Sequence[tuple[Line, Line]]) -> Iterator[Finding]:
    """The findings on rows that give kinds of expenditure; ``wholes`` are 本年支出 and 基本支出 of each scope."""
    rows = report.finance.functional
    if any(row.kinds() for row in rows):
        yield from _told_once([found for at, row in enumerate(rows) for found in _judge_row(report, row, at)])
        yield from _judge_basic(report, _leaves(rows), wholes)
    if any(row.source_of_funds for row in rows):
        yield from _judge_sources(report, _leaves(rows), wholes[0][0])


def _judge_row(report: Report, row: FunctionalLine, at: int) -> Iterator[Finding]:
    """A kind that is not published is no nought: a shortfall is a gap only where no kind is missing."""
    kinds, total, path = row.kinds(), row.actual, (*_LISTED, at)
    if not kinds or total is None:
        return
    computed, slack = sum(kinds.values(), Decimal(0)), PER_ADDEND * len(kinds)
    missing = [key for key in (_BASIC, _PROJECT) if key not in kinds]
    if any(line.value(report) for line in form.OTHER_EXPENDITURE):
        missing += [key for key in _OTHERS if key not in kinds]
    if missing and total - computed > slack:
        yield not_run(_RELATION, path, (f"{quoted(row.label)}的{'、'.join(missing)}",))
        return
    label, formula = f"{quoted(row.label)}决算", written_sum([*kinds.values()], computed)
    yield Equal(label, "分列各类合计", path, _CURE, _RELATION, slack=slack).judge(total, computed, formula=formula)


def _judge_sources(report: Report, leaves: list[FunctionalLine], whole: Line) -> Iterator[Finding]:
    """The rows of 一般公共预算, 政府性基金 and 国有资本经营预算 are not more than the 本年支出 of 财政拨款."""
    of_fiscal = [row for row in leaves if _FISCAL.search(row.source_of_funds or "")]
    values, total = [row.actual for row in of_fiscal if row.actual is not None], whole.value(report)
    if values and total is not None:
        words, slack = f"功能分类里财政拨款各行之和不大于{whole.label}", PER_ADDEND * len(values)
        most = AtMost("功能分类里财政拨款各行之和", whole.label, _LISTED, _CURE, words, slack=slack)
        yield most.judge(sum(values, Decimal(0)), total)


def _told_once(findings: list[Finding]) -> Iterator[Finding]:
    """What holds in several rows is told once, and so is what fails in more than a few."""
    for outcome in Outcome:
        group = [finding for finding in findings if finding.outcome is outcome]
        if outcome is Outcome.FAILS and len(group) > _FEW:
            yield group[0]._replace(message=f"有 {len(group)} 行不相符，如{group[0].message}")
        elif outcome is Outcome.HOLDS and len(group) > 1:
            yield holds(_RELATION, _LISTED, formula=f"{len(group)} 行相符")
        elif outcome is Outcome.NOT_RUN:
            yield from group[:1]
        else:
            yield from group


def _leaves(rows: Sequence[FunctionalLine]) -> list[FunctionalLine]:
    """The rows that no other row of the same funds stands below; none where a row has no code."""
    codes = {(row.source_of_funds, row.code or "") for row in rows}
    if any(not code for _, code in codes):
        return []
    above = {(source, code[:end]) for source, code in codes for end in (3, 5) if end < len(code)}
    return [row for row in rows if (row.source_of_funds, row.code) not in above]


def _judge_basic(
    report: Report, leaves: list[FunctionalLine], wholes: Sequence[tuple[Line, Line]]
) -> Iterator[Finding]:
    """Where the last rows make up a scope's 本年支出, their 基本支出 make up its 基本支出; else nothing is said."""
    totals, basics = [row.actual for row in leaves], [_basic_of(row) for row in leaves]
    known = [value for value in totals if value is not None], [value for value in basics if value is not None]
    if not leaves or any(len(values) < len(leaves) for values in known):
        return
    spent, basic = (sum(values, Decimal(0)) for values in known)
    slack = PER_ADDEND * len(leaves)
    scopes = [
        (expected, figure)
        for whole, part in wholes
        if (total := whole.value(report)) is not None and agree(total, spent, slack)
        if (expected := (figure := part.of(report)).value()) is not None
    ]
    if scopes:
        expected, figure = min(scopes, key=lambda scope: abs(scope[0] - basic))
        yield _equal(figure, slack).judge(expected, basic, formula=written_sum(known[1], basic))


def _equal(figure: Figure, slack: Decimal) -> Equal:
    words = f"{figure.label}＝功能分类各行基本支出之和"
    return Equal(figure.label, "功能分类各行基本支出合计", figure.path, _SUM_CURE, words, slack=slack)


def _basic_of(row: FunctionalLine) -> Decimal | None:
    """Its 基本支出; nought where the other kinds make up the row."""
    kinds = row.kinds()
    if _BASIC in kinds:
        return kinds[_BASIC]
    others = sum(kinds.values(), Decimal(0))
    return Decimal(0) if kinds and row.actual is not None and agree(row.actual, others) else None
