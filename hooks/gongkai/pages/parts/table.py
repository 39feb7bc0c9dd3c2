"""Table: what a template needs to place a table, nothing left to compute; and the tables of the forms' lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final, Literal, NamedTuple

from ...model.amounts import COLUMN_LABELS, COLUMNS, Figure, Item, item_of
from ...model.beside import StatedChanges
from ...model.problem import KeyPath
from ...model.rates import difference, percent, total
from ...model.record import key_of
from .format import format_amount, format_percent, format_signed, format_signed_exact

CellKind = Literal["number", "null", "derived", "noted", "text", "long", "prose"]
RowKind = Literal["", "total", "gap"]
#: Words longer than this want a wide cell.
LONG: Final = 24


class Cell(NamedTuple):
    """One cell: finished text, how to set it, the address it leads to, and what a noted one says below its figure."""

    text: str
    kind: CellKind = "number"
    path: str | None = None
    tag: str = ""
    note: str = ""


class Row(NamedTuple):
    """One row: the label of its header cell, how deep it stands, its cells, the check that marks it, its group.

    ``note`` stands below the label in small letters; ``state`` beside it, where it is another than 已公开.
    """

    label: str
    cells: tuple[Cell, ...]
    level: int = 0
    kind: RowKind = ""
    path: str | None = None
    mark: str = ""
    group: str = ""
    note: str = ""
    state: Cell | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, whether it holds numbers, and the address its heading leads to."""

    label: str
    numeric: bool = True
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption and measure; ``head`` is the heading of the first column, ``notes`` are (row, 说明).

    ``shown`` are the keys of the values of a report that stand in it, and of lists that stand in it as a whole.
    The headings of a ``sortable`` table become buttons and hold no links.
    The cells of a ``stacked`` row stand below each other on a phone: the table's kind, by which its cells are placed.
    A ``folded`` table shows these words until it is opened.
    The ``first`` rows of a long one (0: all) are seen until a reader asks for the others; ``order`` says by what.
    """

    key: str
    caption: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    measure: str = "单位：万元"
    note: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    sortable: bool = False
    shown: frozenset[KeyPath] = frozenset()
    stacked: Literal["", "indicators", "goals", "findings", "worked"] = ""
    folded: str = ""
    first: int = 0
    order: str = ""


def text_cell(text: str | None) -> Cell:
    """A cell of words, a wide one if they are many; nothing published is ``—``."""
    return Cell(text or "—", "long" if text and len(text) > LONG else "text")


def prose_cell(text: str | None) -> Cell:
    """A cell of free text, whose marks (headings, lists, bold words …) are set as such."""
    return Cell(text, "prose") if text else text_cell(text)


def number_cell(text: str) -> Cell:
    """A cell of a figure that is already formatted."""
    return Cell(text, "null" if text == "—" else "number")


#: The column of numbers under a heading; most tables have the same few.
_column: Final = lru_cache(maxsize=64)(Column)
#: What is said below a table in which figures are marked as derived.
DERIVED: Final = "标“推算”的数，原文没有写明，是录入的人按原文的增减额或比率推算的，本站不用它作比较的基数。"
#: Smaller differences than this per addend are rounding (domain D; 万元).
TOLERANCE: Final = Decimal("0.01")
_NOTE: Final = key_of(Item, "note")
#: Keys of figures that do not add up → code of the check that says so.
Flags = Mapping[KeyPath, str]
#: Heading and cell of every column of a table.
Shape = Sequence[tuple[str, Callable[[Item], Cell]]]
_PRIOR_BUDGET: Final = key_of(Item, "prior_budget")
#: What stands beside 决算: the budgets, then the year before.
_BESIDE: Final = ("initial_budget", "adjusted_budget", "prior_actual")
#: A figure with the label, the depth and the kind of its row.
_Placed = tuple[Figure, str, int, RowKind]


def line_table(
    key: str, caption: str, lines: tuple[Figure, ...], flags: Flags, *, told: frozenset[KeyPath] = frozenset(),
    more: Shape = (),
) -> Table | None:  # fmt: skip  # all that makes a table
    """A table of lines with their parts and notes; None when nothing is published.

    A line that stands alone, and is not exceeded by its parts, is the whole that shares (占比) are taken of; a row of
    a list stands by its name, with or without figures. The notes (说明) in ``told`` stand in a place of their own.
    ``more`` are further columns.
    """
    stated = [line for line in lines if line.row or line.item.model_fields_set]  # few lines of most reports
    every = [(line, tuple(_placed(line, line.level))) for line in stated]
    given = [(line, placed) for line, placed in every if line.row or line.is_given]
    if not given:
        return None
    each = [row for _, placed in given for row in placed]
    items = [figure.item for figure, *_ in each]
    shape = [*_shape(items, given[0][0].item if len(given) == 1 else None), *more]
    rows = tuple([_row(row, shape, flags) for row in each])
    figures = [figure for _, placed in every for figure, _, _, kind in placed if kind != "gap"]
    notes = {(*f.path, _NOTE): (f.label, f.item.note) for f in figures if f.item.note}
    notes = {path: note for path, note in notes.items() if path not in told}
    shown = {path for figure in figures for path in _amounts_of(figure)} | notes.keys()
    columns, said = tuple([_column(heading) for heading, _ in shape]), tuple(notes.values())
    note = DERIVED if any(item.derived for item in items) else ""
    return Table(key, caption, "项目", columns, rows, note=note, notes=said, shown=frozenset(shown))


def _amounts_of(figure: Figure) -> list[KeyPath]:
    """Where its amounts stand; a bare one under the keys of the line itself."""
    item, path, stated = figure.item, figure.path, figure.item.__dict__
    given = [path, *[(*path, label) for name, label in COLUMN_LABELS.items() if stated[name] is not None]]
    if item.prior_budget is not None:
        given.append((*path, _PRIOR_BUDGET))
    if item.changes is not None:
        given += [(*path, key_of(Item, "changes"), key_of(StatedChanges, name)) for name in StatedChanges.model_fields]
    return given + [(*path, key_of(Item, "derived"), at) for at in range(len(item.derived))]


def _shape(items: list[Item], whole: Item | None) -> list[tuple[str, Callable[[Item], Cell]]]:
    """决算 and what it is against 年初预算, first so that a phone shows them; then the bases, as far as they are given.

    占比 stands where there are shares of ``whole``.
    """
    used = {name for name in _BESIDE if any(getattr(item, name) is not None for item in items)}
    shape: list[tuple[str, Callable[[Item], Cell]]] = [_AMOUNTS["actual"]]
    if any(_gap(item) is not None for item in items):
        shape.append(("比年初预算", lambda item: number_cell(format_signed(_gap(item)))))
    changed = [item for item in items if item.changes is not None]
    for heading, cell in _CHANGES if changed else ():
        if any(cell(item).kind == "number" for item in changed):
            shape.append((heading, cell))
    shape += [_AMOUNTS[name] for name in _BESIDE if name in used or name == "initial_budget"]
    if any(item.prior_budget is not None for item in items):
        shape.append((_PRIOR_BUDGET, lambda item: number_cell(format_amount(item.prior_budget))))
    if whole is not None and whole.actual and any(whole.children()) and _contains(whole, whole.actual):
        shape.append(("占比", lambda item: _share(item, whole)))
    return shape


def _amount(column: str, item: Item) -> Cell:
    text = format_amount(getattr(item, column))
    return Cell(text, "derived") if item.derived and item.is_derived(column) else number_cell(text)


#: Heading and cell of each of the four columns.
_AMOUNTS: Final = {name: (label, partial(_amount, name)) for name, label in COLUMN_LABELS.items()}


def _change(amount: str, rate: str, item: Item) -> Cell:
    """What the report itself says of a change: the amount, and the rate behind it."""
    said = [] if item.changes is None else [getattr(item.changes, amount), getattr(item.changes, rate)]
    written = [f"{format_signed_exact(v)}{sign}" for v, sign in zip(said, ("", "%"), strict=False) if v is not None]
    return number_cell("，".join(written) or "—")


#: The same of the stated changes.
_CHANGES: Final = tuple(
    (f"{key_of(StatedChanges, amount)}（原文）", partial(_change, amount, rate))
    for amount, rate in (("on_budget", "on_budget_rate"), ("on_prior", "on_prior_rate"))
)


def _share(item: Item, whole: Item) -> Cell:
    """Of the whole; none where one of the two was derived."""
    is_derived = item.is_derived("actual") or whole.is_derived("actual")
    return number_cell(format_percent(None if is_derived else percent(item.actual, whole.actual), 1))


def _gap(item: Item) -> Decimal | None:
    """决算 against 年初预算; None where one of them was derived."""
    if item.derived and (item.is_derived("initial_budget") or item.is_derived("actual")):
        return None
    return difference(item.actual, item.initial_budget)


def _row(placed: _Placed, shape: Shape, flags: Flags) -> Row:
    figure, label, level, kind = placed
    mark = "" if kind == "gap" else flags.get(figure.path, "")
    return Row(label, tuple([cell(figure.item) for _, cell in shape]), level, kind, mark=mark)


def _placed(line: Figure, level: int) -> Iterator[_Placed]:
    """The line and its parts, and last what the parts leave of it."""
    parts = line.parts()
    yield line, line.label, level, "total" if parts and level == 0 else ""
    for part in parts:
        yield from _placed(part, level + 1)
    if parts and (unlisted := _unlisted(line.item, [part.item for part in parts])):
        yield Figure("", line.path, unlisted), "未列明（由总数减得）", level + 1, "gap"


def _unlisted(item: Item, parts: list[Item]) -> Item | None:
    """What the listed parts leave of the whole, column by column; None where they account for it."""
    gaps = {name: difference(getattr(item, name), total(getattr(part, name) for part in parts)) for name in COLUMNS}
    left = {name: gap for name, gap in gaps.items() if gap is not None and gap > TOLERANCE * len(parts)}
    return item_of(left) if left else None


def fits(parts: Iterable[Decimal | None], whole: Decimal | None) -> bool:
    """Whether the parts that are published can be among the whole."""
    known = [part for part in parts if part is not None]
    return whole is None or sum(known, Decimal(0)) <= whole + TOLERANCE * len(known)


def _contains(item: Item, most: Decimal) -> bool:
    """Whether the parts of a line fit into it, however deep, and none is above ``most``: else there are no shares."""
    parts = [part for _, part in item.children()]
    return fits((part.actual for part in parts), item.actual) and all(
        (part.actual is None or part.actual <= most) and _contains(part, most) for part in parts
    )
