"""Grids of what the site itself prints of a report, and what must be read of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.found import Found
from gongkai.model import form
from gongkai.model.amounts import COLUMN_LABELS
from gongkai.model.paths import stated_in
from gongkai.model.report import Report
from gongkai.open_data.published import Published
from gongkai.open_data.workbook import SHEETS, WHO
from gongkai.pages.parts.table import Table
from gongkai.pages.report.block import Block
from gongkai.pages.report.projects import project_tables
from gongkai.pages.report.tables import Source, report_table

#: Every table of a report page.
TABLES = (
    *("人员", "收支", "收支.基本支出", "人员经费", "收支.项目支出", "收支.项目支出.项目", "三公经费", "三公经费.数量"),
    *("公用经费", "机关运行经费", "财政拨款", "收支.功能分类", "政府采购", "部门基本支出预算调整"),
    *("部门整体支出预算调整", "国有资产", "楼堂馆所", "绩效.管理", "自评表.资金", "自评表.总体目标", "自评表.指标"),
)
Truth = dict[tuple[tuple[str | int, ...], str], Decimal]


def page_blocks(report: Report) -> Iterator[Paragraph | Grid]:
    """The tables of the report's page with what stands around them, as a reader of web pages gives them."""
    source = Source(report, {})
    for name in TABLES:
        if table := report_table(name, source):
            yield grid_of(table)
            yield Paragraph(table.note)
    for block in project_tables(source, 3).blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Paragraph | Grid]:
    """A block of a page; bars are a picture."""
    if isinstance(block.content, Table):
        yield grid_of(block.content)
    elif isinstance(block.content, str):
        yield from (Paragraph(text) for text in (block.title, block.content) if text)
    elif isinstance(block.content, tuple):
        yield Paragraph(block.title, block.level)
        for inner in block.content:
            yield from _of_block(inner) if isinstance(inner, Block) else ()


def grid_of(table: Table) -> Grid:
    """A table of a page."""
    rows = [[table.head, *(column.label for column in table.columns)]]
    for row in table.rows:
        rows.append([row.label, *(c.text + ("推算" if c.kind == "derived" else "") for c in row.cells)])
    title = f"{table.caption} {table.measure}"
    return grid_from(rows, title)


def grid_from(rows: list[list[Any]], title: str = "", place: str = "第1页") -> Grid:
    """Rows of plain cells as a grid."""
    cells = (GridCell(str(text), r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Grid(tuple(cells), title, place)


def sheet_grids(published: Published) -> Iterator[Grid]:
    """The sheets of the workbook of a report, as a reader of Excel gives them."""
    who = (published.entry.unit_id, published.name, published.entry.year)
    for sheet in SHEETS:
        head = [column.label for column in (*WHO, *sheet.columns)]
        rows = [[*who, *("" if cell is None else cell for cell in row.cells)] for row in sheet.rows(published)]
        if rows or not sheet.is_optional:
            yield grid_from([head, *rows], sheet.name, f"工作表“{sheet.name}”")


def document_of(blocks: list[Paragraph | Grid], title: str) -> SourceDocument:
    """A document of tables below its title."""
    return SourceDocument("文件.docx", "Word", (Paragraph(title, 1), *blocks))


def truth_of(report: Report) -> Truth:
    """Every published figure by the keys of its place; 决算 of lines with columns, "" of others."""
    found: Truth = {}
    for path, value in stated_in(report):
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            found[_place(report, path)] = Decimal(value)
    return found


def _place(report: Report, path: tuple[Any, ...]) -> tuple[tuple[Any, ...], str]:
    if path[-1] in COLUMN_LABELS.values():
        return path[:-1], path[-1]
    return path, ""


def figures_of(found: Found) -> Truth:
    """What was found for certain, by place; a place with several values stands with the last."""
    return {(figure.path, figure.column): figure.value for figure in found.figures if not figure.doubt}


__all__ = ["TABLES", "document_of", "figures_of", "form", "grid_from", "page_blocks", "sheet_grids", "truth_of"]
