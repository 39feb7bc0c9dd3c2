"""Every file of open data at its stable address: those of a unit group, and those put together from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ..model.archive import Archive, Entry
from ..model.names import OwnNames
from ..pages.data import BUNDLE, DICTIONARY, PACKAGE, SCHEMA, Publication
from ..pages.downloads import (
    YearPart,
    has_bundle,
    is_split,
    published_in,
    report_data,
    unit_data,
    year_parts,
    year_zip,
)
from ..pages.news import AllNews
from .bundle import zip_parts
from .catalogue import dictionary_csv, schema_json
from .feeds import feed_bytes, unit_feeds
from .files import Download, file_bytes, given
from .history import history_file
from .published import Published, is_readable
from .record import (
    BETWEEN,
    COLLECTION_END,
    CSV_START,
    Key,
    amendments_record,
    collection_start,
    report_rows,
    report_text,
    unit_record,
    withheld_records,
)
from .recorded_sheets import AmendedRow, amended_of_unit, amended_of_year
from .workbook import sheets_text, workbook


@dataclass(frozen=True, slots=True)
class Written:
    """What the unit groups have written, for the files that are put together from it.

    Attributes:
        read: the content of a file of the site.
        sheets: the rows of a report for a workbook, as JSON.
    """

    read: Callable[[str], bytes]
    sheets: Callable[[Key], str]


def unit_files(
    archive: Archive, units: Iterable[str], published: Iterable[Published], news: AllNews, publication: Publication
) -> Iterator[Download]:
    """The files of the reports that may be shown, of their units, and the units' feeds.

    Args:
        archive: some units and their reports.
        units: the units.
        published: what is known of those reports whose figures may be shown.
        news: what the feeds say of them.
        publication: who publishes, and whether workbooks are made.
    """
    reports = {(report.entry.unit_id, report.entry.year): report for report in published}
    written: dict[str, bytes] = {}
    for report in reports.values():
        for download in _of_report(report, publication):
            written[download.path] = download.content()
            yield download
    known = Written(written.__getitem__, lambda key: sheets_text(reports[key]))
    for unit_id in units:
        entries = [entry for entry in archive.entries_of_unit(unit_id) if (unit_id, entry.year) in reports]
        yield from _of_unit(archive, unit_id, entries, known, publication)
    for feed in unit_feeds(archive, units, news, publication):
        yield Download.of(feed.path, feed_bytes(feed, publication))


def _of_report(report: Published, publication: Publication) -> Iterator[Download]:
    """report.json, report.csv, and the earlier versions of a report that was corrected."""
    address = partial(report_data, report.entry.unit_id, report.entry.year)
    yield Download.of(address("json"), file_bytes(report_text(report, publication) + "\n"))
    yield Download.of(address("csv"), CSV_START + file_bytes(report_rows(report)))
    if history := history_file(report, publication):
        yield history


def _of_unit(
    archive: Archive, unit_id: str, entries: list[Entry], written: Written, publication: Publication
) -> Iterator[Download]:
    """data.csv and data.json of several reports (one has its own), and data.xlsx."""
    unit = archive.units[unit_id]
    if len(entries) > 1:
        withheld = withheld_records(archive, archive.entries_of_unit(unit_id))
        start = collection_start({"单位": unit_record(unit_id, unit)}, withheld, publication)
        yield _csv(unit_data(unit_id, "csv"), entries, written)
        yield _json(unit_data(unit_id, "json"), start, entries, written)
    if entries and publication.excel:
        yield _xlsx(
            unit_data(unit_id, "xlsx"), f"{unit.name}历年数据", entries, written, amended_of_unit(archive, unit_id)
        )


def year_files(archive: Archive, part: YearPart, written: Written, publication: Publication) -> Iterator[Download]:
    """data.csv, data.json and data.xlsx of a year, or those of one part of it, from the files of its reports."""
    entries = [entry for entry in part.entries if is_readable(archive, entry)]
    yield _csv(part.address("csv"), entries, written)
    amended = given({"变更": amendments_record(archive.years[part.year].amendments)})
    whose = {"年度": part.year} | amended | ({"部分": part.label} if is_split(archive, part.year) else {})
    start = collection_start(whose, withheld_records(archive, part.entries), publication)
    yield _json(part.address("json"), start, entries, written)
    if publication.excel:
        title, rows = f"{part.year}年度{part.label}数据", amended_of_year(archive, part.year)
        yield _xlsx(part.address("xlsx"), title, entries, written, rows)


def year_zip_file(archive: Archive, year: int, written: Written, publication: Publication) -> Download:
    """The ZIP of a year: the CSV and JSON of all its parts."""
    paths = [part.address(ending) for part in year_parts(archive, year) for ending in ("csv", "json")]
    packed = [(path, partial(written.read, path)) for path in paths]
    split = is_split(archive, year)
    return Download(year_zip(year), partial(zip_parts, packed, (), publication, is_split=split))


def general_files(names: OwnNames) -> Iterator[Download]:
    """The dictionary, with the bureau's ``names`` of lines, and the schema."""
    yield Download.made(DICTIONARY, partial(dictionary_csv, names))
    yield Download.made(SCHEMA, schema_json)


def bundle_files(archive: Archive, written: Written, publication: Publication) -> Iterator[Download]:
    """The ZIP of everything, from those of the years; none where it would be too large."""
    years = [year for year in sorted(archive.years) if published_in(archive, year)]
    general = [(path, partial(written.read, path)) for path in (PACKAGE, DICTIONARY, SCHEMA)]
    split = any(is_split(archive, year) for year in years)

    def parts() -> Iterator[bytes]:
        packed = (written.read(year_zip(year)) for year in years)
        return zip_parts(general, packed, publication, is_split=split)

    if has_bundle(archive):
        yield Download(BUNDLE, parts)


def _csv(path: str, entries: list[Entry], written: Written) -> Download:
    """The lines of all reports under one heading."""

    def parts() -> Iterator[bytes]:
        yield CSV_START
        for entry in entries:
            yield written.read(report_data(entry.unit_id, entry.year, "csv"))[len(CSV_START) :]

    return Download(path, parts)


def _json(path: str, start: bytes, entries: list[Entry], written: Written) -> Download:
    """All reports, one to a line."""

    def parts() -> Iterator[bytes]:
        yield start
        for at, entry in enumerate(entries):
            if at:
                yield BETWEEN
            yield written.read(report_data(entry.unit_id, entry.year, "json"))[:-1]
        yield COLLECTION_END

    return Download(path, parts)


def _xlsx(path: str, title: str, entries: list[Entry], written: Written, amended: list[AmendedRow]) -> Download:
    """The rows of all reports, sheet by sheet, and ``amended`` beside them."""

    def content() -> bytes:
        return workbook((written.sheets((entry.unit_id, entry.year)) for entry in entries), title, amended)

    return Download.made(path, content)
