"""校核 on a report page: what adds up, what does not with the unit's answer, and what could not be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..model.finding import Finding, Outcome
from ..model.problem import KeyPath, Level
from ..model.report import Report
from .format import format_amount, format_signed
from .lines import COLUMN_LABELS, Flags

UNANSWERED: Final = "单位尚未说明"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One relation: its figures, and the unit's answer where it does not hold."""

    code: str
    anchor: str
    relation: str
    formula: str
    stated: str
    expected: str
    gap: str
    message: str
    answer: str
    answered: bool


@dataclass(frozen=True, slots=True)
class ChecksView:
    """The three groups; ``notice`` is the short line near the top, None when everything adds up."""

    notice: str | None
    first: str
    failing: tuple[CheckRow, ...]
    holding: tuple[CheckRow, ...]
    missing: tuple[CheckRow, ...]

    @property
    def summary(self) -> str:
        """How many of each."""
        counts = ((self.holding, "相符"), (self.failing, "不符"), (self.missing, "未能核对"))
        return "，".join(f"{label} {len(rows)} 项" for rows, label in counts if rows)


def checks_view(findings: tuple[Finding, ...], report: Report) -> ChecksView | None:
    """The 校核 section; None where nothing was looked at."""
    if not findings:
        return None
    groups: dict[Outcome, list[CheckRow]] = {outcome: [] for outcome in Outcome}
    for finding in sorted(findings, key=lambda f: (f.level, f.code)):
        rows = groups[finding.outcome]
        first = all(row.code != finding.code for row in rows)
        rows.append(_row(finding, report, anchor=finding.code if first and finding.outcome is Outcome.FAILS else ""))
    failing = tuple(groups[Outcome.FAILS])
    return ChecksView(
        notice=_notice(findings),
        first=_first(failing),
        failing=failing,
        holding=tuple(groups[Outcome.HOLDS]),
        missing=tuple(groups[Outcome.NOT_RUN]),
    )


def flags_of(findings: tuple[Finding, ...]) -> Flags:
    """Keys of the lines whose figures do not add up; a column's key counts for its line."""
    return {
        _line_path(f.path): f.code
        for f in reversed(findings)
        if f.outcome is Outcome.FAILS and f.level is not Level.HINT and f.stated is not None
    }


def _line_path(path: KeyPath) -> KeyPath:
    return path[:-1] if path and path[-1] in COLUMN_LABELS.values() else path


def _row(finding: Finding, report: Report, anchor: str) -> CheckRow:
    answer = report.answers.get(finding.code)
    return CheckRow(
        code=finding.code,
        anchor=anchor,
        relation=finding.relation,
        formula=finding.formula,
        stated=format_amount(finding.stated),
        expected=format_amount(finding.expected),
        gap=format_signed(finding.gap),
        message=finding.message,
        answer=answer or UNANSWERED,
        answered=answer is not None,
    )


def _first(failing: tuple[CheckRow, ...]) -> str:
    """The weightiest failure in words, for the notice."""
    if not failing:
        return ""
    row = failing[0]
    return f"{row.message.rstrip('。')}。" + (f"单位说明：{row.answer}" if row.answered else f"{UNANSWERED}。")


def _notice(findings: tuple[Finding, ...]) -> str | None:
    """有 1 处数字对不上，1 处说法与数字不符; hints about wording do not make a notice."""
    failing = [f for f in findings if f.outcome is Outcome.FAILS and f.level is not Level.HINT]
    figures = sum(1 for f in failing if f.stated is not None)
    claims = len(failing) - figures
    parts = [f"{figures} 处数字对不上"] * bool(figures) + [f"{claims} 处说法与数字不符"] * bool(claims)
    return f"有 {'，'.join(parts)}。" if parts else None
