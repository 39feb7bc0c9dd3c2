"""Tables that are typed with blanks or tabs in a text → their cells, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..document import GridCell
from .typed_cells import TypedTable, is_number, names_a_form
from .widths import width

_TAB: Final = 8
_GAP: Final = 2
_FEWEST: Final = 3
#: So many rows in a row may have one cell alone.
_MOST_LABELS: Final = 3
#: A line without a second cell that opens something else: a title, an annex, a paragraph.
_NO_ROW: Final = re.compile(
    r"[\u3000\s]{2,}|.*(?:表|[。；])$|附[件表录]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]"
)
#: A line that begins further to the right is no paragraph.
_INDENT: Final = 8
_BLANKS: Final = re.compile(r"[ \u00a0\u3000\t]+")
#: 1 234.50: one number or two, nobody can tell where single blanks part cells.
_GROUPED: Final = re.compile(r"(?<![\d.])\d{1,3} \d{3}(?![\d])")
_HEADING: Final = re.compile("决算|预算|执行数|指标值|完成值|得分|分值|金额|数$")
_LAST_PAGE: Final = 300
_NOTHING: Final = frozenset({"-", "—", "——", "/", "无"})


class _Piece(NamedTuple):
    """Words of a line with the columns at which they begin and end."""

    start: int
    end: int
    text: str


_Column = tuple[int, int]
_Spread = list[tuple[str, int, int]]


def typed_table(lines: Sequence[str], start: int) -> TypedTable | None:
    """The table that begins with a line, if one does: three rows or more, named as forms are, with numbers."""
    end = _end(lines, start)
    typed = lines[start:end]
    rows = [pieces_of(line) for line in typed]
    if len(rows) >= _FEWEST and _is_table([[piece.text for piece in row] for row in rows]):
        spread = _by_tabs(typed) or _in_order(rows) or _by_place(rows)
        if spread:
            return _table(typed, spread, end)
    return _by_single_blanks(lines, start)


def _table(lines: Sequence[str], spread: list[_Spread | None], end: int) -> TypedTable:
    cells, left, number = list[GridCell](), list[str](), 0
    for line, row in zip(lines, spread, strict=True):
        if row is None:
            left.append(line.strip())
            continue
        cells += [GridCell(text, number, column, 1, columns) for text, column, columns in row]
        number += 1
    return TypedTable(end, tuple(cells), tuple(left))


def pieces_of(line: str) -> list[_Piece]:
    """The words of a line that two blanks or a tab part."""
    found, at, last = list[_Piece](), 0, 0
    for part in re.split(r"([ \u00a0\u3000\t]+)", line):
        if not part:
            continue
        if not _BLANKS.fullmatch(part):
            columns = width(part)
            if found and at - last < _GAP:
                found[-1] = _Piece(found[-1].start, at + columns, f"{found[-1].text} {part}")
            else:
                found.append(_Piece(at, at + columns, part))
            at = last = at + columns
            continue
        for letter in part:
            at += max(_GAP, _TAB - at % _TAB) if letter == "\t" else width(letter)
    return found


def _end(lines: Sequence[str], start: int) -> int:
    """Where rows that begin with a line end: with the last that has several cells."""
    end = at = start
    while at < len(lines) and lines[at].strip():
        if len(pieces_of(lines[at])) > 1 or "\t" in lines[at].rstrip("\n"):
            end = at + 1
        elif at - end >= _MOST_LABELS or (_NO_ROW.match(lines[at]) and pieces_of(lines[at])[0].start < _INDENT):
            break
        at += 1
    return end


def _is_table(rows: list[list[str]]) -> bool:
    told = [row for row in rows if len(row) > 1]
    numbers = [text for row in told for text in row[1:] if is_number(text)]
    is_named = names_a_form([text for row in rows for text in row])
    is_of_sentences = sum(any(text.endswith("。") for text in row) for row in told) * 2 > len(told)
    return len(told) >= 2 and len(numbers) >= 2 and is_named and not is_of_sentences and not _is_contents(told)


def _is_contents(rows: list[list[str]]) -> bool:
    """Whether lines end with numbers of pages."""
    pages = [row[-1] for row in rows]
    if any(len(row) > 2 for row in rows) or not all(page.isdecimal() and int(page) <= _LAST_PAGE for page in pages):
        return False
    return sorted(map(int, pages)) == [*map(int, pages)]


def _by_tabs(lines: Sequence[str]) -> list[_Spread | None] | None:
    """Rows in which single tabs part the cells, as many in each; or several tabs between two."""
    if not all("\t" in line for line in lines):
        return None
    single = [line.strip("\n").split("\t") for line in lines]
    if len({len(row) for row in single}) == 1 or not any("\t\t" in line or line.startswith("\t") for line in lines):
        return [[(text.strip(), column, 1) for column, text in enumerate(row)] for row in single]
    several = [re.split("\t+", line.strip()) for line in lines]
    is_even = len({len(row) for row in several}) == 1 and not any(line.startswith("\t") for line in lines)
    return [[(text.strip(), column, 1) for column, text in enumerate(row)] for row in several] if is_even else None


def _in_order(rows: list[list[_Piece]]) -> list[_Spread | None] | None:
    """Rows that have as many cells, the first of each left of all others: where a heading has none for the names of
    rows, as many cells are not the same ones.
    """
    if len({len(row) for row in rows}) > 1 or max(row[0].start for row in rows) >= min(row[1].start for row in rows):
        return None
    return [[(piece.text, column, 1) for column, piece in enumerate(row)] for row in rows]


def _by_place(rows: list[list[_Piece]]) -> list[_Spread | None] | None:
    """Rows whose cells stand below each other; None for a row of which one stands below none, or below two others."""
    columns = _columns(rows)
    full = [row for row in rows if len(row) == max(map(len, rows))]
    spread = [_spread(row, columns, rows, is_full=row in full) for row in rows]
    read = sum(row is not None for row in spread)
    return spread if len(columns) > 1 and 3 * read >= 2 * len(rows) else None


def _columns(rows: list[list[_Piece]]) -> list[_Column]:
    found: list[_Column] = []
    for row in sorted(rows, key=len, reverse=True):
        for piece in row:
            hit = [column for column in found if piece.start < column[1] and column[0] < piece.end]
            if not hit:
                found.append((piece.start, piece.end))
            elif len(hit) == 1:
                found[found.index(hit[0])] = min(hit[0][0], piece.start), max(hit[0][1], piece.end)
    return sorted(found)


def _spread(row: list[_Piece], columns: list[_Column], rows: list[list[_Piece]], *, is_full: bool) -> _Spread | None:
    found: _Spread = []
    for piece in row:
        hit = [n for n, (start, end) in enumerate(columns) if piece.start < end and start < piece.end]
        is_used = bool(found) and bool(hit) and found[-1][1] + found[-1][2] > hit[0]
        if not hit or is_used or (is_number(piece.text) and len(hit) > 1):
            return None
        if not is_full and is_number(piece.text) and not _is_below(piece, columns[hit[0]], row, rows):
            return None
        found.append((piece.text, hit[0], hit[-1] - hit[0] + 1))
    return found


def _is_below(piece: _Piece, column: _Column, row: list[_Piece], rows: list[list[_Piece]]) -> bool:
    """Whether a number begins, ends or has its middle where another cell of the column has."""
    others = (
        other for each in rows if each is not row for other in each if other.start < column[1] and column[0] < other.end
    )
    return any(
        abs(other.start - piece.start) <= 1
        or abs(other.end - piece.end) <= 1
        or abs(other.start + other.end - piece.start - piece.end) <= _GAP
        for other in others
    )


def _by_single_blanks(lines: Sequence[str], start: int) -> TypedTable | None:
    """A heading, and below it a name and as many numbers in each row, with no more than a blank between."""
    heading = lines[start].split()
    is_heading = len(heading) >= _FEWEST and not any(map(is_number, heading)) and not _HEADING.search(heading[0])
    if not is_heading or not all(map(_HEADING.search, heading[1:])):
        return None
    rows = [*_rows_of_numbers(lines[start + 1 :], len(heading))]
    if len(rows) < 2 or not names_a_form([row[0] for row in rows]):
        return None
    cells = [GridCell(text, at, column) for at, row in enumerate([heading, *rows]) for column, text in enumerate(row)]
    return TypedTable(start + 1 + len(rows), tuple(cells))


def _rows_of_numbers(lines: Sequence[str], columns: int) -> Iterator[list[str]]:
    for line in lines:
        row = line.split()
        if (
            len(row) != columns
            or _GROUPED.search(line)
            or not all(is_number(text) or text in "—-/" for text in row[1:])
        ):
            return
        yield row
