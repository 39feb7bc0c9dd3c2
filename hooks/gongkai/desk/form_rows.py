"""The rows of the form, filled in with the values of a data file: its lines, entries and single values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.money import shifted
from ..model.paths import fields_by_key
from ..model.problem import KeyPath
from ..model.record import Record, measure_of
from ..official_form.lines import note_of
from ..open_data.files import digits_of
from .fields import VALUE, WANYUAN, cell_fields, choices, field_kind, label_of
from .form_words import in_form_words
from .places import ACTUAL, PARTS, joined
from .shapes import Cell, CellState, FieldKind, Row

#: Stands for a key that is not there.
MISSING: Final[Any] = object()
#: A place with the names of entries for their numbers, so that those of two years are the same.
Named = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Where the walk through the form is.

    Attributes:
        path: the keys from the top.
        named: the same with the names of entries for their numbers.
        depth: how far labels are indented.
        parts_of: the row whose parts these are; "".
    """

    path: KeyPath = ()
    named: Named = ()
    depth: int = 0
    parts_of: str = ""

    def below(self, key: str) -> At:
        """A field of what is here."""
        return At((*self.path, key), (*self.named, key), self.depth, self.parts_of)

    def entry(self, at: int, name: str) -> At:
        """An entry of the list that is here."""
        return At((*self.path, at), (*self.named, name or f"第{at + 1}条"), self.depth, self.parts_of)

    def part(self, of: str) -> At:
        """A part of the row ``of``."""
        return At(self.path, self.named, self.depth + 1, of)


@dataclass(slots=True)
class Rows:
    """Makes rows.

    Attributes:
        last: what last year's report has, by named places, in 万元 where it is money.
        grades: those of the year's rules.
        places: by how many places amounts of the file are shifted against 万元.
        asked: nulls that a document left open, which nobody decided on: they are empty.
        found: every value that is written, by its named place; "" where two places are called alike.
    """

    last: Mapping[Named, str]
    grades: tuple[str, ...]
    places: int = 0
    asked: frozenset[KeyPath] = frozenset()
    found: dict[Named, str] = field(default_factory=dict)

    def value(self, declared: FieldInfo, value: Any, at: At, column: str = VALUE) -> Row:
        """A single value."""
        row = self._row(declared, at, label_of(declared))
        self._fill(row, column, at, declared, value)
        return row

    def line(self, declared: FieldInfo, value: Any, at: At, label: str = "") -> Row:
        """A line of the form, or a part that the unit calls ``label``."""
        row = self._row(declared, at, label or label_of(declared))
        self._cells(row, Item, value, at)
        return row

    def entry(self, declared: FieldInfo, kind: type[Record], value: Any, at: At, label: str) -> Row:
        """An entry of a table."""
        row = self._row(declared, at, label)
        row["note"], row["list"], row["index"] = "", joined(at.path[:-1]), int(at.path[-1])
        self._cells(row, kind, value, at)
        return row

    def named(self, row: Row, at: At, index: int) -> Row:
        """A row under a name of the unit's own."""
        row["names"], row["list"], row["index"] = True, joined(at.path[:-1]), index
        return row

    def heading(self, declared: FieldInfo, at: At) -> Row:
        """A row without values, below which the unit puts its own."""
        row = self._row(declared, at, label_of(declared))
        row["adds"] = joined(at.path)
        return row

    def _row(self, declared: FieldInfo, at: At, label: str) -> Row:
        fixed = _fixed(id(declared), declared, self.grades)
        return Row(
            path=joined(at.path),
            label=label,
            note=fixed[0],
            kind=fixed[1],
            unit=fixed[2],
            choices=fixed[3],
            cells={},
            last={},
            parts_of=at.parts_of,
            depth=at.depth,
            sum={},
            names=False,
            list="",
            index=-1,
            adds="",
        )

    def _cells(self, row: Row, kind: type[Record], value: Any, at: At) -> None:
        for keys, declared in cell_fields(kind):
            if isinstance(value, Mapping):
                stated: Any = value
                for key in keys:
                    stated = stated.get(key, MISSING) if isinstance(stated, Mapping) else MISSING
            else:
                stated = value if keys == (ACTUAL,) else MISSING
            below = At((*at.path, *keys), (*at.named, *keys))
            self._fill(row, "/".join(keys), below, declared, stated)

    def _fill(self, row: Row, column: str, at: At, declared: FieldInfo, value: Any) -> None:
        row["cells"][column] = cell = _cell(at.path, MISSING if value is None and at.path in self.asked else value)
        if cell["written"]:
            self.found[at.named] = "" if at.named in self.found else cell["written"]
        if last := self.last.get(at.named):
            row["last"][column] = self._in_measure(last, declared)

    def _in_measure(self, last: str, declared: FieldInfo) -> str:
        """Last year's amount as the file of this year would write it."""
        if not self.places or measure_of(declared) != WANYUAN:
            return last
        number = number_in(last)
        return last if number is None else digits_of(shifted(number, self.places))


@lru_cache(maxsize=4096)
def _fixed(_: int, declared: FieldInfo, grades: tuple[str, ...]) -> tuple[str, FieldKind, str, list[str]]:
    """What of a row its declaration says; declarations live as long as the program."""
    note = in_form_words(note_of(declared))
    return note, field_kind(declared, grades), measure_of(declared), choices(declared, grades)


def _cell(path: KeyPath, value: Any) -> Cell:
    state: CellState = "filled"
    if value is MISSING or value == "" or value in ([], {}):
        written, state = "", "empty"
    elif value is None:
        written, state = "", "unpublished"
    elif isinstance(value, Decimal):
        written, state = digits_of(value), "filled" if value else "nought"
    elif isinstance(value, list):
        written = "、".join(map(str, value))
    else:
        written = "" if isinstance(value, Mapping) else str(value).rstrip("\n")
    return Cell(path=joined(path), written=written, state=state)


def number_in(written: str) -> Decimal | None:
    """The number of a cell; None where there is none."""
    return Decimal(written) if written and written.lstrip("-")[:1].isdecimal() and _is_number(written) else None


def _is_number(written: str) -> bool:
    return written.isascii() and written.lstrip("-").replace(".", "", 1).isdecimal()


def name_of(kind: type[Record], value: Any) -> str:
    """What an entry is called: by the first field that it must have."""
    if not isinstance(value, Mapping):
        return ""
    key = next((key for key, declared in fields_by_key(kind).items() if declared.is_required()), "")
    stated = value.get(key)
    return stated if isinstance(stated, str) else ""


def parts_in(value: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a line under names of the unit's own."""
    parts = value.get(PARTS) if isinstance(value, Mapping) else None
    yield from ((str(name), part) for name, part in parts.items()) if isinstance(parts, Mapping) else ()
