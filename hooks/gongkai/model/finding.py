"""Finding: the outcome of one cross-check (勾稽关系) on one report.

A check that could run yields one finding for each relation it looked at, whether it holds or not, so that the
public page can say what adds up, what does not and what could not be checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, NamedTuple, TypedDict, Unpack

from .problem import KeyPath, Level


class Outcome(StrEnum):
    """What became of a relation."""

    HOLDS = "相符"
    FAILS = "不符"
    NOT_RUN = "未能核对"


#: What decides a check. ``arithmetic``: sums and equalities of published figures, and nothing else; ``text``: words
#: against figures; ``overspending``: words against figures, where more was spent than they say; ``question``: figures
#: or dates that are unusual, and may be right; ``reason``: a change without its reason; ``wording``: the text alone.
Nature = Literal["arithmetic", "text", "overspending", "question", "reason", "wording"]


class Failure(StrEnum):
    """What a relation that does not hold is counted as: the same on every page and in every file.

    A change without its reason is 未说明 until the unit says something of it (校核说明), and then 已说明.
    """

    WRONG = "不符"
    UNEXPLAINED = "未说明"
    EXPLAINED = "已说明"
    QUESTION = "要核对"
    WORDING = "文字"
    HINT = "建议"


_FAILURES: Final[dict[Nature, Failure]] = {
    "arithmetic": Failure.WRONG, "text": Failure.WRONG, "overspending": Failure.WRONG, "question": Failure.QUESTION,
    "reason": Failure.UNEXPLAINED, "wording": Failure.WORDING,
}  # fmt: skip  # what each is counted as


_OUTCOMES: Final = {Outcome.HOLDS: "相符", Outcome.NOT_RUN: "未能核对"}


class Finding(NamedTuple):
    """One relation looked at.

    Attributes:
        outcome: holds, fails or could not be run for want of an input.
        relation: the relation in words, ``基本支出＝各经济分类之和``; names the column where it is not 决算.
        path: keys of the figure or text concerned, from the top of the report file.
        message: the failure (or what is missing) in one Chinese sentence; "" when it holds.
        cure: what a clerk can do about it.
        formula: the relation with its figures, ``719.29＋154.91＋14.51＋9.12＝897.83``.
        stated: the published figure, 万元 unless the relation says otherwise; None for a relation between texts.
        expected: the computed figure.
        level: how much a failure matters; never more than its check says.
        code: the check's code, ``D09``; the check sets it.
        example: what the cure looks like in the data file of a report that is not yet public, or "".
        nature: what decides it; that of its check where the finding says nothing.
        is_answered: the unit says something of it; the check sets it.
    """

    outcome: Outcome
    relation: str
    path: KeyPath = ()
    message: str = ""
    cure: str = ""
    formula: str = ""
    stated: Decimal | None = None
    expected: Decimal | None = None
    level: Level = Level.ERROR
    code: str = ""
    example: str = ""
    nature: Nature | None = None
    is_answered: bool = False

    @property
    def failure(self) -> Failure | None:
        """What it is counted as; None where nothing fails. A hint is nothing but a hint."""
        if self.outcome is not Outcome.FAILS:
            return None
        failure = Failure.HINT if self.level is Level.HINT else _FAILURES[self.nature or "question"]
        return Failure.EXPLAINED if failure is Failure.UNEXPLAINED and self.is_answered else failure

    @property
    def is_asked(self) -> bool:
        """Whether it fails and is more than a hint."""
        return self.failure not in {None, Failure.HINT}

    @property
    def is_open(self) -> bool:
        """Whether it is asked, and not for a reason that the unit has given."""
        return self.is_asked and self.failure is not Failure.EXPLAINED

    @property
    def result(self) -> str:
        """相符, 未能核对, or what the failure is counted as."""
        return _OUTCOMES.get(self.outcome) or str(self.failure)

    @property
    def gap(self) -> Decimal | None:
        """Stated minus expected."""
        return None if self.stated is None or self.expected is None else self.stated - self.expected

    def under(self, code: str, level: Level, nature: Nature, *, is_answered: bool = False) -> Finding:
        """The same finding of the check ``code``, which matters no more than ``level``."""
        least = level if self.level < level else self.level
        return Finding._make((*self[:8], least, code, self.example, self.nature or nature, is_answered))


class Figures(TypedDict, total=False):
    """What a finding may say beside its words; see :class:`Finding`."""

    formula: str
    stated: Decimal | None
    expected: Decimal | None


def holds(
    relation: str,
    path: KeyPath = (),
    *,
    formula: str = "",
    stated: Decimal | None = None,
    expected: Decimal | None = None,
) -> Finding:
    """The relation holds."""
    return Finding(Outcome.HOLDS, relation, path, "", "", formula, stated, expected)


def fails(
    relation: str, path: KeyPath, message: str, cure: str, *, level: Level = Level.ERROR, **figures: Unpack[Figures]
) -> Finding:
    """The relation does not hold: ``message`` says where and what, ``cure`` what a clerk can do."""
    return Finding(Outcome.FAILS, relation, path, message, cure, level=level, **figures)


def holds_if(
    agrees: bool,
    relation: str,
    path: KeyPath,
    message: str,
    cure: str,
    *,
    level: Level = Level.ERROR,
    **figures: Unpack[Figures],
) -> Finding:
    """The relation holds, or does not and ``message`` says where and what."""
    if agrees:
        return holds(relation, path, **figures)
    return fails(relation, path, message, cure, level=level, **figures)


def not_run(relation: str, path: KeyPath, missing: Iterable[str]) -> Finding:
    """The main figure is published, but ``missing`` inputs are not."""
    named = "、".join(missing)
    cure = f"报表上有{named}的，补填后即可核对；没有的，保持空白，不要填 0"
    return Finding(Outcome.NOT_RUN, relation, path, f"没有公开{named}，无法核对", cure)
