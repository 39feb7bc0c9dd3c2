"""校核 on a report page: what adds up, what does not with the unit's answer, and what could not.

Beside it, what this site computes from the published figures: declared rates, and the grade that the score earns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from ...derive.assessment import Assessment, Rated
from ...model.amounts import COLUMN_LABELS
from ...model.finding import Failure, Finding, Outcome
from ...model.problem import KeyPath
from ...model.report import Report
from ...model.text import quoted
from ..parts.format import format_exact, format_plain
from ..parts.table import Column, Flags, Row, Table, text_cell
from .notice import CheckRow, Notice, counted, failing_rows, looked_at_figures, notice_of, row_of, weight


@dataclass(frozen=True, slots=True)
class ChecksView:
    """What fails, from the weightiest on; what holds; what could not be checked; and the notice near the top."""

    notice: Notice
    failing: tuple[CheckRow, ...]
    holding: tuple[CheckRow, ...]
    missing: tuple[CheckRow, ...]
    summary: str
    title: ClassVar = ("jiaohe", "校核")  # the id and the words of the heading
    answer_label: ClassVar = "单位说明"

    @property
    def opening(self) -> str:
        """What stands below the heading."""
        return f"{self.summary}。校核由本站按公开的关系自动进行，不改动单位公开的数字。"


def checks_view(findings: tuple[Finding, ...], report: Report) -> ChecksView | None:
    """The 校核 section; None where nothing was looked at."""
    if not findings:
        return None
    groups: dict[Outcome, list[Finding]] = {outcome: [] for outcome in Outcome}
    for finding in sorted(findings, key=lambda f: (f.level, f.code)):
        groups[finding.outcome].append(finding)
    failing, results = groups[Outcome.FAILS], Counter(finding.result for finding in findings)
    return ChecksView(
        notice=notice_of(failing, report.answers, results, looked_at_figures=looked_at_figures(findings)),
        failing=tuple(failing_rows(sorted(failing, key=weight), report.answers)),
        holding=tuple(map(row_of, groups[Outcome.HOLDS])),
        missing=tuple(map(row_of, groups[Outcome.NOT_RUN])),
        summary=counted(results),
    )


def flags_of(findings: tuple[Finding, ...]) -> Flags:
    """Keys of the lines whose figures do not add up; the key of a column or of a stated change counts for its line."""
    wrong = [f for f in reversed(findings) if f.failure is Failure.WRONG and f.nature == "arithmetic"]
    return {_line_of(f.path): f.code for f in wrong}


def _line_of(path: KeyPath) -> KeyPath:
    if path[-2:-1] == ("增减",):
        return path[:-2]
    return path[:-1] if path[-1:] and path[-1] in COLUMN_LABELS.values() else path


def computed_table(report: Report, assessment: Assessment) -> Table | None:
    """Rates with their working, and published beside computed grade; None where nothing can be computed."""
    said = [(rated.rate.label, rated.worked, _points(rated)) for rated in assessment.rates]
    if assessment.grade is not None and report.evaluation.score is not None:
        worked = f"{format_plain(report.evaluation.score)} 分，按本年度等级标准为{quoted(assessment.grade)}"
        grade = f"公开为{quoted(report.evaluation.grade)}" if report.evaluation.grade else "未公开等级"
        said.append(("自评等级", worked, grade))
    rows = tuple(Row(label, tuple(map(text_cell, words))) for label, *words in said)
    columns = (Column("计算", numeric=False), Column("计分或公开数", numeric=False))
    return Table("jisuan", "按公开数字计算的指标", "指标", columns, rows, "", stacked="worked") if rows else None


def _points(rated: Rated) -> str:
    """Points by the year's rules; none are given where the year has no rule for this rate."""
    if rated.rule is None or rated.points is None:
        return "本年度没有录入这项指标的评分标准"
    low, high = sorted(rated.points)
    given = format_exact(low) if low == high else f"{format_exact(low)}—{format_exact(high)}"
    return f"满分 {format_exact(rated.rule.weight)} 分，按标准得 {given} 分"
