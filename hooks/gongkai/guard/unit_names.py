"""Names of units that readers can take for another unit's, and names that vanish: nothing is refused, all is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..load.source import one_line
from ..model.text import folded
from ..model.unit import Unit


def name_notes(before: Mapping[str, Unit], after: Mapping[str, Unit]) -> Iterator[str]:
    """What the register says anew of names, in words for the reviewer; a 部门 and its 本级 may well share one."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id, unit in after.items():
        for name in _names(unit):
            owners[name].append(unit_id)
    for unit_id, unit in after.items():
        known = before.get(unit_id)
        for name, shown in _names(unit).items():
            others = [other for other in owners[name] if other != unit_id]
            if others and not (known and name in _names(known)):
                yield f"单位 {unit_id} 的名称“{one_line(shown, 60)}”也是 {'、'.join(others[:3])} 的，读者分不清是哪一个"
        if known and known.name != unit.name and folded(known.name) not in _names(unit):
            was, now = one_line(known.name, 60), one_line(unit.name, 60)
            yield f"单位 {unit_id} 由“{was}”改名为“{now}”，没有写曾用名：以前各年度的网页也写新的名称"


def _names(unit: Unit) -> dict[str, str]:
    """Every name of a unit, as one that looks like it is compared → as it is written."""
    shown = (unit.name, unit.short_name, *(former.name for former in unit.former_names))
    return {folded(name): name for name in shown if name}
