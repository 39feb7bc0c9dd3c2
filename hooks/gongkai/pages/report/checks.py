"""校核 on a report page: what adds up, what does not with the unit's answer, and what could not.

Beside it, what this site computes from the published figures: declared rates, and the grade that the score earns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from ...derive.assessment import Assessment, Rated
from ...model.amounts import COLUMN_LABELS
from ...model.finding import Finding, Outcome
from ...model.problem import KeyPath, Level
from ...model.prose import plain_text
from ...model.report import Report
from ...model.text import quoted
from ..parts.format import format_amount, format_exact, format_plain, format_signed
from ..parts.table import Column, Flags, Row, Table, text_cell

UNANSWERED: Final = "单位尚未说明"
#: Checks that ask for a reason: their figures do not contradict each other.
_REASONS: Final = frozenset({"D26", "D46"})
#: Checks of the wording: left-overs, years, names, numbering, personal data.
_WORDING: Final = frozenset({"D36", "D37", "D38", "D39", "D41", "D43", "D45", "D47"})


class CheckRow(NamedTuple):
    """One relation; where it does not hold, its figures by their labels and the unit's answer."""

    code: str
    relation: str
    formula: str
    message: str
    tag: str
    anchor: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    answer: str = UNANSWERED
    answered: bool = False


@dataclass(frozen=True, slots=True)
class ChecksView:
    """The three groups; ``notice`` is the short line near the top, None when everything adds up; ``calm`` says so."""

    notice: str | None
    first: str
    failing: tuple[CheckRow, ...]
    holding: tuple[CheckRow, ...]
    missing: tuple[CheckRow, ...]
    title: ClassVar = ("jiaohe", "校核")  # the id and the words of the heading
    answer_label: ClassVar = "单位说明"

    @property
    def opening(self) -> str:
        """What stands below the heading."""
        return f"{self.summary}。校核由本站按公开的关系自动进行，不改动单位公开的数字。"

    @property
    def summary(self) -> str:
        """How many of each; those that fail by their tag."""
        tags = Counter(row.tag for row in self.failing)
        failing = ((tag, tags[tag]) for tag in dict.fromkeys(_TAGS.values()))
        counts = (("相符", len(self.holding)), *failing, ("未能核对", len(self.missing)))
        return "，".join(f"{label} {count} 项" for label, count in counts if count)

    @property
    def calm(self) -> str:
        """What is said where nothing is found wrong: nothing can be, where nothing could be checked."""
        if not any(row.tag == _WRONG for row in self.holding):
            return f"缺少数字，没有能核对的数字（{self.summary}）。"
        return f"经校核没有发现数字对不上或说法与数字不符（{self.summary}）。"


def checks_view(findings: tuple[Finding, ...], report: Report) -> ChecksView | None:
    """The 校核 section; None where nothing was looked at."""
    if not findings:
        return None
    groups: dict[Outcome, list[Finding]] = {outcome: [] for outcome in Outcome}
    for finding in sorted(findings, key=lambda f: (f.level, f.code)):
        groups[finding.outcome].append(finding)
    first = {finding.code: finding for finding in reversed(groups[Outcome.FAILS])}
    failing = tuple([_failing_row(f, report, is_first=first[f.code] is f) for f in groups[Outcome.FAILS]])
    return ChecksView(
        notice=_notice(findings),
        first=_first(failing),
        failing=failing,
        holding=tuple(map(_row, groups[Outcome.HOLDS])),
        missing=tuple(map(_row, groups[Outcome.NOT_RUN])),
    )


def flags_of(findings: tuple[Finding, ...]) -> Flags:
    """Keys of the lines whose figures do not add up; the key of a column or of a stated change counts for its line."""
    wrong = [f for f in reversed(findings) if f.outcome is Outcome.FAILS and _kind(f) == "数字对不上"]
    return {_line_of(f.path): f.code for f in wrong}


def _line_of(path: KeyPath) -> KeyPath:
    if path[-2:-1] == ("增减",):
        return path[:-2]
    return path[:-1] if path[-1:] and path[-1] in COLUMN_LABELS.values() else path


