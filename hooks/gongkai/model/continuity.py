"""Continuity: which earlier report a report can be compared with, through renaming, merger, split and rescoping."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .archive import Archive, Entry
from .report import Report
from .unit import Change, Origin


class Chain(StrEnum):
    """How the year before hangs together with this one."""

    SAME = "same"
    MERGED = "merged"
    SUCCEEDED = "succeeded"
    BROKEN = "broken"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Prior:
    """The year before, as far as it can be compared.

    Attributes:
        chain: how it hangs together with this year.
        entries: last year's entries: one, or those of all predecessors of a merger.
        outline_changed: the outline (提纲) differs between the years.
    """

    chain: Chain
    entries: tuple[Entry, ...] = ()
    outline_changed: bool = False

    @property
    def reports(self) -> tuple[Report, ...]:
        """Last year's published reports, all of them or none."""
        reports = tuple(entry.published for entry in self.entries)
        comparable = self.chain not in {Chain.BROKEN, Chain.NONE} and None not in reports
        return tuple(r for r in reports if r) if comparable else ()


def find_prior(archive: Archive, unit_id: str, year: int) -> Prior:
    """The year before ``year`` for ``unit_id``."""
    before, now = archive.years.get(year - 1), archive.years.get(year)
    changed = bool(before and now and before.outline != now.outline)
    origin = archive.units[unit_id].origin if unit_id in archive.units else None
    if origin and origin.year == year:
        return _prior_of_origin(archive, origin, changed)
    entry = archive.find_entry(unit_id, year - 1)
    return Prior(Chain.SAME, (entry,), changed) if entry else Prior(Chain.NONE)


def _prior_of_origin(archive: Archive, origin: Origin, changed: bool) -> Prior:
    found = tuple(entry for unit_id in origin.units if (entry := archive.find_entry(unit_id, origin.year - 1)))
    if origin.change in {Change.SPLIT, Change.RESCOPED}:
        return Prior(Chain.BROKEN, found, changed)
    if len(found) < len(origin.units):
        return Prior(Chain.NONE, found, changed)
    return Prior(Chain.MERGED if origin.change is Change.MERGED else Chain.SUCCEEDED, found, changed)
