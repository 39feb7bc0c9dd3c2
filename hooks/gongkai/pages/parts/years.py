"""Years of a unit: the strip on every report page, the side list, and the table of all years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from ...model.archive import Archive, Entry
from ...model.form import EXPENDITURE, MAIN_LINES, STAFF, Line
from ...model.indicator import Rate
from ...model.report import Report
from ...model.unit import Change, Unit
from .format import NULL, format_amount, format_exact, format_percent, format_signed_percent
from .page import Link, dated_title, report_path
from .table import Column, Row, Table, number_cell

ABSENT: Final = "未收录"
#: Figures that only some forms have.
_OCCASIONAL: Final = (EXPENDITURE, STAFF)
MarkKind = Literal["open", "review", "exempt", "withdrawn", "draft", "none"]
_KINDS: Final[dict[str, MarkKind]] = {
    "已公开": "open", "核实中": "review", "依法不公开": "exempt", "撤下": "withdrawn", "待公开": "draft",
}  # fmt: skip  # names, read in a row


class YearMark(NamedTuple):
    """One year of a unit: its page and the title of its report if there is one, and its state in words."""

    year: int
    kind: MarkKind
    state: str
    path: str | None
    current: bool = False
    title: str = ""

    @property
    def note(self) -> str:
        """The state where it needs saying."""
        return "" if self.kind == "open" else self.state


def state_kind(entry: Entry | None) -> MarkKind:
    """How a year is marked; 未收录 is only about this site."""
    return "none" if entry is None else _KINDS[entry.state.value]


def state_label(entry: Entry | None) -> str:
    """The state in the words of the law, 未收录 where this site has nothing."""
    return ABSENT if entry is None else entry.state.value


class UnitYears(NamedTuple):
    """What all pages about a unit show of its years: every year, and all figures, one column for each year."""

    marks: tuple[YearMark, ...]
    table: Table | None

    def marked(self, current: int) -> tuple[YearMark, ...]:
        """The years on the page of one of them."""
        return tuple(mark._replace(current=True) if mark.year == current else mark for mark in self.marks)


def unit_years(archive: Archive, unit_id: str) -> UnitYears:
    """The years from the unit's first to the site's last, earliest first."""
    entries = {year: archive.find_entry(unit_id, year) for year in _span(archive, unit_id)}
    marks = tuple(
        YearMark(
            year=year,
            kind=state_kind(entry),
            state=state_label(entry),
            path=report_path(unit_id, year) if entry else None,
            title=dated_title(entry) if entry else "",
        )
        for year, entry in entries.items()
    )
    return UnitYears(marks, _table(marks, [entry.published if entry else None for entry in entries.values()]))


def _span(archive: Archive, unit_id: str) -> range:
    seen = [entry.year for entry in archive.entries_of_unit(unit_id)]
    if not archive.years:
        return range(0)
    earliest, latest = min(archive.years), max(archive.years)
    begun, ended = archive.lifetime(unit_id)
    first, last = min([*seen, begun or latest]), min(latest, ended or latest)
    return range(max(first, earliest), max([last, *seen]) + 1)


def year_links(marks: tuple[YearMark, ...]) -> tuple[Link, ...]:
    """The years for the side navigation, latest first."""
    return tuple(Link(f"{mark.year}年", mark.path, mark.note, mark.current) for mark in reversed(marks))


def neighbour(marks: tuple[YearMark, ...], year: int, step: Literal[-1, 1]) -> Link | None:
    """The nearest earlier or later year that has a page."""
    found = (m for m in marks[::step] if m.path and (m.year - year) * step > 0)
    return next((Link(f"{mark.year}年度", mark.path, mark.note) for mark in found), None)


def _table(marks: tuple[YearMark, ...], reports: list[Report | None]) -> Table | None:
    """The latest year first; None while nothing is published."""
    rows = tuple(_rows(reports[::-1]))
    columns = tuple(Column(f"{m.year}" + (f"（{m.note}）" if m.note else ""), path=m.path) for m in reversed(marks))
    return Table("nian", "历年主要数字", "项目", columns, rows, "决算数，金额单位：万元") if rows else None


def _rows(reports: list[Report | None]) -> Iterator[Row]:
    """A row for each figure; what no year publishes is shown as not published, unless few forms ask for it."""
    for figure in MAIN_LINES if any(reports) else ():
        values = [figure.value(report) if report else None for report in reports]
        if figure not in _OCCASIONAL or any(value is not None for value in values):
            yield _row(heading(figure), reports, [format_figure(figure, value) for value in values])
    grades = [report.evaluation.grade if report else None for report in reports]
    if any(grades):
        yield _row("自评等级", reports, [grade or NULL for grade in grades])


def _row(label: str, reports: list[Report | None], texts: list[str]) -> Row:
    """A year without a published report has no figures to be missing: its cells are empty."""
    return Row(label, tuple(number_cell(text if r else "") for text, r in zip(texts, reports, strict=True)))


def format_figure(figure: Line | Rate, value: Decimal | None) -> str:
    """A figure for a table: money with two decimals, counts and scores as they are, rates in percent."""
    if figure.signed:
        return format_signed_percent(value)
    if figure.measure == "%":
        return format_percent(value)
    return format_amount(value) if figure.measure == "万元" else format_exact(value)


def heading(figure: Line | Rate) -> str:
    """The label, with the measure where it is not the table's own."""
    return figure.label if figure.measure in {"万元", "%"} else f"{figure.label}（{figure.measure}）"


def broken_since(unit: Unit) -> int | None:
    """The year from which a unit's figures cannot be compared with those before.

    Merger, split and rescoping break the series; taking over the work of another unit as it was does not.
    """
    origin = unit.origin
    return origin.year if origin and origin.change is not Change.SUCCEEDED else None
