"""The data read and cross-checked, before anything is laid out; what ``gongkai check`` and the site share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .check import check_archive, check_entry, to_problems
from .check.left_open import left_open
from .check.problems import Locate
from .load.folder import find_document, read_archive, read_files
from .load.inventory import DataFile, Inventory
from .load.yaml_text import Document
from .model.archive import Archive, Entry
from .model.disclosure import State
from .model.finding import Finding
from .model.problem import KeyPath, Place, Problem

#: Where everything stands in a file, by its name below the project; None where there is none.
Parsed = Callable[[str], Document | None]
if TYPE_CHECKING:  # see load/folder.py
    from .progress import Progress

Findings = Mapping[tuple[str, int], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class CheckedArchive:
    """What the data folder holds.

    Attributes:
        archive: units, years and reports.
        findings: outcome of every cross-check, by unit and year.
        unread: problems of reading; a file with a 必须改 among them is shown as 数据核实中.
    """

    archive: Archive
    findings: Findings
    unread: tuple[Problem, ...]


def read_and_check(
    root: Path, folder: str = "data", progress: Progress | None = None, today: date | None = None
) -> CheckedArchive:
    """Read and cross-check ``root/folder``."""
    archive, unread = read_archive(root, folder, progress, today)
    return CheckedArchive(archive, check_archive(archive), unread)


def read_and_check_files(root: Path, inventory: Inventory, files: Iterable[DataFile]) -> CheckedArchive:
    """Read and cross-check some of the reports."""
    archive, unread = read_files(root, inventory, files)
    return CheckedArchive(archive, check_archive(archive), unread)


def read_and_check_one(
    root: Path, inventory: Inventory, files: Iterable[DataFile], unit_id: str, year: int
) -> CheckedArchive:  # fmt: skip  # what is known
    """Read some of the reports and cross-check one of them, which the others stand beside."""
    archive, unread = read_files(root, inventory, files)
    entry = archive.find_entry(unit_id, year)
    findings = {(unit_id, year): check_entry(archive, entry)} if entry else {}
    return CheckedArchive(archive, findings, unread)


def problems_of(root: Path, checked: CheckedArchive, base: Archive | None = None) -> tuple[Problem, ...]:
    """Everything a person must mend, is asked or may improve, in the order of files and lines.

    Args:
        root: the project, to find the lines again.
        checked: the archive of ``root``.
        base: what the public can see now; what is new against it is not yet published.
    """
    return in_order([*checked.unread, *questions_of(root, checked, base)])


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of files and lines."""
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.level)))


def questions_of(root: Path, checked: CheckedArchive, base: Archive | None = None) -> tuple[Problem, ...]:
    """What the cross-checks found, at its lines."""
    return tuple(questions_in(partial(find_document, root), checked, base))


def questions_in(parsed: Parsed, checked: CheckedArchive, base: Archive | None = None) -> Iterator[Problem]:
    """What the cross-checks found, at its lines in the files that are ``parsed``."""
    for key, found in checked.archive.entries.items():
        entry = found.to_check()
        if entry.report is not None:
            released = None if base is None or entry.published is None else _is_public(base, key) or _is_import(entry)
            findings = _findings_of(checked, entry) if found.withheld else checked.findings.get(key, ())
            problems = to_problems(entry.report, findings, _whole(entry), released=released)
            asked = left_open(entry, checked.archive.years.get(entry.year), partial(_is_written, parsed, entry.file))
            yield from _placed(parsed, (*problems, *asked))


def _findings_of(checked: CheckedArchive, entry: Entry) -> tuple[Finding, ...]:
    """What is found of a withheld report, beside the others as readers see them."""
    entries = {**checked.archive.entries, (entry.unit_id, entry.year): entry}
    return check_entry(replace(checked.archive, entries=entries), entry)


def _whole(entry: Entry) -> Locate:
    """Everything stands in the file as a whole until :func:`_placed` finds its line."""
    return lambda _: Place(entry.file)


def _is_public(base: Archive, key: tuple[str, int]) -> bool:
    """Whether the public could already see this report; if so its figures stay, and a gap is asked about."""
    entry = base.find_entry(*key)
    return entry is not None and entry.report is not None and entry.state in {State.PUBLISHED, State.UNDER_REVIEW}


def _is_import(entry: Entry) -> bool:
    """Whether the report was published elsewhere before, as its 来源 says: its figures are already out too."""
    return entry.report is not None and entry.report.catalogue.source is not None


def _is_written(parsed: Parsed, file: str, path: KeyPath) -> bool:
    """Whether something stands at a path of a file, be it a null."""
    document = parsed(file)
    return document is not None and document.has(path)


def _placed(parsed: Parsed, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """The same problems at their lines; a file is parsed again only if it has any."""
    documents = {file: parsed(file) for file in {problem.place.file for problem in problems}}
    for problem in problems:
        document = documents[problem.place.file]
        yield problem if document is None else problem.at(document.place(problem.path))
