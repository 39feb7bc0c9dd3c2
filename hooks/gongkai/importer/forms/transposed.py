"""Tables whose headings are the lines and whose one row is the figures: “三公”经费, 编制 and 在职, 楼堂馆所."""

from __future__ import annotations

import re
from typing import Final

from ...model.amounts import COLUMNS
from ...model.lines import Line
from .cells import is_nothing, parse_cell
from .column_names import doubt_of_name
from .columns import ADJUSTED, INITIAL, PRIOR_BUDGET, UNCERTAIN_BUDGET, Meaning, meaning_of
from .gathered import Gathered
from .heads import Block, Head, is_figure, is_stub
from .labels import bare, lines_labelled
from .line_rows import NO_COLUMN
from .measures import bracketed_measure, counted_measure
from .scopes import doubt_of, find_line, is_account
from .sheet import Sheet

#: Headings that need the one above them: 购置费 of 公务用车.
_BELOW_VEHICLES: Final = {
    **dict.fromkeys(("购置费", "购置", "购置经费"), "公务用车购置费"),
    **dict.fromkeys(("运行费", "运行维护费", "运行维护", "运行经费"), "公务用车运行维护费"),
}
_SAYS_ADJUSTED: Final = re.compile("预算数(?:为|是|指|反映)[^。；]{0,16}(?:全年|调整)")
_SAYS_INITIAL: Final = re.compile("预算数(?:为|是|指|反映)[^。；]{0,16}年初")


def is_transposed(sheet: Sheet, block: Block, labels: list[str]) -> bool:
    """Whether the lines stand in the headings and not at the left."""
    heads = [head for head in block.heads if head.words and line_of_head(sheet, head)]
    return bool(heads) and not any(lines_labelled(label, sheet.names) for label in labels if not _is_head(label, block))


def _is_head(label: str, block: Block) -> bool:
    return any(label in head.words for head in block.heads)


def line_of_head(sheet: Sheet, head: Head) -> Line | None:
    """The line that a heading names, by its lowest row or by the one above it."""
    words = list(head.words)
    while words:
        last = bare(words.pop())
        if last in _BELOW_VEHICLES and any("公务用车" in word or "公车" in word for word in words):
            return find_line(sheet, _BELOW_VEHICLES[last])
        if line := find_line(sheet, last):
            return line
        if not is_stub(last) and not _says_column(last, sheet):
            return None
    return find_line(sheet, "三公经费") if "三公" in sheet.title and head.words else None


def _says_column(words: str, sheet: Sheet) -> bool:
    meaning = meaning_of((words,), sheet.year)
    return bool(meaning.column) or meaning.is_out


def read_transposed(sheet: Sheet, out: Gathered, block: Block) -> None:
    """The rows of figures below headings that are lines; several rows need words that say their columns."""
    rows = [row for row in block.rows if any(is_figure(text) for text in _texts(sheet, row))]
    columns = {row: _column_of_row(sheet, row) for row in rows}
    if len(rows) > 1 and not all(columns[row].column for row in rows):
        for row in rows:
            out.leave(sheet, sheet.words(row))
        return
    for row in rows:
        for column, head in enumerate(block.heads):
            cell = sheet.area.at(row, column)
            if cell and cell.row == row and cell.column == column and not is_nothing(cell.text):
                _read_cell(sheet, out, head, cell.text, row, columns[row])


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [cell.text for cell in sheet.area.own(row)]


def _column_of_row(sheet: Sheet, row: int) -> Meaning:
    texts = [sheet.area.text(row, cell.column) for cell in sheet.area.row(row)]
    label = next((text for text in texts if text and not is_figure(text)), "")
    return meaning_of((label,), sheet.year)


def _read_cell(sheet: Sheet, out: Gathered, head: Head, text: str, row: int, of_row: Meaning) -> None:
    number, line = parse_cell(text), line_of_head(sheet, head)
    meaning = head.meaning if head.meaning.column or head.meaning.is_out else of_row
    strange = doubt_of_name(head.words)
    if number is None or meaning.is_out or not head.words:
        return
    if line is None:
        out.leave(sheet, f"{head.text}：{text}")
        return
    source = f"{head.text}：{text.strip()}"
    if line.measure != "万元":
        if meaning.column in {"", "决算"}:
            out.number(sheet, line.path, text, source, row, measure=line.measure, doubt=strange)
        return
    meaning = _settled(sheet, meaning)
    if strange:
        meaning = meaning._replace(doubt="")
    doubt = "；".join(filter(None, (meaning.doubt, doubt_of(sheet, line), _counted(head))))
    measures = (bracketed_measure(head.text), *(bracketed_measure(word) for word in head.words))
    path, column = line.path, meaning.column or "决算"
    if line.columns != COLUMNS:
        column, doubt = "", doubt.replace(meaning.doubt, "").strip("；")
    elif column == PRIOR_BUDGET:
        path, column = (*path, PRIOR_BUDGET), ""
    elif not meaning.column and not is_account(sheet):
        doubt = doubt or NO_COLUMN
    out.amount(sheet, path, column, text, source, row, measures, "；".join(filter(None, (strange, doubt))))


def _counted(head: Head) -> str:
    said = counted_measure(head.text)
    return f"表上的单位是{said}" if said else ""


def _settled(sheet: Sheet, meaning: Meaning) -> Meaning:
    """预算数 as the note below the table explains it."""
    if meaning.doubt != UNCERTAIN_BUDGET:
        return meaning
    words = sheet.area.words + sheet.notes
    if _SAYS_ADJUSTED.search(words) and not _SAYS_INITIAL.search(words):
        return Meaning(ADJUSTED)
    return Meaning(INITIAL) if _SAYS_INITIAL.search(words) and not _SAYS_ADJUSTED.search(words) else meaning
