"""Where the rows of a sheet belong by their labels, for a form whose hidden column or row is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from .cell import FormSheet, Row, RowKey, path_in_words
from .cell_values import plain_text

_CONTINUED: Final = re.compile(r"（续([0-9]+)）\Z")
#: What of a label or heading is not the same in every form: years and measures.
YEAR: Final = re.compile(r"[0-9]{4}年|上年|本年|（.*")
#: The sheet of what no other sheet has a cell for.
REST: Final = "其他内容"
_WIDEST: Final = 40


class RowLabels:
    """The places of the rows of a sheet.

    Attributes:
        columns: column of the form → column of the sheet.
        keys: by row.
    """

    def __init__(self, name: str, rows: list[list[Any]], blank: FormSheet | None) -> None:
        self._name, self._rows, self._blank = name, rows, blank
        self.columns: dict[int, int] = {}
        self.keys = self._keys_by_label()

    def _cell(self, at: int, column: int) -> Any:
        """What stands in a column of the form, wherever that is now."""
        shown, row = self.columns.get(column), self._rows[at]
        return row[shown] if shown is not None and shown < len(row) else ""

    def _keys_by_label(self) -> dict[int, RowKey]:
        """The labels say it, where the hidden column or row is gone."""
        if self._blank is None:
            return {}
        known = {_signed(row): key for row in self._blank.rows if (key := row.key) and label_of(row)}
        labels = Counter(
            column for row in self._rows for column, raw in enumerate(row) if raw and str(raw) in {k[0] for k in known}
        )
        listed = next((row for row in self._blank.rows if row.key and not label_of(row) and not row.name), None)
        heading = next((row for row in self._blank.rows if _is_heading(row)), None)
        shift = labels.most_common(1)[0][0] - 1 if labels else self._shift_of(heading)
        if shift is None:
            return {}
        self.columns = {column: column + shift for column in range(_WIDEST) if column + shift >= 0}
        if self._is_moved():
            return {}
        return self._places_in_words() if self._name == REST else dict(self._matched(known, listed))

    def _is_moved(self) -> bool:
        """Whether columns were put in or taken away: the headings do not stand above what they are of."""
        for heading in filter(_is_heading, self._blank.rows if self._blank else ()):
            first, *others = ((cell.column, YEAR.sub("", str(cell.value or ""))) for cell in heading.cells)
            for at in range(len(self._rows)):
                shown = {c: YEAR.sub("", plain_text(self._cell(at, c))) for c, _ in (first, *others)}
                if first[1] and shown[first[0]] == first[1] and any(shown[c] != words for c, words in others):
                    return True
        return False

    def _places_in_words(self) -> dict[int, RowKey]:
        """Of what has no cell elsewhere the label says the place."""
        found: dict[int, RowKey] = {}
        for at in range(len(self._rows)):
            label, part = _parted(plain_text(self._cell(at, 1)).strip())
            if path := path_in_words(label):
                found[at] = RowKey({2: path}, part=part)
        return found

    def _shift_of(self, heading: Row | None) -> int | None:
        """How far the columns are moved, by the headings of a list."""
        names = [str(cell.value) for cell in heading.cells] if heading else []
        for row in self._rows:
            shown = [str(raw) for raw in row]
            if names and names[0] in shown:
                return shown.index(names[0]) - 1
        return None

    def _matched(self, known: Mapping[tuple[str, str], RowKey], listed: Row | None) -> Iterator[tuple[int, RowKey]]:
        in_list = False
        headings = [
            [str(c.value) for c in row.cells] for row in (self._blank.rows if self._blank else ()) if _is_heading(row)
        ]
        for at in range(len(self._rows)):
            label, part = _parted(plain_text(self._cell(at, 1)).strip())
            texts = {plain_text(self._cell(at, column)).strip() for column in (3, 8, 14)}
            found = next((key for text in (*texts, "") if (key := known.get((label, text)))), None)
            if found:
                yield at, replace(found, part=part)
            elif in_list and listed and listed.key and any(self._cell(at, column) for column in listed.key.places):
                yield at, listed.key
            in_list = in_list or (bool(listed) and bool(headings) and label == headings[-1][0])


def _parted(label: str) -> tuple[str, int]:
    """A label, and the number of the part of a long text."""
    continued = _CONTINUED.search(label)
    return (label[: continued.start()], int(continued[1])) if continued else (label, 1)


def label_of(row: Row) -> str:
    """The label that the form prints in a row; "" where there is none."""
    return next(
        (str(cell.value or "") for cell in row.cells if cell.column == 1 and cell.kind not in {"name", "text"}), ""
    )


def _signed(row: Row) -> tuple[str, str]:
    """By what a row is known: its label, and what it belongs to."""
    beside = (cell for cell in row.cells if cell.kind == "aside" and cell.column in {3, 8, 14})
    return label_of(row), next((str(cell.value or "") for cell in beside), "")


def _is_heading(row: Row) -> bool:
    return bool(row.cells) and all(cell.kind == "heading" for cell in row.cells)