def _row(finding: Finding) -> CheckRow:
    return CheckRow(finding.code, finding.relation, finding.formula, finding.message, _TAGS[_kind(finding)])


def _failing_row(finding: Finding, report: Report, *, is_first: bool) -> CheckRow:
    answer = report.answers.get(finding.code)
    return _row(finding)._replace(
        anchor=finding.code if is_first else "",
        figures=_figures(finding),
        answer=answer or UNANSWERED,
        answered=answer is not None,
    )


def _figures(finding: Finding) -> tuple[tuple[str, str], ...]:
    """What is set against each other; nothing where words are checked."""
    if _kind(finding) != "数字对不上":
        return ()
    stated, expected = format_amount(finding.stated), format_amount(finding.expected)
    return ("公开数", stated), ("算得数", expected), ("相差", format_signed(finding.gap))


#: The tag of what compares figures with figures, or words with figures.
_WRONG: Final = "不符"
_TAGS: Final = {
    "数字对不上": _WRONG, "说法与数字不符": _WRONG, "大幅增减没有说明": "未说明", "文字要核对": "文字", "建议": "建议",
}  # fmt: skip


def is_failing(finding: Finding) -> bool:
    """Whether something does not add up; hints about wording are not counted."""
    return finding.outcome is Outcome.FAILS and finding.level is not Level.HINT


def is_wrong(finding: Finding) -> bool:
    """Whether figures contradict each other or words contradict figures: more than a question about wording."""
    return finding.outcome is Outcome.FAILS and _TAGS[_kind(finding)] == _WRONG


def _kind(finding: Finding) -> str:
    """What sort of thing does not hold, in the words of the notice."""
    if finding.level is Level.HINT:
        return "建议"
    if finding.code in _REASONS:
        return "大幅增减没有说明"
    if finding.code in _WORDING:
        return "文字要核对"
    return "说法与数字不符" if finding.stated is None else "数字对不上"


def _first(failing: tuple[CheckRow, ...]) -> str:
    """The weightiest failure in words, for the notice."""
    if not failing:
        return ""
    row = failing[0]
    answer = f"单位说明：{plain_text(row.answer).replace(chr(10), ' ')}" if row.answered else f"{UNANSWERED}。"
    return f"{row.message.rstrip('。')}。{answer}"


def _notice(findings: tuple[Finding, ...]) -> str | None:
    """有 1 处数字对不上，1 处说法与数字不符; hints do not make a notice."""
    counts = Counter(_kind(f) for f in findings if f.outcome is Outcome.FAILS)
    parts = [f"{counts[kind]} 处{kind}" for kind in _TAGS if kind != "建议" and counts[kind]]
    return f"有 {'，'.join(parts)}。" if parts else None


def computed_table(report: Report, assessment: Assessment) -> Table | None:
    """Rates with their working, and published beside computed grade; None where nothing can be computed."""
    said = [(rated.rate.label, rated.worked, _points(rated)) for rated in assessment.rates]
    if assessment.grade is not None and report.evaluation.score is not None:
        worked = f"{format_plain(report.evaluation.score)} 分，按本年度等级标准为{quoted(assessment.grade)}"
        grade = f"公开为{quoted(report.evaluation.grade)}" if report.evaluation.grade else "未公开等级"
        said.append(("自评等级", worked, grade))
    rows = tuple(Row(label, tuple(map(text_cell, words))) for label, *words in said)
    columns = (Column("计算", numeric=False), Column("计分或公开数", numeric=False))
    return Table("jisuan", "按公开数字计算的指标", "指标", columns, rows, "") if rows else None


def _points(rated: Rated) -> str:
    """Points by the year's rules; none are given where the year has no rule for this rate."""
    if rated.rule is None or rated.points is None:
        return "本年度没有录入这项指标的评分标准"
    low, high = sorted(rated.points)
    given = format_exact(low) if low == high else f"{format_exact(low)}—{format_exact(high)}"
    return f"满分 {format_exact(rated.rule.weight)} 分，按标准得 {given} 分"
