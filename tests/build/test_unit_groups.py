"""Units that need each other's reports are made together, all others apart."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import DEMO

from gongkai.build.unit_groups import related_units, unit_groups
from gongkai.load.inventory import take_inventory
from gongkai.model.unit import Change, Origin, Unit


def unit(above: str | None = None, before: tuple[str, ...] = ()) -> Unit:
    """A unit of the register, under a department and with predecessors."""
    origin = Origin(year=2020, change=Change.MERGED, units=before) if before else None
    return Unit(name="某单位", supervising_department=above, origin=origin)


def test_departments_stay_with_their_units_and_mergers_with_their_predecessors() -> None:
    units = {"a": unit(), "b": unit(above="a"), "c": unit(), "d": unit(before=("c", "e")), "e": unit(), "f": unit()}
    assert set(related_units(units)) == {("a", "b"), ("c", "d", "e"), ("f",)}


def test_circles_and_unknown_units_do_no_harm() -> None:
    units = {"a": unit(above="b"), "b": unit(above="a"), "c": unit(above="nowhere"), "d": unit(above="d")}
    assert set(related_units(units)) == {("a", "b"), ("c",), ("d",)}


def test_every_unit_and_file_is_in_one_portion() -> None:
    inventory = take_inventory(DEMO)
    found = list(unit_groups(inventory))
    assert sorted(unit_id for group in found for unit_id in group.units) == sorted(inventory.units)
    assert sorted(file for group in found for file in group.files) == sorted(inventory.files)
    assert len(found) > 10


def test_an_empty_project_has_no_portions(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert list(unit_groups(take_inventory(tmp_path))) == []
