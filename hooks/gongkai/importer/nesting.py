"""Values by their keys from the top → nested as in the file, in the order of the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.amounts import COLUMN_LABELS
from ..model.problem import KeyPath
from ..model.record import Record
from ..model.report import Report
from .places import kind_below, order_of

ACTUAL = COLUMN_LABELS["actual"]


def nested(values: Mapping[KeyPath, Any]) -> tuple[dict[str, Any], frozenset[KeyPath]]:
    """The values in mappings and lists, and the lines of which only 决算 is known: they are a bare number."""
    top: dict[Any, Any] = {}
    for path, value in values.items():
        holder = top
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        holder[path[-1]] = value
    bare: set[KeyPath] = set()
    return _shaped(top, (), Report, bare), frozenset(bare)


def _shaped(value: Any, path: KeyPath, kind: type[Record] | None, bare: set[KeyPath]) -> Any:
    if not isinstance(value, dict):
        return value
    if path and all(isinstance(key, int) for key in value):
        return [_shaped(value[at], (*path, number), kind, bare) for number, at in enumerate(sorted(value))]
    if value.keys() == {ACTUAL} and isinstance(path[-1], str):
        bare.add(path)
        return value[ACTUAL]
    order = order_of(kind) if kind else {}
    keys = sorted(value, key=lambda key: order.get(key, len(order)))
    return {key: _shaped(value[key], (*path, key), kind_below(kind, key), bare) for key in keys}


def rows_closed_up(values: dict[KeyPath, Any], *holders: dict[KeyPath, Any]) -> None:
    """Number the rows of lists anew where some were taken out, in all that is kept by their keys."""
    numbers: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    rows = {path[: at + 1] for path in values for at, key in enumerate(path) if isinstance(key, int)}
    for row in sorted(rows, key=lambda row: (len(row), *(key for key in row if isinstance(key, int)))):
        numbers[row] = counts.get(row[:-1], 0)
        counts[row[:-1]] = numbers[row] + 1
    for holder in (values, *holders):
        moved = {_moved(path, numbers): value for path, value in holder.items()}
        holder.clear()
        holder |= moved


def _moved(path: KeyPath, numbers: Mapping[KeyPath, int]) -> KeyPath:
    return tuple(numbers.get(path[: at + 1], key) if isinstance(key, int) else key for at, key in enumerate(path))
