"""Places of the data file by their keys: what is declared there, names of the unit's own among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.paths import fields_by_key, is_alone, record_in
from ..model.problem import KeyPath
from ..model.record import Record
from ..model.report import Report


@lru_cache(maxsize=4096)  # names of the unit's own are without number
def declared_at(path: KeyPath) -> FieldInfo | None:
    """What is declared for the value at ``path``; None where no value can stand there.

    A line that the unit named itself (其中: {办公费: 3.20}) has the declaration of its list.
    """
    found: FieldInfo | None = None
    holder: type[Record] | None = Report
    awaits_name = False
    for key in path:
        if isinstance(key, int):
            continue
        if awaits_name:
            awaits_name = False
            continue
        field = fields_by_key(holder).get(key) if holder else None
        if field is None:
            return None
        found, holder, awaits_name = field, record_in(field), get_origin(field.annotation) is dict
    return None if awaits_name else found


def is_value(path: KeyPath) -> bool:
    """Whether one value stands at ``path``, and neither a record nor a list."""
    declared = declared_at(path)
    if declared is None or record_in(declared) is not None:
        return False
    return is_alone(declared) or not isinstance(path[-1], str) or get_origin(declared.annotation) is dict


def may_be_null(path: KeyPath) -> bool:
    """Whether null can stand at ``path``: neither for an entry of a list nor for a count under a name of its own."""
    declared = declared_at(path)
    return isinstance(path[-1], str) and declared is not None and get_origin(declared.annotation) is not dict


def is_line(path: KeyPath) -> bool:
    """Whether a line of a form stands at ``path``, which has columns."""
    declared = declared_at(path)
    holds = record_in(declared) if declared else None
    return holds is not None and issubclass(holds, Item)


@cache
def order_of(kind: type[Record]) -> Mapping[str, int]:
    """The keys of a record in the order of the form."""
    return {key: at for at, key in enumerate(fields_by_key(kind))}


@cache
def kind_below(kind: type[Record] | None, key: str) -> type[Record] | None:
    """The record under ``key``; of names of the unit's own and of lists, what each entry is."""
    declared = fields_by_key(kind).get(key) if kind else None
    return record_in(declared) if declared is not None else kind
