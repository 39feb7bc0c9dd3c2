"""A grid on which several forms stand, one below the other, each under its title → the part of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from .area import Area
from .heads import is_figure
from .sheet import Sheet

#: What forms are called: 2023年度部门整体支出绩效自评表.
_TITLE: Final = re.compile(
    r"(?!.*[。；：:])(?=.*(?:决算|自评|评价|基础数据|绩效|收支|收入|支出|三公|情况)).{4,50}表(?:[（(][^（）()]{0,20}[)）])?"
)
_FEWEST: Final = 2


def parts_of(sheet: Sheet) -> Iterator[tuple[int, Area]]:
    """The rows below each title that stands alone in its row, with the number of the first; the whole where none does.

    Rows above the first such title belong to it.
    """
    area = sheet.area
    titles = [row for row in area.rows() if _is_title(area, row)]
    told = [row for before, row in pairwise([0, *titles]) if _has_figures(area, range(before, row))]
    starts = [0, *(row for row in told if _has_figures(area, range(row, area.height)))]
    for start, end in pairwise([*starts, area.height]):
        yield start, area.part(range(start, end))


def _is_title(area: Area, row: int) -> bool:
    """Whether nothing stands in a row but the name of a form, from the left or over most of the width."""
    given = [cell for cell in area.row(row) if area.text(row, cell.column)]
    if len(given) != 1 or given[0].row != row or given[0].rows > 1:
        return False
    is_alone = given[0].column == 0 or given[0].columns * 2 > area.width
    return is_alone and area.width > 1 and _TITLE.fullmatch(area.text(row, given[0].column)) is not None


def _has_figures(area: Area, rows: range) -> bool:
    return sum(any(is_figure(area.text(row, cell.column)) for cell in area.own(row)) for row in rows) >= _FEWEST
