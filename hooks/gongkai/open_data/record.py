"""report.json and report.csv, and the same for all reports of a unit or a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from ..model.archive import Archive, Entry
from ..model.correction import Amendment
from ..model.unit import Unit
from ..pages.data import Publication
from ..pages.fields import CSV_COLUMNS
from ..pages.parts.page import report_path
from .files import cell, csv_bytes, csv_lines, file_bytes, given, json_text
from .published import Published, computed_record, computed_rows
from .stated import TidyRow, stated_rows

#: Version of the layout of the JSON files; the first number changes when old programs would break.
LAYOUT: Final = "1.1"
DEMO_NOTE: Final = "演示数据：单位和数字都是虚构的"
HEAD: Final = tuple(label for label, _ in CSV_COLUMNS)


def report_text(published: Published, publication: Publication) -> str:
    """The JSON of one report: what it is, 公开数 and, apart from it, 计算数."""
    entry = published.entry
    whose = json_text(
        {
            **about(publication),
            "单位": unit_record(entry.unit_id, published.unit, entry.year),
            "年度": entry.year,
            "状态": entry.state,
            "网页": publication.address(report_path(entry.unit_id, entry.year)),
            "数据文件": entry.file,
            "数据文件SHA-256": entry.digest,
        }
    )
    return f'{whose[:-1]},"公开数":{published.stated},"计算数":{json_text(computed_record(published))}}}'


def report_rows(published: Published) -> str:
    """The lines of one report in a CSV file; what stands before the values begins with a key of the form."""
    who = [cell(value) for value in (published.entry.unit_id, published.name, published.entry.year)]
    stated, computed = stated_rows(published.report), computed_rows(published)
    return csv_lines([*_lines(who, stated, "公开"), *_lines(who, computed, "计算")])


def _lines(who: Sequence[str], rows: Iterable[TidyRow], nature: str) -> Iterator[Sequence[str]]:
    """The cells of each line; a number and a day stand once more in a column of their kind."""
    for item, label, value, of in rows:
        text, kind = cell(value), type(value)
        number, day = text if kind is Decimal or kind is int else "", text if kind is date else ""
        yield (*who, item, label, text, _measure_cell(of), nature, number, day)


#: Few measures stand in many lines.
_measure_cell: Final = lru_cache(maxsize=256)(cell)


#: What stands before the lines of every CSV file of reports.
CSV_START: Final = csv_bytes(HEAD, ())


def collection_start(whose: dict[str, Any], withheld: list[dict[str, Any]], publication: Publication) -> bytes:
    """The beginning of a data.json of several reports; of those withheld it names unit, year and state."""
    head = json_text({**about(publication), **whose, "不显示数字的报告": withheld})
    return file_bytes(f'{head[:-1]},"报告":[\n')


#: What stands after the reports of a data.json, and between two of them.
COLLECTION_END: Final = b"\n]}\n"
BETWEEN: Final = b",\n"


def withheld_records(archive: Archive, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Reports whose figures may not be shown: that they exist, and why nothing is shown, in one word."""
    return [
        {"单位标识": entry.unit_id, "单位": unit.name_in(entry.year), "年度": entry.year, "状态": entry.state}
        for entry in entries
        if not entry.is_shown and (unit := archive.units.get(entry.unit_id))
    ]


def about(publication: Publication) -> dict[str, Any]:
    """What every file says about itself; what the settings leave open is left out."""
    return given(
        {
            "格式版本": LAYOUT,
            "金额单位": "万元",
            "网站": publication.name,
            "网址": publication.url,
            "发布者": publication.publisher,
            "许可": publication.licence,
            "许可网址": publication.licence_url,
            "提示": DEMO_NOTE if publication.demo else "",
        }
    )


def unit_record(unit_id: str, unit: Unit, year: int | None = None) -> dict[str, Any]:
    """Who a report is by; the name of the year, and today's beside it if it has changed."""
    name = unit.name if year is None else unit.name_in(year)
    return given(
        {
            "标识": unit_id,
            "名称": name,
            "现名": unit.name if unit.name != name else None,
            "简称": unit.short_name,
            "类别": unit.category,
            "口径": unit.scope,
            "主管部门标识": unit.supervising_department,
            "机构代码": unit.organization_code,
            "变更": amendments_record(unit.amendments),
        }
    )


def amendments_record(amendments: tuple[Amendment, ...]) -> list[dict[str, Any]] | None:
    """变更 of the register or of a year's rules; None without any."""
    return [amendment.model_dump(by_alias=True, exclude_unset=True) for amendment in amendments] or None


#: A unit's id and a year.
Key = tuple[str, int]
