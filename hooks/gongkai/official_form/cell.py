"""A sheet of the form before it is drawn: rows of cells, each with its place in the data file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal, get_origin

from pydantic.fields import FieldInfo

from ..model.paths import fields_by_key, is_alone, record_in
from ..model.record import Record
from ..model.report import Report

#: A key; or the entry of a list ("+", which); or a name of the unit's own ("=", name); or the entry that a sheet is
#: of ("@", sheet).
Step = str | tuple[str, str]
#: The steps from the top of a data file to a place in it.
FormPath = tuple[Step, ...]
Value = str | Decimal | date | None
Kind = Literal["label", "heading", "title", "aside", "number", "text", "day", "name", "formula", "check"]

#: Rows that only programs read stand first, and so does the column: hidden, both.
KEY_COLUMN: Final = 0
#: What the first row has above column n.
COLUMN_MARK: Final = "gongkai:"
#: UTF-16 units of text in a cell, below Excel's 32,767.
LONGEST_CELL: Final = 32_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        column: from 0, the hidden one.
        kind: how it looks, and whether it may be filled in.
        value: what it says.
        path: where it belongs in the data file; () for what is not read.
        formula: where it has one, with {r} for the number of its row.
        span: over how many columns it goes.
        choices: what is offered.
        note: what to write.
    """

    column: int
    kind: Kind
    value: Value = None
    path: FormPath = ()
    formula: str = ""
    span: int = 1
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet.

    Attributes:
        cells: from the left.
        part: of a text that goes over several rows, from 1.
        depth: how far the label is indented.
        name: where the line stands that the unit names itself in this row; () elsewhere.
    """

    cells: tuple[Cell, ...]
    part: int = 1
    depth: int = 0
    name: FormPath = ()

    @property
    def key(self) -> RowKey | None:
        """Where its cells belong; None for a row from which nothing is read."""
        places = {cell.column: cell.path for cell in self.cells if cell.path}
        if not places:
            return None
        named = next((cell.column for cell in self.cells if cell.kind == "name"), 0)
        return RowKey(places, named, self.name, self.part)


@dataclass(frozen=True, slots=True)
class RowKey:
    """Where the cells of a row belong.

    Attributes:
        places: by column.
        name_column: the column of the name that the unit gives; 0 where it gives none.
        name: the place of the line that is named so.
        part: of a text that goes over several rows, from 1.
    """

    places: dict[int, FormPath]
    name_column: int = 0
    name: FormPath = ()
    part: int = 1

    def written(self) -> str:
        """As the hidden column has it: what all its places begin with once, for names may be long."""
        first = next(iter(self.places.values()))
        shared = [
            step
            for at, step in enumerate(first)
            if all(path[: at + 1] == first[: at + 1] for path in self.places.values())
        ]
        places = {at: path[len(shared) :] for at, path in self.places.items()}
        parts = {"b": shared, "c": places, "n": [self.name_column, len(self.name)], "p": self.part}
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def key_from(text: str) -> RowKey | None:
    """What the hidden column says; None for anything else."""
    try:
        parts = json.loads(text)
        column, length = parts["n"]
        shared = steps_of(parts["b"])
        places = {int(at): (*shared, *steps_of(path)) for at, path in parts["c"].items()}
        return RowKey(places, int(column), shared[: int(length)], int(parts["p"]))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of the form.

    Attributes:
        name: of the sheet.
        rows: below the hidden first one.
        widths: of the columns, in characters; the hidden one first.
        heading_rows: how many rows at the top stay where they are, and are printed on each page.
        printed: the last column that is printed.
        is_landscape: how it is printed.
    """

    name: str
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    heading_rows: int
    printed: int
    is_landscape: bool = True


def row_of(*cells: Cell | None, depth: int = 0) -> Row:
    """A row of the cells that there are."""
    return Row(tuple(cell for cell in cells if cell), depth=depth)


def steps_of(raw: Iterable[Any]) -> FormPath:
    """A path as JSON has it."""
    return tuple(step if isinstance(step, str) else (str(step[0]), str(step[1])) for step in raw)


def words_of(path: FormPath) -> str:
    """A place in words: 收支 / 项目支出 / 一般公共服务支出."""
    names = (step if isinstance(step, str) else step[1] for step in path)
    return " / ".join(name for name in names if name != "其中")


def path_in_words(words: str) -> FormPath:
    """The place that " / " between all its steps says; () where it is none, or of an entry of a list elsewhere."""
    path: FormPath = ()
    for word in words.split(" / "):
        declared = declared_at(path) if path else None
        if path and declared is not None and isinstance(path[-1], str) and not is_alone(declared):
            is_mapping = get_origin(declared.annotation) is dict
            if not is_mapping and path[0] != _CORRECTIONS:
                return ()
            path = (*path, ("=" if is_mapping else "+", word))
        elif declared_at((*path, word)) is None:
            return ()
        else:
            path = (*path, word)
    return path


#: The only list that stands on the last sheet whole.
_CORRECTIONS: Final = "更正"


@lru_cache(maxsize=4096)  # names of the unit's own are without number
def declared_at(path: FormPath) -> FieldInfo | None:
    """The declaration of the field at ``path``, or of the mapping or list whose entry it is."""
    found: FieldInfo | None = None
    holder: type[Record] | None = Report
    for step in path:
        if isinstance(step, str):
            found = fields_by_key(holder).get(step) if holder else None
            if found is None:
                return None
            holder = record_in(found)
    return found
