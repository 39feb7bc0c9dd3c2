"""The figures of a report page read back, and set against the JSON of the report: each at its place.

What is proved here needs nothing of the code that laid the page out. What is not – a rare sentence, a chart – is no
fault yet: :mod:`.again` lays that page out once more and compares it word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from .sayable import (
    ACTUAL,
    DIGIT,
    NUMBER,
    NUMBERS,
    OUTLINE,
    SCALE,
    SPOKEN,
    Around,
    History,
    Sayable,
    is_of_year,
    is_said_as,
    number_of,
    went_on,
)
from .stated import BARE, COLUMNS, Place, Stated

_NULL, _GAP, _BEFORE, _SHARE = "—", "未列明", "比年初预算", "占比"
_CHECKS, _HISTORY = ' class="gk-table gk-checks"', ' id="biao-nian"'
_POINTS: Final = ("满分", "最低得分", "最高得分")
_WRONG: Final = "对不上"
_CODE: Final = re.compile(r"D\d\d")
_COLUMN: Final = re.compile(rf"^(?:{'|'.join(COLUMNS)}) ")


@dataclass
class Proof:
    """What of a page could be proved.

    Attributes:
        proved: figures that stand at the place where the data has them.
        open: texts with a figure that is not proved.
        strange: figures in columns of the data that the data does not have: (row, column, figure).
    """

    proved: int = 0
    open: list[str] = field(default_factory=list)
    strange: list[tuple[str, str, str]] = field(default_factory=list)


def prove(article: str, stated: Stated, history: History, frame: Around) -> Proof:
    """Set every figure of a report's page against its JSON, and those of other years against theirs.

    Args:
        article: the article of the page of a report, tags and all; it must be plain (:mod:`.markup`).
        stated: what its JSON says.
        history: the same of all years of the unit.
        frame: what the register and the rules of the years say.
    """
    proof, known = Proof(), Sayable(stated, history, frame)
    outside, *tables = article.split("<table")
    texts = outside.replace(">", "<").split("<")[::2]
    for table in tables:
        head, _, rest = table.partition(">")
        body, _, outside = rest.partition("</table>")
        caption, *rows = body.split("<tr")
        if _HISTORY in head and body in history.proved:
            proof.proved += len(rows)
        elif _CHECKS in head:
            _prove_checks(body, known, proof)
        elif _prove_table([_cells_of(row) for row in rows], known, proof, is_history=_HISTORY in head):
            history.proved.update([body] if _HISTORY in head else [])
        texts += caption.replace(">", "<").split("<")[::2]
        texts += outside.replace(">", "<").split("<")[::2]
    _prove_texts(texts, known, proof)
    return proof


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


def _prove_table(rows: Sequence[Sequence[str]], known: Sayable, proof: Proof, *, is_history: bool) -> bool:
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


def _prove_texts(texts: Iterable[str], known: Sayable, proof: Proof) -> None:
    """The sentences, cards, charts and captions: each figure is one of the label before it."""
    label = column = year = ""
    sayable, years = known.stated.words, known.frame.years
    for text in texts:
        spoken = SPOKEN.get(text)
        if spoken is None and not DIGIT.search(text):
            spoken = SPOKEN[text]
        if spoken is not None:
            label, column = spoken[0] or label, spoken[1] or ("" if spoken[0] else column)
            year = "" if spoken[0] else year
        elif text in years or text in sayable or known.allowed.get((label, column, text)):
            proof.proved += 1
            year = text if text in years else year
        else:
            label, column = _prove_text(unescape(text).strip(), label, column, known, proof, year)


def _prove_text(text: str, label: str, column: str, known: Sayable, proof: Proof, year: str) -> tuple[str, str]:
    """A text with figures, behind a year; the label and the column that are spoken of after it."""
    if NUMBER.fullmatch(text):
        is_right = known.allows(label, column, text, year) or known.is_said(text)
        proof.proved += is_right
        proof.open += [] if is_right else [text]
        return label, column
    if known.is_said(text):
        proof.proved += 1
        return label, column
    spoken, proved = (label, column), 0
    for name in known.frame.outlines if OUTLINE in text else ():
        text = text.replace(name, "")
    words, *rest = NUMBERS.split(text.replace(SCALE, "") if SCALE in text else text)
    label, column = went_on(words, label, column)
    for figure, words in zip(rest[::2], rest[1::2], strict=True):
        figure = figure.rstrip(",")
        if figure in known.frame.years and words[:1] in {"年", ""}:
            year = figure
        else:
            if not known.allows(label, column, figure, year):
                if known.is_prose(text):
                    proof.proved += 1
                    return spoken
                proof.open.append(text)
                break
            proved += 1
        label, column = went_on(words, label, column)
    proof.proved += proved
    return label, column
