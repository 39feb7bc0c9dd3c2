"""What a unit's own page says because another unit names it: 前身 of a new unit changes the old unit's page."""

from __future__ import annotations

from collections.abc import Mapping

from .changed import changed_value
from .correction import ChangedValue
from .unit import Unit

#: How 变更 names a unit that took over this one's work: 后续单位/ and its id.
SUCCESSORS = "后续单位"


def changed_successors(before: Mapping[str, Unit], after: Mapping[str, Unit], unit_id: str) -> tuple[ChangedValue, ...]:
    """What differs in what the units of a register say of ``unit_id`` as their predecessor."""
    old, new = _successors(before, unit_id), _successors(after, unit_id)
    names = [*old, *(name for name in new if name not in old)]
    pairs = ((name, old.get(name), new.get(name)) for name in names)
    return tuple(changed_value(f"{SUCCESSORS}/{name}", was, now) for name, was, now in pairs if was != now)


def _successors(units: Mapping[str, Unit], unit_id: str) -> dict[str, str]:
    """The units that name ``unit_id`` in 前身: the year and the way, as its page says them."""
    found = ((name, unit.origin) for name, unit in units.items() if unit.origin and unit_id in unit.origin.units)
    return {name: f"{origin.year}年{origin.change.value}" for name, origin in found}
