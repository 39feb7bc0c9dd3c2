"""The grids of a document → tables to be read: with title, measure and year, joined where one goes on after a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ...model.names import OwnNames
from ..document import Grid, Paragraph, SourceDocument
from ..table_titles import title_in, title_of
from ..years import is_year_alone, year_of_table, years_of_table
from .area import Area
from .heads import is_heading
from .measures import bracketed_measure, is_too_large, largest_amount, measures_in_text, stated_measure
from .parted import parts_of
from .sheet import Sheet

#: So many paragraphs before a table may tell its name or measure.
_NEAR: Final = 4
#: Longer lines, or such as speak of other papers, are no titles of the document.
_TITLE_LENGTH: Final = 40
_REPORT: Final = re.compile("报告|自评|评价|部门决算|单位决算")
_NO_TITLE: Final = re.compile("[。；]|通知|关于|根据|按照|要求|办法|计划")


@dataclass(frozen=True)
class Placed:
    """The tables of a document and its year."""

    sheets: tuple[Sheet, ...]
    year: int | None


def sheets_of(document: SourceDocument, year: int | None, names: OwnNames) -> Placed:
    """The tables of a document in their order."""
    own = next(iter(years_of(document)), None)
    year = year or own
    spoken = _spoken_measure(document)
    largest = largest_amount(block.text for block in document.blocks if isinstance(block, Paragraph))
    sheets: list[Sheet] = []
    near: list[str] = []
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            near.append(block.text)
            continue
        if not block.cells:
            continue
        area = Area(block)
        sheet = _sheet(area, near[-_NEAR:], year, names, "" if is_too_large(area.words, largest) else spoken)
        after = [p.text for p in document.blocks[at + 1 : _end(document, at)] if isinstance(p, Paragraph)]
        sheet = replace(sheet, notes="".join(after), near=tuple(near[-2 * _NEAR :]))
        if sheets and not near and (joined := _joined(sheets[-1], sheet)):
            sheets[-1] = joined
        else:
            sheets += _parted(sheet, year, names)
        near = []
    return Placed(tuple(sheets), own or year)


def _parted(sheet: Sheet, year: int | None, names: OwnNames) -> Iterator[Sheet]:
    """The forms that stand on one grid; what is said below it is said of the last."""
    parts = [*parts_of(sheet)]
    for row, area in parts:
        is_last = area is parts[-1][1]
        if not row:
            yield replace(sheet, area=area, notes=sheet.notes if is_last else "")
        else:
            grid = replace(area.grid, title=title_in(area))
            part = _sheet(Area(grid), [], year, names, sheet.measure)
            yield replace(part, row=row, notes=sheet.notes if is_last else "")


def _end(document: SourceDocument, at: int) -> int:
    """Where the next table begins, or a little further on."""
    blocks = document.blocks[at + 1 : at + 3]
    return at + 1 + next((n for n, block in enumerate(blocks) if isinstance(block, Grid)), len(blocks))


def _sheet(area: Area, near: list[str], year: int | None, names: OwnNames, spoken: str) -> Sheet:
    title = title_of(area, near)
    own = year_of_table(title)
    measure = _measure_of(area, near)
    is_other = year is not None and bool(years_of_table(title) - {year})
    return Sheet(area, title, own or year, measure or spoken, names, is_continued=not title, is_of_other_year=is_other)


def _year_below(area: Area) -> str:
    """The year that a form gives in a row of its own below its title: （2023年度）; "" where it gives none."""
    rows = ({area.text(row, cell.column) for cell in area.row(row)} - {""} for row in range(min(3, area.height)))
    alone = (texts.pop() for texts in rows if len(texts) == 1)
    return next((text for text in alone if is_year_alone(text)), "")


def _measure_of(area: Area, near: list[str]) -> str:
    """As the table says it itself, in its first rows and headings, or as the lines above it do."""
    for row in range(min(6, area.height)):
        for cell in area.own(row):
            if measure := stated_measure(cell.text):
                return measure
    for text in (area.grid.title, *reversed(near)):
        if measure := stated_measure(text):
            return measure
    brackets = {m for row in range(area.height) for c in area.own(row) if (m := bracketed_measure(c.text))}
    return brackets.pop() if len(brackets) == 1 else ""


def _spoken_measure(document: SourceDocument) -> str:
    """What all amounts of the text are in, if all are in one; else what the text states: 金额单位：万元."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    stated = {measure for text in texts if (measure := stated_measure(text))}
    if len(stated) == 1:
        return stated.pop()
    used = {measure for text in texts for measure in measures_in_text(text)}
    return "万元" if used == {"万元"} and not stated else ""


def years_of(document: SourceDocument) -> tuple[int, ...]:
    """The year that its titles say, those of a report before those of tables; several where none is said most."""
    titles = [document.name]
    for block in document.blocks:
        if isinstance(block, Grid):
            area = Area(block)
            titles += [block.title, title_in(area), _year_below(area)]
        elif block.level or (len(block.text) <= _TITLE_LENGTH and not _NO_TITLE.search(block.text)):
            titles.append(block.text)
    said = [(title, year) for title in titles if (year := year_of_table(title))]
    counted = Counter([year for title, year in said if _REPORT.search(title)] or [year for _, year in said])
    most = max(counted.values(), default=0)
    return tuple(year for year, count in counted.items() if count == most)


def _joined(before: Sheet, sheet: Sheet) -> Sheet | None:
    """Both as one table, where the second goes on with the first after a page break; None where it is another."""
    area, last = sheet.area, before.area
    if area.width != last.width or (sheet.title and sheet.title != before.title):
        return None
    top = 0
    while (
        top < min(area.height, last.height, 8)
        and _row(area, top)
        and _row(area, top) in {_row(last, r) for r in range(8)}
    ):
        top += 1
    if top == 0 and is_heading(area, 0, sheet.year):
        return None
    cells = [*last.grid.cells]
    moved = area.part(range(top, area.height)).grid.cells if top < area.height else ()
    cells += [replace(cell, row=cell.row + last.height) for cell in moved]
    return replace(before, area=Area(replace(last.grid, cells=tuple(cells))), notes=sheet.notes)


def _row(area: Area, row: int) -> tuple[str, ...]:
    return tuple(area.text(row, cell.column) for cell in area.row(row)) if row < area.height else ()
