"""Addresses of the open data, the links that lead to it, and the page that explains it (/data/)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final, NamedTuple, get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item, OpenItem
from ..model.archive import Archive
from ..model.disclosure import REPORT_FILES
from ..model.paths import fields_by_key, record_in
from ..model.record import Record, measure_of
from ..model.report import Report
from .parts.page import HOME, QUALITY, UNITS, Link, Page, href, report_path, unit_path, year_path
from .parts.table import Cell, Column, Row, Table, number_cell

DATA: Final = "data/"
BUNDLE: Final = f"{DATA}gongkai-data.zip"
DICTIONARY: Final = f"{DATA}dictionary.csv"
SCHEMA: Final = f"{DATA}schema.json"
CATALOGUE: Final = f"{DATA}catalogue.json"
MANIFEST: Final = f"{DATA}manifest.json"
SITE_FEED: Final = "feed.xml"
CORRECTIONS_FEED: Final = "corrections.xml"
#: Endings of the files of a unit and of a year, with what readers call them.
ENDINGS: Final = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
#: A year's CSV and JSON, packed.
ZIP: Final = ("zip", "ZIP")
#: Above this number of units the page leads to the directory instead of listing them all.
MOST_UNITS: Final = 300


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes where, as far as the site's settings say; what is unset is left out.

    Attributes:
        name, url: the site's; its address ends in ``/`` and is "" while it has none.
        publisher, licence, licence_url: "" while unset.
        demo, excel: the data is fictional; workbooks are made.
        edit: where a data file can be edited, with ``{source}`` for its path; "" if nowhere.
        timestamp: seconds since 1970 of the commit that is published, if the build knows it.
    """

    name: str = ""
    url: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    demo: bool = False
    excel: bool = True
    edit: str = ""
    timestamp: int | None = None

    def edit_address(self, source: str | None) -> str | None:
        """Where the data file of a page can be edited."""
        return self.edit.replace("{source}", href(source)) if self.edit and source else None

    @property
    def endings(self) -> tuple[tuple[str, str], ...]:
        """The endings that are built, of :data:`ENDINGS`."""
        return ENDINGS if self.excel else tuple(pair for pair in ENDINGS if pair[0] != "xlsx")

    def address(self, path: str) -> str:
        """The absolute address of ``path``; below the site root while the site has no address."""
        return self.url + path


class DictionaryRow(NamedTuple):
    """A field of the data dictionary (数据字典)."""

    key: str
    meaning: str
    measure: str
    basis: str


@dataclass(frozen=True, slots=True)
class DataView:
    """The open-data page."""

    publication: Publication
    years: Table | None
    units: Table | None
    columns: tuple[tuple[str, str], ...]
    fields: tuple[DictionaryRow, ...]


def report_data(unit_id: str, year: int, ending: str) -> str:
    """The file of one report."""
    return f"{report_path(unit_id, year)}{REPORT_FILES[ending]}"


def unit_data(unit_id: str, ending: str) -> str:
    """The file of all reports of a unit."""
    return f"{unit_path(unit_id)}data.{ending}"


def year_data(year: int, ending: str) -> str:
    """The file of all reports of a year."""
    return f"{year_path(year)}data.{ending}"


def year_zip(year: int) -> str:
    """The CSV and JSON of a year, packed."""
    return year_data(year, "zip")


def unit_feed(unit_id: str) -> str:
    """News of a unit."""
    return f"{unit_path(unit_id)}feed.xml"


def report_downloads(archive: Archive, unit_id: str, year: int, *, excel: bool = True) -> tuple[Link, ...]:
    """What can be downloaded of a published report, of its unit and of its year."""
    ending, label = ENDINGS[0] if excel else ENDINGS[1]
    links = (
        Link("本报告 CSV", report_data(unit_id, year, "csv")),
        Link("本报告 JSON", report_data(unit_id, year, "json")),
        Link(f"本单位历年 {label}", unit_file(archive, unit_id, ending)),
        Link(f"{year}年全部单位 {label}", year_data(year, ending)),
    )
    return tuple({link.path: link for link in reversed(links)}.values())[::-1]  # a unit's only report has one file


def unit_downloads(archive: Archive, unit_id: str, *, excel: bool = True) -> tuple[Link, ...]:
    """The files of a unit; none while nothing of it is published."""
    known = Publication(excel=excel).endings if has(archive, unit_id) else ()
    return tuple(Link(f"历年数据 {label}", unit_file(archive, unit_id, ending)) for ending, label in known)


def unit_file(archive: Archive, unit_id: str, ending: str) -> str:
    """The file of all reports of a unit; the report's own where there is one report."""
    shown = [entry for entry in archive.entries_of_unit(unit_id) if entry.is_shown and entry.year in archive.years]
    is_one = len(shown) == 1 and ending != "xlsx"
    return report_data(unit_id, shown[0].year, ending) if is_one else unit_data(unit_id, ending)


def year_downloads(archive: Archive, year: int, *, excel: bool = True) -> tuple[Link, ...]:
    """The files of a year; none while nothing of it is published."""
    known = (*Publication(excel=excel).endings, ZIP) if published_in(archive, year) else ()
    return tuple(Link(f"{year}年数据 {label}", year_data(year, ending)) for ending, label in known)


