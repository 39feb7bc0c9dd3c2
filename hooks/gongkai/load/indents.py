"""How far a line was meant to be indented whose blanks cannot be counted: a Tab, a wide space."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = re.compile(r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<key>[^\s:：#-][^:：#]*)?(?P<colon>[:：])?(?P<rest>.*)")
#: As many rows above are looked at.
_FAR: Final = 400
#: Names that stand below an amount's own, beside each other.
COLUMNS: Final = frozenset({"上年决算", "年初预算", "全年预算", "决算", "其中", "数量", "说明", "增减"})
_OPENS: Final = re.compile(r" *(?:#.*)?")


def meant_indent(rows: list[str], at: int) -> int:
    """The spaces before row ``at``, by the rows above: at none of their levels is a name written twice.

    A Tab counts as one level where the rows above have that level; else the line stands at the deepest that is free.
    """
    bare = rows[at].lstrip()
    blank = rows[at][: len(rows[at]) - len(bare)]
    width, found = len(blank.replace("\t", "  ")), _PARTS.match(bare)
    levels = _levels(rows, at, is_item=bare.startswith("- "))
    key = found["key"] if found and found["colon"] and not found["dash"] else None
    free = [level for level, names in levels.items() if key is None or key.strip() not in names]
    if key is not None and key.strip() in COLUMNS:
        free = [level for level in free if levels[level] & COLUMNS] or free
    return width if width in free or not free else max(free)


def _levels(rows: list[str], at: int, *, is_item: bool) -> dict[int, set[str]]:
    """The columns at which row ``at`` may stand, with the names that stand there already."""
    levels: dict[int, set[str]] = {}
    limit = None
    for row in reversed(rows[max(at - _FAR, 0) : at]):
        found = _PARTS.match(row)
        if not row.strip() or row.lstrip().startswith("#") or found is None:
            continue
        indent, column = len(found["indent"]), len(found["indent"] + found["dash"])
        if limit is None and found["colon"] and _OPENS.fullmatch(found["rest"]):
            levels[column + 2] = set()
        own = indent if is_item and found["dash"] else column
        if limit is None or own < limit:
            levels.setdefault(own, set())
            limit = own
        if own in levels and own == limit:
            levels[own].add((found["key"] or "").strip())
        if found["dash"]:
            limit = min(limit, indent + 1)
    return {level: names for level, names in levels.items() if not is_item or level in _item_levels(rows, at, levels)}


def _item_levels(rows: list[str], at: int, levels: dict[int, set[str]]) -> set[int]:
    """Those of the levels at which entries of a list stand, or may begin."""
    items = {len(row) - len(row.lstrip()) for row in rows[max(at - _FAR, 0) : at] if row.lstrip().startswith("- ")}
    return {level for level, names in levels.items() if level in items or not names}
