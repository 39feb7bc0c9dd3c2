"""Columns whose headings say the same: a cell that was repeated, a part beside the whole, or nobody knows which."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .area import Area
from .column_names import says_other
from .columns import NO_COLUMN_SAID, Meaning, meaning_of
from .heads import Block, Group, Head, is_figure, is_stub
from .labels import bare

REPEATED: Final = "表上有几列都像是这一栏"


def settled(block: Block, group: Group, area: Area) -> Block:
    """The block with headings of which several say the same: beside a 合计 the others are out, else none is certain."""
    kinds: dict[str, list[int]] = {}
    for column in group.values:
        head = block.heads[column]
        cells = [cell for row in block.rows if (cell := area.at(row, column)) and cell.column == column]
        is_known = not head.meaning.is_out and not says_other(head.words)
        if is_known and any(is_figure(cell.text) for cell in cells):
            kinds.setdefault(head.meaning.column, []).append(column)
    heads = list(block.heads)
    for columns in kinds.values():
        for column in [again for again in columns if _is_repeated(block, area, columns, again)]:
            columns.remove(column)
            heads[column] = replace(heads[column], meaning=Meaning(is_out=True))
        shared = set.intersection(*(set(heads[column].words) for column in columns))
        whole = [column for column in columns if not _extra(heads[column], shared)]
        for column in columns if len(columns) > 1 else ():
            is_out = len(whole) == 1 and column not in whole
            if is_out or len(whole) != 1:
                meaning = heads[column].meaning._replace(is_out=is_out, doubt=REPEATED)
                heads[column] = replace(heads[column], meaning=meaning)
    return replace(block, heads=tuple(heads))


def _is_repeated(block: Block, area: Area, columns: list[int], column: int) -> bool:
    """Whether a column is another one again, heading and figures, as readers without merge ranges give a wide cell."""
    earlier = [other for other in columns if other < column and block.heads[other].words == block.heads[column].words]
    return any(all(area.text(row, other) == area.text(row, column) for row in block.rows) for other in earlier)


def _extra(head: Head, shared: set[str]) -> list[str]:
    """The words of a heading, but those it shares, that say neither a column nor that all is counted."""
    words = [bare(word) for word in head.words if word not in shared]
    return [word for word in words if not is_stub(word) and meaning_of((word,), None) == NO_COLUMN_SAID]
