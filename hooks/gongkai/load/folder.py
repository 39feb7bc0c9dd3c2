"""The data folder → archive and problems. One bad file never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.archive import Archive, Entry
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.report import Report
from ..progress import Progress
from .attachments import check_attachments
from .blanks import find_blanks
from .inventory import DataFile, Inventory, take_inventory
from .record_file import parse_record
from .relations import check_file
from .source import read_source
from .texts import check_texts
from .yaml_text import parse_yaml


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One data file read: its entry and its problems."""

    entry: Entry
    problems: tuple[Problem, ...]


def read_archive(
    root: Path, folder: str = "data", progress: Progress | None = None
) -> tuple[Archive, tuple[Problem, ...]]:
    """Read everything below ``root/folder``; files are named in problems as seen from ``root``."""
    inventory = take_inventory(root, folder)
    archive, problems = read_files(root, inventory, _counted(inventory.files, progress))
    found = (*inventory.problems, *problems)
    return archive, tuple(sorted(found, key=lambda problem: (problem.place, problem.level)))


def _counted(files: tuple[DataFile, ...], progress: Progress | None) -> Iterator[DataFile]:
    for done, file in enumerate(files, 1):
        yield file
        if progress:
            progress(done, len(files))


def read_files(root: Path, inventory: Inventory, files: Iterable[DataFile]) -> tuple[Archive, tuple[Problem, ...]]:
    """An archive of some of the reports, and their problems; without its year's rules a report is 核实中."""
    read = {(f.unit_id, f.year): read_entry(root, f.file, f.unit_id, f.year) for f in files}
    entries = {key: found.entry.unread() if key[1] in inventory.unruled else found.entry for key, found in read.items()}
    problems = tuple(problem for found in read.values() for problem in found.problems)
    return replace(inventory.frame, entries=entries), problems


def read_entry(root: Path, file: str, unit_id: str, year: int) -> ReadEntry:
    """Read one report; pure but for reading, so that files can be read in any order and process."""
    source = read_source(root / file, file)
    if source.text is None:
        return ReadEntry(Entry.of(unit_id, year, file, source.digest, None), source.problems)
    report, document = parse_record(source.text, file, Report)
    problems = [*source.problems, *document.problems]
    if report is not None:
        problems += check_file(report, year, document)
        problems += check_texts(source.text, document)
        problems += find_blanks(report, document)
        problems += check_attachments(root, file, report.attachments, document)
    failed = any(problem.level is Level.ERROR for problem in problems)
    return ReadEntry(Entry.of(unit_id, year, file, source.digest, None if failed else report), tuple(problems))


def locate(root: Path, file: str, paths: set[KeyPath]) -> dict[KeyPath, Place]:
    """Where values stand in a file, for problems found later."""
    source = read_source(root / file, file)
    document = parse_yaml(source.text or "", file)
    return {path: document.place(path) for path in paths}
