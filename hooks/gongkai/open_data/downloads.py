"""Every file of open data at its stable address, in the order of writing: the manifest comes last and knows all.

What lists the others is made here: the dictionary, the catalogue in the words of DCAT, the manifest of checksums.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, Final

from ..model.archive import Archive, Entry
from ..pages.data import (
    BUNDLE,
    CATALOGUE,
    DATA,
    DICTIONARY,
    MANIFEST,
    SCHEMA,
    Publication,
    dictionary,
    has,
    published_in,
    report_data,
    unit_data,
    year_data,
)
from ..pages.parts.page import REPORTS
from .bundle import PackCache, bundle, packing
from .comparison import comparisons
from .data_file import report_schema
from .feeds import AllNews, feed_bytes, feeds
from .files import Download, csv_bytes, csv_text, file_bytes, given, json_bytes
from .published import NOTE, is_readable
from .record import HEAD, LAYOUT, FindTexts, Key, Texts, about, collection_json, unit_record, withheld_records
from .workbook import workbook


def open_data(
    archive: Archive, find: FindTexts, news: AllNews, publication: Publication, packed: PackCache | None = None
) -> tuple[Download, ...]:
    """All downloads; nothing is made yet.

    Args:
        archive: what readers may see; words and rows of forms are not looked at.
        find: the texts of a report whose figures may be shown.
        news: what the feeds say of the reports.
        publication: who publishes, and whether workbooks are made.
        packed: keeps the packed parts of the ZIP.
    """
    group = partial(_group, archive, find, publication)
    years = tuple(_years(archive, group))
    general = (Download(DICTIONARY, dictionary_csv), Download(SCHEMA, schema_json))
    parts = (*general, *(file for file in years if not file.path.endswith(".xlsx")))
    found = (
        *_units(archive, find, group),
        *(packing(file, packed) if packed and file in parts else file for file in years),
        *comparisons(archive),
        *general,
        Download(CATALOGUE, partial(catalogue_json, archive, publication)),
        Download(BUNDLE, partial(bundle, parts, publication, packed)),
        *(Download(feed.path, partial(feed_bytes, feed, publication)) for feed in feeds(archive, news, publication)),
    )
    return (*found, Download(MANIFEST, partial(manifest_json, found, publication)))


#: (title, whose, address, entries) → the files of reports that are downloaded together.
_Grouping = Callable[[str, dict[str, Any], Callable[[str], str], Callable[[], Iterable[Entry]]], Iterator[Download]]


def _units(archive: Archive, find: FindTexts, group: _Grouping) -> Iterator[Download]:
    """The files of a unit's reports, then those of the unit, while the texts are at hand."""
    for unit_id, unit in archive.units.items():
        if has(archive, unit_id):
            entries, whose = partial(archive.entries_of_unit, unit_id), {"单位": unit_record(unit_id, unit)}
            for entry in entries():
                yield from _of_report(archive, entry, find)
            yield from group(f"{unit.name}历年数据", whose, partial(unit_data, unit_id), entries)


def _years(archive: Archive, group: _Grouping) -> Iterator[Download]:
    for year in sorted(archive.years):
        if published_in(archive, year):
            entries = partial(archive.entries_of_year, year)
            yield from group(f"{year}年度全部单位数据", {"年度": year}, partial(year_data, year), entries)


def _group(
    archive: Archive,
    find: FindTexts,
    publication: Publication,
    title: str,
    whose: dict[str, Any],
    address: Callable[[str], str],
    entries: Callable[[], Iterable[Entry]],
) -> Iterator[Download]:
    """data.csv, data.json and data.xlsx of reports that are downloaded together."""

    def texts() -> Iterator[Texts]:
        return (find(_key(entry)) for entry in entries() if is_readable(archive, entry))

    def as_json() -> bytes:
        withheld = withheld_records(archive, entries())
        return collection_json(whose, (text.record for text in texts()), withheld, publication)

    yield Download(address("csv"), lambda: csv_bytes(HEAD, (text.rows for text in texts())))
    yield Download(address("json"), as_json)
    if publication.excel:
        yield Download(address("xlsx"), lambda: workbook((text.sheets for text in texts()), title))


