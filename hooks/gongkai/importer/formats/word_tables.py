"""Tables of .docx files: which cell goes how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from ..document import Grid, GridCell, Paragraph
from .package import child, local, value_of

if TYPE_CHECKING:
    from .word import WordReader

_AROUND: Final = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}
#: No table of a page is wider.
_WIDEST: Final = 200


@dataclass
class _Cell:
    """A cell on its way: rows that go on below are added to it."""

    text: str
    row: int
    column: int
    columns: int
    rows: int = 1
    blocks: list[Paragraph | Grid] = field(default_factory=list)

    def finished(self) -> GridCell:
        return GridCell(self.text, self.row, self.column, self.rows, self.columns)


def read_table(table: Element, reader: WordReader) -> Iterator[Paragraph | Grid]:
    """A table, and after it the tables that stand in its cells; one of a single cell is a frame around its words."""
    cells: list[_Cell] = []
    above: dict[int, _Cell] = {}
    for number, row in enumerate(_parts(table, "tr")):
        above = _row(row, number, above, cells, reader)
    if len(cells) == 1:
        yield from cells[0].blocks
        return
    yield Grid(tuple(cell.finished() for cell in cells))
    for cell in cells:
        yield from (block for block in cell.blocks if isinstance(block, Grid))


def _parts(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, without those that were deleted."""
    for each in parent:
        if local(each) == name:
            if child(each, f"{name}Pr", "del") is None and child(each, f"{name}Pr", "cellDel") is None:
                yield each
        elif local(each) in _AROUND:
            yield from _parts(each, name)


def _number(element: Element | None, default: int) -> int:
    text = value_of(element) or ""
    return min(int(text), _WIDEST) if text.isdecimal() else default


def _row(
    row: Element, number: int, above: dict[int, _Cell], cells: list[_Cell], reader: WordReader
) -> dict[int, _Cell]:
    """Read one row; which cell stands in each of its columns."""
    at = _number(child(row, "trPr", "gridBefore"), 0)
    standing: dict[int, _Cell] = {}
    before: _Cell | None = None
    for element in _parts(row, "tc"):
        properties = child(element, "tcPr")
        columns = max(_number(child(properties, "gridSpan"), 1), 1)
        goes_on = child(properties, "vMerge") is not None and value_of(child(properties, "vMerge")) != "restart"
        if value_of(child(properties, "hMerge")) == "continue" and before is not None:
            before.columns += columns
            standing |= dict.fromkeys(range(at, at + columns), before)
        elif goes_on and (upper := above.get(at)) is not None and upper.column == at:
            upper.rows = number - upper.row + 1
            standing |= dict.fromkeys(range(at, at + columns), upper)
        else:
            before = _cell(element, number, at, columns, reader)
            cells.append(before)
            standing |= dict.fromkeys(range(at, at + columns), before)
        at += columns
    return standing


def _cell(element: Element, row: int, column: int, columns: int, reader: WordReader) -> _Cell:
    blocks = list(reader.read(element))
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    return _Cell(text, row, column, columns, blocks=blocks)
