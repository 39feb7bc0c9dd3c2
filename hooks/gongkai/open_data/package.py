"""datapackage.json: the CSV files of all years as a Data Package (datapackage.org, version 2), column by column with
its type.

It stands at the site's root, and at that of the ZIP of everything: a package leads to no file above itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ..model.archive import Archive
from ..pages.data import DICTIONARY, PACKAGE, Publication
from ..pages.downloads import MEDIA, year_parts
from ..pages.fields import CSV_COLUMNS
from ..pages.parts.page import REPORTS
from .catalogue import DICTIONARY_COLUMNS
from .files import Download, given, json_bytes
from .record import DEMO_NOTE

#: Size in bytes and SHA-256 of a file that has been written.
Known = Callable[[str], tuple[int, str]]
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
#: The columns that are no texts.
_TYPES: Final = {"年度": "year", "数字": "number", "日期": "date"}
#: What every line of a CSV file says.
_ALWAYS: Final = frozenset({"单位标识", "单位", "年度", "项目", "栏目", "性质"})


def package_file(archive: Archive, known: Known, publication: Publication) -> Download:
    """datapackage.json; what it names has been written before it."""
    return Download.made(PACKAGE, lambda: json_bytes(_package(archive, known, publication)))


def _package(archive: Archive, known: Known, publication: Publication) -> dict[str, Any]:
    tables = (part for year in sorted(archive.years) for part in year_parts(archive, year))
    licence = given({"title": publication.licence, "path": publication.licence_url})
    publisher = publication.publisher
    return {
        "$schema": _PROFILE,
        "name": "gongkai-data",
        "title": f"{publication.name}：{REPORTS}数据" if publication.name else f"{REPORTS}数据",
        "description": f"金额单位：万元。空白表示未公开，0 表示公开为零。{DEMO_NOTE if publication.demo else ''}",
        **given({"homepage": publication.url}),
        **({"licenses": [licence]} if publication.licence_url else {}),
        **({"contributors": [{"title": publisher, "roles": ["publisher"]}]} if publisher else {}),
        "resources": [
            *(_table(p.address("csv"), f"{p.year}年度{p.label}", list(_fields()), known) for p in tables),
            _table(DICTIONARY, "数据字典", [{"name": name, "type": "string"} for name in DICTIONARY_COLUMNS], known),
        ],
    }


def _fields() -> Iterator[Mapping[str, Any]]:
    """The columns of the CSV files of reports."""
    for label, meaning in CSV_COLUMNS:
        always = {"constraints": {"required": True}} if label in _ALWAYS else {}
        yield {"name": label, "type": _TYPES.get(label, "string"), "description": meaning, **always}


def _table(path: str, title: str, fields: list[Mapping[str, Any]], known: Known) -> dict[str, Any]:
    size, checksum = known(path)
    return {
        "name": path.removesuffix(".csv").replace("/", "-"),
        "title": title,
        "path": path,
        **{"type": "table", "format": "csv", "mediatype": MEDIA["csv"], "encoding": "utf-8"},
        "bytes": size,
        "hash": f"sha256:{checksum}",
        "schema": {"fields": fields, "missingValues": [""]},
    }
