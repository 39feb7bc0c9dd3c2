"""The rows of a workbook that say something, each with its places in the data file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .cell import COLUMN_MARK, KEY_COLUMN, FormPath, FormSheet, RowKey, Step, key_from, words_of
from .cell_values import plain_text, value_of
from .number_formats import Formats
from .row_labels import REST, YEAR, RowLabels, label_of


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with something in it.

    Attributes:
        place: where it stands, as a clerk would look for it.
        values: what it says, by places in the data file.
        name: the place of the line that the unit names in this row, as it was written; () elsewhere.
        named: the name that stands there now.
        part: of a text that goes over several rows.
        is_new: the clerk put it in.
        is_placed: it is known where it belongs.
        words: all that it says, for when it has no place.
    """

    place: str
    values: dict[FormPath, Any]
    name: FormPath
    named: str
    part: int
    is_new: bool
    is_placed: bool
    words: str


class SheetRows:
    """A sheet as it was read; its cells by column and row from 0."""

    def __init__(self, name: str, rows: list[list[Any]], formats: Formats, blank: FormSheet | None) -> None:
        self._name, self._rows, self._formats, self._blank = name, rows, formats, blank
        self._columns = _marked(rows)
        self._keys = self._keys_by_mark() if self._columns else {}
        self._is_marked = bool(self._keys) or not _may_be_filled(blank)
        if not self._is_marked:
            labels = RowLabels(name, rows, blank)
            self._keys, self._columns = labels.keys, labels.columns
        self._parents = dict(self._parents_named())

    def filled(self) -> Iterator[FilledRow]:
        """The rows that say something, from the top."""
        before: RowKey | None = None
        for at in range(len(self._rows)):
            key = self._keys.get(at)
            if key is not None:
                before = key
                row = self._filled(at, key, is_new=False)
                if row.values or row.named:
                    yield row
            elif self._is_inserted(at):
                row = self._filled(at, self._key_of_new(at, before), is_new=True)
                if row.values or row.named or not row.is_placed:
                    yield row

    def _cell(self, at: int, column: int) -> Any:
        """What stands in a column of the form, wherever that is now."""
        shown = self._columns.get(column)
        row = self._rows[at]
        return row[shown] if shown is not None and shown < len(row) else ""

    def _form(self, at: int, column: int) -> str:
        return self._formats.get((at, self._columns.get(column, -1)), "")

    def _filled(self, at: int, key: RowKey | None, *, is_new: bool) -> FilledRow:
        shown = [
            plain_text(raw).strip() for column in sorted(self._columns) if column and (raw := self._cell(at, column))
        ]
        place = f"工作表“{self._name}”第 {at + 1} 行"
        if key is None:
            return FilledRow(place, {}, (), "", 1, True, False, "　".join(filter(None, shown)))
        found = {path: value_of(self._cell(at, c), self._form(at, c), path) for c, path in key.places.items()}
        named = plain_text(self._cell(at, key.name_column)).strip() if key.name_column else ""
        values = {path: value for path, value in found.items() if value is not None}
        return FilledRow(place, values, key.name, named, key.part, is_new, True, "　".join(filter(None, shown)))

    # ---- rows that the clerk put in ----

    def _is_inserted(self, at: int) -> bool:
        """Whether a row without a place says anything; headings, titles and what is said beside them are ours."""
        if at < self._first_row():
            return False
        shown = {column: self._cell(at, column) for column in self._columns if column}
        said = {column: plain_text(raw).strip() for column, raw in shown.items() if raw not in {"", None}}
        return bool(said) and not self._is_printed(said)

    def _first_row(self) -> int:
        """The first row that may be filled in."""
        if self._is_marked:
            return min(self._keys, default=len(self._rows))
        is_marked = any(str(raw).startswith(COLUMN_MARK) for raw in self._rows[0])
        return (self._blank.heading_rows if self._blank else 0) + is_marked

    def _is_printed(self, said: dict[int, str]) -> bool:
        """Whether the form itself has such a row, by its label or where it has none by all its words."""
        label, words = YEAR.sub("", said.get(1, "")), {YEAR.sub("", text) for text in said.values()}
        for row in self._blank.rows if self._blank else ():
            if row.key is None and row.cells:
                printed = {YEAR.sub("", str(cell.value)) for cell in row.cells if cell.value}
                if label == YEAR.sub("", label_of(row)) if label else words <= printed:
                    return True
        return False

    def _key_of_new(self, at: int, before: RowKey | None) -> RowKey | None:
        """Where a new row belongs: below the line that it names, or in the list of the row before it."""
        above = next((self._parents[text] for text in self._texts(at) if text in self._parents), None)
        if above is not None:
            template, parent = above
            if template.name_column:
                return _renamed(template, (*parent, ("=", "")))
            places = {
                column: (*parent, ("=", ""), *path[len(parent) - 1 :]) for column, path in template.places.items()
            }
            return RowKey(places, 1, (*parent, ("=", "")))
        if before is not None and before.name:
            return _renamed(before, (*before.name[:-1], ("=", "")))
        if before is not None and all(_entry_at(path) for path in before.places.values()):
            return replace(before, part=1)
        return None

    def _texts(self, at: int) -> Iterator[str]:
        return (plain_text(raw).strip() for column in self._columns if column > 1 and (raw := self._cell(at, column)))

    def _parents_named(self) -> Iterator[tuple[str, tuple[RowKey, FormPath]]]:
        """What “属于哪一项” may say → a row like those below it, and the place under which their names stand."""
        for row in self._blank.rows if self._blank else ():
            if row.name and (key := row.key):
                yield next((str(c.value) for c in row.cells if c.kind == "aside"), ""), (key, row.name[:-1])
        for at, key in self._keys.items():
            if key.name:
                for text in self._texts(at):
                    if text in {words_of(key.name[:-1]), key.name[-2]}:
                        yield text, (key, key.name[:-1])
            own = _line_at(key)
            if own:
                yield words_of(own), (key, (*own, "其中"))

    # ---- where rows belong ----

    def _keys_by_mark(self) -> dict[int, RowKey]:
        """The hidden column says it."""
        found = ((at, key_from(str(self._cell(at, KEY_COLUMN)))) for at in range(1, len(self._rows)))
        return {at: key for at, key in found if key is not None}


def _marked(rows: list[list[Any]]) -> dict[int, int]:
    """Column of the form → column of the sheet, by the hidden first row; nothing where that is gone."""
    first = [str(raw) for raw in rows[0]] if rows else []
    found = {int(m[1]): at for at, raw in enumerate(first) if (m := re.fullmatch(rf"{COLUMN_MARK}([0-9]+)", raw))}
    return found if KEY_COLUMN in found else {}


def _may_be_filled(blank: FormSheet | None) -> bool:
    """Whether anything is read from such a sheet."""
    return blank is not None and (blank.name == REST or any(row.key for row in blank.rows))


def _line_at(key: RowKey) -> FormPath:
    """The line whose columns a row has; () for anything else."""
    return next((path[:-1] for path in key.places.values() if path[-1] == "年初预算" and not key.name), ())


def _entry_at(path: FormPath) -> Step | None:
    """The entry of a list that a place belongs to."""
    return next((step for step in reversed(path) if step[0] == "+" and isinstance(step, tuple)), None)


def _renamed(key: RowKey, name: FormPath) -> RowKey:
    """The key of a row whose line has another name."""
    places = {column: (*name, *path[len(key.name) :]) for column, path in key.places.items()}
    return RowKey(places, key.name_column, name, key.part)
