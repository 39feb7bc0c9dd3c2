"""The files of open data: their addresses, the links that lead to them, and how those of a year of many reports are
divided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ..model.archive import Archive, Entry
from ..model.disclosure import REPORT_FILES
from ..model.unit import SameUnits, Unit
from .compared import category_of, category_slugs
from .parts.page import Link, report_path, unit_path, year_path

#: Endings of the files of a unit and of a year, with what readers call them.
ENDINGS: Final = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
#: A year's CSV and JSON, packed.
ZIP: Final = ("zip", "ZIP")
#: Ending → media type.
MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "zip": "application/zip",
    "xml": "application/atom+xml",
}
#: A year with more reports is divided by category, and a category with more units into numbered parts: in the demo a
#: report takes 44 kB of JSON and 54 kB of CSV, so that this is about 20 MB.
MOST_REPORTS: Final = 400
#: With more reports there is no ZIP of everything (about 130 MB), but those of the years.
MOST_IN_BUNDLE: Final = 10_000


class Share(NamedTuple):
    """Which units share the files of a year: the end of the files' name ("" for that of all), and what they are."""

    name: str
    label: str


_ALL: Final = Share("", "全部单位")


@dataclass(frozen=True, slots=True)
class YearPart:
    """The reports of a year that stand in the same files, with those whose figures may not be shown."""

    year: int
    share: Share
    entries: tuple[Entry, ...]

    @property
    def label(self) -> str:
        """What units they are of."""
        return self.share.label

    @property
    def published(self) -> int:
        """How many reports can be read."""
        return sum(1 for entry in self.entries if entry.is_shown)

    def address(self, ending: str) -> str:
        """Its file with this ending."""
        return _address(self.year, self.share, ending)

    def file(self, ending: str) -> str:
        """The name under which a reader keeps it."""
        return _year_file(self.year, self.label, ending)


def endings_built(*, excel: bool) -> tuple[tuple[str, str], ...]:
    """Those of :data:`ENDINGS` that are built."""
    return ENDINGS if excel else tuple(pair for pair in ENDINGS if pair[0] != "xlsx")


def is_split(archive: Archive, year: int) -> bool:
    """Whether the files of a year are divided; a report's page asks it too, which knows of no other report."""
    return archive.report_counts.get(year, 0) > MOST_REPORTS


def has_bundle(archive: Archive) -> bool:
    """Whether there is a ZIP of everything."""
    return sum(archive.report_counts.values()) <= MOST_IN_BUNDLE


def year_parts(archive: Archive, year: int) -> tuple[YearPart, ...]:
    """The files that the reports of a year stand in, each in one of them; none while nothing can be read."""
    if not published_in(archive, year):
        return ()
    if not is_split(archive, year):
        return (YearPart(year, _ALL, tuple(archive.entries_of_year(year))),)
    shares = _shares(archive)
    found: dict[Share, list[Entry]] = {share: [] for share in shares.values()}
    for entry in archive.entries_of_year(year):
        found[shares[entry.unit_id]].append(entry)
    return tuple(YearPart(year, share, tuple(entries)) for share, entries in found.items() if entries)


def _shares(archive: Archive) -> Mapping[str, Share]:
    """The share of every unit in a year that is divided, category by category in the order of the register."""
    if archive.file_shares:
        return {unit_id: Share(*share) for unit_id, share in archive.file_shares.items()}
    return _shares_of(SameUnits(archive.units), MOST_REPORTS)


def share_of(archive: Archive, unit_id: str) -> Share:
    """The share of the files of a divided year that the reports of a unit stand in."""
    return _shares(archive)[unit_id]


