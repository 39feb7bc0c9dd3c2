"""数据字典: every field of a report with its key, meaning, measure and basis, from the models' own declarations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from pydantic.fields import FieldInfo

from ..model.amounts import COLUMNS, Item, OpenItem
from ..model.record import Record, measure_of
from ..model.report import Report

#: Stands for a name that the unit chooses.
OWN_NAME: Final = "〈名称〉"
#: Stands for every line of money.
ANY_LINE: Final = "〈金额项目〉"
_COLUMNS: Final = (*COLUMNS, "note")


class DictionaryRow(NamedTuple):
    """One field."""

    key: str
    meaning: str
    measure: str
    basis: str


@cache
def dictionary() -> tuple[DictionaryRow, ...]:
    """Every field of a report in the order of the form; the columns of a line of money stand once, at the end."""
    columns = (_row(f"{ANY_LINE}/{Item.model_fields[name].alias}", Item.model_fields[name]) for name in _COLUMNS)
    parts = _row(f"{ANY_LINE}/其中/{OWN_NAME}", OpenItem.model_fields["parts"])._replace(measure="万元")
    return (*_rows(Report, ""), *columns, parts)


def _rows(kind: type[Record], path: str) -> Iterator[DictionaryRow]:
    for name, declared in kind.model_fields.items():
        if (issubclass(kind, Item) and name in _COLUMNS) or (issubclass(kind, OpenItem) and name == "parts"):
            continue
        key = f"{path}/{declared.alias}" if path else declared.alias or name
        inner, step = _inner(declared.annotation)
        yield _row(key + step, declared)
        if inner is not None:
            yield from _rows(inner, key + step)


def _inner(annotation: Any) -> tuple[type[Record] | None, str]:
    """The record inside a field, and how its key goes on: a list is numbered, a mapping has own names."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation, ""
    origin = str(annotation)
    step = "[ ]" if origin.startswith("tuple") else f"/{OWN_NAME}" if origin.startswith("dict") else ""
    records = [a for a in get_args(annotation) if isinstance(a, type) and issubclass(a, Record)]
    return (records[0] if step and records else None), step


def _row(key: str, declared: FieldInfo) -> DictionaryRow:
    extra = declared.json_schema_extra
    source = extra.get("source", "") if isinstance(extra, dict) else ""
    return DictionaryRow(key, declared.description or "", measure_of(declared), str(source))
