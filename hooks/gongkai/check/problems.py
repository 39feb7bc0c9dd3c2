"""Findings → problems: what a clerk must mend, is asked, or may improve (design §3, three levels)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from ..model.disclosure import State
from ..model.finding import Finding, Outcome
from ..model.money import shifted
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.report import Report
from .registry import find_check
from .tolerance import money

#: Where the value under some keys stands; the nearest key that is written, if those are not all.
Locate = Callable[[KeyPath], Place]

#: How a report says that its figures are out already: both are needed where it is new to this site.
_PUBLISHED_ELSEWHERE: Final = (
    "报告已在别处公开过的，“公开”里写“状态: 已公开”和首次公开的“发布日期”，另加一行“目录信息: {来源: 原来的网址}”"
)


def is_released(report: Report) -> bool:
    """Whether the figures are out, or withheld after having been: such a file is not blocked by them.

    A report being prepared (待公开) is blocked by every 必须改. Whether 已公开 is new in a pull request
    can be seen only against its base; the caller then passes ``released=False`` to :func:`to_problems`.
    """
    return report.disclosure.state in {State.PUBLISHED, State.UNDER_REVIEW}


def to_problems(
    report: Report, findings: Iterable[Finding], locate: Locate, *, released: bool | None = None
) -> Iterator[Problem]:
    """The problems of one report: its failures, and answers to findings that no longer exist."""
    findings = tuple(findings)
    published = is_released(report) if released is None else released
    for finding in findings:
        problem = to_problem(finding, locate, released=published, answered=finding.code in report.answers)
        if problem:
            yield _as_written(problem, finding, report)
    yield from _unneeded_answers(report, findings, locate)


def _as_written(problem: Problem, finding: Finding, report: Report) -> Problem:
    """The problem with the figure as it stands in a file whose amounts are not in 万元."""
    measure, stated = report.written_measure, finding.stated
    if not measure.places or stated is None or money(stated) not in problem.message:
        return problem
    written = f"{money(stated)}在文件里写 {shifted(stated, measure.places):f}"
    return replace(problem, message=f"{problem.message}（金额单位是{measure}，{written}）")


def to_problem(finding: Finding, locate: Locate, *, released: bool, answered: bool) -> Problem | None:
    """The problem that a failure is, or None where there is nothing to do.

    A 必须改 cannot be answered away before publication. A published report keeps its figures: there it is asked
    as 请核对 until answered; only what harms people (personal data) goes on blocking. An answer settles 请核对 and
    建议.
    """
    if finding.outcome is not Outcome.FAILS:
        return None
    level = finding.level
    check = find_check(finding.code)
    if level is Level.ERROR and released and not (check and check.keeps_blocking):
        level = Level.WARNING
    if answered and level is not Level.ERROR:
        return None
    return Problem(
        place=locate(finding.path),
        level=level,
        code=finding.code,
        message=_with_parts(finding),
        cure=_cure(finding, level, released=released),
        example=_example(finding, released=released) if level is Level.WARNING else "",
        path=finding.path,
    )


def _with_parts(finding: Finding) -> str:
    """The message, and which parts were added up where it only counts them: they may stand anywhere in the file."""
    is_sum = "所列各项合计" in finding.message and "＋" in finding.formula
    return f"{finding.message}（{finding.relation}：{finding.formula}）" if is_sum else finding.message


def _cure(finding: Finding, level: Level, *, released: bool) -> str:
    """Only what helps: an answer settles no 必须改, and what is published is answered, not altered.

    A check that wants words in a place of their own gives an example of them; after publication the answer is the
    place, which needs no 更正. A report published elsewhere says where.
    """
    if finding.example and released:
        return "在“校核说明”里写明原因；读者会在页面上看到"
    if level is Level.WARNING and not finding.example and "“校核说明”" not in finding.cure:
        return f"{finding.cure}；原文如此的，在“校核说明”里写明"
    if level is not Level.ERROR:
        return finding.cure
    clauses = finding.cure.split("；")
    mending = [clause for clause in clauses if "“校核说明”" not in clause]
    if len(mending) < len(clauses):
        mending.append(_PUBLISHED_ELSEWHERE)
    return "；".join(mending)


def _example(finding: Finding, *, released: bool) -> str:
    if finding.example and not released:
        return finding.example
    return f"校核说明: {{{finding.code}: 核对后的说明}}"


def _unneeded_answers(report: Report, findings: tuple[Finding, ...], locate: Locate) -> Iterator[Problem]:
    """An answer expires when its finding is gone."""
    failing = {finding.code for finding in findings if finding.outcome is Outcome.FAILS}
    for code in report.answers:
        if code not in failing:
            known = find_check(code)
            why = f"{known.title}（{code}）现在没有不符之处" if known else f"没有编号为“{code}”的校核"
            path = ("校核说明", code)
            cure = "删去这条说明" if known else "核对编号，照校核结果里的编号写，例如 D09"
            yield Problem(locate(path), Level.HINT, code, f"“校核说明”里有 {code}，而{why}", cure, path=path)