@lru_cache(maxsize=1)
def _shares_of(register: SameUnits, most: int) -> Mapping[str, Share]:
    slugs = category_slugs(Archive(register.units, {}))
    units: dict[str, list[str]] = {category: [] for category in slugs}
    for unit_id, unit in register.units.items():
        units[category_of(unit)].append(unit_id)
    return {
        unit_id: _share(slugs[category], category, at // most + 1, is_one=len(of_category) <= most)
        for category, of_category in units.items()
        for at, unit_id in enumerate(of_category)
    }


def _share(slug: str, category: str, number: int, *, is_one: bool) -> Share:
    """A category, or one of its numbered parts; no slug holds ``_``."""
    return Share(slug, category) if is_one else Share(f"{slug}_{number}", f"{category}第{number}部分")


def _address(year: int, share: Share, ending: str) -> str:
    return f"{year_path(year)}data{'-' if share.name else ''}{share.name}.{ending}"


def report_data(unit_id: str, year: int, ending: str) -> str:
    """The file of one report."""
    return f"{report_path(unit_id, year)}{REPORT_FILES[ending]}"


def unit_data(unit_id: str, ending: str) -> str:
    """The file of all reports of a unit."""
    return f"{unit_path(unit_id)}data.{ending}"


def year_data(year: int, ending: str) -> str:
    """The file of all reports of a year that is not divided."""
    return _address(year, _ALL, ending)


def year_zip(year: int) -> str:
    """The CSV and JSON of a year, packed."""
    return year_data(year, ZIP[0])


def report_downloads(archive: Archive, unit_id: str, year: int, *, excel: bool = True) -> tuple[Link, ...]:
    """What can be downloaded of a published report, of its unit and of its year."""
    ending, label = ENDINGS[0] if excel else ENDINGS[1]
    share = share_of(archive, unit_id) if is_split(archive, year) else _ALL
    unit = archive.units[unit_id]
    links = (
        Link("本报告 CSV", report_data(unit_id, year, "csv"), file=report_file(unit, year, "csv")),
        Link("本报告 JSON", report_data(unit_id, year, "json"), file=report_file(unit, year, "json")),
        _unit_link(archive, unit_id, f"本单位历年 {label}", ending),
        Link(
            f"{year}年{share.label} {label}", _address(year, share, ending), file=_year_file(year, share.label, ending)
        ),
    )
    return tuple({link.path: link for link in reversed(links)}.values())[::-1]  # a unit's only report has one file


def unit_downloads(archive: Archive, unit_id: str, *, excel: bool = True) -> tuple[Link, ...]:
    """The files of a unit; none while nothing of it is published."""
    known = endings_built(excel=excel) if has(archive, unit_id) else ()
    return tuple(_unit_link(archive, unit_id, f"历年数据 {label}", ending) for ending, label in known)


def _unit_link(archive: Archive, unit_id: str, label: str, ending: str) -> Link:
    return Link(label, unit_file(archive, unit_id, ending), file=unit_file_name(archive, unit_id, ending))


def report_file(unit: Unit, year: int, ending: str) -> str:
    """The name under which a reader keeps the file of a report: 区教育局-2022年度.csv."""
    return f"{_name_of(unit)}-{year}年度.{ending}"


def unit_file_name(archive: Archive, unit_id: str, ending: str) -> str:
    """The name under which a reader keeps the file of a unit: 区教育局-2018—2023年度.xlsx."""
    years = [entry.year for entry in _shown(archive, unit_id)]
    span = f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    return f"{_name_of(archive.units[unit_id])}-{span}年度.{ending}"


def _name_of(unit: Unit) -> str:
    return unit.short_name or unit.name


def _year_file(year: int, label: str, ending: str) -> str:
    return f"{label}-{year}年度.{ending}"


def _shown(archive: Archive, unit_id: str) -> list[Entry]:
    """The reports of a unit that stand in its file."""
    return [entry for entry in archive.entries_of_unit(unit_id) if entry.is_shown and entry.year in archive.years]


def unit_file(archive: Archive, unit_id: str, ending: str) -> str:
    """The file of all reports of a unit; the report's own where there is one report."""
    shown = _shown(archive, unit_id)
    is_one = len(shown) == 1 and ending != "xlsx"
    return report_data(unit_id, shown[0].year, ending) if is_one else unit_data(unit_id, ending)


def year_downloads(archive: Archive, year: int, *, excel: bool = True) -> tuple[Link, ...]:
    """The files of a year; none while nothing of it is published."""
    return tuple(_year_links(archive, year, endings_built(excel=excel)))


def _year_links(archive: Archive, year: int, endings: tuple[tuple[str, str], ...]) -> Iterator[Link]:
    parts = year_parts(archive, year)
    for part in parts:
        what = part.label if is_split(archive, year) else "数据"
        for ending, label in endings:
            yield Link(f"{year}年{what} {label}", part.address(ending), file=part.file(ending))
    if parts:
        yield Link(f"{year}年数据 {ZIP[1]}", year_zip(year), file=_year_file(year, _ALL.label, ZIP[0]))


def has(archive: Archive, unit_id: str) -> bool:
    """Whether anything of a unit can be read."""
    return bool(_shown(archive, unit_id))


def published_in(archive: Archive, year: int) -> int:
    """How many reports of a year can be read."""
    return sum(1 for entry in archive.entries_of_year(year) if entry.is_shown)
