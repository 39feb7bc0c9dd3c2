"""What a report states → rows of 项目, 栏目, 数值, 计量单位, for CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from ..model.amounts import COLUMN_LABELS, OF_A_LINE, Item
from ..model.beside import StatedChanges
from ..model.evaluation import Indicator
from ..model.paths import is_prose
from ..model.record import Record, key_of, measure_of
from .files import Value, as_written

#: What a line may state beside its columns: heading and measure, in order.
BESIDE: Final = (
    (key_of(Item, "prior_budget"), "万元"),
    *((f"{key_of(StatedChanges, name)}（原文）", measure_of(f)) for name, f in StatedChanges.model_fields.items()),
    (key_of(Item, "derived"), ""),
)


def beside(line: Item) -> tuple[Value, ...]:
    """The value under each heading of :data:`BESIDE`; nothing where the line has its columns alone, as most have."""
    if line.prior_budget is None and line.changes is None and not line.derived:
        return ()
    changes = line.changes or StatedChanges()
    derived = "、".join(line.derived) or None
    return (line.prior_budget, *(getattr(changes, name) for name in StatedChanges.model_fields), derived)


#: What of an indicator is text or a number in the form, and is kept as it is written.
AS_WRITTEN: Final = frozenset({"target", "achieved"})


#: One value: 项目, 栏目, 数值, 计量单位.
TidyRow = tuple[str, str, Value, str]


def stated_rows(record: Record, path: str = "", *, in_list: bool = False) -> list[TidyRow]:
    """Every figure, date and short text that ``record`` states, and the four columns of each line that is given.

    Long texts are left to the JSON. The fields of an entry of a list (``in_list``) are columns of its own.
    """
    rows: list[TidyRow] = []
    stated, values, is_line = record.model_fields_set, record.__dict__, isinstance(record, Item)
    if isinstance(record, Item) and stated and record.is_given:
        rows += _line_rows(record, path)
    fields, names = _fields(type(record))
    for name, key, measure in () if names.isdisjoint(stated) else fields:
        if name not in stated or (value := values[name]) is None:
            continue
        place, kind = path if key == _PARTS else f"{path}/{key}" if path else key, type(value)
        if kind in _COLUMN_OF or not isinstance(value, _HOLDERS):
            if in_list and not is_line:
                rows.append((path, key, *_of_entry(record, name, value, measure)))
            else:
                rows.append((place, _column_of(value), _plain(value), measure))
        elif isinstance(value, Record):
            rows += stated_rows(value, place)
        elif isinstance(value, dict):
            rows += _named_rows(value, place, measure)
        else:
            rows += _listed_rows(value, place)
    return rows


def _listed_rows(parts: tuple[Any, ...], path: str) -> list[TidyRow]:
    """What stands in a list: entries, or words."""
    rows: list[TidyRow] = []
    for number, part in enumerate(parts, 1):
        if isinstance(part, Record):
            rows += stated_rows(part, f"{path}/{number} {_name_of(part)}".rstrip(), in_list=True)
        else:
            rows.append((f"{path}/{number}", "文字", part, ""))
    return rows


def _line_rows(line: Item, path: str) -> list[TidyRow]:
    """The four columns of a line, and what few lines carry beside them."""
    values = line.__dict__
    rows: list[TidyRow] = [(path, label, values[name], "万元") for name, label in COLUMN_LABELS.items()]
    if more := beside(line):
        given = zip(BESIDE, more, strict=True)
        rows += [(path, label, value, of) for (label, of), value in given if value is not None]
    return rows


def _named_rows(values: Mapping[str, Any], path: str, measure: str) -> list[TidyRow]:
    """What stands under names of the unit's own; words there are long texts."""
    rows: list[TidyRow] = []
    for label, value in values.items():
        if isinstance(value, Record):
            rows += stated_rows(value, f"{path}/{label}")
        elif not isinstance(value, str):
            rows.append((f"{path}/{label}", _column_of(value), _plain(value), measure))
    return rows


def _of_entry(entry: Record, name: str, value: Any, measure: str) -> tuple[Value, str]:
    """A value of an entry with its measure; an indicator's target and result are in the one that it names itself, and
    are numbers where they are written as such."""
    if name in AS_WRITTEN and isinstance(entry, Indicator):
        return as_written(value), measure or entry.measure or ""
    return _plain(value), measure


#: What holds values of its own.
_HOLDERS: Final = (Record, dict, tuple)
#: The column of each kind of value.
_COLUMN_OF: Final[Mapping[type, str]] = {Decimal: "数值", int: "数值", date: "日期", str: "文字"}


def _column_of(value: Any) -> str:
    return _COLUMN_OF.get(type(value), "文字")


def _plain(value: Any) -> Value:
    return value if type(value) in _COLUMN_OF else str(value)


def _name_of(entry: Record) -> str:
    name = _naming_field(type(entry))
    return str(getattr(entry, name)) if name else ""


@cache
def _naming_field(kind: type[Record]) -> str:
    """The field of an entry of a list that says which one it is; "" where none does."""
    return next((name for name in ("indicator", "name", "title") if name in kind.model_fields), "")


@cache
def _fields(kind: type[Record]) -> tuple[tuple[tuple[str, str, str], ...], frozenset[str]]:
    """Name, key and measure of the fields that give rows – neither the four columns of a line, nor long text –, and
    their names alone."""
    fields = tuple(
        (name, declared.alias or name, measure_of(declared))
        for name, declared in kind.model_fields.items()
        if not is_prose(declared) and not (issubclass(kind, Item) and name in OF_A_LINE)
    )
    return fields, frozenset(name for name, _, _ in fields)


#: A key that only groups, and is no part of an item's name.
_PARTS: Final = "其中"
