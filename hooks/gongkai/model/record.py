"""The base of every model: frozen, strict about unknown keys, read by its Chinese key.

A field is declared once with :func:`field`: its Chinese key (the word printed on the official form), what it
means, the measure of its value and the rule it rests on. Loader messages, the JSON Schema, the data dictionary,
the page labels and the lines of the forms (:mod:`.form`) all come from that one declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, ClassVar, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

#: Looked for among the kinds of values: a Decimal takes long to say that it is not None.
_NONE: Final = type(None)


class MoneyScope(NamedTuple):
    """What of the money the lines of a record count: what stands before their keys and labels; nothing for all."""

    key: str = ""
    label: str = ""


class Record(BaseModel):
    """A frozen value read from a data file; unknown keys are errors, never silently dropped."""

    money_scope: ClassVar[MoneyScope | None] = None

    model_config = ConfigDict(
        defer_build=True,
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
        if not isinstance(value, dict) or _NONE not in map(type, value.values()):
            return value
        return {key: part for key, part in value.items() if part is not None or key not in cls.known_keys()}

    @classmethod
    @cache
    def known_keys(cls) -> frozenset[str]:
        """The Chinese keys of this record."""
        return frozenset(declared.alias or name for name, declared in cls.model_fields.items())


@dataclass(frozen=True, slots=True)
class Naming:
    """How a line of a form is called outside the data file.

    Attributes:
        label: its name on pages and in downloads.
        names: what sentences call it beside the label; None where the label is too common to mean this line.
        group: the heading under which readers choose it in comparisons; "" where it is not offered.
    """

    label: str
    names: tuple[str, ...] | None = ()
    group: str = ""


def field(
    key: str,
    meaning: str,
    *,
    default: Any = None,
    default_factory: Callable[[], Any] | None = None,
    measure: str | None = None,
    source: str | None = None,
    example: Any = None,
    label: str = "",
    names: tuple[str, ...] | None = (),
    group: str = "",
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
        label, names, group: see :class:`Naming`; the label is the key where nothing else is said.
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
        default, options = PydanticUndefined, {"default_factory": default_factory, **options}
    declared: FieldInfo = Field(default, **options)
    declared.metadata.append(Naming(label or key, names, group))
    return declared


#: Declares a field that every file must have.
required = partial(field, default=...)
#: An amount, a number of points, a percentage: :func:`field` with its measure.
money, points, percentage = (partial(field, measure=measure) for measure in ("万元", "分", "%"))


@cache
def _nothing(record: type[Record]) -> Record:
    """An empty record; being frozen, one does for all. There is nothing to be validated, which would be built first."""
    return record.model_construct()


def naming_of(declared: FieldInfo) -> Naming:
    """How the declared field is called."""
    return next((fact for fact in declared.metadata if isinstance(fact, Naming)), Naming(declared.alias or ""))


def measure_of(declared: FieldInfo) -> str:
    """The unit of the declared field's value; "" where it has none."""
    extra = declared.json_schema_extra
    return str(extra.get("measure", "")) if isinstance(extra, dict) else ""


def key_of(record: type[Record], name: str) -> str:
    """The Chinese key of the field ``name`` of ``record``."""
    return record.model_fields[name].alias or name
