"""Lines and listings of the official forms, found on the model's own fields (:mod:`.form` is what others read)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar, Final, NamedTuple

from .amounts import COLUMNS, OF_A_LINE, Figure, Item, as_item
from .names import NAMES
from .paths import is_alone, record_in
from .problem import KeyPath
from .record import MoneyScope, Record, measure_of, naming_of
from .report import Report
from .stated import Stated

_BARE: Final = ("actual",)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form, in any report.

    Attributes:
        key: stable English name, the field's own; used in addresses and data files.
        label: as printed.
        path: the Chinese keys from the top of the file.
        measure: 万元, 人, 分 …
        names: what sentences call it.
        group: the heading under which readers choose it; "" where it is not offered.
        columns: those of :data:`COLUMNS` that it may have; ``actual`` alone where the form has no others.
        total: the line that it is a part of.
        find: what a report states for it: an item, or a bare number.
    """

    digits: ClassVar[int | None] = None
    signed: ClassVar[bool] = False

    key: str
    label: str
    path: tuple[str, ...]
    measure: str = field(compare=False)
    names: tuple[str, ...] = field(compare=False, repr=False)
    group: str = field(compare=False)
    columns: tuple[str, ...] = field(compare=False, repr=False)
    total: Line | None = field(compare=False, repr=False)
    find: Callable[[Report], Any] = field(compare=False, repr=False)

    def of(self, report: Report) -> Figure:
        """This line in ``report``."""
        return Figure(self.label, self.path, as_item(self.find(report)), self.measure)

    def figures(self, report: Report) -> tuple[Figure, ...]:
        """The same as :meth:`of`, as a listing has it."""
        return (self.of(report),)

    def value(self, report: Report, column: str = "actual") -> Decimal | None:
        """The published value in ``column`` (one of :data:`COLUMNS`), in the line's measure.

        A figure that the clerk derived (推算) is not published: only the tables show it (:meth:`of`).
        """
        stated = self.find(report)
        if isinstance(stated, Item):
            if stated.derived and stated.is_derived(column):
                return None
            value: Decimal | None = getattr(stated, column)
            return value
        return None if stated is None or column not in self.columns else Decimal(stated)

    def compared(self, stated: Stated, column: str = "actual") -> Decimal | None:
        """Its value for a comparison, digit by digit as stated; last year's reports are of no account."""
        return self.value(stated.report, column)

    @property
    def parts(self) -> tuple[Line, ...]:
        """The lines whose total this is, in the order of the form."""
        return _PARTS_OF.get(self.path, ())


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows that the unit names itself: projects, functional classes, sources of the 自评表, kinds of people.

    They are named and found as a :class:`Line` is, by name or in a list, and share one measure.
    """

    key: str
    path: tuple[str, ...]
    measure: str
    find: Callable[[Report], Any] = field(compare=False, repr=False)

    def figures(self, report: Report) -> tuple[Figure, ...]:
        """The rows in ``report``."""
        rows = self.find(report)
        if isinstance(rows, dict):
            return tuple(Figure(name, (*self.path, name), as_item(row), self.measure) for name, row in rows.items())
        return tuple(
            Figure(row.label, (*self.path, at), row, self.measure, row.label, row.level) for at, row in enumerate(rows)
        )


class _Place(NamedTuple):
    """Where a record stands: its keys and names from the top, the line that it is part of, the scope of its money."""

    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    total: Line | None = None
    scope: MoneyScope = MoneyScope()


def _walk(kind: type[Record], place: _Place) -> Iterator[Line | Listing]:
    """The lines and listings of a record, each line before its parts."""
    scope, total = kind.money_scope or place.scope, place.total
    for name, declared in kind.model_fields.items():
        if issubclass(kind, Item) and name in OF_A_LINE:
            continue
        path, names_to, holds = (*place.keys, declared.alias or name), (*place.names, name), record_in(declared)
        measure, find = measure_of(declared), attrgetter(".".join(names_to))
        holds_lines = holds is not None and issubclass(holds, Item)
        if not is_alone(declared):
            if name != "parts" and (measure or holds_lines):
                yield Listing(name, path, measure or "万元", find)
        elif holds:
            line = _line(name, path, declared, COLUMNS, total, find, scope) if holds_lines else None
            if line:
                yield line
            yield from _walk(holds, _Place(path, names_to, line or (total if name == "parts" else None), scope))
        elif measure:
            yield _line(name, path, declared, _BARE, None, find, scope)


def _line(
    name: str, path: tuple[str, ...], declared: Any, columns: tuple[str, ...], total: Line | None, find: Any,
    scope: MoneyScope,
) -> Line:  # fmt: skip  # all that makes a line
    naming, key = naming_of(declared), f"{scope.key}{name}"
    if scope.label:  # no label is too common behind the scope's
        label = f"{scope.label}{naming.label}"
        names = (label, *(f"{scope.label}{other}" for other in naming.names or ()))
        return Line(key, label, path, measure_of(declared), names, "", columns, total, find)
    own = () if naming.names is None or columns is _BARE else (naming.label, *naming.names)
    names = tuple(dict.fromkeys((*own, *NAMES.get(name, ()))))
    return Line(key, naming.label, path, measure_of(declared), names, naming.group, columns, total, find)


#: Every line and listing, in the order of the form.
FORM: Final = tuple(_walk(Report, _Place()))
#: Every line, in the order of the form.
LINES: Final = tuple(entry for entry in FORM if isinstance(entry, Line))
_PARTS_OF: Final[dict[KeyPath, tuple[Line, ...]]] = {
    line.path: tuple(part for part in LINES if part.total is line) for line in LINES
}
