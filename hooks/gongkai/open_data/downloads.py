"""Every file of open data at its stable address, in the order of writing: the manifest comes last and knows all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..model.archive import Archive, Entry
from ..pages.data import (
    BUNDLE,
    CATALOGUE,
    DICTIONARY,
    MANIFEST,
    SCHEMA,
    Publication,
    has,
    published_in,
    report_data,
    unit_data,
    year_data,
)
from .bundle import PackCache, bundle, packing
from .catalogue import catalogue_json, dictionary_csv, manifest_json, schema_json
from .comparison import comparisons
from .feeds import AllNews, feed_bytes, feeds
from .files import Download
from .published import is_readable
from .record import FindTexts, Key, Texts, collection_json, record_json, rows_csv, unit_record, withheld_records
from .workbook import workbook


def open_data(
    archive: Archive, find: FindTexts, news: AllNews, publication: Publication, cache: PackCache | None = None
) -> tuple[Download, ...]:
    """All downloads; nothing is made yet.

    Args:
        archive: what readers may see; words and rows of forms are not looked at.
        find: the texts of a report whose figures may be shown.
        news: what the feeds say of the reports.
        publication: who publishes, and whether workbooks are made.
        cache: keeps the packed parts of the ZIP.
    """
    years = tuple(file for group in _years(archive) for file in group.files(archive, find, publication))
    general = (Download(DICTIONARY, dictionary_csv), Download(SCHEMA, schema_json))
    parts = (*general, *(file for file in years if not file.path.endswith(".xlsx")))
    found = (
        *(file for group in _units(archive) for file in _of_unit(archive, group, find, publication)),
        *(packing(file, cache) if cache and file in parts else file for file in years),
        *comparisons(archive),
        *general,
        Download(CATALOGUE, partial(catalogue_json, archive, publication)),
        Download(BUNDLE, partial(bundle, parts, publication, cache)),
        *(Download(feed.path, partial(feed_bytes, feed, publication)) for feed in feeds(archive, news, publication)),
    )
    return (*found, Download(MANIFEST, partial(manifest_json, found, publication)))


@dataclass(frozen=True, slots=True)
class _Group:
    """Reports that are downloaded together: those of a unit or of a year."""

    title: str
    whose: dict[str, Any]
    address: Callable[[str], str]
    entries: Callable[[], Iterable[Entry]]

    def files(self, archive: Archive, find: FindTexts, publication: Publication) -> Iterator[Download]:
        """data.csv, data.json and data.xlsx."""

        def texts() -> Iterator[Texts]:
            return (find(_key(entry)) for entry in self.entries() if is_readable(archive, entry))

        def as_json() -> bytes:
            withheld = withheld_records(archive, self.entries())
            return collection_json(self.whose, (text.record for text in texts()), withheld, publication)

        yield Download(self.address("csv"), lambda: rows_csv(text.rows for text in texts()))
        yield Download(self.address("json"), as_json)
        if publication.excel:
            yield Download(self.address("xlsx"), lambda: workbook((text.sheets for text in texts()), self.title))


def _key(entry: Entry) -> Key:
    return entry.unit_id, entry.year


def _of_unit(archive: Archive, group: _Group, find: FindTexts, publication: Publication) -> Iterator[Download]:
    """The files of a unit's reports, then those of the unit, while the texts are at hand."""
    for entry in group.entries():
        yield from _of_report(archive, entry, find)
    yield from group.files(archive, find, publication)


def _of_report(archive: Archive, entry: Entry, find: FindTexts) -> Iterator[Download]:
    """report.json and report.csv; none where the figures may not be shown."""
    if not is_readable(archive, entry):
        return
    address = partial(report_data, entry.unit_id, entry.year)
    yield Download(address("json"), lambda: record_json(find(_key(entry)).record))
    yield Download(address("csv"), lambda: rows_csv((find(_key(entry)).rows,)))


def _units(archive: Archive) -> Iterator[_Group]:
    for unit_id, unit in archive.units.items():
        if has(archive, unit_id):
            yield _Group(
                title=f"{unit.name}历年数据",
                whose={"单位": unit_record(unit_id, unit)},
                address=partial(unit_data, unit_id),
                entries=partial(archive.entries_of_unit, unit_id),
            )


def _years(archive: Archive) -> Iterator[_Group]:
    for year in sorted(archive.years):
        if published_in(archive, year):
            yield _Group(
                title=f"{year}年度全部单位数据",
                whose={"年度": year},
                address=partial(year_data, year),
                entries=partial(archive.entries_of_year, year),
            )
