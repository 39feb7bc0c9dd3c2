"""Reports → findings: cross-checks (勾稽关系), one family per module, pure: no I/O, nothing raised or printed.

The docstring of a check is its public explanation. ``registry.CHECKS`` lists every check; ``check_entry`` runs
them on one report, ``check_archive`` on all, ``to_problems`` says what a clerk has to do about the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model.archive import Archive, Entry
from ..model.disclosure import State
from ..model.finding import Finding
from .check import Check, Explanation
from .problems import is_released, to_problem, to_problems
from .registry import CHECKS, find_check
from .subject import Subject, Subordinates, find_subordinates, subject_of

__all__ = [
    "CHECKS", "Check", "Explanation", "Subject", "check_archive", "check_entry", "find_check", "find_subordinates",
    "is_released", "subject_of", "to_problem", "to_problems",
]  # fmt: skip


def check_entry(
    archive: Archive,
    entry: Entry,
    *,
    subordinates: Subordinates | None = None,
    checks: tuple[Check, ...] = CHECKS,
) -> tuple[Finding, ...]:
    """The findings on one report, in the order of ``checks``; none where nothing is read or published by law.

    Args:
        archive: units, rules and the other reports.
        entry: the report's entry.
        subordinates: :func:`find_subordinates` of ``archive``, to be found once for many entries.
        checks: the checks to run.
    """
    report = entry.report
    if report is None or report.disclosure.state is State.EXEMPT:
        return ()
    known = find_subordinates(archive) if subordinates is None else subordinates
    subject = subject_of(archive, entry, report, known)
    return tuple(finding for check in checks for finding in check.check(subject))


def check_archive(archive: Archive) -> Mapping[tuple[str, int], tuple[Finding, ...]]:
    """The findings on every report, by unit and year."""
    subordinates = find_subordinates(archive)
    return {key: check_entry(archive, entry, subordinates=subordinates) for key, entry in archive.entries.items()}
