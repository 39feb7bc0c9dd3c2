"""The figures and rates that units are compared by, worked out once for all pages and files about several units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..model.archive import Archive, Entry, find_prior
from ..model.indicator import COMPARED
from ..model.stated import Stated

#: Those of the latest entries, with the archive that they were asked of: last year's reports are found in it.
_LATEST: Final[dict[tuple[str, int], tuple[Archive, Entry, Mapping[str, Decimal | None]]]] = {}
_MOST: Final = 2500


def compared_figures(archive: Archive, entry: Entry) -> Mapping[str, Decimal | None]:
    """The value of each of :data:`COMPARED` by its key: 决算 digit by digit as stated, rates rounded.

    Nothing stands there where the figures may not be shown. Nobody may change it.
    """
    key = entry.unit_id, entry.year
    known = _LATEST.get(key)
    if known and known[0] is archive and known[1] is entry:
        return known[2]
    while len(_LATEST) >= _MOST:
        del _LATEST[next(iter(_LATEST))]
    found: dict[str, Decimal | None] = {}
    if report := entry.published:
        stated = Stated(report, find_prior(archive, *key).reports)
        found = {figure.key: figure.compared(stated) for figure in COMPARED}
    _LATEST[key] = archive, entry, found
    return found
