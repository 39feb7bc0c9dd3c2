"""The report in hand compared with the one that is public, by the guard's own rules and without git.

The guard asks for two versions of the data and for what led to the first. Here both are the reference data, with the
one file as it was published and as it is now; of the history only the published version and its day are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from ..guard.history import WITH_FIGURES, History, Version
from ..guard.outcome import Outcome, Versions
from ..guard.record import read_report
from ..guard.reports import compare_reports
from ..guard.repository import TreeFile
from ..guard.snapshot import PLAIN, Snapshot
from ..model.problem import Problem

_COMMIT: Final = "published"


class OneVersion(History):
    """A history of which only the public version is known.

    Attributes:
        files: what it holds, by path below the project.
        since_day: from which day it was public.
    """

    def __init__(self, files: Mapping[str, bytes], since_day: date) -> None:
        self.files, self.since_day = files, since_day

    @property
    def is_shallow(self) -> bool:
        """What is not at hand was never public: the reference data holds all that is."""
        return False

    @property
    def day(self) -> date:
        """The day from which the version was public."""
        return self.since_day

    def touched(self, paths: Iterable[str], folder: str) -> frozenset[str]:
        """Those of ``paths`` that are public."""
        return frozenset(path for path in paths if path in self.files)

    def published(self, path: str) -> list[Version]:
        """The public version, if it has figures."""
        content = self.files.get(path)
        record = read_report(content, path) if content is not None else None
        is_shown = record is not None and record.record.disclosure.state in WITH_FIGURES
        return [Version(record, self.files.get, _COMMIT)] if record is not None and is_shown else []


@dataclass(frozen=True, slots=True)
class Reference:
    """What is public of a unit.

    Attributes:
        folder: the data folder.
        files: by path below the project.
        withheld: those of reports whose figures may not be shown: there is no more of them than their page says.
        day: since when.
    """

    folder: str
    files: Mapping[str, bytes]
    withheld: frozenset[str]
    day: date

    def problems(self, path: str, content: bytes, today: date) -> list[Problem]:
        """What the guard says of the file ``path`` that holds ``content`` now."""
        if self.files.get(path) == content:
            return []
        before, after = _only(path, self.files.get(path), _COMMIT), _only(path, content, "")
        with_figures = {name: held for name, held in self.files.items() if name not in self.withheld}
        history = OneVersion(with_figures, min(self.day, today))
        versions = Versions(self.folder, before, after, history, today)
        outcome = Outcome()
        compare_reports(versions, outcome)
        return sorted(outcome.problems, key=lambda found: (found.place, found.level, found.code))


def _only(path: str, content: bytes | None, commit: str) -> Snapshot:
    """A version with the one file that may differ; ``content`` is None where it does not have it."""
    files = {} if content is None else {path: content}
    trees = {name: TreeFile(name, PLAIN, sha256(held).hexdigest()) for name, held in files.items()}
    return Snapshot(commit, trees, files.get)
