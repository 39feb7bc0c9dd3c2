"""A report without the amounts that were worked out from its words (推算): what checks may hold against a unit."""

from __future__ import annotations

from functools import cache
from operator import is_
from typing import Any, TypeVar

from .amounts import COLUMN_LABELS, Item, Parts
from .paths import record_in
from .record import Record

_Stated = TypeVar("_Stated", bound=Record)


def as_published(record: _Stated) -> _Stated:
    """``record`` without its derived amounts, none of which is the base of an accusation; itself without any."""
    stated, holders, changed = record.__dict__, _holders(type(record)), {}
    for name in record.model_fields_set & holders if holders else ():
        before = stated[name]
        after = _kept(before)
        if after is not before:
            changed[name] = after
    if derived := stated.get("derived"):
        changed |= {column: None for column, label in COLUMN_LABELS.items() if label in derived}
    return record.model_copy(update=changed) if changed else record


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
    if not stated:
        return stated
    rows = list(stated.values() if isinstance(stated, dict) else stated)
    kept = [as_published(row) for row in rows]
    if all(map(is_, kept, rows)):
        return stated
    return dict(zip(stated, kept, strict=True)) if isinstance(stated, dict) else tuple(kept)
