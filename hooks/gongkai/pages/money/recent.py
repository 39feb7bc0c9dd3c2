"""新近公开、更正、逾期: what happened last to the reports of the latest years, as the data dates it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from ...model.archive import Archive, Entry
from ...model.correction import Correction
from ..parts.corrections import change_words
from ..parts.format import format_date
from ..parts.page import UPDATES, Link, report_path
from ..year import lateness
from .spending import short_name

#: Where all of them are listed.
ALL: Final = Link("全部更新", UPDATES)
#: The corrections of every report, by unit and year.
Corrections = Mapping[tuple[str, int], Iterable[Correction]]
#: So many of each kind are listed, and so many values of a correction.
_MOST: Final[Mapping[str, int]] = {"公开": 3, "更正": 2, "逾期公开": 2}
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


def recent(archive: Archive, since: int, corrections: Corrections) -> tuple[Recent, ...]:
    """The latest events of each kind of the reports of ``since`` and later, the newest first."""
    entries = [e for year in sorted(archive.years) if year >= since for e in archive.entries_of_year(year)]
    found = [one for entry in entries for one in _of_entry(archive, entry, corrections)]
    found.sort(key=lambda one: one.day, reverse=True)
    latest = [one for kind, most in _MOST.items() for one in [one for one in found if one.kind == kind][:most]]
    return tuple(sorted(latest, key=lambda one: one.day, reverse=True))


def _of_entry(archive: Archive, entry: Entry, corrections: Corrections) -> Iterator[Recent]:
    report = entry.published
    if report is None:
        return
    name = f"{short_name(archive.units[entry.unit_id], entry.year)} {entry.year}年度"
    about = Link(name, report_path(entry.unit_id, entry.year))
    if day := report.disclosure.published_on:
        late = lateness(entry, archive.years[entry.year].deadline)
        yield Recent(day, about, "逾期公开" if late else "公开", late or "")
    for correction in corrections.get((entry.unit_id, entry.year), ()):
        yield Recent(correction.corrected_on, about, "更正", _changed(correction))


def _changed(correction: Correction) -> str:
    """The first value that was changed, and how many more; what the entry says where it lists none."""
    if not correction.changed:
        return correction.what
    said = "；".join(map(change_words, correction.changed[:_VALUES]))
    more = len(correction.changed) - _VALUES
    return f"{said}，另有 {more} 处" if more > 0 else said
