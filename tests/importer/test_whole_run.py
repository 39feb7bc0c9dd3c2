"""Reports as Word files of words and tables, read, settled and written: no figure is wrong, hardly one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from tests.conftest import demo
from tests.importer.documents import word_of
from tests.importer.printed_tables import page_blocks
from tests.importer.prose_documents import LAYOUTS, Layout, write_document
from tests.importer.test_written import text_of

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.finding import Known
from gongkai.importer.reading import read_document
from gongkai.importer.settling import settle
from gongkai.importer.taken import take
from gongkai.importer.written import draft_of
from gongkai.load.record_file import parse_record
from gongkai.model.archive import Entry
from gongkai.model.form import figures_of
from gongkai.model.paths import texts_of
from gongkai.model.report import Report

REPORTS = sorted((key for key, entry in demo().archive.entries.items() if entry.report), key=lambda key: key[::-1])
#: As much of what a document says must be found.
LEAST = Decimal("0.95"), Decimal("0.98")
Stated = dict[tuple[object, ...], Decimal]


def stated(report: Report) -> Stated:
    """Every figure that somebody stated, column by column."""
    return {
        (*figure.path, column): value
        for figure in figures_of(report)
        for column, value in figure.item.columns.items()
        if value is not None and not figure.is_derived(column)
    }


def paragraphs(report: Report) -> set[tuple[object, str]]:
    """Every paragraph with its place, but for the 说明 that a page may say by itself, and marks of lists and tables."""
    spans = (span for span in texts_of(report) if span.is_narrative and span.path[-1] != "说明")
    return {(span.path, part) for span in spans for part in span.text.split("\n\n") if part[0] not in "-|"}


def written_as_word(entry: Entry, layout: Layout, variant: int) -> bytes:
    """The report in words, then in the tables that its page has."""
    archive = demo().archive
    assert entry.report is not None
    outline = archive.outlines[archive.years[entry.year].outline]
    name = archive.units[entry.unit_id].name_in(entry.year)
    words = write_document(entry.report, entry.year, name, outline, layout, variant).document.blocks
    return word_of([*words, *_with_titles(page_blocks(entry.report))])


def _with_titles(blocks: Iterator[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from ((Paragraph(block.title),) if block.title else ())
            yield block


def imported(unit_id: str, year: int, content: bytes) -> Report:
    """What ``gongkai import`` makes of it."""
    archive = demo().archive
    name = f"{unit_id}{year}.docx"
    file = take(name, lambda: read_document(name, content), archive.units)
    assert (file.units, file.year, file.fault) == ((unit_id,), year, "")
    unit = archive.units[unit_id]
    known = Known(year, archive.outlines[archive.years[year].outline], (unit.name_in(year),), archive.names)
    text = text_of(draft_of(settle([("", found) for found in file.found_with(known)]), year))
    report, document = parse_record(text, "x.yml", Report)
    assert report is not None, document.problems
    return report


def hold(number: int) -> None:
    """One report in one layout."""
    unit_id, year = REPORTS[number]
    entry = demo().archive.entries[unit_id, year]
    assert entry.report is not None
    report = imported(unit_id, year, written_as_word(entry, LAYOUTS[number % len(LAYOUTS)], number))
    found, right = stated(report), stated(entry.report)
    wrong = {path: value for path, value in found.items() if right.get(path) != value}
    assert not wrong
    assert len(found) >= LEAST[0] * len(right), right.keys() - found.keys()
    words = paragraphs(entry.report)
    assert len(words & paragraphs(report)) >= LEAST[1] * len(words), words - paragraphs(report)


@pytest.mark.parametrize("number", range(3, len(REPORTS), 23))
def test_a_report_comes_back_from_a_word_file(number: int) -> None:
    hold(number)


@pytest.mark.trial
@pytest.mark.parametrize("number", range(len(REPORTS)))
def test_every_report_comes_back_from_a_word_file(number: int) -> None:
    hold(number)
