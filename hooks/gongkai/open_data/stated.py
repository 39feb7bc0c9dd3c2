"""What a report states, as tidy rows: (项目, 栏目, 数值, 计量单位). Long texts are left to the JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from ..model.amounts import COLUMN_LABELS, COLUMNS, Item
from ..model.evaluation import Indicator
from ..model.paths import is_prose
from ..model.record import Record, measure_of
from .files import Value

#: Keys that only group, and are no part of an item's name.
_GROUP: Final = "其中"
_NAMES: Final = ("indicator", "name", "title")


class TidyRow(NamedTuple):
    """One published value."""

    item: str
    column: str
    value: Value
    measure: str


class _Slot(NamedTuple):
    """A field of a record that may give rows."""

    name: str
    key: str
    measure: str


def stated_rows(record: Record) -> list[TidyRow]:
    """Every figure, date and short text of ``record``; the four columns of each line that is given."""
    rows: list[TidyRow] = []
    _add_record(rows, record, "")
    return rows


def _add_record(rows: list[TidyRow], record: Record, path: str) -> None:
    if isinstance(record, Item) and record.is_given:
        rows += [TidyRow(path, label, getattr(record, name), "万元") for name, label in COLUMN_LABELS.items()]
    for slot in _slots(type(record)):
        value = getattr(record, slot.name)
        if value is not None:
            _add_value(rows, slot, value, path if slot.key == _GROUP else f"{path}/{slot.key}" if path else slot.key)


def _add_value(rows: list[TidyRow], slot: _Slot, value: Any, path: str) -> None:
    if isinstance(value, Record):
        _add_record(rows, value, path)
    elif isinstance(value, dict):
        for label, part in value.items():
            if not isinstance(part, str):
                _add_value(rows, slot, part, f"{path}/{label}")
    elif isinstance(value, tuple):
        for number, part in enumerate(value, 1):
            if isinstance(part, Record):
                _add_entry(rows, part, f"{path}/{number} {_name_of(part)}".rstrip())
    else:
        column = "数值" if isinstance(value, Decimal | int) else "日期" if isinstance(value, date) else "文字"
        rows.append(TidyRow(path, column, _plain(value), slot.measure))


def _add_entry(rows: list[TidyRow], entry: Record, path: str) -> None:
    """One entry of a list: its own fields are the columns."""
    if isinstance(entry, Item):
        _add_record(rows, entry, path)
        return
    for slot in _slots(type(entry)):
        value = getattr(entry, slot.name)
        if isinstance(value, Record | dict | tuple):
            _add_value(rows, slot, value, f"{path}/{slot.key}")
        elif value is not None:
            rows.append(TidyRow(path, slot.key, _plain(value), slot.measure or _measure_of(entry, slot.name)))


def _measure_of(entry: Record, name: str) -> str:
    """An indicator's target and result are in the measure that it names."""
    return (entry.measure or "") if isinstance(entry, Indicator) and name in {"target", "achieved"} else ""


def _plain(value: Any) -> Value:
    return value if isinstance(value, Decimal | int) else str(value)


def _name_of(entry: Record) -> str:
    return next((str(getattr(entry, name)) for name in _NAMES if hasattr(entry, name)), "")


@cache
def _slots(kind: type[Record]) -> tuple[_Slot, ...]:
    """The fields that give rows: neither the four columns of a line, nor long text."""
    return tuple(
        _Slot(name, declared.alias or name, measure_of(declared))
        for name, declared in kind.model_fields.items()
        if not is_prose(declared) and not (issubclass(kind, Item) and name in COLUMNS)
    )
