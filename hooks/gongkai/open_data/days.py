"""When pages and datasets last changed, as far as the data says so: a day that is not known is left out, never made up.

A report has a day where it states one of publication or of a correction. What shows a report without one has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ..model.archive import Archive, Entry, find_prior
from ..pages.news import AllNews
from ..pages.parts.page import report_path, unit_path, year_path


def last_day(entries: Iterable[Entry], news: AllNews) -> date | None:
    """The last day on which one of ``entries`` was published or corrected; None unless that is known of all."""
    days = [max((piece.day for piece in news.get((e.unit_id, e.year), ())), default=None) for e in entries]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def days_of_years(archive: Archive, news: AllNews) -> dict[int, date]:
    """The day of every year that has one."""
    days = {year: last_day(archive.entries_of_year(year), news) for year in archive.years}
    return {year: day for year, day in days.items() if day}


def days_of_pages(archive: Archive, news: AllNews) -> Mapping[str, date]:
    """Address → day, of the pages of reports, units and years.

    A report's page shows the figures of all years of its unit, and a year's page those of the year before.
    """
    found = dict(_of_units(archive, news))
    for year in archive.years:
        of_both = (*archive.entries_of_year(year), *archive.entries_of_year(year - 1))
        if day := last_day(of_both, news):
            found[year_path(year)] = day
    return found


def _of_units(archive: Archive, news: AllNews) -> Iterator[tuple[str, date]]:
    for unit_id in archive.units:
        entries = [*archive.entries_of_unit(unit_id)]
        before = (prior for e in entries for prior in find_prior(archive, unit_id, e.year).entries)
        if day := last_day((*entries, *before), news):
            yield unit_path(unit_id), day
            yield from ((report_path(unit_id, entry.year), day) for entry in entries)
