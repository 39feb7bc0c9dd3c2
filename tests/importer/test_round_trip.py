"""Whatever paragraphs and tables are written as Word, Excel or a web page, they are read back equal."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.importer.documents import excel_of, page_of, word_of

from gongkai.importer.document import Grid, GridCell, Paragraph
from gongkai.importer.mending import mend_cell, mend_line
from gongkai.importer.reading import read_document

LETTERS = st.sampled_from("支出合计年度预决算经费（）、，。：；“”《》元万%.,-≥12345670 aB<&①㎡")
LINES = st.text(LETTERS, min_size=1, max_size=40).map(mend_line).filter(lambda text: bool(text))
PARAGRAPHS = st.builds(Paragraph, LINES, st.integers(0, 4))
CELLS = st.lists(st.text(LETTERS, max_size=12), max_size=2).map(lambda lines: mend_cell("\n".join(lines)))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A table, some of its cells merged, with words in at least one and more than one cell."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        height, width = draw(st.integers(1, 2)), draw(st.integers(1, 2))
        covered = {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
        if not covered <= free or len(covered) == rows * columns:
            covered, height, width = {(row, column)}, 1, 1
        free -= covered
        cells.append(GridCell(draw(CELLS), row, column, height, width))
    return Grid((replace(cells[0], text=cells[0].text or "表"), *cells[1:]))


def plain(blocks: tuple[Paragraph | Grid, ...]) -> list[object]:
    """Without places and titles, which files give in their own ways."""
    return [(block.text, block.level) if isinstance(block, Paragraph) else block.cells for block in blocks]


def is_contents(text: str) -> bool:
    """Lines of contents are left out wherever they stand."""
    return re.search(r"[.…]{2,}\s*\d{1,3}$|-{4,}\s*\d{1,3}$", text) is not None


BLOCKS = st.lists(PARAGRAPHS.filter(lambda p: not is_contents(p.text)) | grids(), min_size=1, max_size=6).map(tuple)


@given(BLOCKS)
def test_word(blocks: tuple[Paragraph | Grid, ...]) -> None:
    assert plain(read_document("x", word_of(blocks)).blocks) == plain(blocks)


@given(BLOCKS)
def test_web_page(blocks: tuple[Paragraph | Grid, ...]) -> None:
    first = Paragraph("为了说明这一年的支出情况，特作如下报告（演示数据）。")
    page = f"<html><body><article>{page_of((first, *blocks))}</article></body></html>"
    assert plain(read_document("x", page.encode()).blocks) == plain((first, *blocks))


@given(grids())
def test_excel(grid: Grid) -> None:
    (sheet,) = read_document("x", excel_of(grid)).blocks
    assert isinstance(sheet, Grid)
    assert [cell for cell in sheet.cells if cell.text] == [cell for cell in grid.cells if cell.text]
