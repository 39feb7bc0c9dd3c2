"""What a search says of a unit beside its name: its newest report, and what was spent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from ..model.archive import Archive, Entry
from ..model.form import spending_of
from ..pages.compare import BLOCK
from ..pages.parts.years import format_figure


class NewestFile(NamedTuple):
    """The newest reports of some units: its address, what they are, and what makes its bytes."""

    path: str
    entries: tuple[Entry, ...]
    content: partial[bytes]


def newest_files(archive: Archive) -> Iterator[NewestFile]:
    """``search/newest-1.json`` holds the first :data:`BLOCK` units of the register, ``-2`` the next: light files."""
    units = iter(archive.units)
    for number in range(1, -(-len(archive.units) // BLOCK) + 1):
        entries = [_newest(archive, unit_id) for unit_id in islice(units, BLOCK)]
        found = tuple(entry for entry in entries if entry)
        yield NewestFile(f"search/newest-{number}.json", found, partial(newest_json, entries))


def _newest(archive: Archive, unit_id: str) -> Entry | None:
    entries = list(archive.entries_of_unit(unit_id))
    return next((entry for entry in reversed(entries) if entry.is_shown), entries[-1] if entries else None)


def newest_json(entries: list[Entry | None]) -> bytes:
    """JSON: [year, what was spent or the state] of each unit in the order of the register; null without a report."""
    rows = [[entry.year, _said(entry)] if entry else None for entry in entries]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _said(entry: Entry) -> str:
    report = entry.published
    if report is None:
        return entry.state.value
    figure = spending_of(report)
    spent = figure.value(report)
    return f"{figure.label} {format_figure(figure, spent)} 万元" if spent is not None else ""
