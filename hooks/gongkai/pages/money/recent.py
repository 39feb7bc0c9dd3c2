"""新近公开、更正、逾期: what happened last to reports, of the news that the data dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from ...model.archive import Archive
from ...model.correction import Correction
from ..news import CORRECTED, PUBLISHED, AllNews, News, place_of
from ..parts.corrections import change_words, figures_first
from ..parts.format import format_date
from ..parts.page import UPDATES, Link
from .spending import short_name

#: Where all of them are listed.
ALL: Final = Link("全部更新", UPDATES)
_LATE: Final = "逾期公开"
#: So many of each kind are listed, and so many values of a correction.
_MOST: Final[Mapping[str, int]] = {PUBLISHED: 3, CORRECTED: 2, _LATE: 2}
_VALUES: Final = 1


class Recent(NamedTuple):
    """One event: its report, the day, the word for it, and what is said of it."""

    day: date
    report: Link
    kind: str
    note: str

    @property
    def said(self) -> str:
        """2023年8月7日."""
        return format_date(self.day) or ""


def recent(archive: Archive, news: AllNews) -> tuple[Recent, ...]:
    """The latest events of each kind, the newest first."""
    found = [(unit_id, year, one) for (unit_id, year), of_report in news.items() for one in of_report]
    found.sort(key=_place, reverse=True)
    latest = [told for kind, most in _MOST.items() for told in [t for t in found if _kind(t[2]) == kind][:most]]
    return tuple(_recent(archive, *told) for told in sorted(latest, key=_place, reverse=True))


def _place(told: tuple[str, int, News]) -> tuple[date, str, str]:
    """As on the page of updates, whatever order the reports were built in."""
    return place_of(told[2])


def _kind(news: News) -> str:
    return _LATE if news.late else news.kind


def _recent(archive: Archive, unit_id: str, year: int, news: News) -> Recent:
    name = f"{short_name(archive.units[unit_id], year)} {year}年度"
    return Recent(news.day, Link(name, news.path), _kind(news), _changed(news.entry) if news.entry else news.late)


def _changed(correction: Correction) -> str:
    """The first value that was changed, and how many more; what the entry says where it lists none."""
    if not correction.changed:
        return correction.what
    said = "；".join(map(change_words, figures_first(correction.changed)[:_VALUES]))
    more = len(correction.changed) - _VALUES
    return f"{said}，另有 {more} 处" if more > 0 else said
