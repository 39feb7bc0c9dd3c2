"""What a unit spent in a year is one figure: wherever it stands it is the same, under the name of its line.

本年支出合计 is what was spent; 支出总计, which holds the carry-over too, only where nothing else is published. Years
are compared by the same line or not at all.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.pages.amounts import parse_amount

from gongkai.derive.assessment import assess
from gongkai.model.archive import Archive, Entry
from gongkai.model.indicator import SPENDING_CHANGE, Stated
from gongkai.model.rates import percent
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.open_data.published import Published
from gongkai.open_data.workbook import SHEETS
from gongkai.pages.home import HomeView, home_page, home_year
from gongkai.pages.money.spending import year_spending
from gongkai.pages.news import all_news
from gongkai.pages.parts.format import format_amount, format_exact, format_signed_percent
from gongkai.pages.parts.table import Table
from gongkai.pages.parts.years import unit_years
from gongkai.pages.report.charts import unit_charts
from gongkai.pages.report.headline import cards, change_words
from gongkai.pages.totals import change_tables, spending_ranking
from gongkai.pages.year import YearView, year_page

UNITS, YEARS = ("jia", "yi", "bing", "ding"), (2020, 2021)
_NAMES = {"expenditure": "本年支出合计", "total_expenditure": "支出总计"}
_AMOUNT = st.integers(0, 3000).map(lambda cents: Decimal(cents) / 100) | st.just(Decimal(0))
_FINANCE = st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMES.values(), _AMOUNT))
_REPORTS = st.fixed_dictionaries({}, optional={(unit, year): _FINANCE for unit in UNITS for year in YEARS})
Finances = dict[tuple[str, int], dict[str, Decimal]]


def archive_of(found: Finances) -> Archive:
    """The units with their reports."""
    entries = {key: Entry.of(*key, "x.yml", repr(key), report_of(finance)) for key, finance in found.items()}
    rules = YearRules.model_validate({"提纲": "湖南2016"})
    return Archive({unit: Unit(name=f"{unit}局") for unit in UNITS}, dict.fromkeys(YEARS, rules), entries)


def report_of(finance: dict[str, Any]) -> Report:
    """A report of what was spent."""
    published = {"状态": "已公开", "发布日期": "2022-08-01"}
    return Report.model_validate({"标题": "报告", "公开": published, "收支": finance})


def spent(finance: dict[str, Decimal]) -> tuple[str, Decimal] | None:
    """The line and the figure, by the rule in words."""
    return next(((name, finance[name]) for name in _NAMES.values() if name in finance), None)


def before(found: Finances, unit: str, year: int) -> Decimal | None:
    """Last year's figure of the same line."""
    now = spent(found[unit, year])
    return found.get((unit, year - 1), {}).get(now[0]) if now else None


def cell(table: Table, unit: str, column: str) -> str:
    """What stands in the row of a unit; "" where there is no such column."""
    at = [found.label for found in table.columns]
    row = next(row for row in table.rows if row.label.startswith(unit))
    return row.cells[at.index(column)].text if column in at else ""


def spent_cell(table: Table, unit: str) -> tuple[str, str]:
    """What stands first in the row of a unit, and the line that heading or cell say, or else that of most reports."""
    heading, found = table.columns[0].label, next(row for row in table.rows if row.label.startswith(unit)).cells[0]
    return found.text, found.note or (heading if heading in _NAMES.values() else _NAMES["expenditure"])


