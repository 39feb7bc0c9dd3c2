"""Places in a report by their Chinese keys: what is declared, what is published, what has changed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache, lru_cache
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from .problem import KeyPath
from .record import Record, key_of
from .remembered import remembered
from .text import Prose


@cache
def fields_by_key(record: type[Record]) -> Mapping[str, FieldInfo]:
    """The fields of a record by their Chinese keys, in the order of the form."""
    return {declared.alias or name: declared for name, declared in record.model_fields.items()}


@lru_cache(maxsize=2048)  # names of the unit's own are without number
def find_field(record: type[Record], path: KeyPath) -> FieldInfo | None:
    """The declaration of the field at ``path``."""
    found: FieldInfo | None = None
    holder: type[Record] | None = record
    for key in path:
        if isinstance(key, int):
            continue
        field = fields_by_key(holder).get(key) if holder else None
        if field is None:
            return found if holder is None or not fields_by_key(holder) else None
        found, holder = field, record_in(field)
    return found


def record_in(declared: FieldInfo) -> type[Record] | None:
    """The record that a field holds, alone, in a tuple or as the values of a mapping."""
    kinds = [declared.annotation, *get_args(declared.annotation)]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record)), None)


def record_at(record: type[Record], path: KeyPath) -> type[Record] | None:
    """The record that the field at ``path`` holds; ``record`` itself where there is no path."""
    declared = find_field(record, path) if path else None
    return (record_in(declared) if declared else None) if path else record


def count_undeclared(record: type[Record], path: KeyPath, value: Any) -> int:
    """How many names below ``path`` in a file's value are none of the form."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return _undeclared(record, path, value)


def _undeclared(record: type[Record], path: KeyPath, value: Any) -> int:
    if not isinstance(value, dict):
        return 0
    holder = record_at(record, path)
    known = fields_by_key(holder) if holder else {}
    return sum((key not in known) + _undeclared(record, (*path, key), child) for key, child in value.items())


def is_alone(declared: FieldInfo) -> bool:
    """Whether a field holds one value, and neither a list nor a mapping with names of the unit's own."""
    return get_origin(declared.annotation) not in {tuple, dict}


def is_text(declared: FieldInfo) -> bool:
    """Whether a field holds words, alone or in a list."""
    kinds = (declared.annotation, *get_args(declared.annotation))
    return any((get_args(kind)[0] if get_origin(kind) is Annotated else kind) is str for kind in kinds)


def is_prose(declared: FieldInfo) -> bool:
    """Whether a field holds free text, alone, in a list or under names of the unit's own."""
    return Prose in get_args(declared.annotation) or get_args(Prose)[1] in declared.metadata


#: What values stand in, in a dumped report as in a data file.
_HOLDERS: Final = frozenset({dict, list, tuple})


def leaves(value: Any, path: KeyPath = (), without: Set[KeyPath] = frozenset()) -> list[tuple[KeyPath, Any]]:
    """Every value of a dumped report with its keys from the top, in the order of the form.

    Values and whole lists whose keys are ``without`` are left out.
    """
    found: list[tuple[KeyPath, Any]] = []
    for key, child in value.items() if isinstance(value, dict) else enumerate(value):
        place, kind = (*path, key), type(child)
        if kind not in _HOLDERS:
            if place not in without:
                found.append((place, child))
        elif kind is dict or place not in without:
            found += leaves(child, place, without)
    return found


@remembered(most=256)
def dump_of(record: Record) -> dict[str, Any]:
    """What a report states, as plain values by the keys of its file: it goes into its JSON and is looked through."""
    return record.model_dump(by_alias=True, exclude_unset=True)


def stated_in(record: Record, without: Set[KeyPath] = frozenset()) -> list[tuple[KeyPath, Any]]:
    """Everything that ``record`` states: figures, words and days; null and empty text state nothing.

    ``without`` is what :func:`leaves` leaves out.
    """
    return [
        leaf for leaf in leaves(dump_of(record), (), without) if leaf[1] or (leaf[1] is not None and leaf[1] != "")
    ]  # most are something


def value_at(record: Record, path: KeyPath) -> Any:
    """The value at ``path``, whose keys name fields of records."""
    value: Any = record
    for key in path:
        holder: type[Record] = type(value)
        value = getattr(value, _names_by_key(holder)[key])
    return value


@cache
def _names_by_key(record: type[Record]) -> Mapping[int | str, str]:
    return {declared.alias or name: name for name, declared in record.model_fields.items()}


#: Parts of a file that are not the report's own words.
_ABOUT_THE_REPORT: Final = frozenset(
    {"校核说明", "更正", "公开", "目录信息", "封面", "联系方式", "附件", "文种", "原文金额单位"}
)


#: Parts of a file that speak of one project, or of 财政拨款 alone.
_OF_A_PART: Final = frozenset({"项目自评", "财政拨款"})


class TextSpan(NamedTuple):
    """A text of the report and its keys in the file."""

    path: KeyPath
    text: str

    @property
    def is_narrative(self) -> bool:
        """Whether it is of the report's own words: no answer, correction or catalogue entry."""
        return self.path[0] not in _ABOUT_THE_REPORT

    @property
    def is_of_the_unit(self) -> bool:
        """Whether its figures are those of the whole unit: 支出 in a project's own form is the project's."""
        return self.path[0] not in _OF_A_PART


def texts_of(report: Record) -> list[TextSpan]:
    """Every text of a file, in the order of the form."""
    found: list[TextSpan] = []
    _add_texts(report, (), found)
    return found


@cache
def _keys(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields that may hold words, each with its Chinese key."""
    fields = record.model_fields.items()
    return tuple((name, key_of(record, name)) for name, field in fields if _holds_words(field.annotation))


def _holds_words(kind: object) -> bool:
    return (isinstance(kind, type) and issubclass(kind, str | Record)) or any(map(_holds_words, get_args(kind)))


def _add_texts(value: object, path: KeyPath, found: list[TextSpan]) -> None:
    if isinstance(value, str):
        if value:
            found.append(TextSpan(path, value))
    elif isinstance(value, Record):
        written, fields = value.model_fields_set, value.__dict__
        for name, key in _keys(type(value)):
            if name in written and (inner := fields[name]):
                if isinstance(inner, str):
                    found.append(TextSpan((*path, key), inner))
                else:
                    _add_texts(inner, (*path, key), found)
    elif isinstance(value, dict | tuple):
        items: Iterable[tuple[str | int, object]] = value.items() if isinstance(value, dict) else enumerate(value)
        for place, inner in items:
            _add_texts(inner, (*path, place), found)
