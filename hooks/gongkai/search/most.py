"""What a search says of a figure: who has most of it, among all units of a year."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from heapq import nlargest
from operator import itemgetter
from typing import Final

from ..derive.compared_figures import compared_figures
from ..model.archive import Archive
from ..model.indicator import COMPARED
from ..pages.money.spending import short_name

#: So many are told.
MOST: Final = 5


def most_path(year: int) -> str:
    """Address of a year's file below the site root."""
    return f"search/most-{year}.json"


def ranked_years(archive: Archive) -> tuple[int, ...]:
    """The years in which anybody has any figure: only these have a file."""
    return tuple(year for year in sorted(archive.years) if _is_ranked(archive, year))


def _is_ranked(archive: Archive, year: int) -> bool:
    return any(any(figures.values()) for _, figures in _figures(archive, year))


def most_json(archive: Archive, year: int) -> bytes:
    """JSON: key of a figure → [id, name, value as published] of the units that have most, the most first.

    Of equals the first of the register comes first; nought is no most, and a figure that nobody has is left out.
    """
    units = list(_figures(archive, year))
    found = {figure.key: [(one, value) for one, of in units if (value := of[figure.key])] for figure in COMPARED}
    told = {key: [_row(*one) for one in nlargest(MOST, values, key=itemgetter(1))] for key, values in found.items()}
    content = {key: rows for key, rows in told.items() if rows}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _figures(archive: Archive, year: int) -> Iterator[tuple[tuple[str, str], Mapping[str, Decimal | None]]]:
    """Id and name of each unit whose figures may be shown, and these."""
    for unit_id, unit in archive.units_of_year(year):
        entry = archive.find_entry(unit_id, year)
        if entry and (figures := compared_figures(archive, entry)):
            yield (unit_id, short_name(unit, year)), figures


def _row(unit: tuple[str, str], value: Decimal) -> tuple[str, str, str]:
    return (*unit, f"{value:f}")
