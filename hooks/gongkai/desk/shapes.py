"""What the desk says to the page around it: plain JSON, nothing else crosses the border.

A place in the data file is one string: its keys from the top with ``/`` between them, entries of a list by their
number from 0 (``收支/项目支出/项目/0/决算``). A ``/`` or ``~`` inside a key of the unit's own is ``~1`` or ``~0``.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

#: filled: something is written; nought: 0 is; unpublished: ``null`` is, 未公开; empty: nothing is, 没有填.
CellState = Literal["filled", "nought", "unpublished", "empty"]
#: money in the file's measure (``unit`` says it); count: a whole number; number: points, areas; percent; text on one
#: line; long: paragraphs; date as 2021-06-30; choice: of ``choices`` (a word that is none of them may be written);
#: columns: some of the four columns, 、 between them (推算).
FieldKind = Literal["money", "count", "number", "percent", "text", "long", "date", "choice", "columns"]
#: values: label and one value (column ``value``); columns: lines of the form with their amounts; table: entries with a
#: column for each of their keys; text: label and paragraphs (column ``value``); list: paragraphs one below the other
#: (column ``value``).
SectionKind = Literal["values", "columns", "table", "text", "list"]
#: What a source of a report may be: the text itself is given as ``{"text": …}``.
SourceName = Literal["published", "last_year", "empty"]


class SourceText(TypedDict):
    """A file that was saved before.

    Attributes:
        text: "" where the bytes of the file are given beside it.
        name: of the file that a person opens; without it the text was kept by the page for this unit and year.
        stored: as in :class:`State`, with a text that the page kept.
    """

    text: NotRequired[str]
    name: NotRequired[str]
    stored: NotRequired[str]


class Cell(TypedDict):
    """One value: where it stands, as it is written ("" where nothing is), and which of the states it is in."""

    path: str
    written: str
    state: CellState


class Column(TypedDict):
    """A column of a section.

    Attributes:
        key: by which the cells of rows are found.
        label: as on the form.
        unit: 万元, 人, 分 … or "".
        kind, choices: of its cells; of values, texts and lists the row says them.
        note: what to write there.
        rare: few reports have it: 上年预算, 增减, 推算; it may be folded.
    """

    key: str
    label: str
    unit: str
    kind: FieldKind
    choices: list[str]
    note: str
    rare: bool


class Sum(TypedDict):
    """What the parts of a line add up to in a column, and the line less that; "" where the line says nothing."""

    sum: str
    difference: str


class Row(TypedDict):
    """A row of a section.

    Attributes:
        path: of the line, the entry or the value.
        label: as printed on the form, or as the unit calls it.
        note: what to write, in which measure, with an example, from the field's own declaration.
        kind, unit, choices: of the cell ``value``; of rows with columns those of the columns count.
        cells: by the key of their column.
        last: what last year's report has in the same places, by the key of the column; only where it has something.
        parts_of: path of the row that it is a part of; "".
        depth: how far its label is indented, from 0.
        sum: by the key of the column, of rows whose parts are there.
        names: the unit names it itself: ``rename_row`` gives it another name, ``remove_row`` takes it out.
        list, index: the list or mapping that it is an entry of, and which, for ``remove_row``; "" and -1.
        adds: a further part may be put below it: the path for ``add_row``; "".
    """

    path: str
    label: str
    note: str
    kind: FieldKind
    unit: str
    choices: list[str]
    cells: dict[str, Cell]
    last: dict[str, str]
    parts_of: str
    depth: int
    sum: dict[str, Sum]
    names: bool
    list: str
    index: int
    adds: str


class Section(TypedDict):
    """A part of the form.

    Attributes:
        id: stable while the form stands.
        title: as on the form.
        chapter: the chapter of the outline in which it is printed.
        help: one sentence; "".
        kind: see :data:`SectionKind`.
        columns: of values, texts and lists one, ``value``.
        rows: in the order of the form.
        adds: the list that ``add_row`` and ``paste_rows`` put entries into; "" where nothing can be added.
        adds_label: what is added: 项目, 指标, 一条.
        entry: where the section is one entry of a list (项目自评, 更正), the path of the entry, which ``remove_row``
            takes out by its list and last number; "".
        totals: the sums of the columns of numbers of a table.
    """

    id: str
    title: str
    chapter: str
    help: str
    kind: SectionKind
    columns: list[Column]
    rows: list[Row]
    adds: str
    adds_label: str
    entry: str
    totals: dict[str, str]


class Problem(TypedDict):
    """What ``gongkai check --base`` says of the file.

    Attributes:
        level: 必须改, 请核对 or 建议.
        code: F12, S09, D07, G02 …
        file: below the project; mostly the report's own, else that of the year's rules or the register.
        line, column: from 1; 0 for the file as a whole.
        path: the place that the problem names; "" for the whole file.
        field: the cell, row or section of the form that is nearest to it, by its path or id; "".
        what: place, fact and expectation in words.
        why: the public explanation of a check, why it is looked at; "".
        cure: 怎么改.
        form_cure: the same in the words of the form, where the problem has a field.
        example: a right example to copy; "".
        answer: the place below 校核说明 where the unit may answer; "" where it cannot.
    """

    level: Literal["必须改", "请核对", "建议"]
    code: str
    file: str
    line: int
    column: int
    path: str
    field: str
    what: str
    why: str
    cure: str
    form_cure: str
    example: str
    answer: str


class UnfilledPart(TypedDict):
    """A section of the form with usual fields that are not filled in, how many, and the first of them."""

    section: str
    title: str
    count: int
    field: str


class State(TypedDict):
    """Everything about the report in hand.

    Attributes:
        text: the data file.
        unit, name, year: whose and of which year.
        path: where the file belongs: data/2024/x.yml.
        measure: in what amounts are written: 万元.
        is_public: readers have seen the report, so that a change needs 更正.
        is_readable: the text could be read as YAML; else ``fields`` are as they were.
        is_checked: the report could be read, so that the cross-checks have looked at it.
        fields: the form.
        problems: what is to be mended, asked, or could be better.
        unfilled: what of the usual fields is empty, by section; [] for a report that readers have seen.
        said: what of the bytes of an opened file is not saved, or whose a kept text is, in one sentence; "".
        stored: what the file that work begins with holds, with BOM and carriage returns; "" where that is the text.
    """

    text: str
    unit: str
    name: str
    year: int
    path: str
    measure: str
    is_public: bool
    is_readable: bool
    is_checked: bool
    fields: list[Section]
    problems: list[Problem]
    unfilled: list[UnfilledPart]
    said: str
    stored: str


class ChangedField(TypedDict):
    """A row that is not as it was, and its section."""

    section: str
    row: Row


class Change(TypedDict):
    """What came of an edit.

    Attributes:
        text: the data file.
        is_readable, is_checked: as in :class:`State`.
        changed_fields: rows that are not as they were, in sections whose rows are the same.
        changed_sections: sections with other rows, titles or columns, whole; new ones too.
        order: the ids of all sections, where they are not the same as before; else [].
        totals: those of sections that are not as they were, by the id of the section.
        problems: all of them.
        unfilled: as in :class:`State`.
        said: why nothing was changed, in one Chinese sentence with 怎么改; "".
        path: of the row that was added, for the focus; "".
    """

    text: str
    is_readable: bool
    is_checked: bool
    changed_fields: list[ChangedField]
    changed_sections: list[Section]
    order: list[str]
    totals: dict[str, dict[str, str]]
    problems: list[Problem]
    unfilled: list[UnfilledPart]
    said: str
    path: str
