"""What a document says, whatever file it came in: paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


class UnreadableError(ValueError):
    """A file from which nothing can be read; its words say why and what to do, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some words that stand together.

    Attributes:
        text: on one line; full-width letters and digits and radicals as usual characters, full-width punctuation, ①
            and ㎡ as they are; no characters that cannot be seen.
        level: of a heading, as the file itself marks it (1 is the highest); 0 where it marks none.
        place: where it stands, as a clerk would look for it: 第3页, 第12段.
    """

    text: str
    level: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table, with all that is merged into it.

    Attributes:
        text: its words, the lines in it parted by line ends; "" where it is empty.
        row, column: of its upper left corner, from 0.
        rows, columns: how far it goes.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, as it is drawn: no cell is repeated, none is dropped.

    Attributes:
        cells: in the order of rows and columns; merged ones once.
        title: what stands above it and names it, or the name of its sheet; "" where nothing does.
        place: where it stands: 第5页, 工作表“自评表”.
    """

    cells: tuple[GridCell, ...]
    title: str = ""
    place: str = ""

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """The cells that begin in each row, from the left."""
        for row in sorted({cell.row for cell in self.cells}):
            yield tuple(cell for cell in self.cells if cell.row == row)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was read.

    Attributes:
        name: of the file.
        kind: what it is, by its content and not by its name: Word, PDF, 网页, 文本, Excel.
        blocks: all that it says, in its order.
        notes: what could not be read of it, in Chinese: 第 4、5 页是图片.
    """

    name: str
    kind: str
    blocks: tuple[Paragraph | Grid, ...]
    notes: tuple[str, ...] = ()
