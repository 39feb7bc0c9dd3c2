"""The report in hand read and checked: the list that ``gongkai check --base`` gives of its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Final

from ..check import check_entry, find_check
from ..load.folder import find_document
from ..load.register import UNITS_FILE, YEAR_FILE
from ..load.report_file import ReadEntry, read_entry
from ..load.yaml_text import Document
from ..model.archive import Archive, Entry, find_prior
from ..model.finding import Finding
from ..model.problem import KeyPath, Level, Problem
from ..model.report import Report
from ..model.unit import NamedUnit
from ..read_and_check import CheckedArchive, in_order, questions_in
from .edits import EditedText
from .line_ends import LINE_FEEDS, LineEnds
from .opened import OpenedUnit

#: What the guard says of days and words of entries, which is said already where the reader found it.
_TOLD_OF_ENTRIES: Final = frozenset({"S28", "S29"})
_OF_WORDS: Final = "G13"
#: Not compared, for what cannot be read cannot be compared: the cause is told of first.
_NOT_COMPARED: Final = "G12"


@dataclass(frozen=True)
class CheckedText:
    """A data file with everything that is to be said of it.

    Attributes:
        opened: what it is checked beside.
        year: of the report.
        text: the file.
        ends: how its lines end when it is saved.
        registered: what the units of the whole register are called.
    """

    opened: OpenedUnit
    year: int
    text: EditedText
    ends: LineEnds = LINE_FEEDS
    registered: Mapping[str, NamedUnit] = field(default_factory=dict)

    def with_text(self, text: EditedText) -> CheckedText:
        """The same file with another text."""
        return replace(self, text=text)

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file that is saved."""
        return self.ends.written(self.text.text)

    @cached_property
    def _read(self) -> ReadEntry:
        opened = self.opened
        (opened.root / self.text.file).write_bytes(self.content)
        return read_entry(opened.root, self.text.file, opened.unit_id, self.year, opened.today)

    @property
    def entry(self) -> Entry:
        """The report as it would be published."""
        entry = self._read.entry
        return entry.without_report() if self.year in self.opened.inventory.unruled else entry

    @property
    def report(self) -> Report | None:
        """What it states; None where something must be mended before it can be read."""
        return self._read.entry.report

    @property
    def is_checked(self) -> bool:
        """Whether it could be read, and the year has rules: else the cross-checks wait until that is mended."""
        return self.entry.report is not None

    @cached_property
    def archive(self) -> Archive:
        """The public reports, and this one in the place of its own."""
        key, shown = (self.opened.unit_id, self.year), self.opened.archive
        frame = replace(self.opened.inventory.frame, registered=self.registered)
        entries = {**shown.entries, key: self.entry}
        return replace(frame, entries={each: entries[each] for each in sorted(entries, key=lambda one: one[1])})

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the cross-checks find."""
        return check_entry(self.archive, self.entry)

    @property
    def checked(self) -> CheckedArchive:
        """All reports, this one checked."""
        return CheckedArchive(self.archive, {(self.opened.unit_id, self.year): self.findings}, self._read.problems)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order of lines; what only follows from others comes after them."""
        key = (self.opened.unit_id, self.year)
        entry = self.entry.to_check()
        beside = replace(self.archive, entries={**self.archive.entries, key: entry})
        findings = check_entry(beside, entry) if self.entry.withheld else self.findings
        alone = CheckedArchive(replace(self.archive, entries={key: entry}), {key: findings}, ())
        asked = questions_in(self._parsed, alone, self.opened.archive)
        found = [*self._general(), *self._read.problems, *asked]
        is_told = any(problem.code in _TOLD_OF_ENTRIES for problem in found)
        compared = self.opened.reference.problems(self.text.file, self.content, self.opened.today)
        more = (problem for problem in compared if problem.code != _OF_WORDS or not is_told)
        ordered = in_order((*found, *more))
        return tuple(sorted(ordered, key=lambda problem: problem.code == _NOT_COMPARED))

    @cached_property
    def elsewhere(self) -> tuple[Problem, ...]:
        """What is asked anew of the reports of the year after, whose figures are held against these."""
        following = [entry for entry in self.archive.entries.values() if self._is_after(entry)]
        return in_order(
            problem
            for entry in following
            for problem in self._asked(entry, self.archive)
            if problem not in self._asked(entry, self.opened.archive)
        )

    def _is_after(self, entry: Entry) -> bool:
        own = (self.opened.unit_id, self.year)
        if entry.year != self.year + 1 or entry.report is None:
            return False
        prior = find_prior(self.archive, entry.unit_id, entry.year)
        return any((before.unit_id, before.year) == own for before in prior.entries)

    def _asked(self, entry: Entry, archive: Archive) -> list[Problem]:
        """What the cross-checks ask of an entry beside the reports of an archive."""
        key = (entry.unit_id, entry.year)
        alone = CheckedArchive(replace(archive, entries={key: entry}), {key: check_entry(archive, entry)}, ())
        return list(questions_in(partial(find_document, self.opened.root), alone, self.opened.archive))

    def _parsed(self, file: str) -> Document | None:
        return self.text.document if file == self.text.file else None

    def _general(self) -> Iterator[Problem]:
        """What is said of the file's name and place, and of the rules and the register that it cannot do without."""
        for problem in self.opened.inventory.problems:
            file = problem.place.file
            is_own = file == self.text.file
            is_rules = file == f"{self.opened.folder}/{self.year}/{YEAR_FILE}"
            is_register = file == f"{self.opened.folder}/{UNITS_FILE}" and problem.code[0] in "FY"
            if is_own or (problem.level is Level.ERROR and (is_rules or is_register)):
                yield problem


def why(code: str) -> str:
    """The public explanation of a check, why it is looked at; "" for what is no check."""
    known = find_check(code)
    return known.explanation.why if known else ""


def answer_path(problem: Problem, *, is_readable: bool) -> KeyPath:
    """Where the unit may answer a question of a check; () where it cannot."""
    can_answer = find_check(problem.code) is not None and problem.level is not Level.ERROR and is_readable
    return ("校核说明", problem.code) if can_answer else ()
