"""What pages say of themselves in the words of schema.org, for search engines: facts of the data and the settings.

A report whose figures may not be shown says its state, and nothing of what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...model.archive import Archive, Entry
from ...model.disclosure import REPORT_FILES
from ..data import BUNDLE, DATA, Publication
from ..downloads import MEDIA, ZIP, has_bundle, is_split, published_in, report_data, year_downloads
from .page import REPORTS, Page

#: JSON-LD, to be written into a page.
Linked = Mapping[str, Any]
_CONTEXT: Final = "https://schema.org"


def report_linked(archive: Archive, entry: Entry, page: Page, publication: Publication) -> Linked:
    """A report: who made it, when it was published, and where its figures can be had."""
    unit = archive.units[entry.unit_id].name_in(entry.year)
    said = {"name": page.title, "inLanguage": "zh-CN", "creator": {"@type": "Organization", "name": unit}}
    report = entry.published
    if report is None:
        return {"@context": _CONTEXT, "@type": "Report", **said, "creativeWorkStatus": entry.state.value}
    dated = {"datePublished": report.disclosure.published_on}
    dated["dateModified"] = max((correction.corrected_on for correction in report.corrections), default=None)
    files = (report_data(entry.unit_id, entry.year, ending) for ending in REPORT_FILES)
    return {
        "@context": _CONTEXT,
        "@type": ["Report", "Dataset"],
        **said,
        "description": page.description,
        "temporalCoverage": str(entry.year),
        **{key: day.isoformat() for key, day in dated.items() if day},
        **_terms(publication),
        "distribution": [*_downloads(files, page, publication)],
        "includedInDataCatalog": _catalogue(page, publication),
    }


def data_linked(archive: Archive, page: Page, publication: Publication) -> Linked:
    """The open data: a dataset for each year, and one of everything."""
    return {"@context": _CONTEXT, **_catalogue(page, publication)} | {
        "description": page.description,
        "inLanguage": "zh-CN",
        **_terms(publication),
        "dataset": [*_datasets(archive, page, publication)],
    }


def _datasets(archive: Archive, page: Page, publication: Publication) -> Iterator[Linked]:
    years = [year for year in sorted(archive.years) if published_in(archive, year)]
    if years and has_bundle(archive):
        yield _dataset("全部年度", f"{years[0]}/{years[-1]}", [BUNDLE], page, publication)
    for year in years:
        files = [link.path for link in year_downloads(archive, year, excel=publication.excel) if link.path]
        whole = [path for path in files if path.endswith(ZIP[0]) or not is_split(archive, year)]
        yield _dataset(f"{year}年度", str(year), whole, page, publication)


def _dataset(of: str, period: str, files: Iterable[str], page: Page, publication: Publication) -> Linked:
    told = f"{of}各单位{REPORTS}里公开的数字和文字，以及按公开数计算的数字。金额单位：万元。空白表示未公开。"
    return {
        "@type": "Dataset",
        "name": f"{of}{REPORTS}数据",
        "description": told,
        "temporalCoverage": period,
        **_terms(publication),
        "distribution": [*_downloads(files, page, publication)],
    }


def _terms(publication: Publication) -> dict[str, Any]:
    """What holds for all data of the site; what the settings leave open is left out."""
    publisher, licence = publication.publisher, publication.licence_url or publication.licence
    said = {"publisher": {"@type": "Organization", "name": publisher} if publisher else None, "license": licence}
    return {key: value for key, value in said.items() if value}


def _catalogue(page: Page, publication: Publication) -> dict[str, Any]:
    return {"@type": "DataCatalog", "name": publication.name, "url": _address(DATA, page, publication)}


def _downloads(files: Iterable[str], page: Page, publication: Publication) -> Iterator[Linked]:
    for path in files:
        media = MEDIA[path.rpartition(".")[2]]
        yield {"@type": "DataDownload", "encodingFormat": media, "contentUrl": _address(path, page, publication)}


def _address(path: str, page: Page, publication: Publication) -> str:
    """Absolute where the site has an address; else as seen from the page."""
    return publication.address(path) if publication.url else f"{page.base}{path}"
