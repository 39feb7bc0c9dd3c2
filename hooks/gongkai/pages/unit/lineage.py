"""Where a unit came from and what became of it, in links."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.archive import Archive
from ...model.unit import Change, Unit
from ..parts.links import Link, unit_path

Statement = tuple[str, tuple[Link, ...]]

_CAME_FROM = {
    Change.MERGED: "{year}年由以下单位合并而来",
    Change.SPLIT: "{year}年从以下单位分立",
    Change.RESCOPED: "{year}年起口径变更，此前见",
    Change.SUCCEEDED: "{year}年承接以下单位",
}
_BECAME = {
    Change.MERGED: "{year}年并入",
    Change.SPLIT: "{year}年分立出",
    Change.RESCOPED: "{year}年起口径变更，此后见",
    Change.SUCCEEDED: "{year}年起由以下单位承接",
}


def lineage(archive: Archive, unit_id: str, unit: Unit) -> tuple[Statement, ...]:
    """Predecessors, successors, supervising department and the units below it."""
    return tuple(_statements(archive, unit_id, unit))


def _statements(archive: Archive, unit_id: str, unit: Unit) -> Iterator[Statement]:
    if unit.origin:
        words = _CAME_FROM[unit.origin.change].format(year=unit.origin.year)
        yield words, tuple(_link(archive, other) for other in unit.origin.units)
    for successor_id in archive.successors(unit_id):
        if origin := archive.units[successor_id].origin:
            yield _BECAME[origin.change].format(year=origin.year), (_link(archive, successor_id),)
    if unit.supervising_department:
        yield "主管部门", (_link(archive, unit.supervising_department),)
    if below := archive.subordinates(unit_id):
        yield "所属单位", tuple(_link(archive, other) for other in below)


def _link(archive: Archive, unit_id: str) -> Link:
    unit = archive.units.get(unit_id)
    return Link(unit.name, unit_path(unit_id)) if unit else Link(unit_id)
