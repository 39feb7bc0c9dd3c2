"""Reports → findings: cross-checks (勾稽关系), one family per module, pure: no I/O, nothing raised or printed.

The docstring of a check is its public explanation. ``registry.CHECKS`` lists every check; ``check_entry`` runs
them on one report, ``check_archive`` on all, ``to_problems`` says what a clerk has to do about the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from ..model.archive import Archive, Entry
from ..model.disclosure import State
from ..model.finding import Finding
from .check import Check, Explanation
from .context import CheckContext, context_of
from .problems import is_released, to_problem, to_problems
from .registry import CHECKS, find_check

__all__ = [
    "CHECKS", "Check", "CheckContext", "Explanation", "check_archive", "check_entry", "context_of", "find_check",
    "is_released", "to_problem", "to_problems",
]  # fmt: skip # a list of names, not one a line


def check_entry(
    archive: Archive,
    entry: Entry,
    *,
    checks: tuple[Check, ...] = CHECKS,
) -> tuple[Finding, ...]:
    """The findings on one report, in the order of ``checks``; none where nothing is read or published by law.

    Args:
        archive: units, rules and the other reports.
        entry: the report's entry.
        checks: the checks to run.
    """
    report = entry.report
    if report is None or report.disclosure.state in {State.EXEMPT, State.WITHDRAWN}:
        return ()
    context = context_of(archive, entry, report)
    return tuple(chain.from_iterable([check.check(context) for check in checks]))


def check_archive(archive: Archive) -> Mapping[tuple[str, int], tuple[Finding, ...]]:
    """The findings on every report, by unit and year."""
    return {key: check_entry(archive, entry) for key, entry in archive.entries.items()}
