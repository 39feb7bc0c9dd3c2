"""The workbooks: figures are numbers, words are words, nothing is a formula."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import demo
from tests.open_data.stock import ALL_FILES, Files, archive, files

from gongkai.open_data import workbook as module
from gongkai.open_data.published import Published
from gongkai.open_data.workbook import SHEETS, WHO, sheets_text, workbook
from gongkai.pages.parts.format import format_amount

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
    assert (cell.value, cell.number_format) == (1.234567, "0.000000")


def printed(cell: Any) -> str:
    """A cell as Excel prints it."""
    if not isinstance(cell.value, int | float):
        return "" if cell.value is None else str(cell.value)
    assert re.fullmatch(r"0(\.0+)?", cell.number_format), cell.number_format
    return f"{Decimal(repr(cell.value)):.{len(cell.number_format.partition('.')[2])}f}"


def columns_of(path: str, made: Files, sheet: str) -> Iterator[dict[str, Any]]:
    """The rows of a sheet of a workbook, by heading."""
    head, *rows = opened(made[path])[sheet].iter_rows()
    return (dict(zip([cell.value for cell in head], row, strict=True)) for row in rows)


def amount(value: Any) -> str:
    """As every table of the site shows an amount."""
    return "" if value is None else format_amount(value).replace(",", "").replace("−", "-")


@ALL_FILES
def test_figures_are_printed_with_the_digits_that_were_published(made: Callable[[], Files]) -> None:
    books = [path for path in made() if re.fullmatch(r"years/\d+/data\.xlsx", path)]
    assert books
    for path in books:
        reports = json.loads(made()[path.replace("xlsx", "json")], parse_float=Decimal)["报告"]
        stated = [row for report in reports for row in report["公开数"].get("自评表", {}).get("指标", ())]
        shown = list(columns_of(path, made(), "指标"))
        for key in ("年度指标值", "实际完成值", "分值", "得分"):
            assert [printed(row[key]) for row in shown] == [str(row.get(key) or "") for row in stated], (path, key)
        lines = [row for row in columns_of(path, made(), "收支") if row["项目"].value == "支出总计"]
        for key in ("上年决算", "年初预算", "全年预算", "决算"):
            whole = [report["公开数"]["收支"]["支出总计"].get(key) for report in reports]
            assert [printed(row[key]) for row in lines] == [amount(value) for value in whole], (path, key)


@ALL_FILES
def test_no_figure_stands_as_text(made: Callable[[], Files]) -> None:
    """720 did in the demo; a text that only looks like one (a code, 98%, 1,234) stays a text."""
    numbers = 0
    for path in (path for path in made() if path.endswith(".xlsx")):
        for page in opened(made()[path]).worksheets:
            for cell in (cell for row in page.iter_rows(min_row=2, min_col=2) for cell in row):
                numbers += cell.data_type == "n" and cell.value is not None
                is_text = isinstance(cell.value, str) and re.fullmatch(r"-?\d+(\.\d+)?", cell.value)
                assert not is_text, (path, page.title, cell.coordinate, cell.value)
    assert numbers > 500


@pytest.mark.parametrize(
    ("written", "kind"),
    [("97", "n"), ("0.50", "n"), ("-3.20", "n"), ("161.80", "n"), ("0", "n")]
    + [(text, "s") for text in ("007", "98%", "≥95", "1,234", "１２", "1e5", "1.", ".5", "+3", "12个", "1" * 16, "=1")],
)
def test_a_result_is_a_number_where_it_is_written_as_one(written: str, kind: str) -> None:
    report = published()
    row = report.report.self_evaluation.indicators[0].model_copy(update={"achieved": written})
    form = report.report.self_evaluation.model_copy(update={"indicators": (row,)})
    page = opened(book(replace(report, report=report.report.model_copy(update={"self_evaluation": form}))))["指标"]
    (cell,) = [cell for head, cell in zip(page[1], page[2], strict=True) if head.value == "实际完成值"]
    assert (cell.data_type, printed(cell)) == (kind, written)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**13), max_value=10**13))
def test_any_amount_keeps_its_digits(value: Decimal) -> None:
    report = published()
    line = report.report.operating_funds.model_copy(update={"actual": value})
    changed = report.report.model_copy(update={"operating_funds": line})
    page = opened(book(replace(report, report=changed)))["收支"]
    (cell,) = [row[7] for row in page.iter_rows(min_row=2) if row[3].value == "公用经费"]
    assert Decimal(printed(cell)) == value
    assert len(printed(cell).partition(".")[2]) == 4


def test_no_heading_is_clipped() -> None:
    """A Chinese character takes the room of two, and the button of the filter that of three."""
    for page in opened(files()[PATH]).worksheets:
        spans = page.column_dimensions.values()
        widths = {at: span.width for span in spans for at in range(span.min, span.max + 1)}
        for cell in page[1]:
            need = sum(1 if c.isascii() else 2 for c in str(cell.value)) + 3
            assert widths[cell.column] >= need, (page.title, cell.value)


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
