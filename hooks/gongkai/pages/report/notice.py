"""What stands near the top of a report, and where its answer stands elsewhere: whether its figures add up.

A notice names the weightiest of what does not hold, each with what the unit says of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.finding import Failure, Finding, Nature, Outcome
from ...model.problem import Level
from ...model.prose import plain_text
from ..parts.format import format_amount, format_signed

UNANSWERED: Final = "单位尚未说明"
#: So many findings are named.
_NAMED: Final = 3
#: What does not hold, in the words of the notice, by what decides it; in the order of their weight.
SAID: Final[dict[Nature, str]] = {
    "overspending": "文字和数字不同", "arithmetic": "数字对不上", "text": "文字和数字不同", "question": "数据要核对",
    "reason": "增减没有写明原因", "wording": "文字要核对",
}  # fmt: skip  # what decides, and the words
_WEIGHTS: Final = {nature: at for at, nature in enumerate(SAID)}
#: Figures that do not add up are counted first.
_ORDER: Final = tuple(sorted(dict.fromkeys(SAID.values()), key=lambda said: said != "数字对不上"))


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
class Notice:
    """The short lines on what was found.

    Attributes:
        words: how much of what kind fails; "" where nothing is found wrong, and ``calm`` says so.
        named: the weightiest of it.
        more: how many others the report's list has, without hints and what the unit has given its reason for.
    """

    words: str
    named: tuple[CheckRow, ...]
    more: int
    calm: str


def notice_of(
    failing: Iterable[Finding], answers: Mapping[str, str], results: Mapping[str, int], *, looked_at_figures: bool
) -> Notice:
    """The notice of a report.

    Args:
        failing: what does not hold.
        answers: what the unit says of it, by the code of the check.
        results: how many relations came to which result (:attr:`Finding.result`).
        looked_at_figures: whether anything that holds or fails is about figures (:func:`looked_at_figures`).
    """
    asked = sorted((finding for finding in failing if finding.is_open), key=weight)
    rows = tuple(failing_rows(asked, answers))
    return Notice(_words(asked), rows[:_NAMED], len(rows[_NAMED:]), _calm(results, looked_at_figures))


def looked_at_figures(findings: Iterable[Finding]) -> bool:
    """Whether anything that holds or fails is about figures."""
    of_figures = {"arithmetic", "text", "overspending"}
    return any(f.outcome is not Outcome.NOT_RUN and f.nature in of_figures for f in findings)


def _words(asked: Iterable[Finding]) -> str:
    """有 1 处数字对不上，1 处文字和数字不同; hints do not make a notice."""
    counts = Counter(SAID[f.nature or "question"] for f in asked)
    parts = [f"{counts[said]} 处{said}" for said in _ORDER if counts[said]]
    return f"有 {'，'.join(parts)}。" if parts else ""


def _calm(results: Mapping[str, int], looked_at_figures: bool) -> str:
    """What is said where nothing is found wrong: nothing can be, where no figures could be compared."""
    if not looked_at_figures:
        return f"缺少可以相互核对的数字（{counted(results, '文字、日期等核对相符')}）。"
    return f"经校核没有发现数字对不上或文字和数字不同（{counted(results)}）。"


def counted(results: Mapping[str, int], holding: str = Outcome.HOLDS.value) -> str:
    """How many of each; those that fail by what they are counted as."""
    labels = {Outcome.HOLDS.value: holding, **{f.value: f.value for f in Failure}, Outcome.NOT_RUN.value: "未能核对"}
    return "，".join(f"{label} {results[key]} 项" for key, label in labels.items() if results.get(key))


def weight(finding: Finding) -> tuple[int, int, Decimal, str, Level]:
    """Spending above the budget first, then sums by their gap against the whole, then words against figures.

    Behind what is open stands what the unit has given its reason for, and hints last.
    """
    gap, nature = abs(finding.gap or Decimal(0)), finding.nature or "question"
    stated, expected = (value or Decimal(0) for value in (finding.stated, finding.expected))
    base = expected if nature == "overspending" else max(abs(stated), abs(expected))
    share = gap / base if base > 0 else gap
    settled = 0 if finding.is_open else 1 + (finding.failure is Failure.HINT)
    return settled, _WEIGHTS[nature], -share, finding.code, finding.level


def failing_rows(failing: Iterable[Finding], answers: Mapping[str, str]) -> Iterator[CheckRow]:
    """Each with an address of its own: D09, and D09-2 where one check finds several."""
    seen: Counter[str] = Counter()
    for finding in failing:
        seen[finding.code] += 1
        more = f"-{seen[finding.code]}" if seen[finding.code] > 1 else ""
        answer = answers.get(finding.code)
        yield row_of(finding)._replace(
            anchor=f"{finding.code}{more}",
            figures=_figures(finding),
            answer=answer or UNANSWERED,
            answered=answer is not None,
        )


def row_of(finding: Finding) -> CheckRow:
    """A relation, whatever became of it."""
    return CheckRow(finding.code, finding.relation, finding.formula, finding.message, finding.result)


def _figures(finding: Finding) -> tuple[tuple[str, str], ...]:
    """What is set against each other; nothing where words are checked."""
    if finding.nature != "arithmetic" or finding.stated is None:
        return ()
    stated, expected = format_amount(finding.stated), format_amount(finding.expected)
    return ("公开数", stated), ("算得数", expected), ("相差", format_signed(finding.gap))