def has(archive: Archive, unit_id: str) -> bool:
    """Whether anything of a unit can be read."""
    return any(entry.is_shown and entry.year in archive.years for entry in archive.entries_of_unit(unit_id))


def published_in(archive: Archive, year: int) -> int:
    """How many reports of a year can be read."""
    return sum(1 for entry in archive.entries_of_year(year) if entry.is_shown)


def feeds_of(page: Page, built: frozenset[str]) -> tuple[Link, ...]:
    """The feeds that belong to a page: its unit's, the site's, or the corrections; only those that are built."""
    unit = "/".join(page.path.split("/")[:2]) + "/" if page.path.startswith(UNITS) and page.path != UNITS else ""
    wanted = [Link("本单位的公开和更正", f"{unit}feed.xml") if unit else Link("最新公开和更正", SITE_FEED)]
    if page.path in {HOME, QUALITY, DATA}:
        wanted.append(Link("更正", CORRECTIONS_FEED))
    return tuple(link for link in wanted if link.path in built)


def data_page(archive: Archive, publication: Publication) -> Page:
    """数据下载: what there is, what it means and how to prove that it is unaltered."""
    view = DataView(
        publication=publication,
        years=_years_table(archive, (*publication.endings, ZIP)),
        units=_units_table(archive, publication.endings),
        columns=CSV_COLUMNS,
        fields=dictionary(),
    )
    return Page(
        path=DATA,
        title="数据下载",
        description="本站全部公开数据的下载：CSV、JSON、Excel，数据字典、目录和校验值。",
        template="data.html",
        view=view,
        crumbs=(Link("首页", HOME), Link("数据下载")),
    )


#: The columns of every CSV file and what they mean.
CSV_COLUMNS: Final = (
    ("单位标识", "单位的固定编号，也是网址的一部分，不随改名变化"),
    ("单位", "单位在该年度的全称"),
    ("年度", "预算年度"),
    ("项目", "数据文件里的键，从上到下用“/”连接；“其中”不写"),
    ("栏目", "上年决算、年初预算、全年预算、决算，或数值、文字、日期等"),
    ("数值", "空白表示未公开，0 表示公开为零"),
    ("计量单位", "金额一律为万元"),
    ("性质", "“公开”是单位公布的，“计算”是本站按公开数算的"),
)


def _years_table(archive: Archive, endings: tuple[tuple[str, str], ...]) -> Table | None:
    rows = tuple(
        Row(f"{year}年度", (number_cell(str(count)), *_cells(partial(year_data, year), endings)), path=year_path(year))
        for year in sorted(archive.years, reverse=True)
        if (count := published_in(archive, year))
    )
    columns = (Column("报告"), *(Column(label, numeric=False) for _, label in endings))
    return Table("shuju-niandu", "按年度下载", "年度", columns, rows, "单位：份") if rows else None


def _units_table(archive: Archive, endings: tuple[tuple[str, str], ...]) -> Table | None:
    if len(archive.units) > MOST_UNITS:
        return None
    rows = tuple(
        Row(unit.name, _cells(partial(unit_file, archive, unit_id), endings), path=unit_path(unit_id))
        for unit_id, unit in archive.units.items()
        if has(archive, unit_id)
    )
    columns = tuple(Column(label, numeric=False) for _, label in endings)
    return Table("shuju-danwei", "按单位下载", "单位", columns, rows, "") if rows else None


def _cells(address: Callable[[str], str], endings: tuple[tuple[str, str], ...]) -> tuple[Cell, ...]:
    return tuple(Cell(label, "text", path=address(ending)) for ending, label in endings)


#: How a key goes on below a list, whose entries are numbered, and below names of the unit's own.
_STEPS: Final[Mapping[Any, str]] = {tuple: "[ ]", dict: "/〈名称〉"}


@cache
def dictionary() -> tuple[DictionaryRow, ...]:
    """Every field of a report in the order of the form; the columns of a line of money stand once, at the end."""
    columns = (_row(f"〈金额项目〉/{key}", declared) for key, declared in fields_by_key(Item).items())
    parts = _row("〈金额项目〉/其中/〈名称〉", OpenItem.model_fields["parts"])._replace(measure="万元")
    return (*_rows(Report, ""), *columns, parts)


def _rows(kind: type[Record], path: str) -> Iterator[DictionaryRow]:
    of_line = next((fields_by_key(line) for line in (OpenItem, Item) if issubclass(kind, line)), {})
    for key, declared in fields_by_key(kind).items():
        if key not in of_line:
            below = f"{path}{key}{_STEPS.get(get_origin(declared.annotation), '')}"
            yield _row(below, declared)
            if inner := record_in(declared):
                yield from _rows(inner, f"{below}/")


def _row(key: str, declared: FieldInfo) -> DictionaryRow:
    basis = str(extra.get("source", "")) if isinstance(extra := declared.json_schema_extra, dict) else ""
    return DictionaryRow(key, declared.description or "", measure_of(declared), basis)
