"""Units whose names differ from one another by a character: a text that writes the one may mean the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..model.unit import SameUnits, Unit


def similar_names(units: Mapping[str, Unit], unit_id: str) -> set[str]:
    """The units of which a name is like one of ``unit_id``'s but for a character, more, less or another."""
    known = _spellings(SameUnits(units))
    return {other for name in _names_of(units[unit_id]) for spelling in _shortened(name) for other in known[spelling]}


@lru_cache(maxsize=1)
def _spellings(register: SameUnits) -> Mapping[str, list[str]]:
    """Every name, whole and without each of its characters, and whose it is."""
    found: dict[str, list[str]] = {}
    for unit_id, unit in register.units.items():
        for name in _names_of(unit):
            for spelling in _shortened(name):
                found.setdefault(spelling, []).append(unit_id)
    return found


def _names_of(unit: Unit) -> Iterator[str]:
    yield unit.name
    yield from (former.name for former in unit.former_names)


def _shortened(name: str) -> Iterator[str]:
    yield name
    yield from {f"{name[:at]}{name[at + 1 :]}" for at in range(len(name))}
