"""Web pages: the document among what stands around it, its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..document import Grid, GridCell, Paragraph, UnreadableError
from .own_page import report_on
from .package import TOO_LARGE
from .page_content import content_of, is_furniture, is_layout, is_line_of_furniture, title_of
from .page_tree import Node, flow, flowing, parse_page

_CHARSET: Final = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_INLINE: Final = frozenset(
    re.findall(
        r"\S+",
        "a abbr b big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub "
        "sup tt u var wbr bdi bdo time data ruby rb o:p st1:chsdate",
    )
)
_WIDEST: Final = 200
#: A table of a report has fewer columns, and fewer cells with all that they span.
_MOST_COLUMNS: Final = 1000
_MOST_CELLS: Final = 200_000
_FILE: Final = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)(?:[?#]|$)", re.I)


def declared_encoding(content: bytes) -> str:
    """The encoding that a page says it has; "" where it says none."""
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else ""


def read_page(text: str) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """A page → the paragraphs and tables of its document."""
    root = parse_page(text)
    if own := report_on(root):
        return tuple(_Walk().blocks(own)), ()
    content = content_of(root)
    title = title_of(root, content)
    blocks = [Paragraph(title, level=1)] if title else []
    return tuple(blocks + [block for block in _Walk().blocks(content) if not _is_furniture(block)]), _notes(content)


def _notes(content: Node) -> tuple[str, ...]:
    """What the document shows or links to and no reader of words can read."""
    pictures = sum(1 for _ in content.all("img"))
    files = [each for each in content.all("a") if _FILE.search(each.attributes.get("href", ""))]
    names = "、".join(dict.fromkeys(each.text().strip() or each.attributes["href"] for each in files))
    found = (f"网页里有 {pictures} 张图片没有读，其中的文字和数字请自己补上",) if pictures else ()
    return (*found, f"网页上的附件没有读，请下载后另外导入：{names}") if files else found


def _is_furniture(block: Paragraph | Grid) -> bool:
    text = re.sub(r"\s+", " ", block.text).strip() if isinstance(block, Paragraph) else ""
    return is_line_of_furniture(text)


class _Walk:
    """Goes through an element: words gather until something ends the paragraph."""

    def __init__(self) -> None:
        self._gathered: list[str] = []

    def blocks(self, node: Node) -> Iterator[Paragraph | Grid]:
        """All that stands in an element."""
        yield from self._inside(node)
        yield from self._end()

    def _inside(self, node: Node) -> Iterator[Paragraph | Grid]:
        for each in node.children:
            if isinstance(each, str):
                self._gathered.append(each if node.name == "pre" else flow(each))
            elif each.name == "br":
                self._gathered.append("\n")
            elif each.name in _INLINE and not each.is_hidden and not _holds_blocks(each):
                self._gathered.append(_words(each))
            elif not each.is_hidden:
                yield from self._end()
                self._gathered += [f"{_number(each, node)}. "] if (each.name, node.name) == ("li", "ol") else []
                yield from self._block(each)
                yield from self._end()

    def _block(self, node: Node) -> Iterator[Paragraph | Grid]:
        if node.name == "table":
            yield from self._table(node)
        elif re.fullmatch("h[1-6]", node.name):
            text = node.text().replace("\n", " ")
            yield Paragraph(text, level=int(node.name[1]))
        elif not (node.name in {"div", "nav", "footer", "aside", "header", "ul"} and _is_aside(node)):
            yield from self._inside(node)

    def _end(self) -> Iterator[Paragraph]:
        text, self._gathered = flowing("".join(self._gathered)), []
        for line in text.split("\n"):
            if line.strip():
                yield Paragraph(line)

    def _table(self, table: Node) -> Iterator[Paragraph | Grid]:
        if is_layout(table):
            for row in _rows(table):
                for cell in row.elements():
                    yield from self._inside(cell)
                    yield from self._end()
            return
        caption = next(table.all("caption"), None)
        cells = tuple(_cells(table))
        yield Grid(cells, title=caption.text(without=frozenset({"a"})).strip() if caption else "")


def _number(item: Node, items: Node) -> int:
    """The number that a browser writes before an item of a list."""
    start = items.attributes.get("start", "1")
    before = [each for each in items.elements() if each.name == "li"].index(item)
    return before + (int(start) if start.isdecimal() else 1)


def _is_aside(node: Node) -> bool:
    """Furniture within the content: named so by its tag or its class, or a box of labels."""
    return (node.name != "div" or bool(node.marks.strip())) and bool(node.text().strip()) and is_furniture(node)


def _holds_blocks(node: Node) -> bool:
    return next(node.all("p", "div", "table", "h1", "h2", "h3", "h4", "ul", "ol"), None) is not None


def _words(node: Node) -> str:
    text = node.text(without=frozenset({"rt", "rp"}))
    return text if node.name != "del" else ""


def _rows(table: Node) -> Iterator[Node]:
    for each in table.elements():
        if each.name == "tr":
            yield each
        elif each.name in {"tbody", "thead", "tfoot", "form"}:
            yield from _rows(each)


def _span(cell: Node, name: str) -> int:
    text = cell.attributes.get(name, "").strip()
    return min(max(int(text), 1), _WIDEST) if text.isascii() and text.isdecimal() else 1


def _cells(table: Node) -> Iterator[GridCell]:
    """Each cell with the place that the spans of the ones before it leave."""
    rows = list(_rows(table))
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row.elements():
            if cell.name not in {"td", "th"}:
                continue
            while (number, column) in taken:
                column += 1
            columns = _span(cell, "colspan")
            height = len(rows) - number if cell.attributes.get("rowspan") == "0" else _span(cell, "rowspan")
            height = min(height, len(rows) - number)
            if column >= _MOST_COLUMNS or len(taken) + height * columns > _MOST_CELLS:
                raise UnreadableError(TOO_LARGE)
            taken |= {(r, c) for r in range(number, number + height) for c in range(column, column + columns)}
            yield GridCell(_cell_text(cell), number, column, height, columns)
            column += columns


def _cell_text(cell: Node) -> str:
    return "\n".join(line.strip() for line in cell.text().split("\n") if line.strip())
