"""A group of the form: one key of the report, or one entry of a list, with its lines, values, texts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.fields import FieldInfo

from ..model.amounts import Item, Parts
from ..model.paths import fields_by_key, is_alone, is_prose, record_in
from ..model.record import Record, measure_of
from .fields import (
    WANYUAN,
    columns_of,
    field_kind,
    is_own_section,
    label_of,
    value_column,
)
from .form_rows import MISSING, At, Rows, name_of, parts_in
from .places import ACTUAL, PARTS, is_list, is_mapping, joined
from .shapes import Column, Row, Section, SectionKind


class Group:
    """The sections of one group, in the making."""

    def __init__(self, rows: Rows, at: At, title: str, note: str, *, is_entry: bool = False) -> None:
        self._rows, self._at, self._title, self._note = rows, at, title, note
        self._is_entry = is_entry
        self._lines: list[Row] = []
        self._values: list[Row] = []
        self._texts: list[Row] = []
        self._more: list[Section] = []

    def sections(self) -> list[Section]:
        """The sections that have anything in them, whether it is filled in or not."""
        path, entry = joined(self._at.path), joined(self._at.path) if self._is_entry else ""
        found: list[Section] = []
        kinds: tuple[tuple[SectionKind, str, list[Row], str], ...] = (
            ("columns", "", self._lines, ""), ("values", "#values", self._values, "其他各项"),
            ("text", "#text", self._texts, "文字说明"),
        )  # fmt: skip  # in their order
        for kind, end, rows, words in kinds:
            if rows:
                title, note = (f"{self._title}：{words}", "") if found else (self._title, self._note)
                columns = list(columns_of(Item)) if kind == "columns" else [value_column()]
                found.append(section(f"{path}{end}", title, kind, columns, rows, note, entry))
        return [*found, *self._more]

    def record(self, kind: type[Record], value: Any, at: At, *, in_lines: bool) -> None:
        """Everything of a record that no row has cells for."""
        fields = [*fields_by_key(kind).items()]
        if issubclass(kind, Item):
            fields = [(key, declared) for key, declared in fields if key not in Item.known_keys()]
        in_lines = in_lines or any(_is_line(declared) for _, declared in fields)
        stated = value if isinstance(value, Mapping) else {}
        for key, declared in fields:
            self.field(declared, stated.get(key, MISSING), at.below(key), in_lines=in_lines)

    def field(self, declared: FieldInfo, value: Any, at: At, *, in_lines: bool = False) -> None:
        """A field with everything below it."""
        inner = record_in(declared)
        if not is_alone(declared):
            self._several(declared, value, at, in_lines=in_lines)
        elif inner is None:
            self._single(declared, value, at, in_lines=in_lines)
        elif issubclass(inner, Item):
            row = self._rows.line(declared, value, at)
            self._lines.append(row)
            self.record(inner, value, at.part(""), in_lines=True)
            self._own_parts(row, inner, value, at)
        elif issubclass(inner, Parts):
            above = joined(at.path[:-1])
            self.record(inner, value, At(at.path, at.named, at.depth, above), in_lines=True)
        else:
            self.record(inner, value, at, in_lines=in_lines)

    def _single(self, declared: FieldInfo, value: Any, at: At, *, in_lines: bool) -> None:
        if is_prose(declared) and at.path[0] != "公开":
            self._texts.append(self._rows.value(declared, value, at))
        elif in_lines and measure_of(declared) in {WANYUAN, "分", "%"}:
            self._lines.append(self._rows.value(declared, value, At(at.path, at.named, at.depth), ACTUAL))
        else:
            self._values.append(self._rows.value(declared, value, At(at.path, at.named)))

    def _own_parts(self, row: Row, kind: type[Record], value: Any, at: At) -> None:
        """The parts that the unit names, each with its own, and where more may be put."""
        declared = kind.model_fields.get("parts")
        inner = record_in(declared) if declared and is_mapping(declared) else None
        if declared is None or inner is None:
            return
        row["adds"] = joined((*at.path, PARTS))
        for index, (name, part) in enumerate(parts_in(value)):
            below = at.below(PARTS).below(name).part(row["path"])
            named = self._rows.named(self._rows.line(declared, part, below, name), below, index)
            self._lines.append(named)
            self._own_parts(named, inner, part, below)

    def _several(self, declared: FieldInfo, value: Any, at: At, *, in_lines: bool) -> None:
        """A list, or values under names of the unit's own."""
        inner = record_in(declared)
        if is_mapping(declared):
            if not (at.path[-1] == PARTS and inner is not None):
                self._own_names(declared, value, at)
        elif is_list(declared) and inner is None:
            self._more.append(self._plain_list(declared, value, at))
        elif inner is not None and is_own_section(inner):
            self._entries(declared, inner, value, at)
        elif inner is not None:
            self._more.append(self._table(declared, inner, value, at))

    def _own_names(self, declared: FieldInfo, value: Any, at: At) -> None:
        inner = record_in(declared)
        rows = self._lines if inner else self._texts if is_prose(declared) else self._values
        rows.append(self._rows.heading(declared, at))
        for index, (name, stated) in enumerate(value.items() if isinstance(value, Mapping) else ()):
            below = at.below(str(name)).part("")
            if inner is None:
                row = self._rows.value(declared, stated, below)
                row["label"] = str(name)
            else:
                row = self._rows.line(declared, stated, below, str(name))
            rows.append(self._rows.named(row, below, index))
            if inner:
                self._own_parts(row, inner, stated, below)

    def _plain_list(self, declared: FieldInfo, value: Any, at: At) -> Section:
        rows = []
        for index, stated in enumerate(value if isinstance(value, list) else ()):
            row = self._rows.value(declared, stated, at.entry(index, ""))
            row["label"], row["list"], row["index"] = f"第{index + 1}条", joined(at.path), index
            rows.append(row)
        column = value_column(label_of(declared))
        column["kind"] = field_kind(declared)
        made = section(joined(at.path), label_of(declared), "list", [column], rows, declared.description or "")
        return adding(made, at, "一条")

    def _table(self, declared: FieldInfo, kind: type[Record], value: Any, at: At) -> Section:
        rows: list[Row] = []
        for index, stated in enumerate(value if isinstance(value, list) else ()):
            name = name_of(kind, stated)
            below = at.entry(index, name)
            row = self._rows.entry(declared, kind, stated, below, name or f"第{index + 1}条")
            rows.append(row)
            if issubclass(kind, Item):
                lines, self._lines = self._lines, []
                self._own_parts(row, kind, stated, below)
                rows += self._lines
                self._lines = lines
        columns = list(columns_of(kind, self._rows.grades))
        made = section(joined(at.path), label_of(declared), "table", columns, rows, declared.description or "")
        return adding(made, at, label_of(declared))

    def _entries(self, declared: FieldInfo, kind: type[Record], value: Any, at: At) -> None:
        """A section for the list, to which entries are added, and the sections of each of them."""
        label = label_of(declared)
        head = section(joined(at.path), label, "list", [value_column()], [], declared.description or "")
        self._more.append(adding(head, at, label))
        for index, stated in enumerate(value if isinstance(value, list) else ()):
            name = name_of(kind, stated)
            below = at.entry(index, name)
            title = f"{label}第{index + 1}条{f'（{name}）' if name else ''}"
            group = Group(self._rows, below, title, "", is_entry=True)
            group.record(kind, stated, below, in_lines=True)
            self._more += group.sections()


def _is_line(declared: FieldInfo) -> bool:
    inner = record_in(declared)
    return inner is not None and issubclass(inner, Item) and is_alone(declared)


def section(
    name: str, title: str, kind: SectionKind, columns: list[Column], rows: list[Row], note: str, entry: str = ""
) -> Section:
    """A section to which nothing is added yet."""
    return Section(
        id=name, title=title, chapter="", help=note, kind=kind, columns=columns, rows=rows,
        adds="", adds_label="", entry=entry, totals={},
    )  # fmt: skip  # a record


def adding(made: Section, at: At, label: str) -> Section:
    """A section to which entries may be added."""
    made["adds"], made["adds_label"] = joined(at.path), label
    return made
