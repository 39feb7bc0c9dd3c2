"""The workbooks: figures are numbers, words are words, nothing is a formula."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from tests.conftest import demo
from tests.open_data.stock import ALL_FILES, Files, archive, files

from gongkai.open_data import workbook as module
from gongkai.open_data.published import Published
from gongkai.open_data.workbook import SHEETS, WHO, sheets_text, workbook

PATH = "units/yanshi-renda/data.xlsx"


def opened(content: bytes) -> Any:
    """The workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def published(unit_id: str = "yanshi-renda", year: int = 2023) -> Published:
    """One report of the demo."""
    return Published.of(archive(), demo().findings, archive().entries[unit_id, year])


def book(*reports: Published) -> bytes:
    """The workbook of some reports."""
    return workbook(map(sheets_text, reports), "题")


def test_every_sheet_has_its_heading_frozen_and_wide_columns() -> None:
    book = opened(files()[PATH])
    always = [sheet for sheet in SHEETS if not sheet.is_optional]
    assert book.sheetnames == [sheet.name for sheet in always]
    for sheet, page in zip(always, book.worksheets, strict=True):
        head = [cell.value for cell in page[1]]
        assert head == [column.label for column in (*WHO, *sheet.columns)]
        assert page.freeze_panes == "A2"
        assert page.column_dimensions["B"].width > 30


def test_figures_are_numbers_and_equal_the_data() -> None:
    page = opened(files()[PATH])["收支"]
    rows = {row[3].value: row for row in page.iter_rows(min_row=2) if row[2].value == 2023}
    finance = json.loads(files()["units/yanshi-renda/2023/report.json"], parse_float=Decimal)["公开数"]["收支"]
    for label in ("收入总计", "支出总计", "基本支出", "项目支出"):
        cells = rows[label][4:8]
        assert [cell.data_type for cell in cells] == ["n"] * 4
        assert [cell.number_format for cell in cells] == ["0.00"] * 4
        expected = [finance[label][c] for c in ("上年决算", "年初预算", "全年预算", "决算")]
        assert [Decimal(str(cell.value)) for cell in cells] == expected
    assert rows["工资福利支出"][3].alignment.indent == 1


@ALL_FILES
def test_no_cell_of_any_workbook_is_a_formula(made: Callable[[], Files]) -> None:
    for path in (path for path in made() if path.endswith(".xlsx")):
        with zipfile.ZipFile(io.BytesIO(made()[path])) as packed:
            sheets = b"".join(packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/"))
        assert not re.search(rb"<f[ >/]", sheets), path
        assert set(re.findall(rb"<c [^>]*t=\"(\w+)\"", sheets)) <= {b"n", b"s", b"inlineStr"}, path


def test_risky_words_are_text_and_marked_so() -> None:
    report = published()
    indicators = tuple(
        row.model_copy(update={"indicator": '=HYPERLINK("http://x.invalid")', "deviation_note": "@SUM(A1)"})
        for row in report.report.self_evaluation.indicators
    )
    form = report.report.self_evaluation.model_copy(update={"indicators": indicators})
    hostile = Published(
        report.entry, report.report.model_copy(update={"self_evaluation": form}), report.unit, "+单位",
        report.assessment, report.findings, report.stated, report.checksum,
    )  # fmt: skip
    page = opened(book(hostile))["指标"]
    for cell in (page["B2"], page["F2"], page["M2"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert page["F2"].value == '=HYPERLINK("http://x.invalid")'
    assert not page["F2"].hyperlink


def test_more_decimals_than_two_are_shown() -> None:
    report = published()
    line = report.report.operating_funds.model_copy(update={"actual": Decimal("1.234567")})
    changed = report.report.model_copy(update={"operating_funds": line})
    page = opened(book(replace(report, report=changed)))["收支"]
    (cell,) = [row[7] for row in page.iter_rows(min_row=2) if row[3].value == "公用经费"]
    assert (cell.value, cell.number_format) == (1.234567, "0.00####")


def test_a_full_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LAST_ROW", 5)
    page = opened(book(published(), published(year=2022)))["收支"]
    assert page.max_row == 6
    assert page["A6"].value == module.FULL


def test_a_text_beyond_excels_limit_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 17)
    page = opened(book(published()))["指标"]
    assert page["D2"].value
    texts = [c.value for row in page.iter_rows(min_row=2) for c in row if isinstance(c.value, str)]
    assert max(map(len, texts)) == 17
    assert any(text.endswith(module.CUT) for text in texts)
