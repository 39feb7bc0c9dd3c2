"""项目支出 of the 基础数据表, which is a formula: taken where the projects come to it exactly, asked elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import DEMO
from tests.official_form.forms import form_of, row_with

from gongkai.desk.documents import taken_file
from gongkai.importer.settling import settle
from gongkai.load.inventory import take_inventory
from gongkai.official_form.base_form import PROJECTS_TOTAL
from gongkai.official_form.project_totals import NOT_THE_SUM, ProjectsTotal, projects_totals
from gongkai.official_form.reading import read_form

COLUMNS: Final = ("上年决算", "年初预算", "决算")
PATH: Final = ("收支", "项目支出")
AMOUNTS: Final = st.lists(st.integers(1, 10**8).map(lambda cents: Decimal(cents) / 100), min_size=1, max_size=6)


def filled(amounts: list[Decimal], change: Callable[[Any], None] = lambda book: None) -> bytes:
    """A form with projects, as a program saves it that works the formulas out: with what they come to."""
    projects = [{"名称": f"项目{at}", **dict.fromkeys(COLUMNS, value)} for at, value in enumerate(amounts)]
    book = openpyxl.load_workbook(io.BytesIO(form_of({"收支": {"项目支出": {"项目": projects}}})))
    change(book)
    row, out = row_with(book["基础数据表"], PROJECTS_TOTAL), io.BytesIO()
    book.save(out)
    return with_results(out.getvalue(), [f"{letter}{row}" for letter in "CDE"], float(sum(amounts)))


def with_results(content: bytes, cells: list[str], result: float) -> bytes:
    """The workbook with a result behind the formulas of some cells, which openpyxl cannot write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as written:
        for part in packed.namelist():
            text = packed.read(part)
            if part == "xl/worksheets/sheet2.xml":
                for cell in cells:
                    formula = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?'
                    text = re.sub(formula.encode(), rb"\g<1><v>%r</v>" % result, text)
            written.writestr(part, text)
    return out.getvalue()


def totals_of(content: bytes) -> list[ProjectsTotal]:
    """What the form shows as 项目支出."""
    form = read_form(content)
    assert form is not None
    return [*projects_totals(content, form)]


@settings(max_examples=8)
@given(AMOUNTS)
def test_the_sum_that_the_sheet_shows_is_taken_digit_by_digit(amounts: list[Decimal]) -> None:
    found = totals_of(filled(amounts))
    assert [one.column for one in found] == [*COLUMNS]
    assert {(str(one.value), one.doubt) for one in found} == {(str(sum(amounts)), "")}


def replaced(column: str, value: object) -> Callable[[Any], None]:
    """A change of a project's cell, of which the total that is shown knows nothing yet."""
    return lambda book: book["项目"].__setitem__(f"{column}4", value)


def unlocked(book: Any) -> None:
    """The formulas written over by numbers."""
    row = row_with(book["基础数据表"], PROJECTS_TOTAL)
    for letter in "CDE":
        book["基础数据表"][f"{letter}{row}"] = 3.5


@pytest.mark.parametrize("change", [replaced("D", 3.51), replaced("D", "约 3"), unlocked])
def test_any_other_number_is_asked_with_where_to_fill_it_in(change: Callable[[Any], None]) -> None:
    found = totals_of(filled([Decimal("3.50"), Decimal(0)], change))
    assert (found[0].column, found[0].doubt) == ("上年决算", NOT_THE_SUM)


def test_it_goes_where_no_cell_to_fill_in_says_it() -> None:
    def fill(book: Any) -> None:
        book["收支"].cell(row_with(book["收支"], "项目支出"), 3, 8.25)

    inventory = take_inventory(DEMO)
    file = taken_file("a.xlsx", filled([Decimal("3.50"), Decimal("4.55")], fill), inventory)
    settled = settle(("", found) for found in file.founds)
    assert {key: settled.values[*PATH, key] for key in COLUMNS} == {
        "上年决算": Decimal("8.25"), "年初预算": Decimal("8.05"), "决算": Decimal("8.05"),
    }  # fmt: skip  # a table
    assert settled.sources[*PATH, "决算"].said().startswith("工作表“基础数据表”第")
    asked = taken_file("a.xlsx", filled([Decimal("3.50")], unlocked), inventory)
    assert NOT_THE_SUM in settle(("", found) for found in asked.founds).unsure[*PATH, "决算"]
