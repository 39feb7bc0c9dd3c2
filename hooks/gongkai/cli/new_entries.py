"""Every new entry of 更正 and 变更, with its day and words, for the person who reviews them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..load.register import UNITS_FILE, YEAR_FILE
from ..model.archive import Archive
from ..model.correction import Correction


class NewEntry(NamedTuple):
    """An entry that was not there before, and where it stands."""

    file: str
    word: str
    entry: Correction


def new_entries(base: Archive, now: Archive) -> Iterator[NewEntry]:
    """The entries of ``now`` that ``base`` has not, by file."""
    for key, entry in now.entries.items():
        before = base.entries.get(key)
        if entry.report and not (before and before.digest == entry.digest):
            known = before.report.corrections if before and before.report else ()
            yield from _new(entry.file, "更正", known, entry.report.corrections)
    folder = next((entry.file.split("/")[0] for entry in now.entries.values()), "data")
    for unit_id, unit in now.units.items():
        old = base.units.get(unit_id)
        yield from _new(f"{folder}/{UNITS_FILE} {unit_id}", "变更", old.amendments if old else (), unit.amendments)
    for year, rules in now.years.items():
        past = base.years.get(year)
        yield from _new(f"{folder}/{year}/{YEAR_FILE}", "变更", past.amendments if past else (), rules.amendments)


def _new(file: str, word: str, known: Sequence[Correction], stated: Sequence[Correction]) -> Iterator[NewEntry]:
    yield from (NewEntry(file, word, entry) for entry in stated if entry not in known)
