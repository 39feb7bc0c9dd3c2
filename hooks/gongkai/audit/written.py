"""The lines that a report's data gives its page, letter by letter: what is so needs no further look.

What is not is told apart: rows with their table, and lines of text. Those are looked at figure by figure
(:mod:`.figures`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape, unescape
from typing import Final

from .sayable import ACTUAL, History
from .stated import BARE, COLUMNS, Place, Stated

_ROW: Final = "<tr"
_TABLE: Final = "<ta"
_HEAD: Final = "<th"
#: How lines begin that make up a table.
PARTS_OF_TABLES: Final = frozenset({_ROW, _TABLE, _HEAD})
_CHECKS: Final = ' class="gk-table gk-checks"'
_HISTORY: Final = ' id="biao-nian"'
_NULL: Final = '<td class="is-null">—</td>'
_END: Final = "</tr>"
_BEFORE: Final = "比年初预算"
_SHARE: Final = "占比"
_AMOUNT: Final = "数量"
#: What stands before the cells of a row → the label in it; None where it cannot be told.
Labels = Callable[[str], str | None]


@dataclass
class Rows:
    """A table of which some rows are not as they should be, letter by letter.

    Attributes:
        kind: its tag.
        head: the row of its columns.
        rows: all others.
        is_left: whether a row of it is left to be looked at.
        whole: what its shares are of.
    """

    kind: str
    head: str = ""
    rows: list[str] = field(default_factory=list)
    is_left: bool = False
    whole: float = 0

    def __post_init__(self) -> None:
        """Tell the tables of checks and of years."""
        self.is_checks, self.is_history = _CHECKS in self.kind, _HISTORY in self.kind


@dataclass
class Written:
    """What the lines of a report's page should be.

    Attributes:
        stated: what its JSON says.
        history: the same of all years of the unit.
        proved: figures in lines that are as they should be.
        begun: what begins those of them that are rows.
        tables: all tables.
        texts: other lines that have to be looked at.
    """

    stated: Stated
    history: History
    proved: int = 0
    begun: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _tails: dict[tuple[str, str, float], frozenset[str]] = field(default_factory=dict)

    def left(self, lines: Iterable[str], quiet: set[str], labels: Labels) -> list[str]:
        """The lines of an article that are not known to be right; what of them has to be looked at is kept.

        Args:
            lines: those of the article.
            quiet: lines without a figure, of no table.
            labels: finds the label of a row.
        """
        left, texts, table, prose = list[str](), self.texts, Rows(""), self._prose
        for line in [line for line in lines if line not in quiet and line not in prose]:
            start = line[:3]
            if start == _ROW:
                table.rows.append(line)
                if self._is_written(line, table, labels):
                    continue
                table.is_left = True
            elif start == _TABLE:
                table = Rows(line)
                self.tables.append(table)
                if "><" in line:
                    texts.append(line)
            elif start == _HEAD:
                table.head = line
            else:
                texts.append(line)
            left.append(line)
        return left

    def _is_written(self, line: str, table: Rows, labels: Labels) -> bool:
        if table.is_checks:
            return line in self._checks
        before, _, tail = line.partition("</th>")
        label = labels(before)
        if label is None:
            return False
        if table.is_history:
            is_right = (table.head, line) in self.history.rows
        else:
            if len(table.rows) == 1:
                table.whole = _whole(columns_of(table.head), line)
            is_right = tail in self._tails_of(table.head, label, table.whole)
        if is_right:
            self.begun.append(before)
            self.proved += tail.count("<td")
        return is_right

    @cached_property
    def _checks(self) -> frozenset[str]:
        """The rows of checks, as each is written."""
        found = self.stated.document["计算数"]["校核"]
        row = '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>'.format
        texts = ((one["编号"], one["关系"], one.get("算式") or one.get("说明") or "") for one in found)
        return frozenset(row(*map(_escaped, said)) for said in texts)

    @cached_property
    def _prose(self) -> frozenset[str]:
        """The paragraphs and points of free texts, as each is written."""
        pieces = [piece for text in self.stated.long for piece in _escaped(text).split("\n") if piece]
        pieces = [_bold(piece) if "**" in piece else piece for piece in pieces if piece[0] not in "#<|"]
        return frozenset([f"<li>{piece[2:]}</li>" if piece[:2] == "- " else f"<p>{piece}</p>" for piece in pieces])

    def _tails_of(self, head: str, label: str, whole: float) -> frozenset[str]:
        """What may stand behind a label in a table: what one place of the data has, in every column."""
        known = self._tails.get((head, label, whole))
        if known is None:
            columns, places = columns_of(head), self.stated.find(label)
            if columns == (_AMOUNT,):
                found = [f"<td>{_figure(place[BARE])}</td>{_END}" for place in places if BARE in place]
            elif ACTUAL in columns:
                found = ["".join([_cell(column, place, whole) for column in columns]) + _END for place in places]
            else:
                found = []
            known = self._tails[head, label, whole] = frozenset(found)
        return known


def _whole(columns: Sequence[str], line: str) -> float:
    """What the shares in a table are of: the figure of its first row."""
    if _SHARE not in columns or ACTUAL not in columns:
        return 0.0
    cells = cells_of(line[1:])[1:]
    return _number(cells[columns.index(ACTUAL)]) if len(cells) == len(columns) else 0.0


@lru_cache(maxsize=512)
def columns_of(head: str) -> tuple[str, ...]:
    """The columns of a table but for that of the labels."""
    return tuple(cells_of(head[1:])[1:])


def _cell(column: str, place: Place, whole: float) -> str:
    """A cell of a line; something that stands nowhere where it cannot be told."""
    if column in COLUMNS:
        value = place.get(column)
        return _NULL if value is None else f"<td>{value:,.2f}</td>".replace("-", "−")
    actual, budget = place.get(ACTUAL), place.get("年初预算")
    if column == _BEFORE:
        return _NULL if actual is None or budget is None else f"<td>{_difference(actual - budget)}</td>"
    if column == _SHARE and actual is not None and whole:
        return f"<td>{actual / whole * 100:.1f}%</td>".replace("-", "−")
    return "?"


def _difference(value: float) -> str:
    text = f"{value:+,.2f}".replace("-", "−")
    return text if text.strip("+−0.") else text[1:]


def _figure(value: float) -> str:
    return f"{value:,}" if type(value) is int else f"{value:,.2f}"


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return 0.0


def _bold(piece: str) -> str:
    parts = piece.split("**")
    return "".join([part if at % 2 == 0 else f"<strong>{part}</strong>" for at, part in enumerate(parts)])


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def cells_of(row: str) -> list[str]:
    """The texts of a row; its first tag may be cut at its name."""
    if "&" in row:
        return [unescape(text) for text in row.replace(">", "<").split("<")[1::2] if text and text != "\n"]
    return [text for text in row.replace(">", "<").split("<")[1::2] if text and text != "\n"]
