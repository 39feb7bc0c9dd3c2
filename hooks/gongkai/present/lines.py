"""Lines of the forms → table rows and the strings that the outlines' sentences are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ..derive.comparison import Comparison
from ..model.amounts import COLUMNS, Item, item_of
from ..model.rates import difference, percent, total
from .format import format_amount, format_percent, format_plain, format_signed
from .table import Cell, Column, Row, Table, number_cell

_LABELS: Final = {name: Item.model_fields[name].alias or name for name in COLUMNS}
#: Smaller differences than this per addend are rounding (domain D; 万元).
TOLERANCE: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A difference in words: ``direction`` with the absolute amount and percentage."""

    direction: Literal["more", "less", "same"]
    amount: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line for a sentence: figures as written, None where not published."""

    label: str
    prior_actual: str | None
    initial_budget: str | None
    adjusted_budget: str | None
    actual: str | None
    over_initial: ChangeView | None
    over_prior: ChangeView | None
    parts: tuple[LineView, ...]


def change_view(comparison: Comparison, digits: int = 2) -> ChangeView | None:
    """The words of a comparison; None where there is nothing to compare."""
    gap = comparison.difference
    if gap is None:
        return None
    rate = comparison.percent
    return ChangeView(
        direction="more" if gap > 0 else "less" if gap < 0 else "same",
        amount=format_plain(abs(gap)),
        percent=None if rate is None else format_percent(abs(rate), digits),
    )


def line_view(label: str, item: Item) -> LineView:
    """``item`` and its parts for the sentences of an outline."""
    written = {name: None if value is None else format_plain(value) for name, value in item.columns.items()}
    return LineView(
        label=label,
        **written,
        over_initial=change_view(Comparison(item.actual, item.initial_budget)),
        over_prior=change_view(Comparison(item.actual, item.prior_actual)),
        parts=tuple(line_view(part, line) for part, line in item.children()),
    )


def line_table(
    key: str, caption: str, lines: tuple[tuple[str, Item], ...], *, measure: str = "单位：万元"
) -> Table | None:
    """A table of lines with their parts; None when nothing is published.

    The first of ``lines`` is the whole that shares are taken of, if it is the only one.
    """
    given = tuple((label, item) for label, item in lines if item.is_given)
    if not given:
        return None
    shape = _Shape.of(
        tuple(item for _, root in given for item in _walk(root)), whole=given[0][1] if len(given) == 1 else None
    )
    rows = tuple(row for label, item in given for row in _rows(label, item, shape, 0))
    return Table(key, caption, "项目", shape.headings, rows, measure)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns a table has; 年初预算 and 决算 always stand."""

    columns: tuple[str, ...]
    gap: bool
    whole: Decimal | None

    @classmethod
    def of(cls, items: tuple[Item, ...], whole: Item | None) -> _Shape:
        used = {name for item in items for name, value in item.columns.items() if value is not None}
        columns = tuple(name for name in COLUMNS if name in used or name in {"initial_budget", "actual"})
        gap = any(difference(item.actual, item.initial_budget) is not None for item in items)
        has_parts = whole is not None and any(True for _ in whole.children())
        return cls(columns, gap, whole.actual if whole and has_parts and whole.actual else None)

    @property
    def headings(self) -> tuple[Column, ...]:
        labels = [_LABELS[name] for name in self.columns]
        labels += ["比年初预算"] * self.gap + ["占比"] * (self.whole is not None)
        return tuple(Column(label) for label in labels)

    def cells(self, item: Item) -> tuple[Cell, ...]:
        texts = [format_amount(item.columns[name]) for name in self.columns]
        if self.gap:
            texts.append(format_signed(difference(item.actual, item.initial_budget)))
        if self.whole is not None:
            texts.append(format_percent(percent(item.actual, self.whole), 1))
        return tuple(number_cell(text) for text in texts)


def _rows(label: str, item: Item, shape: _Shape, level: int) -> Iterator[Row]:
    parts = tuple(item.children())
    yield Row(label, shape.cells(item), level, "total" if parts and level == 0 else "")
    for part, line in parts:
        yield from _rows(part, line, shape, level + 1)
    if unlisted := _unlisted(item, tuple(line for _, line in parts)):
        yield Row("未列明（由总数减得）", shape.cells(unlisted), level + 1, "gap")


def _unlisted(item: Item, parts: tuple[Item, ...]) -> Item | None:
    """What the listed parts leave of the whole, column by column; None where they account for it."""
    left = {}
    for name in COLUMNS:
        gap = difference(getattr(item, name), total(getattr(part, name) for part in parts))
        if gap is not None and gap > TOLERANCE * len(parts):
            left[name] = gap
    return item_of(left) if left else None


def _walk(item: Item) -> Iterator[Item]:
    yield item
    for _, child in item.children():
        yield from _walk(child)
