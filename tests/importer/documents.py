"""Small writers of the files that units have: the smallest that Word, Excel and browsers would take."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape as escape_html
from xml.sax.saxutils import escape

import xlsxwriter  # type: ignore[import-untyped]

from gongkai.importer.document import Grid, GridCell, Paragraph

Block = Paragraph | Grid
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _relations(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for n, (kind, path) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'


def _types(parts: Iterable[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = {"document": "document.main"} | {part: part for part in parts}
    each = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{name}+xml"/>' for part, name in names.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{each}</Types>'
    )


def word(body: str, **parts: str) -> bytes:
    """A .docx of the XML of its body; ``styles``, ``numbering``, ``footnotes`` are the insides of those parts."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
    }
    content |= {f"word/{name}.xml": f"<w:{name} {_SPACES}>{inside}</w:{name}>" for name, inside in parts.items()}
    return zipped(content)


def run(text: str, properties: str = "") -> str:
    """Words of a paragraph."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table_rows(grid: Grid) -> list[list[tuple[GridCell, bool]]]:
    """The cells of each row of a table, and whether they go on from above."""
    cells = sorted(grid.cells, key=lambda cell: cell.column)
    return [
        [(cell, row > cell.row) for cell in cells if cell.row <= row < cell.row + cell.rows]
        for row in range(max(cell.row + cell.rows for cell in cells))
    ]


def word_table(grid: Grid) -> str:
    """A table as Word writes it."""
    rows = "".join(
        "<w:tr>" + "".join(_word_cell(cell, goes_on) for cell, goes_on in row) + "</w:tr>" for row in table_rows(grid)
    )
    return f"<w:tbl><w:tblGrid/>{rows}</w:tbl>"


def _word_cell(cell: GridCell, goes_on: bool) -> str:
    merge = f'<w:vMerge w:val="{"continue" if goes_on else "restart"}"/>' if cell.rows > 1 else ""
    lines = "" if goes_on else cell.text
    inside = "".join(paragraph(run(line)) for line in lines.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.columns}"/>{merge}</w:tcPr>{inside}</w:tc>'


def word_of(blocks: Iterable[Block]) -> bytes:
    """A .docx of paragraphs and tables; headings by their outline level."""
    return word(
        "".join(
            paragraph(run(block.text), f'<w:outlineLvl w:val="{block.level - 1}"/>' if block.level else "")
            if isinstance(block, Paragraph)
            else word_table(block)
            for block in blocks
        )
    )


def page_of(blocks: Iterable[Block]) -> str:
    """The inside of a web page of paragraphs and tables."""
    return "\n".join(
        f"<h{block.level}>{escape_html(block.text)}</h{block.level}>"
        if isinstance(block, Paragraph) and block.level
        else f"<p>{escape_html(block.text)}</p>"
        if isinstance(block, Paragraph)
        else page_table(block)
        for block in blocks
    )


def page_table(grid: Grid) -> str:
    """A table of a web page."""
    rows = "".join(
        "<tr>" + "".join(_page_cell(cell) for cell, goes_on in row if not goes_on) + "</tr>" for row in table_rows(grid)
    )
    return f"<table>{rows}</table>"


def _page_cell(cell: GridCell) -> str:
    text = escape_html(cell.text).replace("\n", "<br>")
    return f'<td colspan="{cell.columns}" rowspan="{cell.rows}">{text}</td>'


def excel(sheets: dict[str, Sequence[tuple[int, int, object, str]]], *, hidden: Sequence[str] = ()) -> bytes:
    """A workbook of sheets: row, column, value and number format of each cell; a formula with its result is a pair."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for row, column, value, form in cells:
                style = book.add_format({"num_format": form}) if form else None
                if isinstance(value, tuple):
                    sheet.write_formula(row, column, value[0], style, value[1])
                else:
                    sheet.write(row, column, value, style)
            if name in hidden:
                sheet.hide()
    return buffer.getvalue()


def excel_of(grid: Grid) -> bytes:
    """A workbook of one table, all of it text, its merged cells merged."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for cell in grid.cells:
            if (cell.rows, cell.columns) == (1, 1):
                sheet.write_string(cell.row, cell.column, cell.text)
            else:
                end = cell.row + cell.rows - 1, cell.column + cell.columns - 1
                sheet.merge_range(cell.row, cell.column, *end, "")
                sheet.write_string(cell.row, cell.column, cell.text)
    return buffer.getvalue()


def grid(*rows: str) -> Grid:
    """A table as it is drawn: cells parted by ``|``; ``<`` belongs to the cell on its left, ``^`` to the one above."""
    drawn = [row.split("|") for row in rows]
    cells: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(drawn):
        for c, text in enumerate(row):
            at = owner[r, c - 1] if text == "<" else owner[r - 1, c] if text == "^" else (r, c)
            owner[r, c] = at
            size = cells.setdefault(at, [1, 1])
            cells[at] = [max(size[0], r - at[0] + 1), max(size[1], c - at[1] + 1)]
    return Grid(tuple(GridCell(drawn[r][c].replace("/", "\n"), r, c, *size) for (r, c), size in sorted(cells.items())))
