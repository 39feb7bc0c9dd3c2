"""Check: a cross-check (勾稽关系) as an object. The docstring of its function is the public explanation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..model.finding import Finding, Nature, holds
from ..model.problem import KeyPath, Level
from .context import CheckContext

Judge = Callable[[CheckContext], Iterator[Finding]]
_HEADINGS: Final = ("为什么：", "怎么算：", "依据：")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The public explanation of a check, in Chinese: what it looks at, why, the formula, the source."""

    what: str
    why: str
    formula: str
    source: str


@dataclass(frozen=True)
class Check:
    """One cross-check.

    Attributes:
        code: stable code, the D number; units answer a finding under it.
        title: short Chinese name.
        level: how much a failure matters.
        nature: what decides it, and so in which words a failure is told.
        judge: looks at one report and yields a finding for each relation, without code; never raises, prints or stops.
        keeps_blocking: a failure must be mended even in a report that is already published.
    """

    code: str
    title: str
    level: Level
    nature: Nature
    judge: Judge
    keeps_blocking: bool = False

    def check(self, context: CheckContext) -> list[Finding]:
        """The findings of this check on one report; what is said of one place is said once."""
        code, level, nature, is_answered = self.code, self.level, self.nature, self.code in context.report.answers
        found = [finding.under(code, level, nature, is_answered=is_answered) for finding in self.judge(context)]
        if len(found) < 2:
            return found
        told = {(finding.path, finding.message): finding for finding in reversed(found) if finding.message}
        return [f for f in found if _is_first(f, told)] if told else found

    @cached_property
    def explanation(self) -> Explanation:
        """The docstring of ``judge``, taken apart at its headings; a part that is missing is ""."""
        return _parse_explanation(inspect.getdoc(self.judge) or "")


def check(
    code: str, title: str, level: Level, nature: Nature, *, keeps_blocking: bool = False
) -> Callable[[Judge], Check]:
    """Make a check of the function below; its docstring is the public explanation, so it is in Chinese."""

    def make(judge: Judge) -> Check:
        return Check(code, title, level, nature, judge, keeps_blocking)

    return make


def holds_unless(
    wrong: Iterable[Finding], relation: str, path: KeyPath = (), *, formula: str = "", looked: bool = True
) -> Iterator[Finding]:
    """The failures; where there are none and anything was ``looked`` at, that the relation holds."""
    failures = tuple(wrong)
    yield from failures
    if looked and not failures:
        yield holds(relation, path, formula=formula)


def _is_first(finding: Finding, told: dict[tuple[KeyPath, str], Finding]) -> bool:
    """Whether a finding is the first that says its message of its place."""
    return not finding.message or told[finding.path, finding.message] is finding


def _parse_explanation(text: str) -> Explanation:
    parts = {heading: "" for heading in ("", *_HEADINGS)}
    current = ""
    for line in text.splitlines():
        heading = next((h for h in _HEADINGS if line.startswith(h)), None)
        current = heading or current
        parts[current] = _joined(parts[current], line.removeprefix(heading or "").strip())
    return Explanation(*parts.values())


def _joined(before: str, line: str) -> str:
    """Two lines as one: a space stands between a Chinese character and a number, as within a line."""
    is_parted = bool(before) and "一" <= before[-1] <= "龥" and line[:1].isascii() and line[:1].isalnum()
    return f"{before} {line}" if is_parted else before + line