@given(_REPORTS)
def test_every_page_prints_the_same_figure(found: Finances) -> None:
    archive = archive_of(found)
    home = home_page(archive, all_news(archive)).view
    assert isinstance(home, HomeView)
    table = home.money.ways[0].table if home.money and home.money.ways else None
    amounts = {row.label.partition("（")[0]: row.cells[0].text for row in table.rows} if table else {}
    for (unit, year), finance in found.items():
        known, entry = spent(finance), archive.entries[unit, year]
        listed = year_view(archive, year).table
        card = cards(report_of(finance), assess(archive, entry, report_of(finance)))[0]
        news = all_news(archive)[unit, year][0].summary
        if known is None:
            assert card.value == "—"
            assert year != home_year(archive) or f"{unit}局" not in amounts
            continue
        label, value = known
        assert spent_cell(listed, unit) == (format_amount(value), label)
        assert (card.label, card.value) == (label, format_exact(value))
        assert news.startswith(f"{label} {format_amount(value)} 万元")
        if year == home_year(archive) and amounts:
            assert amounts[f"{unit}局"] == format_amount(value)
        if year == home_year(archive) and home.answer:
            assert (home.answer.cards[0].label, home.answer.cards[0].value) == (label, format_exact(value))


def year_view(archive: Archive, year: int) -> YearView:
    """What stands on the page of a year."""
    view = year_page(archive, year).view
    assert isinstance(view, YearView)
    return view


@given(_REPORTS)
def test_two_years_are_compared_by_the_same_line(found: Finances) -> None:
    archive = archive_of(found)
    for (unit, year), finance in found.items():
        known, base = spent(finance), before(found, unit, year)
        report, entry = report_of(finance), archive.entries[unit, year]
        rate = percent(known[1] - base, base) if known and base is not None else None
        assert cell(year_view(archive, year).table, unit, "支出比上年") == format_signed_percent(rate)
        prior = archive.find_entry(unit, year - 1)
        assert SPENDING_CHANGE.value(Stated(report, (prior.report,) if prior and prior.report else ())) == rate
        card = cards(report, assess(archive, entry, report))[0]
        compared = assess(archive, entry, report).year_over_year
        if known and base is not None:
            line = next(key for key, label in _NAMES.items() if label == known[0])
            assert compared[line].base == base
            assert card.note == change_words("比上年", compared[line])
        else:
            assert "比上年增" not in card.note
            assert "比上年减" not in card.note
        published = Published.of(archive, {}, entry)
        ((row),) = SHEETS[0].rows(published)
        told = dict(zip([column.label for column in SHEETS[0].columns], row.cells, strict=True))
        assert told["本站计算：比上年的是"] == (known[0] if known and base is not None else None)
        assert told["本站计算：支出比上年增减（万元）"] == (known[1] - base if known and base is not None else None)


@given(_REPORTS)
def test_rankings_and_changes_print_what_the_table_prints(found: Finances) -> None:
    archive = archive_of(found)
    for year in YEARS:
        table, ranking = year_view(archive, year).table, spending_ranking(archive, year_spending(archive, year))
        for bar in ranking.groups[0][1] if ranking else ():
            assert bar.value == named(table, bar.label, found, year)
        for changes in change_tables(archive, year_spending(archive, year)):
            for row in changes.rows:
                assert row.cells[1].text == named(table, row.label, found, year)
                unit = row.label.partition("局")[0]
                assert parse_amount(row.cells[0].text) == before(found, unit, year)


def named(table: Table, label: str, found: Finances, year: int) -> str:
    """What the year's table has for the unit under the line that its label names, or else under its own."""
    unit, _, line = label.partition("局")
    known = spent(found[unit, year])
    assert known is not None
    assert line in {"", f"（{known[0]}）"}
    figure, said = spent_cell(table, unit)
    assert said == known[0]
    return figure


@given(_REPORTS)
def test_a_chart_through_the_years_names_its_line_and_keeps_to_it(found: Finances) -> None:
    archive = archive_of(found)
    for unit in UNITS:
        chart = unit_charts(archive, unit, unit_years(archive, unit).marks)[0]
        if chart is None:
            continue
        (label,) = (label for label in _NAMES.values() if chart.caption.startswith(label))
        for year in chart.years:
            value = found.get((unit, int(year.label)), {}).get(label)
            assert year.value == ("" if value is None else format_amount(value))
