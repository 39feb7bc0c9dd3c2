"""Groups of units whose pages depend on each other's reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..load.inventory import DataFile, Inventory
from ..model.unit import Unit


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Some units and the files of all their reports."""

    units: tuple[str, ...]
    files: tuple[DataFile, ...]


#: The fingerprint of a group, and the group.
Task = tuple[str, UnitGroup]


def unit_groups(inventory: Inventory) -> Iterator[UnitGroup]:
    """Every unit in one group, in the order of the register.

    A department is checked against the units below it, and a unit is compared with its predecessors: these stay
    together. Everything else that a report's page says of other units stands in the register.
    """
    files: dict[str, list[DataFile]] = {}
    for file in inventory.files:
        files.setdefault(file.unit_id, []).append(file)
    for units in related_units(inventory.units):
        yield UnitGroup(units, tuple(file for unit_id in units for file in files.get(unit_id, ())))


def related_units(units: Mapping[str, Unit]) -> Iterator[tuple[str, ...]]:
    """The ids of ``units``, those together that are bound by 主管部门 or 前身."""
    leader = {unit_id: unit_id for unit_id in units}

    def lead(unit_id: str) -> str:
        while leader[unit_id] != unit_id:
            leader[unit_id] = unit_id = leader[leader[unit_id]]
        return unit_id

    for unit_id, unit in units.items():
        for other in (unit.supervising_department, *(unit.origin.units if unit.origin else ())):
            if other in leader:
                leader[lead(other)] = lead(unit_id)
    groups: dict[str, list[str]] = {}
    for unit_id in units:
        groups.setdefault(lead(unit_id), []).append(unit_id)
    yield from map(tuple, groups.values())
