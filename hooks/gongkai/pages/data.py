"""The page that explains the open data (/data/), who publishes it, and its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..model.archive import Archive
from .downloads import (
    MOST_REPORTS,
    ZIP,
    YearPart,
    endings_built,
    has,
    has_bundle,
    is_split,
    published_in,
    unit_file,
    year_parts,
    year_zip,
)
from .parts.folded import BY_REGISTER, shortened
from .parts.page import HOME, QUALITY, UNITS, UPDATES, Link, Page, href, unit_path, year_path
from .parts.table import Cell, Column, Row, Table, number_cell

DATA: Final = "data/"
BUNDLE: Final = f"{DATA}gongkai-data.zip"
DICTIONARY: Final = f"{DATA}dictionary.csv"
SCHEMA: Final = f"{DATA}schema.json"
CATALOGUE: Final = f"{DATA}catalogue.json"
PACKAGE: Final = "datapackage.json"
MANIFEST: Final = f"{DATA}manifest.json"
SITE_FEED: Final = "feed.xml"
CORRECTIONS_FEED: Final = "corrections.xml"
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
        email, phone: of those who answer questions, as ``mailto:`` and ``tel:``; "" while unset.
        colour: the main colour, #rrggbb; "" for the program's own.
        desk: reports can be filled in on the site (/desk/).
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
    email: str = ""
    phone: str = ""
    colour: str = ""
    desk: bool = False
    timestamp: int | None = None

    def edit_address(self, source: str | None) -> str | None:
        """Where the data file of a page can be edited."""
        return self.edit.replace("{source}", href(source)) if self.edit and source else None

    @property
    def endings(self) -> tuple[tuple[str, str], ...]:
        """The endings of what is built, with what readers call them."""
        return endings_built(excel=self.excel)

    def address(self, path: str) -> str:
        """The absolute address of ``path``; below the site root while the site has no address."""
        return self.url + path


@dataclass(frozen=True, slots=True)
class DataView:
    """The open-data page.

    Attributes:
        bundle: there is a ZIP of everything.
        is_split: the files of a year are divided, of which each holds at most ``most`` reports.
    """

    publication: Publication
    bundle: bool
    is_split: bool
    most: int
    years: Table | None
    units: Table | None


def unit_feed(unit_id: str) -> str:
    """News of a unit."""
    return f"{unit_path(unit_id)}feed.xml"


def feeds_of(page: Page, built: frozenset[str]) -> tuple[Link, ...]:
    """The feeds that belong to a page: its unit's, the site's, or the corrections; only those that are built."""
    unit = "/".join(page.path.split("/")[:2]) + "/" if page.path.startswith(UNITS) and page.path != UNITS else ""
    wanted = [Link("本单位的公开和更正", f"{unit}feed.xml") if unit else Link("最新公开和更正", SITE_FEED)]
    if page.path in {HOME, QUALITY, UPDATES, DATA}:
        wanted.append(Link("更正", CORRECTIONS_FEED))
    return tuple(link for link in wanted if link.path in built)


def data_page(archive: Archive, publication: Publication) -> Page:
    """数据下载: what there is, what it means and how to prove that it is unaltered."""
    view = DataView(
        publication=publication,
        bundle=has_bundle(archive),
        is_split=any(is_split(archive, year) and published_in(archive, year) for year in archive.years),
        most=MOST_REPORTS,
        years=_years_table(archive, publication.endings),
        units=_units_table(archive, publication.endings),
    )
    return Page(
        path=DATA,
        title="数据下载",
        description="本站全部公开数据的下载：CSV、JSON、Excel，数据字典、目录和校验值。",
        template="data.html",
        view=view,
        crumbs=(Link("首页", HOME), Link("数据下载")),
    )


_NO_FILE: Final = Cell("", "text")


def _years_table(archive: Archive, endings: tuple[tuple[str, str], ...]) -> Table | None:
    rows = tuple(row for year in sorted(archive.years, reverse=True) for row in _year_rows(archive, year, endings))
    columns = (Column("报告"), *(Column(label, numeric=False) for _, label in (*endings, ZIP)))
    return Table("shuju-niandu", "按年度下载", "年度", columns, rows, "单位：份") if rows else None


def _year_rows(archive: Archive, year: int, endings: tuple[tuple[str, str], ...]) -> Iterator[Row]:
    """A year and its files; where they are several, one line for each part below that of the year."""
    parts, packed = year_parts(archive, year), Cell(ZIP[1], "text", path=year_zip(year))
    if parts:
        whole = (_NO_FILE,) * len(endings) if is_split(archive, year) else _cells(parts[0].address, endings)
        count = sum(part.published for part in parts)
        yield Row(f"{year}年度", (number_cell(str(count)), *whole, packed), path=year_path(year))
    for part in parts if is_split(archive, year) else ():
        yield Row(f"{year}年度{part.label}", _part_cells(part, endings), level=1)


def _part_cells(part: YearPart, endings: tuple[tuple[str, str], ...]) -> tuple[Cell, ...]:
    return (number_cell(str(part.published)), *_cells(part.address, endings), _NO_FILE)


def _units_table(archive: Archive, endings: tuple[tuple[str, str], ...]) -> Table | None:
    if len(archive.units) > MOST_UNITS:
        return None
    rows = tuple(
        Row(unit.name, _cells(partial(unit_file, archive, unit_id), endings), path=unit_path(unit_id))
        for unit_id, unit in archive.units.items()
        if has(archive, unit_id)
    )
    columns = tuple(Column(label, numeric=False) for _, label in endings)
    return shortened(Table("shuju-danwei", "按单位下载", "单位", columns, rows, ""), BY_REGISTER) if rows else None


def _cells(address: Callable[[str], str], endings: tuple[tuple[str, str], ...]) -> tuple[Cell, ...]:
    return tuple(Cell(label, "text", path=address(ending)) for ending, label in endings)
