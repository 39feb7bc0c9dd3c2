"""Checkup: every problem of a data folder, portion by portion; what has been found once is remembered.

A build finds the same problems on its way and leaves them here: after it, checking costs next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..load.inventory import take_inventory
from ..model.problem import Problem
from ..progress import Progress
from .cache import CHECKS, Store
from .executor import Keyed, work_through
from .fingerprint import Basis
from .read_and_check import problems_of, survey_files
from .unit_groups import portions


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a data folder was found to be.

    Attributes:
        files: the files of all reports.
        problems: everything a person must mend, is asked or may improve, in the order of files and lines.
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_up(root: Path, folder: str = "data", *, workers: int = 0, progress: Progress | None = None) -> Checkup:
    """Read and cross-check ``root/folder``, apart from what is known already."""
    inventory = take_inventory(root, folder)
    basis = Basis.of(root, folder, inventory)
    todo = [(basis.key_of(portion), portion) for portion in portions(inventory)]
    store = Store(root / CHECKS)
    found = work_through(partial(_look, basis), todo, store.problems, workers=workers, progress=progress)
    store.tidy()
    problems = [*inventory.problems, *(problem for of_portion in found.values() for problem in of_portion)]
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.level))
    return Checkup(tuple(file.file for file in inventory.files), tuple(ordered))


def _look(basis: Basis, portions: tuple[Keyed, ...]) -> tuple[tuple[Problem, ...], ...]:
    """The problems of some portions; what runs in a worker."""
    store, found = Store(basis.root / CHECKS), []
    for key, portion in portions:
        problems = problems_of(basis.root, survey_files(basis.root, basis.inventory, portion.files))
        store.keep_problems(key, problems)
        found.append(problems)
    return tuple(found)
