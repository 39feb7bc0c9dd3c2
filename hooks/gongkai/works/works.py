"""Makes every portion once, here or in worker processes, and finds pages and texts again when they are written."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from ..export.feeds import AllNews
from ..export.texts import Texts
from ..progress import Progress
from ..render.html import Rendered, Renderer
from .made import Briefs
from .make import make
from .portion import Portion, portions
from .setup import Setup
from .store import Store

#: With fewer reports to make, starting processes costs more than it saves, unless a number of them is asked for.
WORTHWHILE: Final = 200
#: Reports handed to a worker at a time.
_BATCH: Final = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Some portions to make, each with its key, and the folder of the store to keep them in."""

    setup: Setup
    store: Path
    portions: tuple[tuple[str, Portion], ...]

    @property
    def size(self) -> int:
        """The number of reports."""
        return sum(len(portion.files) for _, portion in self.portions)


def work(job: Job) -> tuple[Briefs, ...]:
    """Make the portions of a job and store them; what runs in a worker."""
    store, found = Store(job.store), []
    for key, portion in job.portions:
        made = make(portion, job.setup, _renderer())
        store.keep(key, made)
        found.append(made.briefs)
    return tuple(found)


@cache
def _renderer() -> Renderer:
    return Renderer()


class Works:
    """Everything made of a data folder.

    Attributes:
        briefs: what is known of every portion.
    """

    def __init__(self, setup: Setup, store: Store, *, workers: int = 0, progress: Progress | None = None) -> None:
        self._setup, self._store = setup, store
        self._portions = {setup.key_of(portion): portion for portion in portions(setup.inventory)}
        self.briefs = self._make_all(workers, progress or (lambda *_: None))
        self._of_unit = {unit_id: key for key, portion in self._portions.items() for unit_id in portion.units}

    def find_key(self, unit_id: str) -> str:
        """The key of the portion that a unit belongs to; "" where there is no such unit."""
        return self._of_unit.get(unit_id, "")

    @cached_property
    def news(self) -> AllNews:
        """What the feeds say of the reports."""
        return {(brief.unit_id, brief.year): brief.news for briefs in self.briefs for brief in briefs.reports}

    def page(self, unit_id: str, path: str) -> Rendered:
        """The finished page of a unit, or of one of its reports."""
        key = self._of_unit[unit_id]
        pages = self._store.pages(key) or make(self._portions[key], self._setup, _renderer()).pages
        return pages[path]

    def texts(self, unit_id: str, year: int) -> Texts:
        """The texts of a report that may be read."""
        key, name = self._of_unit[unit_id], f"{unit_id}/{year}"
        return self._store.texts(key, name) or make(self._portions[key], self._setup, _renderer()).texts[name]

    def words(self, unit_id: str, year: int) -> str:
        """What the search reads of a report."""
        key, name = self._of_unit[unit_id], f"{unit_id}/{year}"
        found = self._store.words(key, name)
        return make(self._portions[key], self._setup, _renderer()).words[name] if found is None else found

    def _make_all(self, workers: int, progress: Progress) -> tuple[Briefs, ...]:
        found: dict[str, Briefs | None] = {key: self._store.briefs(key) for key in self._portions}
        missing = [(key, portion) for key, portion in self._portions.items() if found[key] is None]
        setup = replace(self._setup, inventory=replace(self._setup.inventory, files=()))
        jobs = [Job(setup, self._store.folder, batch) for batch in _batches(missing)]
        done, total = 0, sum(job.size for job in jobs)
        with _hands(workers or (os.cpu_count() or 1 if total >= WORTHWHILE else 1)) as run:
            for job, made in zip(jobs, run(work, jobs), strict=True):
                found |= {key: briefs for (key, _), briefs in zip(job.portions, made, strict=True)}
                done += job.size
                progress(done, total)
        return tuple(briefs for briefs in found.values() if briefs)


def _batches(todo: list[tuple[str, Portion]]) -> Iterator[tuple[tuple[str, Portion], ...]]:
    """Portions of together about ``_BATCH`` reports."""
    batch: list[tuple[str, Portion]] = []
    for item in todo:
        batch.append(item)
        if sum(len(portion.files) for _, portion in batch) >= _BATCH:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


@contextmanager
def _hands(workers: int) -> Iterator[Callable[..., Iterator[tuple[Briefs, ...]]]]:
    """A ``map``: in this process, or through an executor of worker processes."""
    if workers == 1 or threading.active_count() > 1:
        yield map
        return
    executor: Executor
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(_how())) as executor:
        yield executor.map


def _how() -> str:
    """Forked workers need no time to import; elsewhere than on Linux forking is not safe."""
    return "fork" if sys.platform == "linux" else "spawn"
