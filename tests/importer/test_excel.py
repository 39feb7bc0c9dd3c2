"""Sheets say what they show: merged cells once, numbers with their digits, hidden sheets told."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.importer.documents import excel, excel_of, grid
from tests.importer.print_pages import FOLDER

from gongkai.importer.document import Grid, UnreadableError
from gongkai.importer.formats.excel_numbers import Value, shown
from gongkai.importer.reading import read_document

NUMBERS: list[tuple[Value, str, str]] = [
    (161.8, "0.00", "161.80"),
    (161.8, "General", "161.8"),
    (1234.5, "#,##0.00", "1234.50"),
    (1234567.0, "#,##0", "1234567"),
    (0.1 + 0.2, "General", "0.3"),
    (43.0, "General", "43"),
    (0.7823, "0.00%", "78.23%"),
    (1.0, "0%", "100%"),
    (0.78, "0.00%", "78.00%"),
    (-3.2, "0.00_ ;[红色]-0.00", "-3.20"),
    (5.0, '0.00"万元"', "5.00"),
    (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1234.50"),
    (812.40123, "0.00", "812.40123"),
    (1e15, "General", "1000000000000000"),
    (0.0, "0.00", "0.00"),
    (12, "General", "12"),
    ("161.80", "General", "161.80"),
    (datetime(2021, 3, 5), "yyyy-mm-dd", "2021年3月5日"),
    (datetime(2021, 3, 5, 8, 30), "General", "2021年3月5日 08:30"),
]


@pytest.mark.parametrize(("value", "form", "words"), NUMBERS)
def test_numbers_as_they_are_shown(value: Value, form: str, words: str) -> None:
    assert shown(value, form) == words


def test_what_a_formula_made_has_the_digits_that_are_seen() -> None:
    assert shown(812.403567, "0.00", is_computed=True) == "812.40"
    assert shown(0.782345, "0.00%", is_computed=True) == "78.23%"
    assert shown(2.675, "0.00", is_computed=True) == "2.68"
    assert shown(1 / 3, "General", is_computed=True) == "0.333333333333333"


def test_a_workbook() -> None:
    cells = [(1, 1, "三公经费", ""), (1, 2, 161.8, "0.00"), (1, 3, ("=C2/3", 53.9333333), "0.00"), (2, 2, "161.80", "")]
    document = read_document("x", excel({"自评表": cells, "空": [], "底稿": [(0, 0, 1, "")]}, hidden=["底稿"]))
    (sheet,) = document.blocks
    assert isinstance(sheet, Grid)
    assert (sheet.title, sheet.place) == ("自评表", "工作表“自评表”")
    words = {(cell.row, cell.column): cell.text for cell in sheet.cells if cell.text}
    assert words == {(1, 1): "三公经费", (1, 2): "161.80", (1, 3): "53.93", (2, 2): "161.80"}
    assert document.kind == "Excel"
    assert document.notes == ("隐藏的工作表没有读：“底稿”",)


def test_merged_cells_are_one_and_equal_neighbours_are_two() -> None:
    drawn = grid("项目|<|5.10|5.10", "^|^|5.10|5.10", "合计|<|<|10.20")
    (sheet,) = read_document("x", excel_of(drawn)).blocks
    assert isinstance(sheet, Grid)
    assert sheet.cells == drawn.cells


def test_the_old_format() -> None:
    document = read_document("form.xls", (FOLDER / "form.xls").read_bytes())
    (sheet,) = document.blocks
    assert isinstance(sheet, Grid)
    assert [[cell.text for cell in row] for row in sheet.rows()] == [
        ["经费控制情况（演示数据）"],
        ["三公经费", "161.80", "78.23%", "1234.50"],
        ["43", "0.3", "161.80"],
        ["2021年3月5日", "5.00", "6.00", "7.00"],
    ]
    assert [(cell.rows, cell.columns) for cell in sheet.cells if cell.rows * cell.columns > 1] == [(1, 4), (2, 1)]
    assert document.notes == ("隐藏的工作表没有读：“底稿”",)


def test_an_old_workbook_that_lies_of_its_sizes_takes_no_memory_and_no_panic() -> None:
    content = (FOLDER / "form.xls").read_bytes()
    far = content.index(b"\x00\x02\x0e\x00") + 4  # how far the first sheet goes
    texts = content.index(b"\xfc\x00", content.index(b"\x85\x00")) + 8  # how many texts there are
    unexpected = content.index(b"\x85\x00") + 7  # where the first sheet begins
    for at in (far + 4, texts, unexpected):
        damaged = content[:at] + b"\xff\xff\xff\x7f" + content[at + 4 :]
        with pytest.raises(UnreadableError, match="表格文件坏了"):
            read_document("x", damaged)


def test_a_sheet_that_is_no_form() -> None:
    far = excel({"表": [(60_000, 20, 1, "")]})
    with pytest.raises(UnreadableError, match="工作表“表”太大，不像一张报表"):
        read_document("x", far)
