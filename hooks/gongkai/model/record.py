"""The base of every model: frozen, strict about unknown keys, read by its Chinese key.

A field is declared once with :func:`field`: its Chinese key (the word printed on the official form), what it
means, the measure of its value and the rule it rests on. Loader messages, the JSON Schema, the data dictionary
and the page labels all come from that one declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """A frozen value read from a data file; unknown keys are errors, never silently dropped."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=True,
        serialize_by_alias=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _read_null_as_absent(cls, value: Any) -> Any:
        """``概况: null`` and a missing 概况 are the same; an unknown key stays an error even when it is null."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        return {key: part for key, part in value.items() if part is not None or key not in cls.known_keys()}

    @classmethod
    @cache
    def known_keys(cls) -> frozenset[str]:
        """The Chinese keys of this record."""
        return frozenset(declared.alias or name for name, declared in cls.model_fields.items())


def field(
    key: str,
    meaning: str,
    *,
    default: Any = None,
    default_factory: Callable[[], Any] | None = None,
    measure: str | None = None,
    source: str | None = None,
    example: Any = None,
) -> Any:
    """Declare an optional field.

    Args:
        key: the Chinese key in the data file, as printed on the form.
        meaning: one sentence for clerks: what to write here.
        default: the value when the key is absent; ``None`` means 未公开.
        default_factory: makes the default where it is a record or a mapping.
        measure: the unit of the value, such as 万元, %, 人, 分 or 平方米.
        source: the form, law or rule that asks for it.
        example: a right example, shown in messages and editors.
    """
    if isinstance(default_factory, type) and issubclass(default_factory, Record):
        default_factory = partial(_nothing, default_factory)
    extra = {"measure": measure, "source": source}
    options: dict[str, Any] = {
        "alias": key,
        "title": key,
        "description": meaning,
        "examples": None if example is None else [example],
        "json_schema_extra": {name: value for name, value in extra.items() if value},
    }
    if default_factory is not None:
        return Field(default_factory=default_factory, **options)
    return Field(default, **options)


@cache
def _nothing(record: type[Record]) -> Record:
    """An empty record; being frozen, one does for all."""
    return record()


def required(
    key: str, meaning: str, *, measure: str | None = None, source: str | None = None, example: Any = None
) -> Any:
    """Declare a field that every file must have; the arguments are those of :func:`field`."""
    return field(key, meaning, default=..., measure=measure, source=source, example=example)


def key_of(record: type[Record], name: str) -> str:
    """The Chinese key of the field ``name`` of ``record``."""
    return record.model_fields[name].alias or name
