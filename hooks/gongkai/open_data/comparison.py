"""Files of the comparison: figures by year for the reader's own choice, and ready-made comparisons as CSV.

``compare/2023.json`` holds the first :data:`BLOCK` units of the register, ``compare/2023-2.json`` the next, so that
a comparison of a few units asks for few, light files however many units there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from ..derive.columns import ON_PRIOR, has_computed
from ..derive.compared_figures import compared_figures
from ..model.amounts import COLUMNS
from ..model.archive import Archive, Entry, find_prior
from ..model.form import Line
from ..model.indicator import COMPARED, COMPUTED, Rate
from ..model.report import Report
from ..model.stated import Stated
from ..model.unit import Unit
from ..pages.compare import BLOCK
from ..pages.compared import (
    AGAINST_BUDGET,
    BY_HEAD,
    SHOWN,
    Group,
    category_of,
    category_slugs,
    compared,
    groups_of_year,
)
from ..pages.parts.page import COMPARE, compare_data, compare_path
from ..pages.parts.years import broken_since
from .files import Download, csv_bytes, csv_text, json_bytes

#: A figure in one of its columns.
Slot = tuple[Line | Rate, str]
_SLOTS: tuple[Slot, ...] = tuple((c, column) for c in COMPARED for column in reversed(COLUMNS) if column in c.columns)
#: 比上年 needs last year's reports, of other units too; what else is computed follows from the published columns.
_ON_PRIOR: tuple[Line, ...] = tuple(c for c in COMPARED if isinstance(c, Line) and has_computed(c))
_KEYS: tuple[str, ...] = (
    *(c.key if column == "actual" else f"{c.key}.{column}" for c, column in _SLOTS),
    *(f"{line.key}.{ON_PRIOR.key}" for line in _ON_PRIOR),
)


class ComparisonFile(NamedTuple):
    """A file of the comparison, and the reports whose figures it holds."""

    file: Download
    entries: tuple[Entry, ...]


def comparisons(archive: Archive, year: int) -> Iterator[ComparisonFile]:
    """Every file of the comparison of a year."""
    slugs = category_slugs(archive)
    for block in range(1, -(-len(archive.units) // BLOCK) + 1):
        entries = (archive.find_entry(unit_id, year) for unit_id, _ in _listed(archive, block))
        made = Download.made(figures_path(year, block), partial(figures_json, archive, slugs, year, block))
        yield ComparisonFile(made, tuple(filter(None, entries)))
    for group in groups_of_year(archive, year, slugs):
        made = Download.made(compare_data(year, group.slug), partial(group_csv, archive, year, group))
        yield ComparisonFile(made, group.entries)


def _listed(archive: Archive, block: int) -> Iterator[tuple[str, Unit]]:
    """The units of a block."""
    return islice(archive.units.items(), (block - 1) * BLOCK, block * BLOCK)


def figures_path(year: int, block: int) -> str:
    """The file of figures of a year; blocks count from 1."""
    return f"{COMPARE}{year}.json" if block == 1 else f"{COMPARE}{year}-{block}.json"


def figures_json(archive: Archive, slugs: Mapping[str, str], year: int, block: int = 1) -> bytes:
    """JSON of the units of a block that have a file for ``year``.

    ``columns`` are ``figure`` (决算) or ``figure.column``, of which ``figure.on_prior`` is computed (决算 less the
    comparable year before); ``categories`` are [类别, address of its comparison]; ``units`` are id → [name in that
    year, 简称 if it goes with that name, 范围, position in categories, state, year from which on the unit's own years
    can be compared or null, values]. A value is the text of the figure as published, null for 未公开; a unit whose
    figures may not be shown has null instead of its values.
    """
    positions = {category: at for at, category in enumerate(slugs)}
    listed = list(_listed(archive, block))
    found = {unit_id: entry for unit_id, _ in listed if (entry := archive.find_entry(unit_id, year))}
    values = {unit_id: _values(archive, entry) for unit_id, entry in found.items()}
    used = [at for at in range(len(_KEYS)) if any(own and own[at] is not None for own in values.values())]
    content: dict[str, Any] = {
        "year": year,
        "outline": archive.years[year].outline,
        "columns": [_KEYS[at] for at in used],
        "categories": [[category, compare_path(year, slug)] for category, slug in slugs.items()],
        "units": {
            unit_id: [
                *_facts(unit, year),
                positions[category_of(unit)],
                found[unit_id].state.value,
                since if (since := broken_since(unit)) and since <= year else None,
                [None if own[at] is None else f"{own[at]:f}" for at in used] if (own := values[unit_id]) else None,
            ]
            for unit_id, unit in listed
            if unit_id in found
        },
    }
    return json_bytes(content)


def _facts(unit: Unit, year: int) -> tuple[str, str | None, str]:
    name = unit.name_in(year)
    return name, unit.short_name if name == unit.name else None, unit.scope.value


def _values(archive: Archive, entry: Entry) -> tuple[Decimal | None, ...] | None:
    """One value for each slot; None where the figures may not be shown."""
    report: Report | None = entry.published
    if report is None:
        return None
    prior, known = find_prior(archive, entry.unit_id, entry.year), compared_figures(archive, entry)
    stated = Stated(report, prior.reports)
    published = [known[c.key] if column == "actual" else c.compared(stated, column) for c, column in _SLOTS]
    return (*published, *(ON_PRIOR.value(line, report, prior) for line in _ON_PRIOR))


def group_csv(archive: Archive, year: int, group: Group) -> bytes:
    """A ready-made comparison: one line for each unit; no figures where they may not be shown."""
    wanted = (*SHOWN, *COMPUTED, *AGAINST_BUDGET, *BY_HEAD)
    head = ["单位标识", "单位", "年度", "口径", "状态", *(f"{c.label}（{c.measure}）" for c in wanted)]
    head += ["自评等级", "按得分应为等级", "文种"]
    rows = []
    for entry in group.entries:
        one, unit = compared(archive, entry), archive.units[entry.unit_id]
        facts = (entry.unit_id, unit.name_in(year), year, unit.scope.value, entry.state.value)
        kind = entry.published.kind if entry.published else None
        rows.append((*facts, *(one.values.get(c.key) for c in wanted), one.grade, one.computed_grade, kind))
    return csv_bytes(head, [csv_text(rows)])
