"""Documents that are no reports in words: a budget system's export, a long account, empty forms."""

from __future__ import annotations

import io
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]
from tests.importer.corpus import forms
from tests.importer.corpus.facts import Facts
from tests.importer.corpus.rendering import Rendering
from tests.importer.documents import page_of, page_table

from gongkai.importer.document import Grid


def exported(grids: list[Grid]) -> bytes:
    """A workbook as budget systems write it: every number is text, covered cells of a merge hold the text too."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for number, grid in enumerate(grids, 1):
            sheet = book.add_worksheet(f"Sheet{number}")
            for cell in grid.cells:
                last = cell.row + cell.rows - 1, cell.column + cell.columns - 1
                if last != (cell.row, cell.column):
                    sheet.merge_range(cell.row, cell.column, *last, "")
                for row in range(cell.row, last[0] + 1):
                    for column in range(cell.column, last[1] + 1):
                        sheet.write_string(row, column, cell.text)
    return buffer.getvalue()


def project_export(facts: Facts, year: int) -> tuple[bytes, set[str]]:
    """The national form of every project, a sheet each, and what it states."""
    rendering = Rendering(facts, year)
    grids = [forms.drawn(rows, rendering) for rows in forms.project_forms(rendering)]
    return exported(grids), rendering.said


def blank_form(year: int) -> Grid:
    """附件一 that nobody has filled in."""
    return forms.drawn(forms.base_form(Rendering(Facts(), year)), Rendering(Facts(), year))


def long_account(title: str, rows: int) -> tuple[str, Facts]:
    """公开05 with so many items, four cells each, as the inside of a page, and what it states."""
    facts = Facts()
    table = [["科目编码", "科目名称", "本年支出合计", "基本支出"]]
    for number in range(rows):
        kind, part, item = 201 + number // 60, number // 6 % 10 + 1, number % 6
        code = f"{kind}{part:02}{item:02}" if item else f"{kind}{part:02}"
        value = Decimal(100_000 + 37 * number) / 100
        facts.figures[f"收支/功能分类/{code}"] = value
        table.append([code, f"演示科目{number}", f"{value:.2f}", ""])
    grid = forms.drawn(table, Rendering(Facts(), 2022))
    head = f"<h1>{title}</h1><p>支出决算表</p><p>单位：万元</p>"
    return head + page_table(grid), facts


__all__ = ["blank_form", "exported", "long_account", "page_of", "project_export"]
