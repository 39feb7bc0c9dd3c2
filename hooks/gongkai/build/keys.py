"""What a page about several units is made of, in a key for each: it changes when the page could."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from .fingerprint import sealed
from .result import Brief


class Keys:
    """The keys of pages and files about a year, and about everything."""

    def __init__(self, frame: str, briefs: Iterable[Brief]) -> None:
        self._frame = frame
        self._seals: dict[int, list[str]] = {}
        for brief in briefs:
            self._seals.setdefault(brief.year, []).append(sealed(_told(brief)))

    def of_year(self, year: int) -> str:
        """Changes with the reports of a year and of the year before, against which they are set."""
        return sealed((self._frame, "year", *self._seals.get(year - 1, ()), "", *self._seals.get(year, ())))

    @cached_property
    def of_all(self) -> str:
        """Changes with any report."""
        return sealed((self._frame, "all", *(seal for year in sorted(self._seals) for seal in self._seals[year])))


def _told(brief: Brief) -> tuple[str, ...]:
    return brief.unit_id, brief.digest, brief.state, brief.figures, repr(brief.news), repr(brief.checked)
