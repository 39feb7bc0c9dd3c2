"""What was published before: the last readable version of a file, whichever parent of a merge had it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from typing import TypeVar

from ..model.disclosure import State
from ..model.report import Report
from .data_folder import snapshot_of_public
from .record import FileRecord, Reader, read_report
from .renames import Renames
from .repository import Repository
from .snapshot import Snapshot

T = TypeVar("T")
#: So many files are looked for in the history one by one.
_FEW = 100
#: States whose file holds the figures that were published.
WITH_FIGURES = frozenset({State.PUBLISHED, State.UNDER_REVIEW})


@dataclass(frozen=True, slots=True)
class Version:
    """A report as it was published.

    Attributes:
        record: what it said.
        read: gives the content of a file beside it, by its path below the project.
        commit: which commit has it; "" where that is not asked.
        is_doubted: whether there are later versions, which cannot have passed a comparison with it.
    """

    record: FileRecord[Report]
    read: Callable[[str], bytes | None]
    commit: str = ""
    is_doubted: bool = False


class History:
    """The commits that led to ``commit``, each of which was published when it was merged.

    ``folder`` is what the data folder is called now, in ``late`` where that was committed; it may have had other names.
    Whoever makes a commit says what day it is of; it cannot have been public before what it was built on, nor after
    ``until``.
    """

    def __init__(
        self, repository: Repository, commit: str, folder: str = "data", late: str = "", until: date = date.max
    ) -> None:
        self._repository = repository
        self._commit = commit
        self._folder, self._late, self._until = folder, late, until
        self._renames = Renames(repository, late or commit, folder)

    @property
    def is_shallow(self) -> bool:
        """Whether its beginning is not at hand."""
        return self._repository.is_shallow

    @property
    def day(self) -> date:
        """The day from which ``commit`` was public."""
        return self._days[self._commit]

    @cached_property
    def _days(self) -> dict[str, date]:
        """The day from which each commit of the branch itself was public."""
        days: dict[str, date] = {}
        day = date.min
        for commit, own in reversed(self._repository.line_of(self._commit)):
            day = days[commit] = min(max(day, own), self._until)
        return days

    def readable(self, path: str, reader: Reader[T]) -> list[tuple[str, FileRecord[T]]]:
        """Every version of a file that can be read, with its commit, the oldest first.

        What other branches had before they were merged counts only where the branch itself never had any.
        """
        return [*self._versions(path, reader, is_own=True)][::-1] or [*self._versions(path, reader, is_own=False)][::-1]

    def has_had(self, path: str, words: re.Pattern[bytes]) -> bool:
        """Whether a version of a file, readable or not, has ``words`` in it, or may: letters can be escaped."""
        words = re.compile(words.pattern + rb"|\\[xuU]")
        commits = self._repository.versions(self._commit, self._renames.paths(path))
        return any(words.search(self._read(commit, path) or b"") for commit in commits)

    def snapshot(self, commit: str) -> Snapshot:
        """The data of a commit, under the name that the folder has now."""
        return snapshot_of_public(self._repository, commit, self._folder)

    def at(self, commit: str) -> History:
        """The history of an earlier commit."""
        return History(self._repository, commit, self._folder, self._late, self._until)

    def on(self, path: str, reader: Reader[T], day: date) -> FileRecord[T] | None:
        """The last readable version of a file that was public on ``day``; None where it was not public yet."""
        commits = [self._commit, *self._publications(self._commit, path)]
        past = (commit for commit in commits if self._days[commit] <= day)
        records = (reader(self._read(commit, path) or b"", path) for commit in past)
        return next((record for record in records if record), None)

    def days(self, path: str) -> list[date]:
        """The days on which a file was published, the latest first."""
        return [self._days[commit] for commit in self._publications(self._commit, path)]

    def first_day(self, path: str) -> date | None:
        """The day from which a report with figures was public; None where the branch itself never had any."""
        found = self._with_figures(path, is_own=True)
        return self._days[found[-1].commit] if found else None

    def published(self, path: str) -> list[Version]:
        """Every version of a report with figures, the oldest first; a commit that was never published may have one.

        What other branches had before they were merged counts only where the branch itself never had figures.
        """
        found = self._with_figures(path, is_own=True) or self._with_figures(path, is_own=False)
        return found[::-1]

    def since(self, path: str, late: str) -> list[Version]:
        """The readable versions of a report from here to the commit ``late``, the oldest first."""
        commits = reversed(self._publications(f"{self._commit}..{late}", path))
        records = ((commit, read_report(self._read(commit, path) or b"", path)) for commit in commits)
        return [Version(record, partial(self._read, commit)) for commit, record in records if record]

    def steps(self, path: str, late: str) -> int:
        """How many commits of the branch itself changed a file from here to ``late``."""
        return len(self._repository.publications(f"{self._commit}..{late}", self._renames.names(path)))

    def touched(self, paths: Iterable[str], folder: str) -> frozenset[str]:
        """Those of ``paths``, which are below ``folder``, that some commit had."""
        known = {path: self._renames.names(path) for path in paths}
        if len(known) > _FEW:
            ever = [self._repository.names_ever(self._commit, name) for name in self._renames.folders]
            return frozenset(path for path, names in known.items() if any(map(frozenset(names).__and__, ever)))
        every = [name for names in known.values() for name in names]
        if not known or not self._repository.versions(self._commit, every):
            return frozenset()
        return frozenset(path for path, names in known.items() if self._repository.versions(self._commit, names))

    def _with_figures(self, path: str, *, is_own: bool) -> list[Version]:
        found = self._versions(path, read_report, is_own=is_own)
        shown = ((commit, record) for commit, record in found if record.record.disclosure.state in WITH_FIGURES)
        return [Version(record, partial(self._read, commit), commit) for commit, record in shown]

    def _versions(self, path: str, reader: Reader[T], *, is_own: bool) -> Iterator[tuple[str, FileRecord[T]]]:
        """Readable versions with their commits, the newest first: of the branch itself, or of all parents."""
        commits = self._repository.publications if is_own else self._repository.versions
        for commit in commits(self._commit, self._renames.paths(path)):
            content = self._read(commit, path)
            if content is not None and (record := reader(content, path)):
                yield commit, record

    def _read(self, commit: str, path: str) -> bytes | None:
        return self._repository.read_in(commit, self._renames.path_in(commit, path))

    def _publications(self, commits: str, path: str) -> list[str]:
        """The commits of the branch itself that changed a file, whatever the data folder was called, newest first."""
        return self._repository.publications(commits, self._renames.paths(path))


def digest_of(content: bytes | None) -> str | None:
    """SHA-256 of a file, hexadecimal; None where there is none."""
    return None if content is None else sha256(content).hexdigest()
