"""Checks every unit group once, and remembers what was found; what ``gongkai check`` runs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from ..load.allowed_files import find_foreign_files
from ..load.dates import AHEAD
from ..load.inventory import take_inventory
from ..model.archive import Archive
from ..model.problem import Problem
from ..progress import Progress
from ..read_and_check import in_order, problems_of, read_and_check_files
from .digests import DIGESTS, Digests
from .executor import work_through
from .fingerprint import CheckInputs
from .results import Results
from .schema_files import check_schemas
from .unit_groups import Task, unit_groups

#: What was found in every unit group, below the project root.
CHECKS: Final = ".cache/checks"
_Known = Results[tuple[Problem, ...]]


class ChangedFile(NamedTuple):
    """A file whose bytes are not what they were: SHA-256 before and now, None where there was or is none."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found in a data folder.

    Attributes:
        files: the files of all reports.
        problems: everything a person must mend, is asked or may improve, in the order of files and lines.
        change: what the public sees and what is there now, where they were compared.
        changed_files: the files of the data folder that are not the same, byte by byte.
        notes: what is free to change and yet to be seen, and what could not be compared, in words.
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    change: tuple[Archive, Archive] | None = None
    changed_files: tuple[ChangedFile, ...] = ()
    notes: tuple[str, ...] = ()


def check_folder(
    root: Path, folder: str = "data", *, workers: int = 0, progress: Progress | None = None, today: date | None = None
) -> CheckResult:
    """Read and cross-check ``root/folder``, apart from what is known already.

    A build finds the same problems on its way and stores them: after it, checking costs next to nothing.
    """
    inventory = take_inventory(root, folder, today)
    digests, known = Digests(root / DIGESTS), _known(root)
    inputs = CheckInputs.of(root, folder, inventory, digests)
    tasks = [(inputs.fingerprint_of(group, digests), group) for group in unit_groups(inventory)]
    digests.keep()
    by_group = work_through(partial(_check, inputs), tasks, known.find, workers=workers, progress=progress)
    remember(root, by_group, known)
    foreign = chain(find_foreign_files(root, folder), check_schemas(root, folder, inventory))
    problems = [*inventory.problems, *foreign, *(problem for of_group in by_group.values() for problem in of_group)]
    return CheckResult(tuple(file.file for file in inventory.files), in_order(problems))


def _check(inputs: CheckInputs, tasks: tuple[Task, ...]) -> tuple[tuple[Problem, ...], ...]:
    """Check some unit groups; what runs in a worker."""
    return tuple(
        problems_of(inputs.root, read_and_check_files(inputs.root, inputs.inventory, group.files)) for _, group in tasks
    )


def remember(root: Path, found: Mapping[str, tuple[Problem, ...]], known: _Known | None = None) -> None:
    """Write down what was found in every unit group, by its fingerprint; apart from what is ``known`` already.

    A day that lies ahead does so only until it comes: that is looked at anew each time.
    """
    found = {key: problems for key, problems in found.items() if not any(p.code == AHEAD for p in problems)}
    new = found.keys() - known.fingerprints if known else found.keys()
    with suppress(OSError):  # it is only found again the next time
        (known or _known(root)).write(root / CHECKS, found, new)


def _known(root: Path) -> _Known:
    return _Known(root / CHECKS, tuple[Problem, ...])
