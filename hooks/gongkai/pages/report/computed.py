"""What this site computes beside the report's own words: declared rates, and the grade that the score earns."""

from __future__ import annotations

from ...derive.assessment import Assessment, Rated
from ...model.report import Report
from ...model.text import quoted
from ..parts.format import format_exact, format_plain
from ..parts.table import Column, Row, Table, text_cell


def computed_table(report: Report, assessment: Assessment) -> Table | None:
    """Rates with their working, and published beside computed grade; None where nothing can be computed."""
    rows = [_rate_row(rated) for rated in assessment.rates]
    if assessment.grade is not None and report.evaluation.score is not None:
        score = format_plain(report.evaluation.score)
        worked = f"{score} 分，按本年度等级标准为{quoted(assessment.grade)}"
        rows.append(Row("自评等级", (text_cell(worked), text_cell(_stated_grade(report)))))
    if not rows:
        return None
    columns = (Column("计算", numeric=False), Column("计分或公开数", numeric=False))
    return Table("jisuan", "按公开数字计算的指标", "指标", columns, tuple(rows), "")


def _stated_grade(report: Report) -> str:
    return f"公开为{quoted(report.evaluation.grade)}" if report.evaluation.grade else "未公开等级"


def _rate_row(rated: Rated) -> Row:
    return Row(rated.rate.label, (text_cell(rated.worked), text_cell(_points(rated))))


def _points(rated: Rated) -> str:
    """Points by the year's rules; none are given where the year has no rule for this rate."""
    if rated.rule is None or rated.points is None:
        return "本年度没有录入这项指标的评分标准"
    low, high = sorted(rated.points)
    given = format_exact(low) if low == high else f"{format_exact(low)}—{format_exact(high)}"
    return f"满分 {format_exact(rated.rule.weight)} 分，按标准得 {given} 分"