def _of_report(archive: Archive, entry: Entry, find: FindTexts) -> Iterator[Download]:
    """report.json and report.csv; none where the figures may not be shown."""
    if is_readable(archive, entry):
        address = partial(report_data, entry.unit_id, entry.year)
        yield Download(address("json"), lambda: file_bytes(find(_key(entry)).record + "\n"))
        yield Download(address("csv"), lambda: csv_bytes(HEAD, [find(_key(entry)).rows]))


def _key(entry: Entry) -> Key:
    return entry.unit_id, entry.year


MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "zip": "application/zip",
    "xml": "application/atom+xml",
}
#: 计算数 in the JSON files: key, meaning, measure.
COMPUTED: Final = (
    ("计算数/比上年", "本年、上年、增减和增减百分比；上年数取上年报告，没有时取本报告的上年决算", "万元、%"),
    ("计算数/比年初预算", "决算、年初预算、增减和增减百分比", "万元、%"),
    ("计算数/比率", "按公开数算出的指标，写明公式、算式和依据；有评分标准的写最低和最高得分", "%"),
    ("计算数/等级", "按本年度等级标准，自评得分对应的等级", ""),
    ("计算数/校核", "每项勾稽关系的结果、算式、公开数、应为和差额，以及单位说明", "万元"),
)


def dictionary_csv() -> bytes:
    """dictionary.csv: every stated field, and what is computed beside them."""
    rows = [(*row, "公开") for row in dictionary()] + [(*row, NOTE, "计算") for row in COMPUTED]
    return csv_bytes(("键", "含义", "计量单位", "依据", "性质"), (csv_text(rows),))


@cache
def schema_json() -> bytes:
    """The schema of 公开数 in every JSON file."""
    titled = {**report_schema(), "title": f"{REPORTS}的公开数（格式版本 {LAYOUT}）"}
    return file_bytes(json.dumps(titled, ensure_ascii=False, indent=1) + "\n")  # holds examples, no figures of reports


def catalogue_json(archive: Archive, publication: Publication) -> bytes:
    """catalogue.json: a dataset for each year and one of everything; only what is known is said."""
    said = {
        "dct:title": publication.name,
        "foaf:homepage": publication.url,
        "dct:publisher": publication.publisher,
        "dct:license": publication.licence_url or publication.licence,
    }
    endings = [ending for ending, _ in publication.endings]
    years = [year for year in sorted(archive.years) if published_in(archive, year)]
    return json_bytes(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@type": "dcat:Catalog",
            **given(said),
            "dct:language": "zh-CN",
            **about(publication),
            "dcat:dataset": [
                _dataset("全部年度", "", [BUNDLE], publication),
                *(_dataset(f"{y}年度", str(y), [year_data(y, e) for e in endings], publication) for y in years),
            ],
        }
    )


def _dataset(title: str, year: str, paths: list[str], publication: Publication) -> dict[str, Any]:
    temporal = {"dct:temporal": year} if year else {}
    return {
        "@type": "dcat:Dataset",
        "dct:title": f"{title}{REPORTS}数据",
        **temporal,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": publication.address(path) if publication.url else _from_catalogue(path),
                "dcat:mediaType": MEDIA[path.rpartition(".")[2]],
            }
            for path in paths
        ],
    }


def _from_catalogue(path: str) -> str:
    """A site-root address as seen from the catalogue's own folder."""
    return path.removeprefix(DATA) if path.startswith(DATA) else "../" * CATALOGUE.count("/") + path


def manifest_json(downloads: Iterable[Download], publication: Publication) -> bytes:
    """manifest.json: size and SHA-256 of every data file but itself."""
    files = [
        {
            "路径": d.path,
            "字节数": d.checksum.size,
            "SHA-256": d.checksum.sha256,
            "类型": MEDIA[d.path.rpartition(".")[2]],
        }
        for d in sorted(downloads, key=lambda d: d.path)
    ]
    return json_bytes({**about(publication), "文件": files})
