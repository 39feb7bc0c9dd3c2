"""Long lists of units: past a number that one page can bear, each category stands on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from ..model.archive import Archive
from ..model.unit import Unit
from .compared import category_of, category_slugs

#: A list of more units is divided by category, and a category of more into numbered parts.
MOST_UNITS: Final = 500
#: Units with their ids.
Units = tuple[tuple[str, Unit], ...]


class Division(NamedTuple):
    """The units of one page: those of a category, or the ``number``-th part of them."""

    category: str
    slug: str
    number: int
    parts: int
    units: Units

    @property
    def label(self) -> str:
        """What units they are."""
        return self.category if self.parts == 1 else f"{self.category}第{self.number}部分"


def by_category(units: Iterable[tuple[str, Unit]]) -> dict[str, Units]:
    """Category → its units, both in the order of the register."""
    found: dict[str, list[tuple[str, Unit]]] = {}
    for unit_id, unit in units:
        found.setdefault(category_of(unit), []).append((unit_id, unit))
    return {category: tuple(of_category) for category, of_category in found.items()}


def divisions(archive: Archive, units: Iterable[tuple[str, Unit]]) -> tuple[Division, ...]:
    """The pages on which a list of units stands; none where one page can bear them all."""
    listed = tuple(units)
    if len(listed) <= MOST_UNITS:
        return ()
    slugs = category_slugs(archive)
    return tuple(
        Division(category, slugs[category], number, len(starts), of_category[start : start + MOST_UNITS])
        for category, of_category in by_category(listed).items()
        for starts in [range(0, len(of_category), MOST_UNITS)]
        for number, start in enumerate(starts, 1)
    )
