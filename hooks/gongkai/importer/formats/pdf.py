"""PDF files with text: letters and their places → paragraphs and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from ..document import Grid, Paragraph, UnreadableError
from ..furniture import is_page_number, running_head
from .pdf_lines import Line, Margins, lines_of, paragraphs_of
from .pdf_page import Page, read_page
from .pdf_pages import PageTable, with_columns_of_all
from .pdf_struck import without_struck
from .pdf_tables import aligned, tables_of

_LOCKED: Final = "PDF 有密码，读不了；请用能打开它的程序另存为没有密码的 PDF，或者向原来的人要 Word 文件"
_DAMAGED: Final = "PDF 坏了，打不开；请重新下载一次，或者向原来的人再要一份"
_PICTURES: Final = "PDF 里全是图片（扫描件），没有文字，读不了；请要 Word、Excel 或带文字的 PDF，或者照着图片自己录入"
_NO_MEANING: Final = "PDF 里的字体没有说明每个字是什么，读出来是乱码；请要 Word 文件，或者用 WPS 转成 Word 核对后再导入"
_LONG: Final = "PDF 超过 1000 页，不像一份报告；请只留要导入的几页，另存一份再导入"
_MOST_PAGES: Final = 1000
#: So many letters may stand on a scanned page: 扫描全能王 创建, a stamp, the number of the page.
_BESIDE_SCAN: Final = 40


_Piece = Line | PageTable


def read_pdf(content: bytes) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """A PDF file → its paragraphs and tables, and which pages could not be read.

    Raises:
        UnreadableError: damaged, locked, or without any text.
    """
    printed = list(_pages(content))
    pages = [without_struck(page) for page in printed]
    struck = [n for n, (page, all_of_it) in enumerate(zip(pages, printed, strict=True), start=1) if page != all_of_it]
    empty = [n for n, page in enumerate(pages, start=1) if _is_picture(page)]
    unknown = [n for n, page in enumerate(pages, start=1) if page.unknown * 3 > _letters(page) > 0]
    readable = {n for n, page in enumerate(pages, start=1) if _letters(page)} - {*unknown, *empty}
    if not readable:
        raise UnreadableError(_NO_MEANING if unknown else _PICTURES)
    notes = [f"第 {_listed(empty)} 页是图片，没有读，其中的文字和数字请自己补上"] if empty else []
    notes += [f"第 {_listed(unknown)} 页的字体没有说明每个字是什么，没有读"] if unknown else []
    notes += [f"第 {_listed(struck)} 页有画了删除线的字，没有读"] if struck else []
    pieces = {n: _pieces(page, n) for n, page in enumerate(pages, start=1) if n in readable}
    return tuple(_blocks(_without_furniture(pieces, pages))), tuple(notes)


def _pages(content: bytes) -> Iterator[Page]:
    try:
        with pdfium.PdfDocument(content) as document:
            if len(document) > _MOST_PAGES:
                raise UnreadableError(_LONG)
            for page in document:
                yield read_page(page)
                page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableError(_LOCKED if "password" in str(error).lower() else _DAMAGED) from error


def _is_picture(page: Page) -> bool:
    """Whether a page is a scan: nothing else, or hardly more than what the program that made it wrote beside."""
    letters = _letters(page)
    return page.picture > 0 and (not letters or (letters <= _BESIDE_SCAN and page.picture > 0.5))


def _letters(page: Page) -> int:
    return sum(bool(glyph.text.strip()) for glyph in page.glyphs)


def _listed(pages: list[int]) -> str:
    return "、".join(map(str, pages))


def _pieces(page: Page, number: int) -> list[_Piece]:
    """The lines and tables of a page from its top."""
    tables = tables_of(page.rules)
    inside = [next((n for n, table in enumerate(tables) if table.holds(glyph)), -1) for glyph in page.glyphs]
    found: list[tuple[float, _Piece]] = []
    for at, table in enumerate(tables):
        cells = table.filled(glyph for glyph, n in zip(page.glyphs, inside, strict=True) if n == at)
        if any(cell.text for cell in cells):
            found.append((table.across[0], PageTable(cells, number, table.down)))
    lines = lines_of((glyph for glyph, n in zip(page.glyphs, inside, strict=True) if n < 0), number)
    for run, cells in aligned(lines):
        found.append((run[0].middle, PageTable(cells, number)))
        lines = [line for line in lines if line not in run]
    found += [(line.middle, line) for line in lines]
    return [piece for _, piece in sorted(found, key=lambda pair: -pair[0])]


def _without_furniture(pieces: dict[int, list[_Piece]], pages: list[Page]) -> list[_Piece]:
    """Without page numbers, and without lines that stand, word for word, at the same edge of most pages."""
    edges = {n: list(_at_edge(each, pages[n - 1])) for n, each in pieces.items()}
    said = Counter(key for each in edges.values() for key in set(map(_key, each)))
    repeated = {key for key, times in said.items() if times >= max(2, len(pieces) // 2)}
    return [piece for n, each in pieces.items() for piece in _inner(each, edges[n], repeated)]


def _inner(pieces: list[_Piece], edge: list[Line], repeated: set[tuple[str, int]]) -> list[_Piece]:
    """What is left when furniture is taken away from the outside; the first line that is none ends it."""
    left = list(pieces)
    for end in (0, -1):
        while left and isinstance(left[end], Line) and left[end] in edge and _is_furniture(left[end], repeated):
            del left[end]
    return left


def _is_furniture(piece: _Piece, repeated: set[tuple[str, int]]) -> bool:
    return isinstance(piece, Line) and (_key(piece) in repeated or is_page_number(piece.text))


def _key(line: Line) -> tuple[str, int]:
    """Its words without the number of the page, and its height."""
    return running_head(line.text), round(line.middle)


def _at_edge(pieces: list[_Piece], page: Page) -> Iterator[Line]:
    """The lines in the upper or lower eighth of a page, at most three at each end."""
    for piece in [*pieces[:3], *pieces[3:][-3:]]:
        if isinstance(piece, Line) and not page.height / 8 < piece.middle < page.height * 7 / 8:
            yield piece


def _blocks(pieces: list[_Piece]) -> Iterator[Paragraph | Grid]:
    """Paragraphs may go on over a page's end, but not over a table."""
    lines = [piece for piece in pieces if isinstance(piece, Line)]
    margins = Margins.of(lines) if lines else Margins(0, 0, 1, False)
    for is_line, run in groupby(pieces, lambda piece: isinstance(piece, Line)):
        if is_line:
            begun = [piece for piece in run if isinstance(piece, Line)]
            yield from (Paragraph(text, place=f"第{first.page}页") for text, first in paragraphs_of(begun, margins))
        else:
            tables = [piece for piece in run if isinstance(piece, PageTable)]
            yield from (Grid(table.cells, place=f"第{table.page}页") for table in with_columns_of_all(tables))
