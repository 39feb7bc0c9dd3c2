"""The values of a data file by their places, and those that no sheet has a cell for."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ..model.amounts import Item
from ..model.paths import fields_by_key, is_alone, record_in
from ..model.record import Record
from ..model.report import Report
from .cell import FormPath, Step, Value

ACTUAL: Final = "决算"
#: A list that stands in one cell: the columns that the clerk derived.
DERIVED: Final = "推算"


class StatedValues:
    """Every value with its place; a name with nothing published is a place with None."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values: dict[FormPath, Value] = dict(_below(values, Report, ()))
        self._children: dict[FormPath, dict[Step, None]] = {}
        for path in self._values:
            for at in range(len(path)):
                self._children.setdefault(path[:at], {})[path[at]] = None

    def at(self, path: FormPath) -> Value:
        """The value there."""
        return self._values.get(path)

    def steps(self, path: FormPath) -> tuple[Step, ...]:
        """What stands below: names of the unit's own, or entries of a list, in their order."""
        return tuple(step for step in self._children.get(path, ()) if not isinstance(step, str))

    def without(self, placed: Container[FormPath]) -> Iterator[tuple[FormPath, Value]]:
        """The values whose places are not among ``placed``."""
        return ((path, value) for path, value in self._values.items() if path not in placed)


def _below(value: Any, kind: type[Record] | None, path: FormPath) -> Iterator[tuple[FormPath, Value]]:
    """The values below a record, whose keys are those of the form."""
    if kind and issubclass(kind, Item) and isinstance(value, Decimal | int):
        yield (*path, ACTUAL), Decimal(value)
    elif isinstance(value, Mapping):
        fields = fields_by_key(kind) if kind else {}
        for key, inner in value.items():
            declared = fields.get(str(key))
            if declared is None or is_alone(declared):
                yield from _below(inner, record_in(declared) if declared else None, (*path, str(key)))
            elif key == DERIVED:
                yield from _derived(inner, (*path, key))
            else:
                yield from _entries(inner, record_in(declared), (*path, str(key)))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _entries(value, None, path)
    elif value is not None:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        yield path, Decimal(value) if is_number else value if isinstance(value, date | Decimal) else str(value)


def _derived(value: Any, path: FormPath) -> Iterator[tuple[FormPath, Value]]:
    labels = [value] if isinstance(value, str) else [*(value or ())]
    if labels:
        yield path, "、".join(map(str, labels))


def _entries(value: Any, kind: type[Record] | None, path: FormPath) -> Iterator[tuple[FormPath, Value]]:
    """The entries of a list, or of a mapping with names of the unit's own."""
    pairs: list[tuple[Step, Any]] = []
    if isinstance(value, Mapping):
        pairs = [(("=", str(name)), inner) for name, inner in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        pairs = [(("+", str(at)), inner) for at, inner in enumerate(value, 1)]
    elif value is not None:
        yield path, value
    for step, inner in pairs:
        found = [*_below(inner, kind, (*path, step))]
        yield from found or [((*path, step), None)]
