"""What readers can see of a record: equal forms look alike, whatever else is written in the files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from pydantic.fields import FieldInfo

from .checksum import canonical
from .record import Record
from .remembered import remembered

#: The records of changes, which have rules of their own.
_RECORDS: Final = {"corrections", "amendments"}


def written(value: Any) -> str | None:
    """A value as it is published, digit by digit; None where nothing is stated."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def shown_form(record: Record) -> str:
    """All that readers can see of what a report states: keys that were written without a value are left out.

    Rows of lists, keys of the unit's own and parts that are there or not (增减) stay with nothing in them: that they
    are there can be seen.
    """
    return canonical(_shown_tree(record))


def _shown_tree(value: Any) -> Any:
    if isinstance(value, Record):
        fields = ((name, declared) for name, declared in type(value).model_fields.items() if name not in _RECORDS)
        trees = ((declared, _shown_tree(getattr(value, name))) for name, declared in fields)
        return {declared.alias: tree for declared, tree in trees if not _shows_nothing(tree, declared)}
    if isinstance(value, dict):
        return {str(key): _shown_tree(part) for key, part in value.items()}
    return [_shown_tree(part) for part in value] if isinstance(value, list | tuple) else written(value)


def _shows_nothing(tree: Any, declared: FieldInfo) -> bool:
    """Whether a field is as if it were not there."""
    return tree in (None, []) or (tree == {} and declared.default_factory is not None)


#: What is stated, in mappings and lists; None where nothing is.
Tree = Any


@remembered(most=8)
def tree_of(record: Record) -> Tree:
    """What a record states; several rules ask for the same."""
    return written_tree(record.model_dump(by_alias=True, exclude=_RECORDS))


def written_tree(value: Any) -> Tree:
    """A dumped record with each value as it is published."""
    if isinstance(value, dict):
        return {str(key): written_tree(part) for key, part in value.items()}
    return [written_tree(part) for part in value] if isinstance(value, list | tuple) else written(value)
