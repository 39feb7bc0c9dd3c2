"""Hands: portions worked on one batch after another, in this process or in worker processes."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from ..progress import Progress
from .unit_groups import Portion

T = TypeVar("T")
#: A portion and its key.
Keyed = tuple[str, Portion]
#: With fewer reports to work on, starting processes costs more than it saves, unless a number of them is asked for.
_WORTHWHILE: Final = 200
#: Reports handed to a worker at a time.
_BATCH: Final = 60


def work_through(
    work: Callable[[tuple[Keyed, ...]], tuple[T, ...]],
    portions: Iterable[Keyed],
    recall: Callable[[str], T | None],
    *,
    workers: int = 0,
    progress: Progress | None = None,
) -> dict[str, T]:
    """What ``work`` makes of every portion, by key, in their order.

    Args:
        work: given a batch of portions, makes something of each; it can be sent to another process.
        portions: the portions and their keys.
        recall: finds what was made under a key before.
        workers: worker processes; 0 for one on each processor where it is worth it.
        progress: told the number of reports to work on.
    """
    todo = dict(portions)
    found = {key: recall(key) for key in todo}
    batches = list(_batches((key, portion) for key, portion in todo.items() if found[key] is None))
    done, total = 0, sum(map(_size, batches))
    with _hands(workers or (os.cpu_count() or 1 if total >= _WORTHWHILE else 1)) as run:
        for batch, made in zip(batches, run(work, batches), strict=True):
            found |= {key: one for (key, _), one in zip(batch, made, strict=True)}
            done += _size(batch)
            if progress:
                progress(done, total)
    return {key: made for key, made in found.items() if made is not None}


def _batches(todo: Iterable[Keyed]) -> Iterator[tuple[Keyed, ...]]:
    """Portions of together about ``_BATCH`` reports."""
    batch: tuple[Keyed, ...] = ()
    for item in todo:
        batch = (*batch, item)
        if _size(batch) >= _BATCH:
            yield batch
            batch = ()
    if batch:
        yield batch


def _size(batch: tuple[Keyed, ...]) -> int:
    return sum(len(portion.files) for _, portion in batch)


@contextmanager
def _hands(workers: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """A ``map``: in this process, or through an executor of worker processes."""
    if workers == 1 or threading.active_count() > 1:
        yield map
        return
    executor: Executor
    most = 61 if sys.platform == "win32" else workers  # Windows waits for no more
    with ProcessPoolExecutor(min(workers, most), mp_context=multiprocessing.get_context(_how())) as executor:
        yield executor.map


def _how() -> str:
    """Forked workers need no time to import; elsewhere than on Linux forking is not safe."""
    return "fork" if sys.platform == "linux" else "spawn"
