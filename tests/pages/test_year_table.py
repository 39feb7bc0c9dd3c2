"""The table of a year: what stands in it is what the reports publish; what is computed says of what it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.pages.amounts import parse_amount

from gongkai.derive.assessment import assess, separate_reports
from gongkai.model.archive import Archive, Entry
from gongkai.model.form import spending_of
from gongkai.model.rates import percent
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.open_data.published import Published
from gongkai.open_data.workbook import SHEETS
from gongkai.pages.divided import Division
from gongkai.pages.parts.format import format_signed, format_signed_percent
from gongkai.pages.parts.table import Row
from gongkai.pages.year_table import SPENT, categories_table, year_table

YEAR, UNITS = 2022, ("jia", "yi", "bing", "ding")
_CENTS = st.integers(0, 3000).map(lambda cents: Decimal(cents) / 100)
_ITEM = st.fixed_dictionaries({}, optional={"决算": _CENTS, "年初预算": _CENTS, "推算": st.just(["年初预算"])}).map(
    lambda item: item if {"推算", "年初预算"} <= item.keys() else {k: v for k, v in item.items() if k != "推算"}
)
_FINANCE = st.fixed_dictionaries({}, optional=dict.fromkeys(("本年支出合计", "支出总计", "基本支出"), _ITEM))
_STATES = st.sampled_from(["已公开", "已公开", "已公开", "核实中"])
_REPORTS = st.dictionaries(st.sampled_from(UNITS), st.tuples(_STATES, _FINANCE))
Found = dict[str, tuple[str, dict[str, Any]]]


def report_of(state: str, finance: dict[str, Any]) -> Report:
    """A report of what was spent."""
    return Report.model_validate({"标题": "报告", "公开": {"状态": state}, "收支": finance})


def archive_of(found: Found) -> Archive:
    """The units: two with short names, 乙 below 甲."""
    more = {"jia": {"简称": "甲"}, "yi": {"简称": "乙", "主管部门": "jia"}}
    units = {i: Unit.model_validate({"名称": f"某市{i}局", "类别": i[:1], **more.get(i, {})}) for i in UNITS}
    entries = {(i, YEAR): Entry.of(i, YEAR, "x.yml", "", report_of(*report)) for i, report in found.items()}
    return Archive(units, {YEAR: YearRules.model_validate({"提纲": "湖南2016"})}, entries)


def cells(table: Any, row: Row) -> dict[str, Any]:
    """The cells of a row by heading."""
    return dict(zip([column.label for column in table.columns], row.cells, strict=True))


@given(_REPORTS)
def test_each_row_has_the_figures_of_its_report_and_says_of_what_they_are(found: Found) -> None:
    archive = archive_of(found)
    table = year_table(archive, YEAR, archive.units.items())
    assert len(table.rows) == len(UNITS)
    for unit_id, row in zip(UNITS, table.rows, strict=True):
        entry = archive.find_entry(unit_id, YEAR)
        report = entry.published if entry else None
        assert row.state is not None
        assert row.state.text == (entry.state.value if entry else "未收录")
        if entry is None or report is None:
            assert {cell.text for cell in row.cells} == {""}
            continue
        assessed, told, line = assess(archive, entry, report), cells(table, row), spending_of(report)
        first = table.columns[0].label
        value = line.value(report)
        assert parse_amount(row.cells[0].text) == value
        assert row.cells[0].note == (
            line.label if first == SPENT and line.label == "支出总计" and value is not None else ""
        )
        assert first in {SPENT, "本年支出合计", "支出总计"}
        assert first in {SPENT, line.label} or value is None
        budget, of = assessed.budget, assessed.budget_figure
        assert told["比年初预算"].text == format_signed(budget.difference)
        assert told["比年初预算（%）"].text == format_signed_percent(budget.percent)
        other = of.label if of and of is not line else ""
        assert told["比年初预算"].note == other
        ((sheet),) = SHEETS[0].rows(Published.of(archive, {}, entry))
        excel = dict(zip([column.label for column in SHEETS[0].columns], sheet.cells, strict=True))
        assert excel["本站计算：比年初预算增减（万元）"] == budget.difference
        assert excel["本站计算：比年初预算的是"] == (of.label if of else None)


@given(_REPORTS)
def test_a_base_that_was_derived_is_none(found: Found) -> None:
    archive = archive_of(found)
    for row, unit_id in zip(year_table(archive, YEAR, archive.units.items()).rows, UNITS, strict=True):
        state, finance = found.get(unit_id, ("", {}))
        lines = [finance.get(name, {}) for name in ("本年支出合计", "支出总计", "基本支出")]
        is_known = any("决算" in line and "年初预算" in line and "推算" not in line for line in lines)
        assert (row.cells[1].text not in {"", "—"}) == (is_known and state == "已公开")


@given(_REPORTS)
def test_a_category_has_the_sum_of_its_units_and_counts_none_twice(found: Found) -> None:
    archive = archive_of(found)
    slugs = dict.fromkeys(i[:1] for i in UNITS)
    parts = [
        Division(name, name, 1, 1, tuple(unit for unit in archive.units.items() if unit[1].category == name))
        for name in slugs
    ]
    table = categories_table(archive, YEAR, parts)
    separate = {entry.unit_id: report for entry, report in separate_reports(archive, YEAR)}
    for part, row in zip(parts, table.rows, strict=True):
        reports = [separate[i] for i, _ in part.units if i in separate]
        spent = [value for one in reports if (value := spending_of(one).value(one)) is not None]
        assert row.cells[0].text == str(len(part.units))
        assert row.cells[1].text == str(sum(found.get(i, ("",))[0] == "已公开" for i, _ in part.units))
        assert parse_amount(row.cells[2].text) == (sum(spent) if spent else None)
        pairs = [(line.value(one), line.value(one, "initial_budget")) for one in reports for line in [spending_of(one)]]
        both = [(value, base) for value, base in pairs if value is not None and base is not None]
        change, base = sum((v - b for v, b in both), Decimal(0)), sum((b for _, b in both), Decimal(0))
        assert row.cells[3].text == (format_signed(change) if both else "—")
        assert row.cells[4].text == (format_signed_percent(percent(change, base)) if both else "—")


def test_the_short_name_stands_first_and_an_earlier_name_alone() -> None:
    units = {
        "jia": Unit.model_validate(
            {"名称": "某市财政局", "简称": "财政局", "曾用名": [{"名称": "某市财政厅", "止": 2020}]}
        ),
        "yi": Unit.model_validate({"名称": "某市图书馆"}),
    }
    rules = YearRules.model_validate({"提纲": "湖南2016"})
    archive = Archive(units, {2020: rules, 2021: rules})
    names = {
        year: [(row.label, row.note) for row in year_table(archive, year, units.items()).rows] for year in (2020, 2021)
    }
    assert names[2021] == [("财政局", "某市财政局"), ("某市图书馆", "")]
    assert names[2020] == [("某市财政厅", ""), ("某市图书馆", "")]
