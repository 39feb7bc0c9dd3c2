"""The form: the fields that the model declares, in the order of the outline, filled in with the values of a file.

No field is named here a second time: what there is, what it is called and what to write come from the declarations,
what belongs to what from the lines, and in which order it stands from the year's outline. Every field has one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ..check.totals import SUMS
from ..load.original_measure import in_wanyuan, measure_in
from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.outline import Outline
from ..model.paths import fields_by_key
from ..model.problem import KeyPath
from ..model.report import Report
from ..open_data.files import digits_of
from .fields import label_of
from .form_rows import MISSING, At, Named, Rows, number_in
from .groups import Group
from .places import joined, parted
from .shapes import Row, Section, Sum

#: What stands at the head of a report, in one section.
_HEAD: Final = ("标题", "文种", "公开", "目录信息", "封面", "联系方式", "原文金额单位")
_HEAD_ID: Final = "基本信息"
#: What is no part of the report's own text, and stands last.
_END: Final = ("附件", "校核说明", "更正")
_AMOUNTS: Final = tuple(COLUMN_LABELS[name] for name in COLUMNS)
_ALONE: Final = frozenset({"money", "count", "number"})


@dataclass(frozen=True, slots=True)
class FormOfYear:
    """What the form of a year depends on besides the file.

    Attributes:
        outline: of the year; None where it cannot be read.
        grades: those of the year's rules.
        last: what last year's report has, by named places, in 万元.
    """

    outline: Outline | None = None
    grades: tuple[str, ...] = ()
    last: Mapping[Named, str] = field(default_factory=dict)


class FormMaker:
    """Makes the form of one report again and again; groups of which nothing changed are the same objects."""

    def __init__(self, year: FormOfYear) -> None:
        self._year = year
        self._known: dict[str, tuple[str, list[Section]]] = {}

    def make(self, values: Mapping[str, Any], asked: Iterable[KeyPath] = ()) -> list[Section]:
        """The sections of the form, filled in; what is ``asked`` is empty."""
        rows = Rows(self._year.last, self._year.grades, measure_in(values, Report).places, frozenset(asked))
        sections = [made for key in _groups() for made in self._of_group(key, values, rows)]
        return _in_order(sections, self._year.outline)

    def _of_group(self, key: str, values: Mapping[str, Any], rows: Rows) -> list[Section]:
        names = _HEAD if key == _HEAD_ID else (key,)
        asked = sorted(map(joined, (path for path in rows.asked if path[0] in names)))
        stated = repr((rows.places, asked, [values.get(name, MISSING) for name in names]))
        if key not in self._known or self._known[key][0] != stated:
            sections = _sections(key, values, rows)
            for made in sections:
                _add_up(made)
            self._known[key] = stated, sections
        return self._known[key][1]


def named_values(values: Mapping[str, Any]) -> dict[Named, str]:
    """Every value of a file by its named place, amounts in 万元: what stands beside the fields of the next year."""
    rows, stated = Rows({}, ()), in_wanyuan(dict(values), Report)
    for key in _groups():
        if key not in (_HEAD_ID, *_END):
            _sections(key, stated, rows)
    return {named: written for named, written in rows.found.items() if written}


def _groups() -> list[str]:
    """The head, and every other key of a report."""
    return [_HEAD_ID, *(key for key in fields_by_key(Report) if key not in _HEAD)]


def _sections(key: str, values: Mapping[str, Any], rows: Rows) -> list[Section]:
    """The sections of a group."""
    fields = fields_by_key(Report)
    if key == _HEAD_ID:
        group = Group(rows, At((_HEAD_ID,), (_HEAD_ID,)), _HEAD_ID, "标题、公开的状态和日期、目录栏、联系方式")
    else:
        group = Group(rows, At((key,), (key,)), label_of(fields[key]), fields[key].description or "")
    for name in _HEAD if key == _HEAD_ID else (key,):
        group.field(fields[name], values.get(name, MISSING), At((name,), (name,)))
    return group.sections()


def _add_up(made: Section) -> None:
    """What the parts of each line add up to, and the columns of a table."""
    parts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in made["rows"]:
        parts[row["parts_of"]].append(row)
    by_path = {row["path"]: row for row in made["rows"]} if made["kind"] in {"columns", "table"} else {}
    for path, row in by_path.items():
        row["sum"] = _sums(row, parts.get(path, ()))
    for whole, needed, occasional in _TOTALS if made["kind"] == "columns" else ():
        if (row_of_whole := by_path.get(whole)) is not None:
            _add_declared(row_of_whole, needed, occasional, by_path)
    if made["kind"] == "table":
        made["totals"] = _totals(made, parts[""])


def _sums(whole: Row, parts: Sequence[Row]) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for column in _AMOUNTS if parts else ():
        numbers = [number for part in parts if (number := _number(part, column)) is not None]
        if numbers:
            found[column] = _sum(_number(whole, column), numbers)
    return found


def _sum(whole: Decimal | None, numbers: Iterable[Decimal]) -> Sum:
    total = sum(numbers, Decimal(0))
    return Sum(sum=digits_of(total), difference="" if whole is None else digits_of(whole - total))


def _number(row: Row, column: str) -> Decimal | None:
    cell = row["cells"].get(column)
    return None if cell is None else number_in(cell["written"])


#: Lines that are the sum of other lines, as the checks have them: the whole, what every unit has, what few have.
_TOTALS: Final = tuple(
    (joined(each.whole.path), tuple(joined(part.path) for part in each.parts),
     tuple(joined(part.path) for part in each.occasional))
    for each in SUMS
)  # fmt: skip  # a table


def _add_declared(whole: Row, needed: Sequence[str], occasional: Sequence[str], rows: Mapping[str, Row]) -> None:
    for column in _AMOUNTS:
        numbers = [_number(rows[path], column) for path in needed]
        if column not in whole["sum"] and numbers and None not in numbers:
            more = [_number(rows[path], column) for path in occasional if path in rows]
            given = [number for number in (*numbers, *more) if number is not None]
            whole["sum"][column] = _sum(_number(whole, column), given)


def _totals(made: Section, rows: Sequence[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in made["columns"]:
        numbers = [_number(row, column["key"]) for row in rows] if column["kind"] in _ALONE else []
        if given := [number for number in numbers if number is not None]:
            found[column["key"]] = digits_of(sum(given, Decimal(0)))
    return found


def _in_order(sections: list[Section], outline: Outline | None) -> list[Section]:
    """As the outline prints them; what it does not place stands behind what is declared before it."""
    slots = _slots(outline)
    found = {made["id"]: _slot_of(made, slots) for made in sections}
    places: dict[str, int] = {}
    chapters = {place: chapter for _, (place, chapter) in slots}
    order, last = {}, -1
    for number, made in enumerate(sections):
        name, key = made["id"], _top(made["id"])
        place = min((at[0] for other, at in found.items() if at and _of_group(other, name)), default=None)
        own = found[name]
        at = place if place is not None else places.get(key, last)
        places.setdefault(key, at)
        last = places[key]
        made["chapter"] = own[1] if own else chapters.get(at, "")
        order[name] = (_rank(key), at, number)
    return sorted(sections, key=lambda made: order[made["id"]])


def _of_group(other: str, name: str) -> bool:
    """Whether two sections are the figures, values and texts of one place, which stay together."""
    return other.partition("#")[0] == name.partition("#")[0]


def _rank(key: str) -> int:
    return 0 if key == _HEAD_ID else 2 + _END.index(key) if key in _END else 1


def _top(name: str) -> str:
    return str(parted(name.partition("#")[0])[0]) if not name.startswith(_HEAD_ID) else _HEAD_ID


_Slots = list[tuple[KeyPath, tuple[int, str]]]


def _slots(outline: Outline | None) -> _Slots:
    found: _Slots = []
    chapter = ""
    for _, slot, depth in outline.slots() if outline else ():
        chapter = slot.title or slot.name if depth == 1 else chapter
        if slot.name and not slot.sentence and not slot.chart:
            found.append((slot.path, (len(found), chapter)))
    return found


def _slot_of(made: Section, slots: _Slots) -> tuple[int, str] | None:
    """The first place at which a section, or any row of it, is printed."""
    name = made["id"].partition("#")[0]
    path = parted(name) if name != _HEAD_ID else ()
    rows = {parted(row["path"]) for row in made["rows"]} if made["kind"] == "text" else set()
    exact = (place for slot, place in slots if slot == path or slot in rows)
    inside = (place for slot, place in slots if path and slot == path[: len(slot)])
    return next(exact, None) or next(inside, None)
