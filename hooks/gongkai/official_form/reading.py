"""A filled-in form → the values of a data file: by the places that its rows know, or else by its labels."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from typing import Any, Final

from .cell import FormPath, FormSheet, Step, declared_at
from .cell_values import block
from .filled_rows import FilledRow, SheetRows
from .lines import USUAL_PARTS, is_long
from .lists import list_name
from .number_formats import number_formats
from .sheets import BASE, MONEY, PROJECT, SELF, TEXTS, FormOf, sheets_of
from .writing import WHOSE

#: Under what heading words without a place are kept.
WITHOUT_PLACE: Final = "填报表里没有位置的内容"
#: A workbook of a clerk is a thousandth of it; a larger one is made to be harmful.
_LARGEST: Final = 200 * 1024 * 1024
#: How .xls begins, and .et of old versions of WPS.
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_OURS: Final = frozenset({BASE, SELF, MONEY, TEXTS})


def read_form(content: bytes) -> dict[str, Any] | None:
    """The values of a filled-in form by Chinese keys, amounts in the measure of the file; None for another file."""
    book = opened(content)
    if book is None:
        return None
    formats, blank = number_formats(content), _blank()
    rows: list[FilledRow] = []
    claimed: dict[str, str] = {}
    for name in book.sheet_names:
        if name != WHOSE:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheet = SheetRows(name, cells, formats.get(name, {}), _blank_of(name, blank))
            rows += (_of_sheet(row, name, book.sheet_names, claimed) for row in sheet.filled())
    return _Gathered().of(rows)


def whose_form(content: bytes) -> tuple[int | None, str]:
    """The year and the unit's id that a form was made for; (None, "") where it does not say."""
    book = opened(content)
    if book is None or WHOSE not in book.sheet_names:
        return None, ""
    rows = book.get_sheet_by_name(WHOSE).to_python()
    try:
        said = json.loads(str(rows[0][0]))
        return said["年度"], said["单位"]
    except (ValueError, KeyError, IndexError, TypeError):
        return None, ""


def opened(content: bytes) -> Any:
    """The workbook, if it is a form of ours."""
    import python_calamine  # slow to import, and few commands need it

    try:
        if not content.startswith(_OLD_FORMAT):
            with zipfile.ZipFile(BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > _LARGEST:
                    return None
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, ValueError):
        return None
    return book if WHOSE in book.sheet_names or set(book.sheet_names) >= _OURS else None


@cache
def _blank() -> dict[str, FormSheet]:
    """The empty form."""
    return {sheet.name: sheet for sheet in sheets_of({}, FormOf())}


def _blank_of(name: str, blank: dict[str, FormSheet]) -> FormSheet | None:
    """The sheet as the empty form has it."""
    return blank.get(f"{PROJECT}1" if name.startswith(PROJECT) else name)


def _of_sheet(row: FilledRow, name: str, names: Iterable[str], claimed: dict[str, str]) -> FilledRow:
    """A row of a project's sheet: of a copied sheet it belongs to a project of its own."""
    meant = next((path[1][1] for path in row.values if path[0] == PROJECT and path[1][0] == "@"), name)
    if not name.startswith(PROJECT) or (meant not in names and claimed.setdefault(meant, name) == name):
        return row
    own: Step = ("@", name)
    values = {(path[0], own, *path[2:]) if path[0] == PROJECT else path: value for path, value in row.values.items()}
    named = (row.name[0], own, *row.name[2:]) if row.name[:1] == (PROJECT,) else row.name
    return replace(row, values=values, name=named)


@dataclass
class _Gathered:
    """What the rows say, put together.

    Attributes:
        values: by place; of a text its pieces by their number.
        names: the lines that the unit named, by the place that they were written with.
        named: the lines under the names that stand there now, and the rows that name them.
        lost: what has no place.
        fresh: how many entries were put in.
    """

    values: dict[FormPath, dict[int, Any]] = field(default_factory=dict)
    names: dict[FormPath, FormPath] = field(default_factory=dict)
    named: dict[FormPath, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    fresh: int = 0

    def of(self, rows: list[FilledRow]) -> dict[str, Any]:
        """The values of a data file."""
        for row in rows:
            if row.name and row.named and row.name[-1][1] not in {"", row.named} and not row.is_new:
                self.names[row.name] = (*row.name[:-1], ("=", row.named))
        for row in rows:
            self._add(row)
        found: dict[str, Any] = {}
        for path, pieces in self.values.items():
            _put(found, path, _joined(path, pieces))
        plain: dict[str, Any] = _plain(found)
        if self.lost:
            kept = {"标题": WITHOUT_PLACE, "内容": block("\n\n".join(self.lost))}
            plain["其他章节"] = [*plain.get("其他章节", []), kept]
        return plain

    def _add(self, row: FilledRow) -> None:
        if not row.is_placed or (row.name and not row.named and row.values):
            self._lose(row)
            return
        values = {self._place(path, row): value for path, value in row.values.items()}
        if row.name:
            name = self._place(row.name, row)
            is_usual = row.name[-1][1] == "" and row.named in {n for names in USUAL_PARTS.values() for n in names}
            if not values and not is_usual:
                values = {name: None}
            if values and row.part == 1 and self.named.setdefault(name, row.place) != row.place:
                self._lose(row)
                return
        if any(row.part in self.values.get(path, ()) for path in values):
            values = self._as_new(values)
        taken = [path for path, value in values.items() if self.values.get(path, {}).get(row.part, value) != value]
        if taken:
            self._lose(row)
            return
        for path, value in values.items():
            self.values.setdefault(path, {})[row.part] = value

    def _lose(self, row: FilledRow) -> None:
        self.lost.append(f"{row.place}：{row.words}")

    def _place(self, path: FormPath, row: FilledRow) -> FormPath:
        """A place by the names that stand there now."""
        if row.name and path[: len(row.name)] == row.name:
            path = (*row.name[:-1], ("=", row.named), *path[len(row.name) :])
        for end in range(len(path), 0, -1):
            if path[:end] in self.names and path[:end] != row.name:
                path = (*self.names[path[:end]], *path[end:])
        return path

    def _as_new(self, values: dict[FormPath, Any]) -> dict[FormPath, Any]:
        """The values of an entry that was copied or put in: one more in its list."""
        self.fresh += 1
        return {list_name(path, f"new{self.fresh}"): value for path, value in values.items()}


def _joined(path: FormPath, pieces: dict[int, Any]) -> Any:
    """The value of a place; of a long text its pieces in their order."""
    parts = [pieces[part] for part in sorted(pieces)]
    value = parts[0] if len(parts) == 1 else "".join(map(str, parts))
    declared = declared_at(path)
    return block(value) if isinstance(value, str) and declared is not None and is_long(declared) else value


def _put(found: dict[Any, Any], path: FormPath, value: Any) -> None:
    """Write a value at its place; lists are mappings by their entries' steps for now."""
    for step in path[:-1]:
        below = found.get(step)
        if not isinstance(below, dict):
            below = found[step] = {}
        found = below
    if value is not None or path[-1] not in found:
        found[path[-1]] = value


def _plain(value: Any) -> Any:
    """Mappings by steps → mappings by names, lists, and bare numbers for lines with 决算 alone."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(step, tuple) and step[0] in {"+", "@"} for step in value):
        return [_plain(inner) for inner in value.values()]
    if [*value] == ["决算"]:
        return value["决算"]
    return {step if isinstance(step, str) else step[1]: _plain(inner) for step, inner in value.items()}
