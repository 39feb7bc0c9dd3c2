"""A published report with everything that is known about it: the one thing from which its downloads are made.

Only reports whose figures may be shown come into being here, so no download can show the others.
What is computed stands under 计算数 in the JSON, and as rows of the nature 计算 in the CSV.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ..derive.assessment import Assessment, Comparison, Rated, assess
from ..model.archive import Archive, Entry
from ..model.checksum import checksum_of
from ..model.finding import Finding, Outcome
from ..model.form import MAIN_LINES
from ..model.paths import dump_of
from ..model.rates import rounded
from ..model.report import Report
from ..model.unit import Unit
from .files import json_text
from .stated import TidyRow

Findings = Mapping[tuple[str, int], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """One report that can be read: stated, computed and checked.

    Attributes:
        name: the unit's in that year.
        stated: 公开数 as JSON, digits as published.
        checksum: that of its data (:mod:`gongkai.model.checksum`).
    """

    entry: Entry
    report: Report
    unit: Unit
    name: str
    assessment: Assessment
    findings: tuple[Finding, ...]
    stated: str
    checksum: str

    @classmethod
    def of(cls, archive: Archive, findings: Findings, entry: Entry, assessment: Assessment | None = None) -> Published:
        """The report of an entry that is readable, with the ``assessment`` that is known already, if it is."""
        report, unit = entry.published, archive.units[entry.unit_id]
        if report is None:
            raise ValueError(f"{entry.file} may not be shown")
        found = findings.get((entry.unit_id, entry.year), ())
        assessment = assessment or assess(archive, entry, report)
        stated = json_text(dump_of(report))
        checksum = checksum_of(entry.unit_id, entry.year, stated)
        return cls(entry, report, unit, unit.name_in(entry.year), assessment, found, stated, checksum)


def is_readable(archive: Archive, entry: Entry) -> bool:
    """Whether the figures of ``entry`` may be shown, on a page that exists."""
    return entry.is_shown and entry.unit_id in archive.units and entry.year in archive.years


NOTE: Final = "由本站按公开数计算，不是单位公开的内容"
#: Decimals of a computed percentage; differences are exact.
_DIGITS: Final = 4


def computed_record(published: Published) -> dict[str, Any]:
    """计算数 of a report."""
    assessment, evaluation = published.assessment, published.report.evaluation
    return {
        "说明": NOTE,
        "比上年": {
            f.label: {"计量单位": f.measure, **_comparison(compared, "本年", "上年")}
            for f in MAIN_LINES
            if (compared := assessment.year_over_year[f.key]).difference is not None
        },
        "比年初预算": {assessment.budget_figure.label: _comparison(assessment.budget, "决算", "年初预算")}
        if assessment.budget_figure
        else {},
        "比率": [_rate(rated) for rated in assessment.rates],
        "等级": None
        if assessment.grade is None
        else {"自评得分": evaluation.score, "计算等级": assessment.grade, "公开等级": evaluation.grade},
        "校核": [_finding(finding, published) for finding in published.findings],
    }


def computed_rows(published: Published) -> Iterator[TidyRow]:
    """The same as rows; of the cross-checks only those that do not hold."""
    assessment = published.assessment
    for figure in MAIN_LINES:
        yield from _compared(figure.label, "比上年", assessment.year_over_year[figure.key], figure.measure)
    if assessment.budget_figure:
        yield from _compared(assessment.budget_figure.label, "比年初预算", assessment.budget, "万元")
    for rated in assessment.rates:
        yield (rated.rate.label, "比率", percentage(rated.value), "%")
    if assessment.grade is not None:
        yield ("自评等级", "计算等级", assessment.grade, "")
    for finding in failures(published):
        yield (f"校核 {finding.code}", finding.result, finding.relation, "")
        if expected_of(finding) is not None:
            yield (f"校核 {finding.code}", "应为", finding.expected, "")
            yield (f"校核 {finding.code}", "差额", finding.gap, "")


def failures(published: Published) -> Iterator[Finding]:
    """What does not hold; hints are left out."""
    return (finding for finding in published.findings if finding.is_asked)


def expected_of(finding: Finding) -> Decimal | None:
    """What the figure should be by arithmetic; None where nothing but arithmetic could say it."""
    return finding.expected if finding.nature == "arithmetic" else None


def percentage(value: Decimal | None) -> Decimal | None:
    """A percentage for a file."""
    return None if value is None else rounded(value, _DIGITS)


def _comparison(compared: Comparison, value: str, base: str) -> dict[str, Any]:
    return {
        value: compared.value,
        base: compared.base,
        "增减": compared.difference,
        "增减百分比": percentage(compared.percent),
    }


def _compared(label: str, against: str, compared: Comparison, measure: str) -> Iterator[TidyRow]:
    if compared.difference is not None:
        yield (label, f"{against}增减", compared.difference, measure)
        yield (label, f"{against}增减百分比", percentage(compared.percent), "%")


def _rate(rated: Rated) -> dict[str, Any]:
    low, high = sorted(rated.points) if rated.points else (None, None)
    return {
        "名称": rated.rate.label,
        "数值": percentage(rated.value),
        "计量单位": "%",
        "公式": rated.rate.formula,
        "算式": rated.worked,
        "依据": rated.rate.basis,
        "满分": rated.rule.weight if rated.rule else None,
        "最低得分": low,
        "最高得分": high,
    }


def _finding(finding: Finding, published: Published) -> dict[str, Any]:
    """One cross-check; what is empty is left out."""
    found: dict[str, Any] = {
        "编号": finding.code,
        "结果": finding.result,
        "关系": finding.relation,
        "位置": "/".join(map(str, finding.path)),
    }
    if finding.formula:
        found["算式"] = finding.formula
    if finding.stated is not None:
        found["公开数"] = finding.stated
    if (expected := expected_of(finding)) is not None:
        found["应为"] = expected
    if finding.message and finding.outcome is not Outcome.HOLDS:
        found["说明"] = finding.message
    if finding.outcome is Outcome.FAILS:
        answer = published.report.answers.get(finding.code)
        gap = finding.gap if expected is not None else None
        found |= {"差额": gap, "级别": finding.level.label, "单位说明": answer}
    return found
