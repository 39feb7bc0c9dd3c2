"""One line of a budget form: an amount in up to four columns, with its parts.

In a data file a line is a bare number (= 决算) or a mapping of columns:

    公务接待费: 3.20
    公务接待费: {上年决算: 3.60, 年初预算: 4, 决算: 3.20}
    公务接待费: {决算: 3.20, 增减: {比上年: -0.40, 比上年幅度: -11.11}}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from .beside import LABELS, Derived, StatedChanges
from .money import LARGEST_WRITTEN, Money, SignedMoney
from .problem import KeyPath
from .record import Record, field, key_of, money, naming_of
from .text import Prose

#: The columns of the official tables, in their order, by field name.
COLUMNS: Final = tuple(LABELS)
#: Column → the word printed on the forms.
COLUMN_LABELS: Final = LABELS
#: The fields of every line that are no lines of their own: its columns, and what few lines carry beside them.
OF_A_LINE: Final = frozenset({*COLUMNS, "prior_budget", "changes", "derived"})
#: The key under which the parts of a line stand.
_PARTS: Final = "其中"


class Item(Record):
    """A line of a form (项目): four optional columns in 万元 and a note."""

    prior_actual: Money | None = money("上年决算", "上一年度决算数", example=952.30)
    initial_budget: Money | None = money("年初预算", "年初批复的预算数", source="预算法第七十五条", example=794.62)
    adjusted_budget: Money | None = money("全年预算", "调整后的全年预算数", source="预算法第七十五条", example=960.00)
    actual: Money | None = money("决算", "决算数（全年执行数）", source="预算法第七十五条", example=971.21)
    prior_budget: Money | None = money("上年预算", "上年的年初预算数，原文列出时才写", example=5.20)
    changes: StatedChanges | None = field("增减", "原文写明的增减额和幅度，写了就不用推算上年数")
    derived: Derived = field("推算", "由录入的人推算、原文没有写明的栏目", default=(), example="[上年决算]")
    note: Prose | None = field("说明", "对这一项的文字说明")

    @model_validator(mode="before")
    @classmethod
    def _read_bare_number(cls, value: Any) -> Any:
        """Accept ``公务接待费: 3.20`` for ``{决算: 3.20}`` and null for an item with nothing published."""
        if value is None:
            return {}
        return {key_of(cls, "actual"): value} if isinstance(value, Decimal | int) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        mapping = handler.resolve_ref_schema(handler(core))
        least = -LARGEST_WRITTEN if issubclass(cls, SignedItem) else 0
        return {"anyOf": [{"type": "number", "minimum": least, "maximum": LARGEST_WRITTEN}, {"type": "null"}, mapping]}

    def children(self) -> Iterator[tuple[str, Item]]:
        """The published parts of this line as (Chinese key, line), in the order of the form or the file."""
        parts: Parts | dict[str, Item] | None = self.__dict__.get("parts")  # a bare item has none
        if parts:
            yield from parts.lines() if isinstance(parts, Parts) else parts.items()

    @property
    def columns(self) -> dict[str, Decimal | None]:
        """The four columns by field name, in the order of the forms; 万元."""
        stated = self.__dict__
        return {name: stated[name] for name in COLUMNS}

    @property
    def is_given(self) -> bool:
        """Whether anything is published for this line or any of its parts."""
        if self.actual is not None or self.is_stated:  # of most lines 决算 is
            return True
        return "parts" in self.__dict__ and any(child.is_given for _, child in self.children())

    @property
    def is_stated(self) -> bool:
        """Whether anything is published for this line itself."""
        return (
            self.actual is not None
            or self.initial_budget is not None
            or self.adjusted_budget is not None
            or self.prior_actual is not None
            or self.prior_budget is not None
            or self.changes is not None
        )

    def is_derived(self, column: str) -> bool:
        """Whether the figure in ``column`` (one of :data:`COLUMNS`) was derived by the clerk, not published."""
        return bool(self.derived) and LABELS[column] in self.derived


class SignedItem(Item):
    """A line whose amounts may be negative: what was added to a budget, less what was taken off."""

    prior_actual: SignedMoney | None = money("上年决算", "上一年度决算数，净减少写负数", example=35.20)
    initial_budget: SignedMoney | None = money("年初预算", "年初批复的预算数，净减少写负数", example=35.20)
    adjusted_budget: SignedMoney | None = money("全年预算", "调整后的全年预算数，净减少写负数", example=35.20)
    actual: SignedMoney | None = money("决算", "决算数，净减少写负数", example=35.20)


class OpenItem(Item):
    """A line whose parts are named by the unit."""

    parts: dict[str, OpenItem] = field("其中", "组成这一项的各个部分", default_factory=dict)


class Row(OpenItem):
    """A line that the unit itself adds to a list, under a name of its own."""

    @property
    def label(self) -> str:
        """What the unit calls it."""
        raise NotImplementedError

    @property
    def level(self) -> int:
        """How deep it stands below the rows before it."""
        return 0


class Parts(Record):
    """The fixed parts of a line, each a line itself, in the order of the form."""

    @model_validator(mode="before")
    @classmethod
    def _read_nothing(cls, value: Any) -> Any:
        return {} if value is None else value

    @classmethod
    @cache
    def labels(cls) -> Mapping[str, str]:
        """The Chinese key of every part → what it is called."""
        scope = cls.money_scope.label if cls.money_scope else ""
        named = ((declared.alias or name, naming_of(declared).label) for name, declared in cls.model_fields.items())
        return {key: f"{scope}{label}" for key, label in named}

    def lines(self) -> Iterator[tuple[str, Item]]:
        """(Chinese key, line) of every part that is published."""
        written = self.model_fields_set
        for name, key in self.keys() if written else ():
            if name in written:
                line: Item = getattr(self, name)
                if line.is_given:
                    yield key, line

    @classmethod
    @cache
    def keys(cls) -> tuple[tuple[str, str], ...]:
        """The name of every part with its Chinese key."""
        return tuple((name, declared.alias or name) for name, declared in cls.model_fields.items())


def line(key: str, meaning: str, *, of: type[Item] = Item, **about: Any) -> Any:
    """Declare a line of a form: :func:`field` for an amount in 万元, ``of`` being its kind."""
    return money(key, meaning, default_factory=of, **about)


def item_of(columns: Mapping[str, Decimal | None]) -> Item:
    """A bare line of the given columns (field name → 万元), for computed rows."""
    return _NOTHING.model_copy(update=columns)


def as_item(stated: Any) -> Item:
    """What a report states for a line, an item or a bare number, as an item."""
    if isinstance(stated, Item):
        return stated
    return _NOTHING if stated is None else item_of({"actual": Decimal(stated)})


#: Being frozen, one does for all.
_NOTHING: Final = Item.model_construct()


class Figure(NamedTuple):
    """A line of one report, or a row that the unit named itself: its label, its keys in the file and its amounts.

    Attributes:
        label: as printed.
        path: the Chinese keys from the top of the file.
        item: its amounts; a count or a score stands in ``actual`` alone.
        measure: 万元, 人, 分 …
        row: the name of the row of a list in which it stands; "" outside lists.
        level: how deep it stands below the figures before it.
        whole: it stands with its parts.
    """

    label: str
    path: KeyPath
    item: Item
    measure: str = "万元"
    row: str = ""
    level: int = 0
    whole: bool = True

    def value(self, column: str = "actual") -> Decimal | None:
        """The stated amount in ``column``, in the figure's measure."""
        value: Decimal | None = getattr(self.item, column)
        return value

    def is_derived(self, column: str) -> bool:
        """Whether the clerk derived the figure in ``column``: no one published it, and nothing is built on it."""
        return self.item.is_derived(column)

    def path_of(self, column: str) -> KeyPath:
        """The keys of one amount; those of the line itself for 决算, which may be written as a bare number."""
        return self.path if column == "actual" else (*self.path, COLUMN_LABELS[column])

    @property
    def name(self) -> KeyPath:
        """What makes two lines the same line: the keys, with a project's name for its place in the list."""
        if not self.row:
            return self.path
        return tuple(self.row if isinstance(key, int) else key for key in self.path)

    def parts(self) -> tuple[Figure, ...]:
        """The published parts of this line; none where it stands alone."""
        parts = self.item.__dict__.get("parts") if self.whole else None
        if not parts or (isinstance(parts, Parts) and not parts.model_fields_set):
            return ()  # most lines
        labels = parts.labels() if isinstance(parts, Parts) else {}
        children = self.item.children()
        return tuple(
            [Figure(labels.get(k, k), (*self.path, _PARTS, k), item, self.measure, self.row) for k, item in children]
        )

    def alone(self) -> Figure:
        """The figure without its parts."""
        return self._replace(whole=False)

    @property
    def is_given(self) -> bool:
        """Whether anything is published for the line as it stands."""
        return self.item.is_given if self.whole else self.item.is_stated


def with_parts(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures that are given, each before its parts."""
    for figure in figures:
        if figure.is_given:
            yield figure
            if parts := figure.parts():  # most have none
                yield from with_parts(parts)
