"""Reports through the workbook and back, and what they state, for comparison."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from tests.conftest import DEMO, SEED

from gongkai.load.record_file import parse_record, validate
from gongkai.model.report import Report
from gongkai.official_form.reading import read_form
from gongkai.official_form.sheets import FormOf
from gongkai.official_form.writing import official_form

FORM = FormOf(2022, "yanshi-renda", "演示市人大", ("优", "良", "中", "差"))
FILES = (*SEED.glob("data/20*/[a-z]*.yml"), *sorted(DEMO.glob("data/20*/[a-z]*.yml")))
#: Two in one file: a project's own forms, rows of every kind.
CAIZHENG = DEMO / "data/2022/yanshi-caizheng.yml"


def values_in(path: Path) -> dict[str, Any]:
    """The values of a data file as written."""
    value = parse_record(path.read_text(encoding="utf-8"), path.name, Report)[1].value
    assert isinstance(value, dict)
    return value


def stated(values: dict[str, Any]) -> Any:
    """What the values say: every figure digit by digit; what says nothing is left out, names of lines stay."""
    return _said(validate(Report, values).model_dump(by_alias=True, exclude_unset=True))


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: said for key, inner in value.items() if (said := _said(inner)) is not None}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value] or None
    return value if value is None else str(value)


def without_empty(value: Any) -> Any:
    """Records with nothing in them are the same as none."""
    if isinstance(value, dict):
        kept = {key: without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in ({}, None)}
    return [without_empty(inner) for inner in value] if isinstance(value, list) else value


def form_of(values: dict[str, Any]) -> bytes:
    """The workbook of a report."""
    return official_form(values, FORM)


def changed(content: bytes, change: Callable[[Any], None]) -> dict[str, Any]:
    """What is read after a change by another program, which writes the whole workbook anew."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    back = read_form(out.getvalue())
    assert back is not None
    return back


def row_with(sheet: Any, words: str, column: int = 2) -> int:
    """The number of the row with these words in a column."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == words)
