"""自评表 and 项目支出绩效自评表 in the layout of the official forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model.evaluation import Indicator
from .cell import Cell, FormPath, Row, row_of
from .lines import USUAL_PARTS
from .lists import columns_of, heading_of, input_of, list_of
from .stated_values import StatedValues

_FUNDS: Final[FormPath] = ("自评表", "资金")
_SUMS: Final = (("按收入性质分合计", "按收入性质分"), ("按支出性质分合计", "按支出性质分"))


def self_rows(stated: StatedValues, measure: str) -> Iterator[Row]:
    """The rows of 自评表 above its indicators, which have a sheet of their own."""
    yield row_of(Cell(1, "title", "部门整体支出绩效自评表", span=7))
    yield _headings(
        "年度预算申请", measure, 2, ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "自评得分")
    )
    yield row_of(Cell(1, "label", "年度资金总额"), *_funds(stated, _FUNDS, "年度资金总额", 2))
    for total, below in _SUMS:
        columns = _amounts(stated, (*_FUNDS, total), 2)
        yield row_of(Cell(1, "label", total), *columns, _sum_check(total, below))
        yield from _named_rows(stated, (*_FUNDS, below), below, 1, 2, 8)
    yield row_of(
        Cell(1, "heading", "年度总体目标"),
        Cell(2, "heading", "预期目标", span=3),
        Cell(5, "heading", "实际完成情况", span=3),
    )
    yield from _goals(stated, ("自评表", "总体目标"), 2, 5, 3)


def _headings(first: str, measure: str, column: int, names: tuple[str, ...]) -> Row:
    cells = (Cell(at, "heading", name) for at, name in enumerate(names, column))
    return row_of(Cell(1, "heading", f"{first}（{measure}）"), *cells)


def _amounts(stated: StatedValues, path: FormPath, column: int) -> Iterator[Cell | None]:
    for at, key in enumerate(("年初预算", "全年预算", "决算"), column):
        yield input_of(stated, (*path, key), at)


def _funds(stated: StatedValues, path: FormPath, total: str, column: int) -> Iterator[Cell | None]:
    """The row of the year's funds, with what the execution is worth."""
    yield from _amounts(stated, (*path, total), column)
    yield input_of(stated, (*path, "分值"), column + 3)
    budget, spent = ("ABCDEFGHIJ"[column + at] for at in (1, 2))
    rate = f'=IF(AND(ISNUMBER({spent}{{r}}),N({budget}{{r}})>0),ROUND({spent}{{r}}/{budget}{{r}}*100,2),"")'
    stated_rate = input_of(stated, (*path, "执行率"), column + 4) if path[0] != "自评表" else None
    yield stated_rate or Cell(column + 4, "formula", formula=rate)
    yield input_of(stated, (*path, "得分"), column + 5)


def _sum_check(total: str, below: str) -> Cell:
    """Words where what stands below does not add up."""
    part = f'SUMIF($I:$I,"{below}",E:E)'
    counted = f'COUNTIFS($I:$I,"{below}",E:E,"<>")>0'
    words = f'"各项合计"&TEXT({part},"0.00####")&"，差"&TEXT(E{{r}}-{part},"0.00####")'
    return Cell(8, "check", formula=f'=IF(AND(ISNUMBER(E{{r}}),{counted}),IF(ABS(E{{r}}-{part})>0.0051,{words},""),"")')


def _named_rows(
    stated: StatedValues, path: FormPath, above: str, label: int, column: int, aside: int
) -> Iterator[Row]:  # fmt: skip  # in one line
    """Funds under names of the unit's own, first those that the form prints."""
    names = [step[1] for step in stated.steps(path)]
    for name in (*(names or USUAL_PARTS[path[-1:]]), ""):
        below = (*path, ("=", name if name in names else ""))
        cells = (cell for cell in _amounts(stated, below, column) if cell)
        yield Row((Cell(label, "name", name or None), *cells, Cell(aside, "aside", above)), depth=1, name=below)


def _goals(stated: StatedValues, path: FormPath, expected: int, achieved: int, span: int) -> Iterator[Row]:
    for step in stated.steps(path) or (("+", "1"),):
        yield row_of(
            Cell(1, "label", "目标"), input_of(stated, (*path, step, "预期目标"), expected, span=span),
            input_of(stated, (*path, step, "实际完成情况"), achieved, span=span),
        )  # fmt: skip  # a row


def project_rows(stated: StatedValues, path: FormPath, measure: str, grades: tuple[str, ...]) -> Iterator[Row]:
    """项目支出绩效自评表 of a project."""
    yield row_of(Cell(1, "title", "项目支出绩效自评表", span=10))
    for label, key in (("项目名称", "项目"), ("主管部门", "主管部门"), ("实施单位", "实施单位")):
        yield row_of(Cell(1, "label", label), input_of(stated, (*path, key), 2, span=3))
    columns = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "得分")
    yield _headings("项目资金", measure, 2, columns)
    funds = (*path, "资金")
    yield row_of(Cell(1, "label", "年度资金总额"), *_funds(stated, funds, "年度资金总额", 2))
    yield from _named_rows(stated, (*funds, "年度资金总额", "其中"), "其中", 1, 2, 8)
    yield row_of(
        Cell(1, "heading", "年度总体目标"),
        Cell(2, "heading", "预期目标", span=3),
        Cell(5, "heading", "实际完成情况", span=3),
    )
    yield from _goals(stated, (*path, "总体目标"), 2, 5, 3)
    for label, key in (("总分", "自评得分"), ("等级", "自评等级"), ("偏差原因", "偏差原因"), ("备注", "备注")):
        filled = input_of(stated, (*path, key), 2, span=3 if key in {"偏差原因", "备注"} else 1, grades=grades)
        yield row_of(Cell(1, "label", label), filled)
    fields = columns_of(Indicator)
    yield heading_of(fields)
    yield from list_of(stated, (*path, "指标"), fields, 10)
