"""Several forms on one sheet, each under its title, are read as if each stood on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Final

import pytest
from tests.importer.documents import grid
from tests.importer.test_told_elsewhere import settled

from gongkai.importer.document import Grid, GridCell
from gongkai.importer.forms.area import Area

FORMS: Final = {
    "基础数据表": grid(
        "2022年度部门整体支出绩效评价基础数据表|<|<|<", "经费控制情况（万元）|2021年决算数|2022年预算数|2022年决算数",
        "三公经费|5.10|6.20|4.85", "1、公务接待|2.10|2.60|1.90", "公用经费|50.00|60.00|55.00",
    ),
    "自评表": grid(
        "2022年度部门整体支出绩效自评表|<|<|<|<|<|<",
        "年度预算申请（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
        "年度资金总额|990.37|1044.62|1038.62|10|99.43%|9.94",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
        "产出指标|数量指标|培训人次|≥2400人次|2415人次|90|89.5",
        "总分|<|<|<|<|100|99.44",
    ),
    "收支表": grid(
        "2022年度收支情况表（万元）|<|<",
        "项目|年初预算数|决算数", "收入总计|1000.00|1050.00", "支出总计|1000.00|1050.00",
        "基本支出|700.00|720.00",
    ),
}  # fmt: skip  # tables


def one_sheet(grids: Sequence[Grid], between: int) -> Grid:
    """The grids below each other on one, each title as far as it goes, with empty rows between."""
    width, top, cells = max(Area(each).width for each in grids), 0, list[GridCell]()
    for each in grids:
        area = Area(each)
        cells += [replace(cell, row=cell.row + top) for cell in each.cells]
        cells += [GridCell("", top + row, at) for row in area.rows() for at in range(area.width, width)]
        cells += [GridCell("", top + area.height + row, at) for row in range(between) for at in range(width)]
        top += area.height + between
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), place="工作表“Sheet1”")


@pytest.mark.parametrize("between", [0, 1, 2])
@pytest.mark.parametrize("names", [names for count in (2, 3) for names in permutations(FORMS, count)])
def test_forms_below_each_other_are_read_each_for_itself(names: tuple[str, ...], between: int) -> None:
    grids = [FORMS[name] for name in names]
    apart = settled(*grids).values
    together = settled(one_sheet(grids, between))
    assert together.values == apart
    assert len(apart) > 6 * len(names)


def test_the_place_of_a_figure_is_its_row_on_the_sheet() -> None:
    found = settled(one_sheet([FORMS["自评表"], FORMS["基础数据表"]], 1))
    assert "第10行" in found.sources["三公经费", "决算"].place
    assert "第6行" in found.sources["绩效", "自评得分"].place
