"""Ruled lines of a page → tables: where a line is missing between two cells they are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ..document import GridCell
from .pdf_lines import Line, lines_of, words_of_cell
from .pdf_page import Glyph, Rule
from .plain_text import BEGINNING

#: Lines nearer than this are one line; ends nearer than this meet. In points.
_NEAR: Final = 3.0


class Table(NamedTuple):
    """A table on a page.

    Attributes:
        across: heights of its lines from the top.
        down: places of its lines from the left.
        cells: those of each row with how far they go; merged ones once: row, column, rows, columns.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether a letter stands in it."""
        middle = (glyph.left + glyph.right) / 2
        return self.down[0] <= middle <= self.down[-1] and self.across[-1] <= glyph.middle <= self.across[0]

    def filled(self, glyphs: Iterable[Glyph]) -> tuple[GridCell, ...]:
        """Its cells with the words that stand in them."""
        standing: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            row = _index(self.across, glyph.middle, falling=True)
            column = _index(self.down, (glyph.left + glyph.right) / 2, falling=False)
            standing.setdefault((row, column), []).append(glyph)
        return tuple(self._cell(cell, standing) for cell in self.cells)

    def _cell(self, cell: tuple[int, int, int, int], standing: dict[tuple[int, int], list[Glyph]]) -> GridCell:
        row, column, rows, columns = cell
        places = [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
        glyphs = [glyph for place in places for glyph in standing.get(place, ())]
        text = words_of_cell(lines_of(glyphs), self.down[column], self.down[column + columns])
        return GridCell(text, row, column, rows, columns)


def _index(places: tuple[float, ...], at: float, *, falling: bool) -> int:
    """Between which two lines a place is."""
    for number in range(len(places) - 2):
        if at > places[number + 1] if falling else at < places[number + 1]:
            return number
    return len(places) - 2


def tables_of(rules: Iterable[Rule]) -> list[Table]:
    """Tables from the top of the page; a frame around words is none."""
    joined = [
        *_joined(rule for rule in rules if rule.is_across),
        *_joined(rule for rule in rules if not rule.is_across),
    ]
    tables = (_table(group) for group in _groups(joined))
    found = [table for table in tables if table and len(table.cells) > 1]
    return sorted(found, key=lambda table: -table.across[0])


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line made one; a line drawn double too."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.start)):
        near = [n for n, each in enumerate(found) if rule.at - each.at <= _NEAR / 2 and _meet(each, rule)]
        if not near:
            found.append(rule)
            continue
        parts = [found[n] for n in near]
        for n in reversed(near):
            del found[n]
        start, end = min(rule.start, *(p.start for p in parts)), max(rule.end, *(p.end for p in parts))
        found.append(Rule(rule.is_across, parts[0].at, start, end))
    return found


def _meet(one: Rule, other: Rule) -> bool:
    return one.start <= other.end + _NEAR and other.start <= one.end + _NEAR


def _cross(one: Rule, other: Rule) -> bool:
    """Whether a line across and one down touch."""
    if one.is_across == other.is_across:
        return False
    return one.start - _NEAR <= other.at <= one.end + _NEAR and other.start - _NEAR <= one.at <= other.end + _NEAR


def _groups(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Lines that hang together."""
    left = list(rules)
    while left:
        group = [left.pop()]
        for each in group:
            touching = [rule for rule in left if _cross(each, rule)]
            group += touching
            left = [rule for rule in left if rule not in touching]
        yield group


def _table(group: list[Rule]) -> Table | None:
    across = [rule for rule in group if rule.is_across]
    down = [rule for rule in group if not rule.is_across]
    if len(across) < 2 or not down:
        return None
    # A table may be open at its sides, and where a page ends in the middle of it: its lines go as far as its cells.
    xs = _places([*(rule.at for rule in down), *_ends(across)])
    ys = tuple(reversed(_places([*(rule.at for rule in across), *_ends(down)])))
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Table(ys, xs, tuple(_cells(ys, xs, across, down)))


def _ends(rules: list[Rule]) -> tuple[float, float]:
    return min(rule.start for rule in rules), max(rule.end for rule in rules)


def _places(values: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _is_ruled(rules: list[Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - 1 <= middle <= rule.end + 1 for rule in rules)


def _cells(
    ys: tuple[float, ...], xs: tuple[float, ...], across: list[Rule], down: list[Rule]
) -> Iterator[tuple[int, int, int, int]]:
    """Each cell once, from its upper left corner; one that is no rectangle falls into its smallest parts."""
    rows, columns = len(ys) - 1, len(xs) - 1
    group: dict[tuple[int, int], set[tuple[int, int]]] = {(r, c): {(r, c)} for r in range(rows) for c in range(columns)}
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _is_ruled(down, xs[c + 1], (ys[r] + ys[r + 1]) / 2):
                _unite(group, (r, c), (r, c + 1))
            if r + 1 < rows and not _is_ruled(across, ys[r + 1], (xs[c] + xs[c + 1]) / 2):
                _unite(group, (r, c), (r + 1, c))
    for (r, c), places in sorted(group.items()):
        height = max(row for row, _ in places) - min(row for row, _ in places) + 1
        width = max(column for _, column in places) - min(column for _, column in places) + 1
        if height * width != len(places):
            yield r, c, 1, 1
        elif (r, c) == min(places):
            yield r, c, height, width


def _unite(group: dict[tuple[int, int], set[tuple[int, int]]], one: tuple[int, int], other: tuple[int, int]) -> None:
    if group[one] is not group[other]:
        group[one] |= group[other]
        for place in group[other]:
            group[place] = group[one]


def aligned(lines: list[Line]) -> list[tuple[list[Line], tuple[GridCell, ...]]]:
    """Runs of lines without ruled ones whose pieces stand below each other: three lines or more, three columns or more.

    A row of a label alone (其中：) belongs to the run that goes on below it. Where the columns cannot be told apart the
    lines stay lines.
    """
    found: list[tuple[list[Line], tuple[GridCell, ...]]] = []
    for run in _runs(lines):
        columns = _columns(run)
        if len(run) >= 3 and len(columns) >= 3:
            found.append((run, tuple(_aligned_cells(run, columns))))
    return found


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of several pieces that follow each other, with those of a label alone between them."""
    run: list[Line] = []
    labels: list[Line] = []
    for line in lines:
        last = labels[-1] if labels else run[-1] if run else None
        is_next = last is not None and last.middle - line.middle < 3.5 * line.size
        if is_next and len(line.pieces) == 1 and len(_columns(run)) > 1 and _is_label(line, run):
            labels.append(line)
            continue
        if len(line.pieces) < 2 or not is_next:
            yield run
            run, labels = [], []
        if len(line.pieces) >= 2:
            run, labels = [*run, *labels, line], []
    yield run


def _is_label(line: Line, run: list[Line]) -> bool:
    """Whether a line is the first cell of a row whose others are empty: it stands in the first column alone."""
    left, columns = min(row.left for row in run), _columns(run)
    is_inside = left - line.size < line.left < left + 3 * line.size and line.right < columns[1][0]
    return is_inside and not BEGINNING.match(line.text) and not line.text.endswith("。")


def _columns(run: list[Line]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right, _ in sorted(piece for line in run for piece in line.pieces):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _aligned_cells(run: list[Line], columns: list[tuple[float, float]]) -> Iterator[GridCell]:
    for row, line in enumerate(run):
        for column, (start, end) in enumerate(columns):
            text = "\n".join(words for left, right, words in line.pieces if left < end and right > start)
            yield GridCell(text, row, column)
