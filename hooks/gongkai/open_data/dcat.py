"""catalogue.json: the catalogue in the words of DCAT-AP 3, as JSON-LD whose context stands in it.

What it names is found below the site's address; without one, every name is relative to the catalogue itself. It says
what the data and the settings say: what is not known is left out (docs/decisions/0026).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ..model.archive import Archive
from ..pages.data import BUNDLE, CATALOGUE, DATA, Publication
from ..pages.downloads import MEDIA, has_bundle, is_split, published_in, year_downloads
from ..pages.parts.page import HOME, REPORTS, year_path
from .files import given, json_bytes
from .package import Known
from .record import DEMO_NOTE, about

_EU: Final = "http://publications.europa.eu/resource/authority/"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_SHA256: Final = f"{_SPDX}checksumAlgorithm_sha256"
_CHINESE: Final = f"{_EU}language/ZHO"
_YEARLY: Final = f"{_EU}frequency/ANNUAL"
_GOVERNMENT: Final = f"{_EU}data-theme/GOVE"
#: Ending → name in the EU's list of file types.
_FORMATS: Final = {"xlsx": "XLSX", "csv": "CSV", "json": "JSON", "zip": "ZIP"}
_KEYWORDS: Final = ("部门整体支出", "绩效评价", "预算", "决算")
_LINKS: Final = (
    *("foaf:homepage", "dct:publisher", "dct:language", "dct:license", "dct:format", "dct:accrualPeriodicity"),
    *("dcat:theme", "dcat:landingPage", "dcat:contactPoint", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType"),
    *("spdx:algorithm", "vcard:hasEmail", "vcard:hasTelephone"),
)
_TYPED: Final = {
    **dict.fromkeys(("dcat:startDate", "dcat:endDate", "dct:issued", "dct:modified"), "xsd:date"),
    "dcat:byteSize": "xsd:nonNegativeInteger",
    "spdx:checksumValue": "xsd:hexBinary",
}
#: In Chinese; the name of a licence, of a publisher and of the site are in no language that we know of.
_CHINESE_TEXTS: Final = ("dct:title", "dct:description", "dcat:keyword", "skos:prefLabel")
_CONTEXT: Final[Mapping[str, Any]] = {
    "@version": Decimal("1.1"),
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": _SPDX,
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@type": "@id"} for name in _LINKS},
    **{name: {"@type": kind} for name, kind in _TYPED.items()},
    **{name: {"@language": "zh-CN"} for name in _CHINESE_TEXTS},
}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the catalogue is made from.

    Attributes:
        archive, publication: the reports, and who publishes them.
        known: size and SHA-256 of every file that it names.
        days: when the reports of a year were last published or corrected, of the years for which that is known.
    """

    archive: Archive
    publication: Publication
    known: Known
    days: Mapping[int, date]

    def content(self) -> bytes:
        """catalogue.json."""
        datasets = [*self._datasets()]
        record = {
            "@context": dict(_CONTEXT),
            "@id": self._named(""),
            "@type": "dcat:Catalog",
            "dct:title": self.publication.name,
            "dct:description": self._described(f"各单位{REPORTS}的公开数据目录"),
            **given({"foaf:homepage": self.publication.url}),
            "dct:publisher": self._named("#publisher"),
            "dct:language": _CHINESE,
            **self._licence,
            **about(self.publication),
            "dcat:dataset": datasets,
        }
        return json_bytes(record | {"@included": [*self._named_things(datasets)]})

    def _named(self, name: str) -> str:
        return f"{self.publication.url}{CATALOGUE if self.publication.url else CATALOGUE.removeprefix(DATA)}{name}"

    def _address(self, path: str) -> str:
        """Where a page or file is, as seen from the catalogue."""
        if self.publication.url:
            return self.publication.address(path)
        return path.removeprefix(DATA) or "./" if path.startswith(DATA) else f"../{path}"

    def _described(self, text: str) -> str:
        return f"{text}。金额单位：万元。{f'{DEMO_NOTE}。' if self.publication.demo else ''}"

    @property
    def _licence(self) -> dict[str, Any]:
        stated = self.publication.licence_url or (self._named("#licence") if self.publication.licence else "")
        return given({"dct:license": stated})

    @property
    def _contact(self) -> dict[str, Any]:
        email, phone = self.publication.email, self.publication.phone
        return {"dcat:contactPoint": self._named("#contact")} if email or phone else {}

    def _datasets(self) -> Iterator[dict[str, Any]]:
        """One of everything, and one for each year of which something can be read."""
        archive, excel = self.archive, self.publication.excel
        years = [year for year in sorted(archive.years) if published_in(archive, year)]
        if has_bundle(archive) and years:
            yearly = {"dct:accrualPeriodicity": _YEARLY}
            more = self._period(years[0], years[-1]) | self._modified(years) | yearly
            yield self._dataset("all", "全部年度", DATA, more, {BUNDLE: ""})
        for year in years:
            links = year_downloads(archive, year, excel=excel)
            files = {link.path: link.label if is_split(archive, year) else "" for link in links if link.path}
            more = self._period(year, year) | self._modified([year])
            yield self._dataset(str(year), f"{year}年度", year_path(year), more, files)

    @staticmethod
    def _period(first: int, last: int) -> dict[str, Any]:
        dates = {"dcat:startDate": date(first, 1, 1), "dcat:endDate": date(last, 12, 31)}
        return {"dct:temporal": {"@type": "dct:PeriodOfTime", **dates}}

    def _modified(self, years: Iterable[int]) -> dict[str, Any]:
        days = [self.days.get(year) for year in years]
        found = [day for day in days if day]
        return {"dct:modified": max(found)} if found and len(found) == len(days) else {}

    def _dataset(
        self, name: str, of: str, page: str, more: Mapping[str, Any], files: Mapping[str, str]
    ) -> dict[str, Any]:
        publisher = {"dct:publisher": self._named("#publisher")} if self.publication.publisher else {}
        return {
            "@id": self._named(f"#{name}"),
            "@type": "dcat:Dataset",
            "dct:title": f"{of}{REPORTS}数据",
            "dct:description": self._described(f"{of}各单位{REPORTS}里公开的数字和文字，以及按公开数计算的数字"),
            "dct:identifier": self._named(f"#{name}"),
            "dct:language": _CHINESE,
            **publisher,
            **self._contact,
            **more,
            "dcat:theme": _GOVERNMENT,
            "dcat:keyword": [*_KEYWORDS],
            "dcat:landingPage": self._address(page),
            "dcat:distribution": [self._distribution(path, page, said) for path, said in files.items()],
        }

    def _distribution(self, path: str, page: str, said: str) -> dict[str, Any]:
        ending, (size, checksum) = path.rpartition(".")[2], self.known(path)
        return {
            "@id": self._named(f"#{path}"),
            "@type": "dcat:Distribution",
            **given({"dct:title": said}),
            "dcat:accessURL": self._address(page),
            "dcat:downloadURL": self._address(path),
            "dcat:mediaType": media_address(MEDIA[ending]),
            "dct:format": f"{_EU}file-type/{_FORMATS[ending]}",
            "dcat:byteSize": size,
            "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": _SHA256, "spdx:checksumValue": checksum},
            **self._licence,
        }

    def _named_things(self, datasets: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """What the catalogue leads to, with its kind, each once."""
        publication = self.publication
        yield {
            "@id": self._named("#publisher"),
            "@type": "foaf:Agent",
            "foaf:name": publication.publisher or publication.name,
        }
        if self._contact:
            yield {
                **{"@id": self._named("#contact"), "@type": "vcard:Kind"},
                "vcard:fn": publication.publisher or publication.name,
                **given({"vcard:hasEmail": publication.email, "vcard:hasTelephone": publication.phone}),
            }
        if licence := self._licence:
            named = given({"rdfs:label": publication.licence})
            yield {"@id": licence["dct:license"], "@type": "dct:LicenseDocument", **named}
        yield {"@id": _GOVERNMENT, "@type": "skos:Concept", "skos:prefLabel": "政府和公共部门"}
        kinds = {_CHINESE: "dct:LinguisticSystem", _YEARLY: "dct:Frequency"}
        kinds |= {_SHA256: "spdx:ChecksumAlgorithm"} | given({publication.url or self._address(HOME): "foaf:Document"})
        yield from ({"@id": name, "@type": kind} for name, kind in (kinds | _kinds_of(datasets)).items())


def _kinds_of(datasets: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The kinds of the pages, files and formats that datasets lead to."""
    kinds: dict[str, Any] = {}
    for dataset in datasets:
        kinds[dataset["dcat:landingPage"]] = ["foaf:Document", "rdfs:Resource"]
        for file in dataset["dcat:distribution"]:
            kinds[file["dcat:downloadURL"]] = "rdfs:Resource"
            kinds[file["dcat:mediaType"]] = "dct:MediaType"
            kinds[file["dct:format"]] = "dct:MediaTypeOrExtent"
    return kinds


def media_address(media: str) -> str:
    """The address of a media type in IANA's register."""
    return f"https://www.iana.org/assignments/media-types/{media}"
