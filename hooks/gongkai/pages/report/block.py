"""Block: one thing that stands in a chapter of a report page."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..parts.bars import Bars, Share
from ..parts.table import Table

BlockKind = Literal["blocks", "text", "sentence", "list", "table", "share", "bars", "folded"]


class Block(NamedTuple):
    """One thing on the page, with or without a heading.

    Attributes:
        kind: what ``content`` is; ``folded`` blocks show their title until they are opened.
        content: blocks, free text, a sentence, texts for a list, a table or a chart.
        level: 2 to 4, of the heading that the block has or could have.
        id: the heading's id; headings inside free text carry it in front of their own.
        title: the heading's words; "" without one.
        numbered: its headings carry 一、（一）1.
        note: what stands beside the title.
    """

    kind: BlockKind
    content: Content
    level: int
    id: str = ""
    title: str = ""
    numbered: bool = True
    note: str = ""

    @property
    def below(self) -> int:
        """The level of headings inside the block."""
        return self.level + bool(self.title)


Content = tuple[Block, ...] | str | tuple[str, ...] | Table | Share | Bars
