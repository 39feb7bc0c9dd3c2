"""Texts: what the downloads of reports are put together from, made once for each report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..pages.data.downloads import Publication
from .csv_text import Value
from .json_text import json_text
from .published import Published
from .record import report_rows, report_text
from .sheets import SHEETS, SheetRow

#: A unit's id and a year.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Texts:
    """One report as its line of JSON, its lines of CSV, and the rows of each sheet as JSON ("" without Excel)."""

    record: str
    rows: str
    sheets: str


#: Finds the texts of a report that may be read.
FindTexts = Callable[[Key], Texts]


def texts_of(published: Published, publication: Publication) -> Texts:
    """The texts of one report."""
    sheets = sheets_text(published) if publication.excel else ""
    return Texts(record=report_text(published, publication), rows=report_rows(published), sheets=sheets)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one report: who it is by, and the rows of each sheet."""

    who: tuple[Value, ...]
    sheets: tuple[tuple[SheetRow, ...], ...]


def sheets_text(published: Published) -> str:
    """The rows of one report as JSON."""
    who = [published.entry.unit_id, published.name, published.entry.year]
    return json_text([who, *([[row.depth, *row.cells] for row in sheet.rows(published)] for sheet in SHEETS)])


def sheet_rows(texts: Iterable[Texts]) -> Iterable[SheetRows]:
    """The rows of several reports, every figure digit by digit."""
    for text in texts:
        who, *sheets = json.loads(text.sheets, parse_float=Decimal)
        rows = tuple(tuple(SheetRow(tuple(cells), depth) for depth, *cells in sheet) for sheet in sheets)
        yield SheetRows(tuple(who), rows)
