"""The official forms: every line of a report once, in the order of the form, found on the model's own fields.

A line is declared where its field is (``line(...)`` or ``field(..., measure=...)``); here it gets the means to be
found in any report. Checks, sentences, tables, downloads and comparisons all read this list, and none names a line
of its own: what code must name stands below as a constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from .amounts import COLUMNS, Item, OpenItem, with_parts
from .amounts import Figure as Figure  # what the lines of a report are
from .lines import FORM as FORM
from .lines import LINES as LINES
from .lines import Line as Line
from .lines import Listing as Listing
from .paths import find_field, record_in
from .problem import KeyPath
from .report import Report

#: Those that stand for themselves: neither a part of another line nor inside one's list.
TOP: Final = tuple(entry for entry in FORM if isinstance(entry, Listing) or entry.total is None)
_WITH_COLUMNS: Final = tuple(entry for entry in TOP if isinstance(entry, Listing) or entry.columns == COLUMNS)
_NAMING_PARTS: Final = tuple(
    line
    for line in LINES
    if (declared := find_field(Report, line.path)) and issubclass(record_in(declared) or Report, OpenItem)
)
_BY_KEY: Final = {line.key: line for line in LINES}
_BY_PATH: Final[dict[KeyPath, Line]] = {line.path: line for line in LINES}


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


def own_rows_of(report: Report) -> Iterator[Figure]:
    """Those of :func:`money_of` that are no lines: the unit named them."""
    for entry in _WITH_COLUMNS:
        if isinstance(entry, Listing):
            yield from with_parts(entry.figures(report))
    for line in _NAMING_PARTS:
        if line.find(report).parts:
            yield from with_parts(line.of(report).parts())


def wholes_of(report: Report) -> Iterator[Figure]:
    """Those of :func:`money_of` that are parts of none; theirs stand below them."""
    return _alone(report, _WITH_COLUMNS)


def _given(report: Report, entries: Iterable[Line | Listing]) -> Iterator[Figure]:
    return with_parts(_alone(report, entries))


def _alone(report: Report, entries: Iterable[Line | Listing]) -> Iterator[Figure]:
    for entry in entries:
        stated = entry.find(report)
        if isinstance(stated, Item) and not stated.model_fields_set:
            continue  # most lines of most reports
        if stated is not None and (stated.is_given if isinstance(stated, Item) else stated != ()):
            yield from entry.figures(report)


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
#: What is spent beside 基本支出 and 项目支出.
OTHER_EXPENDITURE: Final = (REMITTED_TO_SUPERIOR, BUSINESS_EXPENDITURE, AFFILIATED_SUBSIDY)
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
