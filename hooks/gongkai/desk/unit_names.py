"""What all units of the site are called: a document that is dropped may be of any of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..importer.identity import spellings
from .opened import RefusedError


@dataclass(frozen=True)
class UnitNames:
    """The units of the site.

    Attributes:
        called: the name of each.
        known: every name of each: the name, 简称, 曾用名.
    """

    called: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """The names as they are looked for in documents."""
        return {unit_id: tuple(spellings(names)) for unit_id, names in self.known.items()}


def unit_names(listed: bytes) -> UnitNames:
    """Those of the list of units (``units.json``), from which a clerk chooses.

    Raises:
        RefusedError: it is no such list.
    """
    try:
        units = json.loads(listed)
        known = {unit["id"]: (unit["name"], unit["short"], *unit.get("former", ())) for unit in units}
        return UnitNames({unit["id"]: unit["name"] for unit in units}, known)
    except (ValueError, TypeError, KeyError):
        raise RefusedError("单位名录读不出来。怎么改：刷新这一页") from None
