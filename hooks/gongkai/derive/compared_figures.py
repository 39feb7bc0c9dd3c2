"""The figures and rates that units are compared by, worked out once for all pages and files about several units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..model.archive import Archive, Entry, find_prior
from ..model.indicator import COMPARED
from ..model.remembered import remembered
from ..model.stated import Stated


@remembered(most=2500)
def compared_figures(archive: Archive, entry: Entry) -> Mapping[str, Decimal | None]:
    """The value of each of :data:`COMPARED` by its key: 决算 digit by digit as stated, rates rounded.

    Nothing stands there where the figures may not be shown.
    """
    if not (report := entry.published):
        return {}
    stated = Stated(report, find_prior(archive, entry.unit_id, entry.year).reports)
    return {figure.key: figure.compared(stated) for figure in COMPARED}
