"""A table that names another unit is that unit's, wherever the name stands; the others stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Final

import pytest
from tests.importer.documents import grid
from tests.importer.test_forms_on_one_sheet import FORMS

from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.table_owners import own_part, units_of_tables
from gongkai.model.unit import Unit

UNITS: Final = {
    "jiaoyu": Unit(name="临水县教育局", short_name="县教育局"),
    "linye": Unit(name="临水县林业局", short_name="县林业局"),
    "caizheng": Unit(name="临水县财政局", short_name="县财政局"),
}
#: Label cells and how a name may be written behind or beside them.
LABELS: Final = ("填报单位", "单位名称", "部门名称", "编制单位", "部门", "预算部门、单位名称", "填报单位（盖章）")
SPELT: Final = {
    "jiaoyu": ("临水县教育局", "县教育局", "教育局", "临水县教育局（公章）"),
    "linye": ("临水县林业局", "县林业局", "林业局", "临水县林业局（公章）"),
}


def down(form: Grid, *rows: str) -> Grid:
    """A form with rows above it."""
    above = grid(*rows).cells
    return replace(form, cells=(*above, *(replace(cell, row=cell.row + len(rows)) for cell in form.cells)))


def _foot(form: Grid, name: str) -> Grid:
    return replace(
        form, cells=(*form.cells, GridCell(f"填报单位：{name}  填表人：某某", max(c.row for c in form.cells) + 1, 0))
    )


def _titled(form: Grid, name: str) -> Grid:
    first, *rest = form.cells
    return replace(form, cells=(replace(first, text=f"{name}{first.text}"), *rest))


def _sheet(form: Grid, name: str) -> Grid:
    return replace(form, title=name, place=f"工作表“{name}”")


PLACES: Final[dict[str, Callable[[Grid, str], Grid]]] = {
    **{f"{label}：": lambda form, name, label=label: down(form, f"{label}：{name}|<|<") for label in LABELS},  # type: ignore[misc]
    **{f"{label}旁": lambda form, name, label=label: down(form, f"{label}|{name}|<") for label in LABELS},  # type: ignore[misc]
    "同一格": lambda form, name: down(form, f"公开01表 部门：{name} 金额单位：万元|<|<"),
    "表尾": _foot,
}  # fmt: skip  # a table of places


def part(*blocks: Grid | Paragraph, unit: str = "jiaoyu") -> tuple[tuple[Grid | Paragraph, ...], list[tuple[str, str]]]:
    document, asides = own_part(SourceDocument("附表.xlsx", "Excel", blocks), unit, UNITS)
    return document.blocks, [(aside.place, aside.unit_id) for aside in asides]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("where", "spelling"), [*product(PLACES, range(4))])
def test_a_sheet_of_another_unit_is_left_aside(form: str, where: str, spelling: int) -> None:
    named = [
        _sheet(PLACES[where](FORMS[form], SPELT[unit][spelling]), sheet)
        for unit, sheet in (("jiaoyu", "表1"), ("linye", "表2"))
    ]
    for blocks in (named, named[::-1]):
        assert part(*blocks) == ((named[0],), [("工作表“表2”", "linye")])
        assert part(*blocks, unit="linye") == ((named[1],), [("工作表“表1”", "jiaoyu")])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["林业", "林业局", "县林业局", "林业基础表", "2023年林业局自评表", "附表2 林业局"])
def test_the_name_of_a_sheet_says_whose_it_is(form: str, name: str) -> None:
    own, other = _sheet(FORMS[form], "教育"), _sheet(FORMS[form], name)
    assert part(own, other) == ((own,), [(f"工作表“{name}”", "linye")])


@pytest.mark.parametrize("form", FORMS)
def test_a_title_says_whose_a_table_is(form: str) -> None:
    own, other = _titled(FORMS[form], "临水县教育局"), _titled(FORMS[form], "临水县林业局")
    assert part(own, other)[0] == (own,)
    line = Paragraph("填报单位：临水县林业局")
    assert part(Paragraph("一、附表"), own, line, FORMS[form])[0] == (Paragraph("一、附表"), own)


@pytest.mark.parametrize("where", [where for where in PLACES if where != "表尾"])
@pytest.mark.parametrize("names", list(product(FORMS, FORMS)))
def test_forms_of_two_units_on_one_sheet_are_parted(where: str, names: tuple[str, str]) -> None:
    own = PLACES[where](FORMS[names[0]], "临水县教育局")
    other = PLACES[where](FORMS[names[1]], "临水县林业局")
    for first, second, at in ((own, other, 0), (other, own, 1)):
        height = max(cell.row for cell in first.cells) + 1
        below = tuple(replace(cell, row=cell.row + height) for cell in second.cells)
        sheet = Grid((*first.cells, *below), "表", "工作表“表”")
        (kept,), asides = part(sheet)
        assert isinstance(kept, Grid)
        assert kept.cells == (below if at else first.cells)
        assert asides == [("工作表“表”", "linye")]


@pytest.mark.parametrize(
    "row",
    [
        "主管部门|临水县林业局|<", "实施单位|临水县林业局|<", "主管部门：临水县林业局|<|<", "单位名称|编制数|在职",
        "金额单位：万元|<|<", "填报单位：计划财务股|<|<", "填报单位：临水县教育局机关|<|<", "填报单位：|<|<",
    ],
)  # fmt: skip  # a row of rows
@pytest.mark.parametrize("form", FORMS)
def test_who_is_not_the_owner_takes_no_table_away(row: str, form: str) -> None:
    own = down(FORMS[form], "填报单位：临水县教育局|<|<")
    other = down(FORMS[form], row)
    assert part(own, other) == ((own, other), [])


@pytest.mark.parametrize("sheet", ["财政拨款", "教育支出", "Sheet1", "林业支出明细", "1", "表"])
def test_a_sheet_that_is_called_after_money_is_the_units(sheet: str) -> None:
    assert part(_sheet(FORMS["收支表"], sheet))[1] == []


def test_a_name_that_nobody_registered_is_another_where_the_unit_is_named() -> None:
    own, other = (down(FORMS["收支表"], f"填报单位：{name}|<") for name in ("临水县教育局", "临水县第一中学"))
    assert part(own, other)[0] == (own,)
    assert part(other)[0] == (other,)  # the account tells the name, and it may be the unit's


def test_the_units_of_a_workbook_are_known_by_its_tables() -> None:
    blocks = tuple(down(FORMS["收支表"], f"填报单位：{name}|<") for name in ("临水县林业局", "县教育局", "某县财政局"))
    assert units_of_tables(SourceDocument("汇总.xlsx", "Excel", blocks), UNITS) == ("linye", "jiaoyu")
