"""Groups of units whose pages depend on each other's reports, worked on in this process or in worker processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from ..load.inventory import DataFile, Inventory
from ..model.unit import Unit
from ..progress import Progress
from .pool import Pool

T = TypeVar("T")
#: With fewer reports to work on, starting processes costs more than it saves, unless a number of them is asked for.
_WORTHWHILE: Final = 200
#: Reports handed to a worker at a time.
_BATCH: Final = 60
#: Batches handed out at a time, for each worker.
_AHEAD: Final = 4
#: More worker processes than this cannot be waited for.
_MOST_ON_WINDOWS: Final = 61


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Some units and the files of all their reports."""

    units: tuple[str, ...]
    files: tuple[DataFile, ...]


#: The fingerprint of a group, and the group.
Task = tuple[str, UnitGroup]


def unit_groups(inventory: Inventory) -> Iterator[UnitGroup]:
    """Every unit in one group, in the order of the register.

    A department is checked against the units below it, and a unit is compared with its predecessors: these stay
    together. Everything else that a report's page says of other units stands in the register.
    """
    files: dict[str, list[DataFile]] = {}
    for file in inventory.files:
        files.setdefault(file.unit_id, []).append(file)
    for units in related_units(inventory.units):
        yield UnitGroup(units, tuple(file for unit_id in units for file in files.get(unit_id, ())))


def related_units(units: Mapping[str, Unit]) -> Iterator[tuple[str, ...]]:
    """The ids of ``units``, those together that are bound by 主管部门 or 前身."""
    leader = {unit_id: unit_id for unit_id in units}

    def lead(unit_id: str) -> str:
        while leader[unit_id] != unit_id:
            leader[unit_id] = unit_id = leader[leader[unit_id]]
        return unit_id

    for unit_id, unit in units.items():
        for other in (unit.supervising_department, *(unit.origin.units if unit.origin else ())):
            if other in leader:
                leader[lead(other)] = lead(unit_id)
    groups: dict[str, list[str]] = {}
    for unit_id in units:
        groups.setdefault(lead(unit_id), []).append(unit_id)
    yield from map(tuple, groups.values())


def work_through(
    work: Callable[[tuple[Task, ...]], tuple[T, ...]],
    tasks: Iterable[Task],
    find: Callable[[str], T | None],
    *,
    workers: int = 0,
    cluster: Callable[[], AbstractContextManager[Pool]] | None = None,
    progress: Progress | None = None,
) -> dict[str, T]:
    """The result of every group by its fingerprint, in the order of ``tasks``.

    Args:
        work: given a batch of tasks, returns a result for each; it can be sent to another process.
        tasks: the groups and their fingerprints.
        find: the result that is known for a fingerprint already, if any.
        workers: worker processes; 0 for one on each processor where it is worth it.
        cluster: opens another pool, for more than one batch.
        progress: called with the number of reports done, and of all to be worked on.
    """
    groups = dict(tasks)
    results = {fingerprint: find(fingerprint) for fingerprint in groups}
    batches = list(_batches(task for task in groups.items() if results[task[0]] is None))
    done, total = 0, sum(map(_size, batches))
    local = partial(_executor, workers or (os.cpu_count() or 1 if total >= _WORTHWHILE else 1))
    with cluster() if cluster and len(batches) > 1 else local() as pool:
        run = pool.map if pool else map
        for batch, new in zip(batches, run(work, batches), strict=True):
            results |= {fingerprint: result for (fingerprint, _), result in zip(batch, new, strict=True)}
            done += _size(batch)
            if progress:
                progress(done, total)
    return {fingerprint: result for fingerprint, result in results.items() if result is not None}


def _batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """Groups of together about ``_BATCH`` reports."""
    batch: tuple[Task, ...] = ()
    for task in tasks:
        batch = (*batch, task)
        if _size(batch) >= _BATCH:
            yield batch
            batch = ()
    if batch:
        yield batch


def _size(batch: tuple[Task, ...]) -> int:
    return sum(len(group.files) for _, group in batch)


def _stay_while_needed() -> None:
    """A worker leaves Ctrl+C to the main process, and ends when that one has ended, however it was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _executor(workers: int) -> Iterator[Pool | None]:
    """Worker processes; None for this process.

    Forked workers need no time to import; elsewhere than on Linux forking is not safe.
    """
    if workers == 1 or threading.active_count() > 1:
        yield None
        return
    most = _MOST_ON_WINDOWS if sys.platform == "win32" else workers
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    executor: Executor
    with ProcessPoolExecutor(min(workers, most), mp_context=context, initializer=_stay_while_needed) as executor:
        yield Pool(executor, _AHEAD * workers)
