"""基础数据表 in the layout of the official form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ..model.report import Report
from .cell import Cell, FormPath, Row, row_of
from .lines import headings, lines_of
from .lists import input_of
from .stated_values import StatedValues

_KEYS: Final[tuple[str, ...]] = ("三公经费", "公用经费", "政府采购", "部门基本支出预算调整", "部门整体支出预算调整")
_KINDS: Final = ("业务工作经费", "运行维护经费", "省级专项资金")
#: The row of 项目支出, which is summed up from the sheet of projects.
PROJECTS_TOTAL: Final = "项目支出（“项目”工作表各行合计）"
_NOTE: Final = (
    "说明：“项目支出”需要填报基本支出以外的所有项目支出情况，在“项目”工作表里填；"
    "“公用经费”填报基本支出中的一般商品和服务支出。"
)


def base_rows(stated: StatedValues, year: int | None, measure: str) -> Iterator[Row]:
    """The rows of the form, from its title to its note."""
    yield row_of(Cell(1, "title", f"{year or '本'}年度部门整体支出绩效评价基础数据表", span=5))
    yield _named("财政供养人员情况（人）", "编制数", f"{year or '本'}年实际在职人数", "控制率（%）")
    people: tuple[FormPath, ...] = (("人员", "编制数"), ("人员", "在职人员"))
    filled = (input_of(stated, path, at) for at, path in enumerate(people, 2))
    yield row_of(Cell(1, "label", "人数"), *filled, Cell(4, "formula", formula=_rate("D{r}", "C{r}")))
    yield headings(year, measure)
    for key in _KEYS:
        yield from lines_of(stated, Report, (), partial(_is_here, key=key))
        if key == _KEYS[0]:
            yield from _projects()
    yield from _building(stated, measure)
    yield row_of(Cell(1, "label", "厉行节约保障措施"), input_of(stated, ("厉行节约",), 2, span=4))
    yield row_of(Cell(1, "aside", _NOTE, span=5))


def _is_here(path: FormPath, key: str) -> bool:
    """Counts, and what 政府采购 is made of, stand elsewhere."""
    elsewhere = {("三公经费", "数量"), ("政府采购", "其中"), ("政府采购", "授予中小企业"), ("政府采购", "授予小微企业")}
    return path[0] == key and path[:2] not in elsewhere


def _named(*words: str) -> Row:
    return Row(tuple(Cell(at, "heading", word) for at, word in enumerate(words, 1)))


def _projects() -> Iterator[Row]:
    """项目支出 by kind: summed up from the sheet of projects, in which they are filled in."""
    whole = tuple(Cell(at, "formula", formula=_sum_of(at, "*")) for at in (2, 3, 4))
    yield row_of(Cell(1, "label", PROJECTS_TOTAL), *whole)
    for kind in _KINDS:
        cells = (Cell(at, "formula", formula=_sum_of(at, f"*{kind}*")) for at in (2, 3, 4))
        yield row_of(Cell(1, "label", kind), *cells, depth=1)


def _sum_of(column: int, kind: str) -> str:
    """The sum of a column of the sheet of projects, whose columns are: 名称, 类别, then the four of a line."""
    letter = {2: "D", 3: "E", 4: "G"}[column]
    total = f"SUM(项目!{letter}:{letter})" if kind == "*" else f'SUMIF(项目!C:C,"{kind}",项目!{letter}:{letter})'
    return f'=IF({total}=0,"",{total})'


def _building(stated: StatedValues, measure: str) -> Iterator[Row]:
    yield _named("楼堂馆所控制情况", "批复规模（㎡）", "实际规模（㎡）", "规模控制率（%）")
    area = (input_of(stated, ("楼堂馆所", key), at) for at, key in ((2, "批复规模"), (3, "实际规模")))
    yield row_of(Cell(1, "label", "规模"), *area, Cell(4, "formula", formula=_rate("D{r}", "C{r}")))
    yield _named("", f"预算投资（{measure}）", f"实际投资（{measure}）", "概算控制率（%）")
    money = (input_of(stated, ("楼堂馆所", key), at) for at, key in ((2, "预算投资"), (3, "实际投资")))
    yield row_of(Cell(1, "label", "投资"), *money, Cell(4, "formula", formula=_rate("D{r}", "C{r}")))


def _rate(part: str, whole: str) -> str:
    return f'=IF(AND(ISNUMBER({part}),N({whole})>0),ROUND({part}/{whole}*100,2),"")'
