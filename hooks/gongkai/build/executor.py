"""Works through the unit groups with any executor: in this process, in worker processes, or in those of a cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, Final, TypeVar

from ..progress import Progress
from .unit_groups import Task

T = TypeVar("T")
#: With fewer reports to work on, starting processes costs more than it saves, unless a number of them is asked for.
_WORTHWHILE: Final = 200
#: Reports handed to a worker at a time.
_BATCH: Final = 60
#: Batches handed out at a time, for each worker.
_AHEAD: Final = 4
#: More worker processes than this cannot be waited for.
_MOST_ON_WINDOWS: Final = 61


class Pool:
    """Works on batches wherever its executor does.

    Attributes:
        executor: what runs a batch.
        ahead: batches handed out at a time; so many results wait here at most.
    """

    def __init__(self, executor: Executor, ahead: int) -> None:
        self.executor, self.ahead = executor, ahead

    def prepare(self, work: Callable[[Any], Any]) -> Callable[[Any], Future[Any]]:
        """What hands out a batch for ``work``."""
        return lambda batch: self.executor.submit(work, batch)

    def map(self, work: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        """The result of every batch, in their order."""
        submit, waiting = self.prepare(work), deque[Future[Any]]()
        try:
            for batch in batches:
                waiting.append(submit(batch))
                if len(waiting) >= self.ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


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
