"""The data folder → archive and problems. One bad file never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.archive import Archive
from ..model.problem import Problem
from .inventory import DataFile, Inventory, take_inventory
from .report_file import read_entry
from .source import read_source
from .yaml_text import Document, parse_yaml

if TYPE_CHECKING:  # a browser, which reads one unit's reports, has no terminal to show progress on
    from ..progress import Progress


def read_archive(
    root: Path, folder: str = "data", progress: Progress | None = None, today: date | None = None
) -> tuple[Archive, tuple[Problem, ...]]:
    """Read everything below ``root/folder``; files are named in problems as seen from ``root``."""
    inventory = take_inventory(root, folder, today)
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
    read = {(f.unit_id, f.year): read_entry(root, f.file, f.unit_id, f.year, inventory.today) for f in files}
    entries = {
        key: found.entry.without_report() if key[1] in inventory.unruled else found.entry for key, found in read.items()
    }
    problems = tuple(problem for found in read.values() for problem in found.problems)
    return replace(inventory.frame, entries=entries), problems


def find_document(root: Path, file: str) -> Document | None:
    """Where everything stands in a file, for problems found later."""
    if not (root / file).is_file():
        return None
    return parse_yaml(read_source(root / file, file).text or "", file)
