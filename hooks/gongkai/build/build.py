"""Makes every portion once, here or in worker processes, and finds pages and texts again when they are written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property, partial

from ..open_data.feeds import AllNews
from ..open_data.record import Texts
from ..progress import Progress
from ..render.html import Rendered, Renderer
from .cache import CHECKS, PORTIONS, Store
from .executor import Keyed, work_through
from .result import Briefs
from .setup import Setup
from .unit import make
from .unit_groups import Portion


def work(setup: Setup, portions: tuple[Keyed, ...]) -> tuple[Briefs, ...]:
    """Make some portions and store them and their problems; what runs in a worker."""
    root = setup.basis.root
    store, checks, found = Store(root / PORTIONS), Store(root / CHECKS), []
    for key, portion in portions:
        made = make(portion, setup, _renderer())
        store.keep(key, made)
        checks.keep_problems(setup.basis.key_of(portion), made.problems)
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

    def __init__(
        self, setup: Setup, todo: Iterable[Portion], *, workers: int = 0, progress: Progress | None = None
    ) -> None:
        self._setup, self._store = setup, Store(setup.basis.root / PORTIONS)
        self._portions = {setup.key_of(portion): portion for portion in todo}
        found = work_through(
            partial(work, setup), self._portions.items(), self._store.briefs, workers=workers, progress=progress
        )
        self.briefs = tuple(found.values())
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
