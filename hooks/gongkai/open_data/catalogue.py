"""What there is to download: the dictionary and the catalogue in the words of DCAT."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from ..model.archive import Archive
from ..model.form import LINES
from ..model.line_names import other_names
from ..model.names import OwnNames
from ..pages.data import BUNDLE, CATALOGUE, DATA, Publication, dictionary
from ..pages.downloads import has_bundle, is_split, year_downloads
from ..pages.parts.page import REPORTS
from .data_file import report_schema
from .files import csv_bytes, csv_text, file_bytes, given, json_bytes
from .published import NOTE
from .record import LAYOUT, about

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
    (
        "计算数/校核",
        "每项勾稽关系的结果（相符、不符、未说明、要核对、文字、建议、未能核对）、算式和单位说明；数字之间不符的写应为和差额",
        "万元",
    ),
)


def dictionary_csv(names: OwnNames = ()) -> bytes:
    """dictionary.csv: every stated field with what texts call it, and what is computed beside them."""
    also = {"/".join(line.path): "、".join(other_names(line, names)) for line in LINES}
    rows = [(*row, "公开", also.get(row.key, "")) for row in dictionary()]
    rows += [(*row, NOTE, "计算", "") for row in COMPUTED]
    return csv_bytes(("键", "含义", "计量单位", "依据", "性质", "又称"), (csv_text(rows),))


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
    years = {year: _files_of_year(archive, year, publication) for year in sorted(archive.years)}
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
                *(_dataset("全部年度", "", {BUNDLE: ""}, publication) for _ in range(has_bundle(archive))),
                *(_dataset(f"{year}年度", str(year), files, publication) for year, files in years.items() if files),
            ],
        }
    )


def _files_of_year(archive: Archive, year: int, publication: Publication) -> dict[str, str]:
    """Path → what it is, which needs no words where it is the whole year."""
    links = year_downloads(archive, year, excel=publication.excel)
    return {link.path: link.label if is_split(archive, year) else "" for link in links if link.path}


def _dataset(title: str, year: str, files: Mapping[str, str], publication: Publication) -> dict[str, Any]:
    temporal = {"dct:temporal": year} if year else {}
    return {
        "@type": "dcat:Dataset",
        "dct:title": f"{title}{REPORTS}数据",
        **temporal,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                **given({"dct:title": said}),
                "dcat:downloadURL": publication.address(path) if publication.url else _from_catalogue(path),
                "dcat:mediaType": MEDIA[path.rpartition(".")[2]],
            }
            for path, said in files.items()
        ],
    }


def _from_catalogue(path: str) -> str:
    """A site-root address as seen from the catalogue's own folder."""
    return path.removeprefix(DATA) if path.startswith(DATA) else "../" * CATALOGUE.count("/") + path
