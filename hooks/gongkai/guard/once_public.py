"""What was published last of the register, of a year's rules, of an outline or of names that cannot be read now.

A branch that was moved on over commits that nobody compared has versions that were never published. So a version
counts only where it could follow the one that counts before it, as it is with reports.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from ..load.allowed_files import is_rules
from ..load.register import UNITS_FILE
from ..model.problem import Problem
from .outcome import Outcome, Versions
from .record import FileRecord, Reader
from .words import problem

T = TypeVar("T")
#: One part of the guard: it compares two versions and adds what it finds.
Compare = Callable[[Versions, Outcome], None]
#: What says that a version cannot have followed another; days and what cannot be read say nothing of it.
_CANNOT_FOLLOW: Final = frozenset({"G01", "G03", "G05", "G15", "G16", "G18", "G20"})


@dataclass(frozen=True, slots=True)
class Once(Generic[T]):
    """A file as it was published last.

    Attributes:
        record: what it said.
        commit: which commit has it.
        is_doubted: whether there are later versions, which cannot have followed it.
    """

    record: FileRecord[T]
    commit: str
    is_doubted: bool


def find_once(path: str, reader: Reader[T], compare: Compare, versions: Versions) -> Once[T] | None:
    """The last version of a file that counts; None where there is none, or the history itself is being compared."""
    if versions.is_step:
        return None
    last: Once[T] | None = None
    for commit, record in versions.history.readable(path, reader):
        if last is None or _can_follow(path, last.commit, commit, compare, versions):
            last = Once(record, commit, is_doubted=False)
        else:
            last = replace(last, is_doubted=True)
    return last


def doubted(path: str, commit: str, fact: str = "历史里还有内容不同又没有变更的几版") -> Problem:
    """A ``fact`` of the history since ``commit``, which nobody compared with it and which is compared with here."""
    message = f"提交 {commit[:12]} 以后，{fact}，没有人比较过；这里与 {commit[:12]} 的比较"
    return problem(path, "G22", message, commit=commit[:12])


def _can_follow(path: str, early: str, late: str, compare: Compare, versions: Versions) -> bool:
    """Whether the file could have been published in ``late`` after ``early``."""
    outcome = Outcome()
    compare(versions.step(early, late), outcome)
    inside = versions.inside(path)
    has_own = inside == UNITS_FILE or is_rules(inside)  # entries of the others stand in another file
    about = (found for found in outcome.problems if not has_own or found.place.file == path)
    return not any(found.code in _CANNOT_FOLLOW for found in about)
