"""Categories (类别) of units and their addresses, made of how they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pypinyin import lazy_pinyin

from ...model.archive import Archive
from ...model.unit import Unit

OTHER: Final = "其他"
_NO_ADDRESS: Final = re.compile(r"[^a-z0-9]+")


def category_of(unit: Unit) -> str:
    """类别; 其他 where the register names none."""
    return unit.category or OTHER


def category_slugs(archive: Archive) -> Mapping[str, str]:
    """Category → the last part of its address, in the order of the register; those read alike are numbered."""
    found: dict[str, str] = {}
    for category in dict.fromkeys(map(category_of, archive.units.values())):
        slug = _NO_ADDRESS.sub("-", "".join(lazy_pinyin(category)).lower()).strip("-") or "lei"
        alike = sum(1 for other in found.values() if other.rstrip("0123456789").rstrip("-") == slug)
        found[category] = f"{slug}-{alike + 1}" if alike else slug
    return found
