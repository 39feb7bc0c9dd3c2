"""The official forms: every line of a report once, in the order of the form, found on the model's own fields.

A line is declared where its field is (``line(...)`` or ``field(..., measure=...)``); here it gets the means to be
found in any report. Checks, sentences, tables, downloads and comparisons all read this list, and none names a line
of its own: what code must name stands below as a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, ClassVar, Final

from .amounts import COLUMNS, OF_A_LINE, Item, as_item, with_parts
from .amounts import Figure as Figure  # what the lines of a report are
from .paths import is_alone, record_in
from .problem import KeyPath
from .record import Record, measure_of, naming_of
from .report import Report

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

    def compared(self, report: Report, prior: tuple[Report, ...], column: str = "actual") -> Decimal | None:
        """Its value for a comparison, digit by digit as stated; last year's reports are of no account."""
        return self.value(report, column)

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


def _walk(
    kind: type[Record], keys: tuple[str, ...], names: tuple[str, ...], total: Line | None
) -> Iterator[Line | Listing]:
    """The lines and listings of a record, each line before its parts."""
    for name, declared in kind.model_fields.items():
        if issubclass(kind, Item) and name in OF_A_LINE:
            continue
        path, names_to, holds = (*keys, declared.alias or name), (*names, name), record_in(declared)
        measure, find = measure_of(declared), attrgetter(".".join(names_to))
        holds_lines = holds is not None and issubclass(holds, Item)
        if not is_alone(declared):
            if name != "parts" and (measure or holds_lines):
                yield Listing(name, path, measure or "万元", find)
        elif holds:
            line = _line(name, path, declared, COLUMNS, total, find) if holds_lines else None
            if line:
                yield line
            yield from _walk(holds, path, names_to, line or (total if name == "parts" else None))
        elif measure:
            yield _line(name, path, declared, _BARE, None, find)


def _line(
    name: str, path: tuple[str, ...], declared: Any, columns: tuple[str, ...], total: Line | None, find: Any
) -> Line:
    naming = naming_of(declared)
    names = () if naming.names is None or columns is _BARE else (naming.label, *naming.names)
    return Line(name, naming.label, path, measure_of(declared), names, naming.group, columns, total, find)


#: Every line and listing, in the order of the form.
FORM: Final = tuple(_walk(Report, (), (), None))
#: Every line, in the order of the form.
LINES: Final = tuple(entry for entry in FORM if isinstance(entry, Line))
#: Those that stand for themselves: neither a part of another line nor inside one's list.
TOP: Final = tuple(entry for entry in FORM if isinstance(entry, Listing) or entry.total is None)
_WITH_COLUMNS: Final = tuple(entry for entry in TOP if isinstance(entry, Listing) or entry.columns == COLUMNS)
_BY_KEY: Final = {line.key: line for line in LINES}
_BY_PATH: Final[dict[KeyPath, Line]] = {line.path: line for line in LINES}
_PARTS_OF: Final[dict[KeyPath, tuple[Line, ...]]] = {
    line.path: tuple(part for part in LINES if part.total is line) for line in LINES
}


def line_of(key: str) -> Line:
    """The line with this key.

    Raises:
        KeyError: there is none; found when the module is imported.
    """
    return _BY_KEY[key]


def line_at(*path: str) -> Line:
    """The line under these Chinese keys.

    Raises:
        KeyError: there is none.
    """
    return _BY_PATH[path]


def find_line(path: KeyPath) -> Line | None:
    """The line under these keys, if there is one."""
    return _BY_PATH.get(path)


def figures_of(report: Report) -> Iterator[Figure]:
    """Every published figure: the lines with their parts down to the last, and the rows that the unit named."""
    return _given(report, TOP)


def money_of(report: Report) -> Iterator[Figure]:
    """Those of :func:`figures_of` that may have more columns than 决算."""
    return _given(report, _WITH_COLUMNS)


