"""The workbooks that the site itself prints: every sheet begins with 单位标识, 单位, 年度; one is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..document import Grid, GridCell
from .area import Area
from .cells import parse_cell
from .labels import bare

_WHO: Final = ("单位标识", "单位", "年度")
#: Sheets that repeat what stands on others, or that are computed.
_ASIDE: Final = ("主要数字", "计算指标", "校核结果", "更正", "变更")


def is_own_sheet(area: Area) -> bool:
    """Whether a table is a sheet of such a workbook."""
    return tuple(area.text(0, column) for column in range(3)) == _WHO


def is_aside(title: str) -> bool:
    """Whether a sheet of it has nothing that is not on another one."""
    return any(name in title for name in _ASIDE)


def whose(area: Area) -> list[tuple[str, str, int]]:
    """The units, by id and name, and years on a sheet, in their order."""
    found = []
    for row in range(1, area.height):
        year = parse_cell(area.text(row, 2))
        if year is not None and area.text(row, 1):
            found.append((area.text(row, 0), area.text(row, 1), int(year.value)))
    return list(dict.fromkeys(found))


def rows_of(area: Area, who: tuple[str, str, int]) -> Area:
    """The sheet of one unit and year, without the columns that say whose it is."""
    kept: list[GridCell] = []
    for number, row in enumerate(_rows(area, who)):
        kept += [replace(cell, row=number, column=cell.column - 3) for cell in area.own(row) if cell.column >= 3]
    return Area(replace(area.grid, cells=tuple(kept)))


def _rows(area: Area, who: tuple[str, str, int]) -> Iterator[int]:
    yield 0
    for row in range(1, area.height):
        if area.text(row, 0) == who[0] and bare(area.text(row, 2)).startswith(str(who[2])):
            yield row


def by_project(area: Area) -> Iterator[tuple[str, Area]]:
    """A sheet with the project's name first → the rows of each project, with the heading, without the name."""
    names = list(dict.fromkeys(area.text(row, 0) for row in range(1, area.height)))
    for name in names:
        rows = [0, *(row for row in range(1, area.height) if area.text(row, 0) == name)]
        cells = tuple(
            replace(cell, row=number, column=cell.column - 1)
            for number, row in enumerate(rows)
            for cell in area.own(row)
            if cell.column >= 1
        )
        yield name, Area(Grid(cells, area.grid.title, area.grid.place))
