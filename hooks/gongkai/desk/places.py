"""Places in a data file: as one string for the page around the desk, as keys inside, and what is declared there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.paths import fields_by_key, record_in
from ..model.problem import KeyPath
from ..model.record import Record
from ..model.report import Report
from ..open_data.data_layout import Shape

TOP: Final = Shape(Report)
#: The column under which a line is a bare number.
ACTUAL: Final = "决算"
PARTS: Final = "其中"


@lru_cache(maxsize=32768)
def joined(path: KeyPath) -> str:
    """A place as one string."""
    return "/".join(str(key).replace("~", "~0").replace("/", "~1") for key in path)


@lru_cache(maxsize=8192)
def parted(place: str) -> KeyPath:
    """The keys of a place; a number is one where a list stands."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")] if place else []
    path: list[str | int] = []
    for step in steps:
        declared = declared_at(tuple(path))
        is_entry = declared is not None and is_list(declared) and (not path or not isinstance(path[-1], int))
        path.append(int(step) if is_entry and step.isdecimal() else step)
    return tuple(path)


@lru_cache(maxsize=8192)  # names of the unit's own are without number
def declared_at(path: KeyPath) -> FieldInfo | None:
    """The declaration of the field at ``path``, or of the list or mapping whose entry it is."""
    found: FieldInfo | None = None
    holder: type[Record] | None = Report
    is_own = False
    for key in path:
        if isinstance(key, int) or is_own:
            is_own = False
            continue
        found = fields_by_key(holder).get(key) if holder else None
        if found is None:
            return None
        holder, is_own = record_in(found), is_mapping(found)
    return found


def kind_at(path: KeyPath) -> type[Record] | None:
    """The record that stands at ``path``: a line, an entry of a list, a group of fields; None for a value."""
    declared = declared_at(path)
    if not path:
        return Report
    if declared is None or ((is_list(declared) or is_mapping(declared)) and not is_entry(path)):
        return None
    return record_in(declared)


def is_entry(path: KeyPath) -> bool:
    """Whether ``path`` is of an entry of a list, or of a mapping with names of the unit's own."""
    if not path:
        return False
    if isinstance(path[-1], int):
        return True
    holder = declared_at(path[:-1])
    return holder is not None and is_mapping(holder) and not is_entry(path[:-1])


def is_list(declared: FieldInfo) -> bool:
    """Whether a field holds entries one after the other."""
    return get_origin(declared.annotation) is tuple


def is_mapping(declared: FieldInfo) -> bool:
    """Whether a field holds values under names of the unit's own."""
    return get_origin(declared.annotation) is dict


def is_line(path: KeyPath) -> bool:
    """Whether a line stands at ``path``, which may be a bare number."""
    kind = kind_at(path)
    return kind is not None and issubclass(kind, Item)


def shape_at(path: KeyPath) -> Shape:
    """How what stands at ``path`` is laid out."""
    shape = TOP
    for key in path:
        shape = shape if isinstance(key, int) else shape.below(key)
    return shape


def value_at(values: object, path: KeyPath) -> tuple[bool, object]:
    """Whether something is written at ``path`` of the values of a file, and what; 决算 of a bare number is it."""
    value = values
    for at, key in enumerate(path):
        if isinstance(value, Mapping):
            if key not in value:
                return False, None
            value = value[key]
        elif isinstance(value, list) and isinstance(key, int):
            if not key < len(value):
                return False, None
            value = value[key]
        elif key == ACTUAL and at + 1 == len(path):
            return is_line(path[:-1]), value
        else:
            return False, None
    return True, value


def in_words(path: KeyPath) -> str:
    """三公经费 / 公务接待费 / 决算; an entry of a list as 第2条."""
    return " / ".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path if key != PARTS)
