"""A file's bytes → what it says, whatever kind of file it is: the one entry to all readers."""

from __future__ import annotations

import re
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
from .mending import UNKNOWN, mend

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
#: A line of a table of contents: dots and a page, or what a field leaves behind in a web page.
_CONTENTS: Final = re.compile(r".{1,60}?(?:…+|[.·．]{3,}|\s*PAGEREF\s+_Toc\S*.*?|\t)\s*\d{1,3}")
_TITLE: Final = re.compile(r"(?!.*[。；;]).{0,50}(?:表|情况|清单|目录)\s*(?:[（(][^（）()]{0,20}[）)])?")
#: 公用经费　单位：万元, all in one line; whose table it is (部门：某局　单位：万元) is no name of it.
_NAME_AND_MEASURE: Final = re.compile(
    r"(?!(?:预算|编制|填报|编报|金额)?(?:部门|单位)(?:名称)?\s*[:：])(?!.*[。；;，,]).{2,40}?\s*[（(]?(?:金额)?单位[:：]\s*(?:[万千亿]?元|人)\s*[)）]?"
)
_ABOVE: Final = re.compile(r".{0,30}(?:(?:单位|编制日期|填报日期|年度|公开\d{2}表)[:：]?|部门[:：]).{0,30}")


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
    blocks = tuple(_placed(_without_contents(mended)))
    if not blocks:
        raise UnreadableError("文件里没有文字；请打开看看是不是这个文件，如果里面是图片，请要 Word 或带文字的 PDF")
    notes = document.notes
    if unknown := [block.place for block in blocks if UNKNOWN in _words(block)]:
        notes += (f"有认不出的符号，写成了“{UNKNOWN}”，请对照原文改：{'、'.join(dict.fromkeys(unknown))}",)
    return replace(document, blocks=blocks, notes=notes)


def _words(block: Paragraph | Grid) -> str:
    return block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)


def _is_contents(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and _CONTENTS.fullmatch(block.text) is not None


def _without_contents(blocks: list[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """Lines of contents stand together, two or more; the word 目录 above them goes with them."""
    marks = [_is_contents(block) for block in blocks]
    for at, block in enumerate(blocks):
        beside = marks[max(at - 1, 0) : at] + marks[at + 1 : at + 2]
        heading = isinstance(block, Paragraph) and re.fullmatch(r"目\s*[录次]", block.text)
        if not (marks[at] and any(beside)) and not (heading and marks[at + 1 : at + 2] == [True]):
            yield block


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
            title, above = block.title or _title(above), []
            yield replace(block, title=title, place=block.place or f"第{tables}个表")


def _title(above: list[str]) -> str:
    """What names a table, of the three paragraphs before it: 单位：万元 may stand between."""
    for text in reversed(above[-3:]):
        if _TITLE.fullmatch(text) or _NAME_AND_MEASURE.fullmatch(text):
            return text
        if not _ABOVE.fullmatch(text):
            return ""
    return ""