def _given(report: Report, entries: Iterable[Line | Listing]) -> Iterator[Figure]:
    for entry in entries:
        stated = entry.find(report)
        if stated is not None and (stated.is_given if isinstance(stated, Item) else stated != ()):
            yield from with_parts(entry.figures(report))


TOTAL_INCOME: Final = line_of("total_income")
INCOME: Final = line_of("income")
GENERAL_PUBLIC_BUDGET: Final = line_of("general_public_budget")
GOVERNMENT_FUND: Final = line_of("government_fund")
STATE_CAPITAL: Final = line_of("state_capital")
USED_BALANCE: Final = line_of("used_balance")
OPENING_BALANCE: Final = line_of("opening_balance")
TOTAL_EXPENDITURE: Final = line_of("total_expenditure")
EXPENDITURE: Final = line_of("expenditure")
BASIC_EXPENDITURE: Final = line_of("basic_expenditure")
WAGES_AND_BENEFITS: Final = line_of("wages_and_benefits")
GOODS_AND_SERVICES: Final = line_of("goods_and_services")
INDIVIDUAL_AND_FAMILY_SUBSIDIES: Final = line_of("individual_and_family_subsidies")
PROJECT_EXPENDITURE: Final = line_of("project_expenditure")
REMITTED_TO_SUPERIOR: Final = line_of("remitted_to_superior")
BUSINESS_EXPENDITURE: Final = line_of("business_expenditure")
AFFILIATED_SUBSIDY: Final = line_of("affiliated_subsidy")
SUPPLEMENTARY_BUDGET: Final = line_of("supplementary_budget")
DISTRIBUTED_BALANCE: Final = line_of("distributed_balance")
CLOSING_BALANCE: Final = line_of("closing_balance")
PERSONNEL_FUNDS: Final = line_of("personnel_funds")
OPERATING_FUNDS: Final = line_of("operating_funds")
OFFICE_RUNNING: Final = line_of("office_running")
THREE_PUBLIC: Final = line_of("three_public")
OVERSEAS_VISITS: Final = line_of("overseas_visits")
OFFICIAL_VEHICLES: Final = line_of("official_vehicles")
VEHICLE_PURCHASE: Final = line_of("vehicle_purchase")
VEHICLE_RUNNING: Final = line_of("vehicle_running")
OFFICIAL_RECEPTIONS: Final = line_of("official_receptions")
PROCUREMENT: Final = line_of("procurement")
ANNUAL_FUNDS: Final = line_of("annual_funds")
AUTHORIZED_POSTS: Final = line_of("authorized_posts")
SCORE: Final = line_of("score")
PROJECTS, FUNCTIONAL, BY_INCOME, BY_EXPENDITURE = (
    next(entry for entry in FORM if isinstance(entry, Listing) and entry.key == key)
    for key in ("projects", "functional", "by_income", "by_expenditure")
)


def serving_staff(report: Report) -> int | None:
    """在职人员, or 年末实有 where a report gives only that."""
    people = report.people
    return people.year_end_staff if people.serving_staff is None else people.serving_staff


#: 年末人数, which forms of different years ask for under different names.
STAFF: Final = replace(line_of("serving_staff"), label="年末人数", group=AUTHORIZED_POSTS.group, find=serving_staff)
#: The figures of a report at a glance, from the whole to the score.
MAIN_LINES: Final = (
    TOTAL_INCOME, TOTAL_EXPENDITURE, EXPENDITURE, BASIC_EXPENDITURE, PROJECT_EXPENDITURE, OPERATING_FUNDS,
    THREE_PUBLIC, STAFF, SCORE,
)  # fmt: skip  # names, read in a row


def spending_of(report: Report) -> Line:
    """What was spent in the year: 本年支出合计, or 支出总计 (with the carry-over) where only that is known."""
    return TOTAL_EXPENDITURE if EXPENDITURE.value(report) is None else EXPENDITURE
