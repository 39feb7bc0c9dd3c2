"""A pool of workers: any executor, to which batches are handed a few at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Any


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
