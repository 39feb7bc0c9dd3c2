"""Every file of open data at its stable address, in the order of writing: the manifest comes last and knows all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..model.archive import Archive, Entry
from ..present.downloads import (
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
from .bundle import bundle
from .catalogue import catalogue_json, dictionary_csv, manifest_json, schema_json
from .download import Download
from .feeds import feed_bytes, feeds
from .published import Findings, Published, Stock
from .record import collection_csv, collection_json, report_csv, report_json, unit_record, withheld_records
from .workbook import workbook


def open_data(archive: Archive, findings: Findings, publication: Publication) -> tuple[Download, ...]:
    """All downloads; nothing is made yet."""
    stock = Stock(archive, findings)
    years = tuple(file for group in _years(stock) for file in group.files(stock, publication))
    general = (Download(DICTIONARY, dictionary_csv), Download(SCHEMA, schema_json))
    packed = (*general, *(file for file in years if not file.path.endswith(".xlsx")))
    found = (
        *(file for entry in archive.entries.values() for file in _of_report(stock, entry, publication)),
        *(file for group in _units(stock) for file in group.files(stock, publication)),
        *years,
        *general,
        Download(CATALOGUE, partial(catalogue_json, archive, publication)),
        Download(BUNDLE, partial(bundle, packed, publication)),
        *(Download(feed.path, partial(feed_bytes, feed, publication)) for feed in feeds(archive, publication)),
    )
    return (*found, Download(MANIFEST, partial(manifest_json, found, publication)))


@dataclass(frozen=True, slots=True)
class _Group:
    """Reports that are downloaded together: those of a unit or of a year."""

    title: str
    whose: dict[str, Any]
    address: Callable[[str], str]
    reports: Callable[[], Iterable[Published]]
    entries: Callable[[], Iterable[Entry]]

    def files(self, stock: Stock, publication: Publication) -> Iterator[Download]:
        """data.csv, data.json and data.xlsx."""

        def as_json() -> bytes:
            withheld = withheld_records(stock.archive, self.entries())
            return collection_json(self.whose, self.reports(), withheld, publication)

        yield Download(self.address("csv"), lambda: collection_csv(self.reports()))
        yield Download(self.address("json"), as_json)
        if publication.excel:
            yield Download(self.address("xlsx"), lambda: workbook(self.reports(), self.title))


def _of_report(stock: Stock, entry: Entry, publication: Publication) -> Iterator[Download]:
    """report.json and report.csv; none where the figures may not be shown."""
    if not stock.holds(entry):
        return
    address = partial(report_data, entry.unit_id, entry.year)
    yield Download(address("json"), lambda: report_json(stock.get(entry), publication))
    yield Download(address("csv"), lambda: report_csv(stock.get(entry)))


def _units(stock: Stock) -> Iterator[_Group]:
    archive = stock.archive
    for unit_id, unit in archive.units.items():
        if has(archive, unit_id):
            yield _Group(
                title=f"{unit.name}历年数据",
                whose={"单位": unit_record(unit_id, unit)},
                address=partial(unit_data, unit_id),
                reports=partial(stock.of_unit, unit_id),
                entries=partial(archive.entries_of_unit, unit_id),
            )


def _years(stock: Stock) -> Iterator[_Group]:
    archive = stock.archive
    for year in sorted(archive.years):
        if published_in(archive, year):
            yield _Group(
                title=f"{year}年度全部单位数据",
                whose={"年度": year},
                address=partial(year_data, year),
                reports=partial(stock.of_year, year),
                entries=partial(archive.entries_of_year, year),
            )
