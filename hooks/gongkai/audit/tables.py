"""The tables of a report page, row by row, against the JSON of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Final

from .proof import Proof
from .sayable import ACTUAL, DIGIT, NUMBER, Sayable, is_of_year, is_said_as, number_of
from .stated import BARE, COLUMNS, Place, Stated

_NULL, _GAP, _BEFORE, _SHARE = "—", "未列明", "比年初预算", "占比"
_CHECKS, _HISTORY = ' class="gk-table gk-checks"', ' id="biao-nian"'
_POINTS: Final = ("满分", "最低得分", "最高得分")
_WRONG: Final = "对不上"
_CODE: Final = re.compile(r"D\d\d")
_COLUMN: Final = re.compile(rf"^(?:{'|'.join(COLUMNS)}) ")


def prove_table(head: str, body: str, known: Sayable, proof: Proof) -> str:
    """Set a table against the data; its caption, which is proved with the sentences.

    Args:
        head: what stands in its tag.
        body: what stands in it, tags and all.
        known: what its texts may say.
        proof: what was proved is added to it.
    """
    caption, *rows = body.split("<tr")
    is_history, proved = _HISTORY in head, known.history.proved
    if is_history and body in proved:
        proof.proved += len(rows)
    elif _CHECKS in head:
        _prove_checks(body, known, proof)
    elif _prove_rows([_cells_of(row) for row in rows], known, proof, is_history=is_history) and is_history:
        proved.add(body)
    return caption


def _cells_of(row: str) -> list[str]:
    """The texts of a row, whose first tag is cut at its name."""
    if "&" in row:
        return [unescape(text) for text in row.replace(">", "<").split("<")[1::2] if text and text != "\n"]
    return [text for text in row.replace(">", "<").split("<")[1::2] if text and text != "\n"]


def _prove_checks(body: str, known: Sayable, proof: Proof) -> None:
    """The checks that hold, and those that could not be made: every text is one of the data."""
    texts, words = {*body.replace(">", "<").split("<")[::2]}, known.stated.words
    proof.proved += len(texts)
    left = [unescape(text).strip() for text in {_COLUMN.sub("", text) for text in texts - words} - words]
    left = [text for text in left if DIGIT.search(text) and not known.is_said(text)]
    proof.open += [text for text in left if not known.is_prose(text)]


def _prove_rows(rows: Sequence[Sequence[str]], known: Sayable, proof: Proof, *, is_history: bool) -> bool:
    """Every row of a table; whether all of it is proved."""
    before = len(proof.open)
    if len(rows) < 2:
        return True
    head, whole, stated = rows[0][1:], 0.0, known.stated
    is_of_lines = ACTUAL in head
    gaps = _gaps(head, rows) if is_of_lines and rows[-1][0].startswith(_GAP) else {}
    for at, (label, *cells) in enumerate(rows[1:], 1):
        if len(cells) > len(head) and (cells[0] == _WRONG or _CODE.fullmatch(cells[0])):
            del cells[0]
        if is_of_lines and at == 1:
            whole = number_of(cells[head.index(ACTUAL)] if len(cells) == len(head) else "") or 0
        if is_history:
            is_right = _is_history(label, head, cells, known)
        elif is_of_lines and len(cells) == len(head):
            places = [gaps[at]] if at in gaps else stated.find(label)
            is_right = any([_is_row(head, cells, place, whole) for place in places])
        else:
            is_right = False
        if is_right or _are_cells(label, head, cells, known):
            proof.proved += len(cells)
            continue
        proof.open.append(f"{label}：{'，'.join(cells)}")
        if not label.startswith(_GAP) and is_of_lines:
            pairs = [(column, cell) for column, cell in zip(head, cells, strict=False) if column in COLUMNS]
            proof.strange += [(label, column, cell) for column, cell in pairs if _is_strange(cell, stated)]
    return len(proof.open) == before


def _gaps(head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, Place]:
    """What the rows before a 未列明 leave of the first row of their table."""
    found: dict[int, Place] = {}
    for at, (label, *cells) in enumerate(rows):
        if label.startswith(_GAP) and at == len(rows) - 1 and len(cells) == len(head):
            columns = [name for name in head if name in COLUMNS]
            left = {name: _left(rows, head.index(name) + 1) for name in columns if cells[head.index(name)] != _NULL}
            found[at] = Place({name: value for name, value in left.items() if value is not None})
    return found


def _left(rows: Sequence[Sequence[str]], at: int) -> float | None:
    whole, *parts = (number_of(row[at]) if len(row) > at else None for row in rows[1:-1])
    return None if whole is None else round(whole - sum(part for part in parts if part is not None), 6)


def _is_strange(cell: str, stated: Stated) -> bool:
    value = number_of(cell)
    return value is not None and value not in stated.amounts


def _is_row(head: Sequence[str], cells: Sequence[str], place: Place, whole: float) -> bool:
    """Whether a row of a line holds exactly what one place of the data has."""
    actual, budget = place.get(ACTUAL), place.get("年初预算")
    for column, cell in zip(head, cells, strict=True):
        if column in COLUMNS:
            value, near = place.get(column), 1e-7
        elif column == _BEFORE:
            value, near = None if actual is None or budget is None else actual - budget, 1e-7
            if value and (cell[0] == "+") != (value > 0):
                return False
        elif column == _SHARE:
            value, near = None if actual is None or not whole else actual / whole * 100, 0.0501
        else:
            return False
        if cell == _NULL:
            if value is not None and column != _SHARE:
                return False
            continue
        number = number_of(cell)
        if value is None or number is None or abs(number - value) > near:
            return False
    return True


def _is_history(label: str, head: Sequence[str], cells: Sequence[str], known: Sayable) -> bool:
    """A row of the years: each figure is that of its year."""
    years = [year for year in head if year.isdecimal()] if len(cells) < len(head) else head
    if len(cells) != len(years):
        return False
    for year, cell in zip(years, cells, strict=True):
        if cell != _NULL and DIGIT.search(cell):
            stated = known.history.years.get(int(year[:4]))
            if stated is None or not is_of_year(label, stated, cell):
                return False
    return True


def _are_cells(label: str, head: Sequence[str], cells: Sequence[str], known: Sayable) -> bool:
    """A row of another table: each cell is a text of the data, or has the figures of its own key and no others."""
    places: list[Place] | None = None
    for at, cell in enumerate(cells):
        if not DIGIT.search(cell) or known.is_said(cell):
            continue
        column = head[at] if at < len(head) else ""
        places = known.stated.find(label) if places is None else places
        values = [place[key] for place in places for key in (column, BARE, *_POINTS) if key in place]
        is_right = all(any(is_said_as(value, figure) for value in values) for figure in NUMBER.findall(cell))
        if not is_right and not known.is_prose(cell):
            return False
    return True
