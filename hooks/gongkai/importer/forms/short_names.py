"""Labels that say what they are of only by the rows beside them: 合计, 购置费, 运行维护费."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from ...model.form import OFFICIAL_VEHICLES, PROCUREMENT, THREE_PUBLIC, VEHICLE_PURCHASE, VEHICLE_RUNNING
from ...model.lines import Line
from ...model.problem import KeyPath
from .heads import Block, Group
from .labels import lines_labelled
from .sheet import Sheet

#: What tables call the sum of their rows, and the lines whose tables do so.
_SUMS: Final = frozenset({"合计", "小计", "总计", "支出合计"})
_WITH_SUMS: Final = (THREE_PUBLIC, PROCUREMENT)
_FEWEST: Final = 2
#: Below one of these the names of the kinds are cut short.
_OF_VEHICLES: Final = (OFFICIAL_VEHICLES, VEHICLE_PURCHASE, VEHICLE_RUNNING)
_KINDS: Final = {
    VEHICLE_PURCHASE: re.compile("(?:车辆)?购置(?:费|费用|经费|支出)?"),
    VEHICLE_RUNNING: re.compile("(?:车辆)?运行(?:维护)?(?:费|费用|经费|支出)?|维护费"),
}


def short_named(
    name: str, sheet: Sheet, block: Block, group: Group, seen: Collection[KeyPath], last: Line | None
) -> Line | None:
    """The line that a name means by the rows beside it; None where they do not say it.

    Args:
        name: without marks and measures.
        sheet: the table, with ``block`` and ``group`` that the row stands in.
        seen: the lines that have had a row of their own.
        last: the line of the row above.
    """
    if name not in _SUMS:
        kinds = _KINDS.items() if last in _OF_VEHICLES else ()
        return next((line for line, words in kinds if words.fullmatch(name)), None)
    labels = {sheet.area.text(row, column) for row in block.rows for column in group.labels}
    found = {line for label in labels for line in lines_labelled(label, sheet.names)}
    for whole in _WITH_SUMS:
        is_alone = all(line.path[0] == whole.path[0] for line in found)
        if is_alone and sum(line.total == whole for line in found) >= _FEWEST:
            return None if whole.path in seen else whole
    return None


def kind_of_people(name: str) -> str:
    """行政 for 行政编制, as sentences call the kinds of posts too."""
    return name.removesuffix("编制") or name
