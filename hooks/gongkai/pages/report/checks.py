"""校核 on a report page: what adds up, what does not with the unit's answer, and what could not.

Beside it, what this site computes from the published figures: declared rates, and the grade that the score earns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final, NamedTuple

from ...derive.assessment import Assessment, Rated
from ...model.amounts import COLUMN_LABELS
from ...model.finding import Failure, Finding, Nature, Outcome
from ...model.problem import KeyPath
from ...model.prose import plain_text
from ...model.report import Report
from ...model.text import quoted
from ..parts.format import format_amount, format_exact, format_plain, format_signed
from ..parts.table import Column, Flags, Row, Table, text_cell

UNANSWERED: Final = "单位尚未说明"
#: So many findings are named near the top.
_NAMED: Final = 3
#: What does not hold, in the words of the notice, by what decides it; in the order of their weight.
SAID: Final[dict[Nature, str]] = {
    "overspending": "文字和数字不同", "arithmetic": "数字对不上", "text": "文字和数字不同", "question": "数据要核对",
    "reason": "增减没有写明原因", "wording": "文字要核对",
}  # fmt: skip  # what decides, and the words
_WEIGHTS: Final = {nature: at for at, nature in enumerate(SAID)}


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

    @property
    def brief(self) -> str:
        """The finding and what the unit says of it, on one line."""
        answer = f"单位说明：{plain_text(self.answer).replace(chr(10), ' ')}" if self.answered else f"{UNANSWERED}。"
        return f"{self.message.rstrip('。')}。{answer}"


@dataclass(frozen=True, slots=True)
class ChecksView:
    """The three groups; ``notice`` is the short line near the top, None when everything adds up; ``calm`` says so.

    Attributes:
        named: the weightiest findings, which the notice names.
        more: how many others the list below has, without hints.
        failing, holding, missing: what fails, from the weightiest on; what holds; what could not be checked.
        looked_at_figures: whether anything that holds or fails is about figures.
    """

    notice: str | None
    named: tuple[CheckRow, ...]
    more: int
    failing: tuple[CheckRow, ...]
    holding: tuple[CheckRow, ...]
    missing: tuple[CheckRow, ...]
    looked_at_figures: bool
    title: ClassVar = ("jiaohe", "校核")  # the id and the words of the heading
    answer_label: ClassVar = "单位说明"

    @property
    def opening(self) -> str:
        """What stands below the heading."""
        return f"{self.summary}。校核由本站按公开的关系自动进行，不改动单位公开的数字。"

    @property
    def summary(self) -> str:
        """How many of each; those that fail by what they are counted as."""
        return self._counted("相符")

    def _counted(self, holding: str) -> str:
        failing = Counter(row.tag for row in self.failing)
        tags = ((failure.value, failing[failure.value]) for failure in Failure)
        counts = ((holding, len(self.holding)), *tags, ("未能核对", len(self.missing)))
        return "，".join(f"{label} {count} 项" for label, count in counts if count)

    @property
    def calm(self) -> str:
        """What is said where nothing is found wrong: nothing can be, where no figures could be compared."""
        if not self.looked_at_figures:
            return f"缺少可以相互核对的数字（{self._counted('文字、日期等核对相符')}）。"
        return f"经校核没有发现数字对不上或文字和数字不同（{self.summary}）。"


def checks_view(findings: tuple[Finding, ...], report: Report) -> ChecksView | None:
    """The 校核 section; None where nothing was looked at."""
    if not findings:
        return None
    groups: dict[Outcome, list[Finding]] = {outcome: [] for outcome in Outcome}
    for finding in sorted(findings, key=lambda f: (f.level, f.code)):
        groups[finding.outcome].append(finding)
    failing = sorted(groups[Outcome.FAILS], key=_weight)
    rows = tuple(_failing_rows(failing, report))
    asked = [row for row, finding in zip(rows, failing, strict=True) if finding.is_asked]
    return ChecksView(
        notice=_notice(failing),
        named=tuple(asked[:_NAMED]),
        more=len(asked[_NAMED:]),
        failing=rows,
        holding=tuple(map(_row, groups[Outcome.HOLDS])),
        missing=tuple(map(_row, groups[Outcome.NOT_RUN])),
        looked_at_figures=any(f.outcome is not Outcome.NOT_RUN and _is_of_figures(f) for f in findings),
    )


def _is_of_figures(finding: Finding) -> bool:
    return finding.nature in {"arithmetic", "text", "overspending"}


def _weight(finding: Finding) -> tuple[bool, int, Decimal, str]:
    """Spending above the budget first, then sums by their gap against the whole, then words against figures."""
    gap, nature = abs(finding.gap or Decimal(0)), finding.nature or "question"
    stated, expected = (value or Decimal(0) for value in (finding.stated, finding.expected))
    base = expected if nature == "overspending" else max(abs(stated), abs(expected))
    share = gap / base if base > 0 else gap
    return finding.failure is Failure.HINT, _WEIGHTS[nature], -share, finding.code


def flags_of(findings: tuple[Finding, ...]) -> Flags:
    """Keys of the lines whose figures do not add up; the key of a column or of a stated change counts for its line."""
    wrong = [f for f in reversed(findings) if f.failure is Failure.WRONG and f.nature == "arithmetic"]
    return {_line_of(f.path): f.code for f in wrong}


def _line_of(path: KeyPath) -> KeyPath:
    if path[-2:-1] == ("增减",):
        return path[:-2]
    return path[:-1] if path[-1:] and path[-1] in COLUMN_LABELS.values() else path


def _row(finding: Finding) -> CheckRow:
    return CheckRow(finding.code, finding.relation, finding.formula, finding.message, finding.result)


def _failing_rows(failing: list[Finding], report: Report) -> Iterator[CheckRow]:
    """Each with an address of its own: D09, and D09-2 where one check finds several."""
    seen: Counter[str] = Counter()
    for finding in failing:
        seen[finding.code] += 1
        more = f"-{seen[finding.code]}" if seen[finding.code] > 1 else ""
        answer = report.answers.get(finding.code)
        yield _row(finding)._replace(
            anchor=f"{finding.code}{more}",
            figures=_figures(finding),
            answer=answer or UNANSWERED,
            answered=answer is not None,
        )


def _figures(finding: Finding) -> tuple[tuple[str, str], ...]:
    """What is set against each other; nothing where words are checked."""
    if finding.nature != "arithmetic" or finding.stated is None:
        return ()
    stated, expected = format_amount(finding.stated), format_amount(finding.expected)
    return ("公开数", stated), ("算得数", expected), ("相差", format_signed(finding.gap))


def _notice(failing: list[Finding]) -> str | None:
    """有 1 处数字对不上，1 处文字和数字不同; hints do not make a notice."""
    counts = Counter(SAID[f.nature or "question"] for f in failing if f.is_asked)
    parts = [f"{counts[said]} 处{said}" for said in _ORDER if counts[said]]
    return f"有 {'，'.join(parts)}。" if parts else None


#: Figures that do not add up are counted first.
_ORDER: Final = tuple(sorted(dict.fromkeys(SAID.values()), key=lambda said: said != "数字对不上"))


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
