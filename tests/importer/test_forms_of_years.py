"""A workbook with forms of two years: the name of the file or the clerk says of which it is, never the order."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from tests.conftest import demo
from tests.importer.documents import grid

from gongkai.importer.document import Grid, Paragraph, SourceDocument
from gongkai.importer.finding import Known
from gongkai.importer.settling import settle
from gongkai.importer.taken import TakenFile, take

UNITS = demo().archive.units


def form(year: int) -> Grid:
    return grid(
        f"{year}年度部门整体支出绩效评价基础数据表|<|<", f"经费控制情况（万元）|{year - 1}年决算数|{year}年决算数",
        f"三公经费|1.00|{year}.00",
    )  # fmt: skip


def taken(name: str, *blocks: Paragraph | Grid) -> TakenFile:
    return take(name, lambda: SourceDocument(name, "Excel", blocks), UNITS)


@pytest.mark.parametrize("years", [*permutations([2021, 2022, 2023], 2)])
def test_the_order_of_sheets_says_no_year(years: tuple[int, int]) -> None:
    sheets = [form(year) for year in years]
    file = taken("基础数据表.xlsx", *sheets)
    assert (file.year, sorted(file.years)) == (None, sorted(years))
    for year in years:
        assert taken(f"{year}年基础数据表.xlsx", *sheets).years == (year,)
        assert taken("报告.xlsx", Paragraph(f"{year}年度部门整体支出绩效自评报告"), *sheets).years == (year,)
        values = settle([("", found) for found in file.found_with(Known(year))]).values
        assert values["三公经费", "决算"] == Decimal(year)


def test_what_most_forms_say_is_the_year() -> None:
    assert taken("表.xlsx", form(2021), form(2022), form(2022)).years == (2022,)
