"""A report without the amounts that were worked out from its words (推算): what checks may hold against a unit."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

from .amounts import COLUMN_LABELS, Item, Parts
from .paths import record_in
from .record import Record

#: Records without any marked amount, by identity: a report is looked at as this year's and as last year's.
_UNMARKED: Final[WeakValueDictionary[int, Record]] = WeakValueDictionary()
_Stated = TypeVar("_Stated", bound=Record)


def as_published(record: _Stated) -> _Stated:
    """``record`` without its derived amounts, none of which is the base of an accusation; itself without any."""
    if _UNMARKED.get(id(record)) is record:
        return record
    if not _has_derived(record):
        _UNMARKED[id(record)] = record
        return record
    stated, changed = record.__dict__, {}
    for name in _holders(type(record)):
        changed[name] = _kept(stated[name])
    changed |= {column: None for column, label in COLUMN_LABELS.items() if label in stated.get("derived", ())}
    return record.model_copy(update=changed)


def _has_derived(record: Record) -> bool:
    """Whether any amount is marked; most reports have none, and this is all that is done with them."""
    stated = record.__dict__
    if stated.get("derived"):
        return True
    for name in _holders(type(record)) & record.model_fields_set:
        held = stated[name]
        records = held.values() if isinstance(held, dict) else held if isinstance(held, tuple) else (held,)
        if any(map(_has_derived, records)):
            return True
    return False


@cache
def _holders(record: type[Record]) -> frozenset[str]:
    """The fields in which items may stand."""
    fields = record.model_fields.items()
    return frozenset(name for name, declared in fields if (held := record_in(declared)) and _holds_items(held))


@cache
def _holds_items(record: type[Record]) -> bool:
    return issubclass(record, Item | Parts) or bool(_holders(record))


def _kept(stated: Any) -> Any:
    if isinstance(stated, Record):
        return as_published(stated)
    if isinstance(stated, dict):
        return {key: as_published(row) for key, row in stated.items()}
    return tuple(map(as_published, stated))
