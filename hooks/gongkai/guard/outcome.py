"""What the comparison of one file or of all gives, and the two versions that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..model.problem import Problem
from .history import History
from .snapshot import Snapshot
from .written import Change


@dataclass(frozen=True, slots=True)
class Versions:
    """The two versions.

    Attributes:
        folder: the data folder, below the project.
        before: what the public can see now.
        after: what it would see.
        history: what led to ``before``.
        day: when ``after`` was made; today for the folder as it lies there.
        is_step: they are two commits of the history, of which what came before is not asked.
    """

    folder: str
    before: Snapshot
    after: Snapshot
    history: History
    day: date
    is_step: bool = False

    def step(self, early: str, late: str) -> Versions:
        """Two commits that led to ``before``."""
        before, after = (self.history.snapshot(commit) for commit in (early, late))
        return Versions(self.folder, before, after, self.history.at(early), self.history.day, is_step=True)

    def differing(self) -> list[str]:
        """Every path that is not the same, byte for byte and in its mode."""
        paths = {*self.before.files, *self.after.files}
        return sorted(path for path in paths if self.before.files.get(path) != self.after.files.get(path))

    def steps(self, path: str) -> int:
        """How often a file was published from ``before`` to ``after``, at least once."""
        return max(self.history.steps(path, self.after.commit), 1) if self.after.commit else 1

    def inside(self, path: str) -> str:
        """A path below the data folder."""
        return path.removeprefix(f"{self.folder}/")


@dataclass(slots=True)
class Outcome:
    """What was found.

    Attributes:
        problems: what is refused, and what could not be compared.
        notes: what is free and yet shown to the reviewer, in words.
        changes: every value that changed, by file.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)

    def add(self, found: Iterable[Problem]) -> None:
        """Take problems in."""
        self.problems.extend(found)
