"""What all units of the site are called: a document that is dropped may be of any of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..importer.identity import spellings
from ..model.unit import FormerName, NamedUnit
from .opened import RefusedError


@dataclass(frozen=True)
class UnitNames:
    """The units of the site.

    Attributes:
        named: what each is called, and was, in the order of the register.
        short: the 简称 of each; "".
    """

    named: Mapping[str, NamedUnit] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Every name of each, the name, 简称, 曾用名, as they are looked for in documents."""
        return {unit_id: tuple(spellings(self._known(unit_id))) for unit_id in self.named}

    def _known(self, unit_id: str) -> Iterator[str]:
        unit = self.named[unit_id]
        yield from (unit.name, self.short[unit_id], *(former.name for former in unit.former_names))


def unit_names(listed: bytes) -> UnitNames:
    """Those of the list of units (``units.json``), from which a clerk chooses.

    Raises:
        RefusedError: it is no such list.
    """
    try:
        units = json.loads(listed)
        named = {unit["id"]: NamedUnit(unit["name"], (*_former(unit),)) for unit in units}
        return UnitNames(named, {unit["id"]: unit["short"] for unit in units})
    except (ValueError, TypeError, KeyError):
        raise RefusedError("单位名录读不出来。怎么改：刷新这一页") from None


def _former(unit: Mapping[str, Any]) -> Iterator[FormerName]:
    """The former names of a unit of the list."""
    for former in unit.get("former", ()):
        years = {"起": former["first"], "止": former["last"]}
        yield FormerName.model_validate({"名称": former["name"], **years})
