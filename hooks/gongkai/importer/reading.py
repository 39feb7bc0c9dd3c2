"""A file's bytes → what it says, whatever kind of file it is: the one entry to all readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from .document import Grid, Paragraph, SourceDocument, UnreadableError
from .formats.kinds import is_page, kind_of
from .formats.mail_page import page_in
from .formats.package import DAMAGED
from .formats.plain_text import decode, read_lines
from .formats.web_page import declared_encoding, read_page
from .formats.word import read_word
from .furniture import without_contents
from .mending import UNKNOWN, mend
from .table_titles import title_above

_Read = tuple[Iterable[Paragraph | Grid], tuple[str, ...]]


def _read_excel(content: bytes) -> _Read:
    from .formats.excel import read_excel  # slow to import, and a browser has it only when it is asked for

    return read_excel(content)


def _read_pdf(content: bytes) -> _Read:
    from .formats.pdf import read_pdf  # the same

    return read_pdf(content)


_READERS: Final[dict[str, tuple[str, Callable[[bytes], _Read]]]] = {
    "word": ("Word", read_word),
    "excel": ("Excel", _read_excel),
    "pdf": ("PDF", _read_pdf),
}


def kind_within_limits(content: bytes) -> str:
    """What a file is by its content, as :func:`.formats.kinds.kind_of` says; one that others may open as well.

    Raises:
        UnreadableError: it is nothing that can be read, or larger inside than a report can be.
    """
    kind = kind_of(content)
    if kind == "excel":
        from .formats.excel import facts_within_limits

        facts_within_limits(content)
    return kind


def read_document(name: str, content: bytes) -> SourceDocument:
    """What a file says, its damage of reading mended.

    Args:
        name: of the file, only to be told again; what it is, its content says.
        content: its bytes.

    Raises:
        UnreadableError: nothing can be read from it; why, and what to do.
    """
    try:
        kind, (blocks, notes) = _read(content)
        return _finished(SourceDocument(name, kind, tuple(blocks), notes))
    except RecursionError as error:
        raise UnreadableError(DAMAGED) from error


def _read(content: bytes) -> tuple[str, _Read]:
    kind = kind_of(content)
    if kind in _READERS:
        said, reader = _READERS[kind]
        return said, reader(content)
    if kind == "mail":
        page, declared = page_in(content)
        return "网页", read_page(decode(page, declared or declared_encoding(page)))
    text = decode(content, declared_encoding(content))
    return ("网页", read_page(text)) if is_page(text) else ("文本", (read_lines(text), ()))


def _finished(document: SourceDocument) -> SourceDocument:
    """Mended, its table of contents left out, each block with its place, each table with what names it."""
    mended = [block for block in map(mend, document.blocks) if block]
    blocks = tuple(_placed(without_contents(mended)))
    if not blocks:
        raise UnreadableError("文件里没有文字；请打开看看是不是这个文件，如果里面是图片，请要 Word 或带文字的 PDF")
    notes = document.notes
    if unknown := [block.place for block in blocks if UNKNOWN in _words(block)]:
        notes += (f"有认不出的符号，写成了“{UNKNOWN}”，请对照原文改：{'、'.join(dict.fromkeys(unknown))}",)
    return replace(document, blocks=blocks, notes=notes)


def _words(block: Paragraph | Grid) -> str:
    return block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)


def _placed(blocks: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    paragraphs = tables = 0
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            above.append(block.text)
            yield block if block.place else replace(block, place=f"第{paragraphs}段")
        else:
            tables += 1
            title, above = block.title or title_above(above), []
            yield replace(block, title=title, place=block.place or f"第{tables}个表")
