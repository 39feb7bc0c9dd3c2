"""What a declared field looks like on the form: its kind, what is offered for it, its columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, get_args

from pydantic.fields import FieldInfo

from ..model.amounts import COLUMN_LABELS, Item
from ..model.beside import StatedChanges
from ..model.money import Count
from ..model.paths import fields_by_key, is_alone, is_prose, record_in
from ..model.record import Record, measure_of, naming_of
from ..model.text import Value
from ..official_form.lines import kind_of, note_of
from ..official_form.lists import choices_of
from .form_words import in_form_words
from .places import is_list, joined
from .shapes import Column, FieldKind

#: The column of what has no columns.
VALUE: Final = "value"
WANYUAN: Final = "万元"
#: What a line carries in its own cells: the columns of the official table first.
_DERIVED: Final = "推算"
_NOTE: Final = "说明"
_RARE: Final = frozenset({"上年预算", "推算"})


def field_kind(declared: FieldInfo, grades: tuple[str, ...] = ()) -> FieldKind:
    """How a field is filled in."""
    if declared.alias == _DERIVED and is_list(declared):
        return "columns"
    if is_prose(declared):
        return "long"
    if (inner := record_in(declared)) is not None and issubclass(inner, Item):
        return "money"
    kind = kind_of(declared)
    if kind == "day":
        return "date"
    if kind == "number":
        return _number_kind(declared)
    return "choice" if choices(declared, grades) else "text"


def _number_kind(declared: FieldInfo) -> FieldKind:
    measure = measure_of(declared)
    if measure == WANYUAN:
        return "money"
    if measure == "%":
        return "percent"
    parse = get_args(Count)[1]
    kinds = (declared.annotation, *get_args(declared.annotation))
    is_count = parse in declared.metadata or any(parse in get_args(kind) for kind in kinds)
    return "count" if is_count else "number"


def choices(declared: FieldInfo, grades: tuple[str, ...]) -> list[str]:
    """What is offered for a field."""
    return list(choices_of(declared.alias or "", grades))


def is_either(declared: FieldInfo) -> bool:
    """Whether a field holds a number or words, kept as written: ≥95%, 12, 优良."""
    parse = get_args(Value)[1]
    return parse in declared.metadata or any(parse in get_args(kind) for kind in get_args(declared.annotation))


def label_of(declared: FieldInfo) -> str:
    """What a field is called on the form."""
    return naming_of(declared).label or declared.alias or ""


#: Of a line or an entry: the keys to a cell, and the field that is filled in there.
CellField = tuple[tuple[str, ...], FieldInfo]


@cache
def cell_fields(kind: type[Record]) -> tuple[CellField, ...]:
    """The fields of a line or an entry of a list that a row has cells for, in the order of the form.

    What the unit calls an entry stands first, then the columns of the official table, then what few reports have.
    """
    found = [*_cell_fields(kind)]
    if issubclass(kind, Item):
        own = [field for field in found if field[0][0] not in Item.known_keys()]
        names = [field for field in own if field[1].is_required() or not measure_of(field[1])]
        rest = [field for field in own if field not in names]
        return (*names, *(field for field in found if field[0][0] in _AMOUNTS), *rest,
                *(field for field in found if field[0][0] in Item.known_keys() - _AMOUNTS))  # fmt: skip  # an order
    return tuple(found)


_AMOUNTS: Final = frozenset(
    COLUMN_LABELS[name] for name in ("prior_actual", "initial_budget", "adjusted_budget", "actual")
)


def _cell_fields(kind: type[Record]) -> Iterator[CellField]:
    for key, declared in fields_by_key(kind).items():
        inner = record_in(declared)
        if inner is StatedChanges:
            yield from (((key, part), field) for part, field in fields_by_key(inner).items())
        elif inner is None and (is_alone(declared) or key == _DERIVED):
            yield (key,), declared


def nested_fields(kind: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """The other fields of a record: groups, lists, and names of the unit's own."""
    cells = {keys[0] for keys, _ in cell_fields(kind)}
    return ((key, declared) for key, declared in fields_by_key(kind).items() if key not in cells)


@cache
def columns_of(kind: type[Record], grades: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns of a table of lines or entries."""
    return tuple(_column(keys, declared, grades) for keys, declared in cell_fields(kind))


def _column(keys: tuple[str, ...], declared: FieldInfo, grades: tuple[str, ...]) -> Column:
    label = label_of(declared) if len(keys) == 1 else f"{keys[0]}：{keys[1]}"
    return Column(
        key=joined(keys),
        label=label,
        unit=measure_of(declared),
        kind=field_kind(declared, grades),
        choices=choices(declared, grades),
        note=in_form_words(note_of(declared)),
        rare=keys[0] in _RARE or len(keys) > 1,
    )


def value_column(label: str = "") -> Column:
    """The one column of what has no columns; its rows say what they are."""
    return Column(key=VALUE, label=label, unit="", kind="text", choices=[], note="", rare=False)


def is_own_section(kind: type[Record]) -> bool:
    """Whether each entry of a list is a section of its own: it has groups or lists in it, and is no line."""
    return not issubclass(kind, Item) and any(True for _ in nested_fields(kind))
