"""What a data file says, value by value and as written; two files that say the same differ in their looks alone.

A number has the digits that were written (971.21 is not 971.210), a text every character between its first and its
last; null, an empty text and a default that is written out say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ..load.original_measure import in_wanyuan, measure_in
from ..model.amounts import Item
from ..model.changed import EMPTY_ROW
from ..model.paths import fields_by_key, leaves, record_in
from ..model.problem import KeyPath
from ..model.record import Record, key_of
from ..model.report import Report
from ..model.shown import written

#: Every value of a file, by its keys from the top.
Values = Mapping[KeyPath, str]
_ACTUAL = key_of(Item, "actual")
_UNKNOWN: Final = (None, None)


@dataclass(frozen=True, slots=True)
class Change:
    """One value that changed; None stands for nothing."""

    path: KeyPath
    before: str | None
    after: str | None

    @property
    def item(self) -> str:
        """The value's name in 改动."""
        return item_of(self.path)


def item_of(path: KeyPath) -> str:
    """What 改动 calls a value: its keys from the top, ``/`` between them, entries of a list by their number."""
    return "/".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path)


def written_values(value: Any, record: type[Record] | None) -> dict[KeyPath, str]:
    """Every value of a file's content; ``record`` is what it is read as, None where its keys are its own."""
    return dict(_values(value, record, ()))


def _values(value: Any, record: type[Record] | None, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, dict):
        fields = _fields(record) if record else {}
        if not record and path and not value:
            yield path, EMPTY_ROW
        for key, part in value.items():
            yield from _below(part, fields.get(key, _UNKNOWN), (*path, key))
    elif isinstance(value, list):
        if not record and path and not value:
            yield path, EMPTY_ROW
        for at, part in enumerate(value):
            yield from _values(part, record, (*path, at))
    elif (words := _words(value)) is not None:
        yield (*path, _ACTUAL) if record and issubclass(record, Item) else path, words


@cache
def _fields(record: type[Record]) -> Mapping[str, tuple[FieldInfo, type[Record] | None]]:
    """The fields of a record by their keys, each with the record that it holds."""
    return {key: (declared, record_in(declared)) for key, declared in fields_by_key(record).items()}


def _below(
    value: Any, field: tuple[FieldInfo | None, type[Record] | None], path: KeyPath
) -> Iterator[tuple[KeyPath, str]]:
    """The values of a field; several under names of the unit's own are of one kind."""
    declared, inner = field
    if declared and isinstance(value, dict) and get_origin(declared.annotation) is dict:
        for key, part in value.items():
            yield from _values(part, inner, (*path, key))
    elif not (declared and (value in ({}, []) or _is_default(value, declared))):
        yield from _values(value, inner, path)


def _words(value: Any) -> str | None:
    if value is None:
        return None
    words = f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
    return words or None


def _is_default(value: Any, declared: FieldInfo) -> bool:
    default = declared.default
    return default not in (None, PydanticUndefined, ()) and _words(value) == _words(default)


def changes(before: Values, after: Values) -> tuple[Change, ...]:
    """Every value that differs, in the order of the files."""
    paths = [*before, *(path for path in after if path not in before)]
    pairs = (Change(path, before.get(path), after.get(path)) for path in paths)
    return tuple(change for change in pairs if change.before != change.after)


def read_changes(before: Record, after: Record) -> tuple[Change, ...]:
    """What differs between two records: what was written, as it was read."""
    return changes(*(_read_values(record) for record in (before, after)))


def _read_values(record: Record) -> Values:
    return {path: text for path, value in leaves(record.model_dump(by_alias=True)) if (text := written(value))}


def report_changes(before: Any, after: Any) -> tuple[Change, ...]:
    """What differs between the contents of two files of one report.

    Where their amounts are written in different measures, all are compared in 万元, as they are shown.
    """
    if measure_in(before, Report) is not measure_in(after, Report):
        before, after = in_wanyuan(before, Report), in_wanyuan(after, Report)
    return changes(written_values(before, Report), written_values(after, Report))
