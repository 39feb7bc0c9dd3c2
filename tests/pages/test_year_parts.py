"""A year's totals, changes and lateness: nothing counted twice, nothing compared that cannot be, nothing unproved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Change, Origin, Unit
from gongkai.model.year import Deadline, YearRules
from gongkai.pages.money.spending import year_spending
from gongkai.pages.totals import score_bands, three_public_changes, totals_table
from gongkai.pages.year import lateness


def report(spent: str | None = None, state: str = "已公开", **dates: str) -> Report:
    """A report of what was spent."""
    finance = {} if spent is None else {"收支": {"支出总计": Decimal(spent)}}
    return Report.model_validate({"标题": "报告", "公开": {"状态": state, **dates}, **finance})


def archive(units: dict[str, Unit], reports: dict[tuple[str, int], Report]) -> Archive:
    """Units and their reports."""
    entries = {key: Entry.of(*key, f"{key}.yml", "", found) for key, found in reports.items()}
    return Archive(units, {2020: YearRules(outline="湖南2016"), 2021: YearRules(outline="湖南2016")}, entries)


def unit(name: str, **more: Any) -> Unit:
    """A unit of the register."""
    return Unit.model_validate({"名称": name, **more})


def test_units_inside_a_published_department_are_not_added_again() -> None:
    units = {"bu": unit("部"), "suo": unit("所", 主管部门="bu"), "ju": unit("局")}
    reports = {("bu", 2021): report("100"), ("suo", 2021): report("30"), ("ju", 2021): report("7")}
    table = totals_table(year_spending(archive(units, reports), 2021))
    assert table
    assert [(row.label, [cell.text for cell in row.cells]) for row in table.rows] == [
        ("支出总计", ["107.00", "2", "53.50"])
    ]
    withheld = {**reports, ("bu", 2021): report("100", "核实中")}
    table = totals_table(year_spending(archive(units, withheld), 2021))
    assert table
    assert table.rows[0].cells[0].text == "37.00"


@pytest.mark.parametrize("count", range(5))
def test_one_score_makes_no_chart(count: int) -> None:
    names = "甲乙丙丁戊"[:count]
    reports = {(name, 2021): report(str(at)) for at, name in enumerate(names)}
    evaluation = Report.model_validate(
        {"标题": "报告", "公开": {"状态": "已公开"}, "绩效": {"自评得分": 90}}
    ).evaluation
    scored = {key: found.model_copy(update={"evaluation": evaluation}) for key, found in reports.items()}
    found = archive({name: unit(name) for name in names}, scored)
    bands = score_bands(found, 2021)
    assert (bands is None) == (count < 2)
    if bands:
        assert [(bar.label, bar.value) for bar in bands.groups[0][1]] == [("90 分及以上", str(count))]


def test_changes_are_of_comparable_units_and_zero_has_no_percentage() -> None:
    origin = Origin(year=2021, change=Change.RESCOPED, units=("jia",))
    units = {
        "jia": unit("甲"),
        "yi": unit("乙"),
        "bing": unit("丙"),
        "ding": unit("丁").model_copy(update={"origin": origin}),
    }
    reports = {
        ("jia", 2020): hosting("10"), ("jia", 2021): hosting("15"), ("yi", 2020): hosting("0"),
        ("yi", 2021): hosting("2"), ("bing", 2020): hosting("9"), ("bing", 2021): hosting("1"),
        ("ding", 2020): hosting("1"), ("ding", 2021): hosting("9"),
    }  # fmt: skip
    found = archive(units, reports)
    table = three_public_changes(found, year_spending(found, 2021))
    assert table
    assert [(row.label, *(cell.text for cell in row.cells)) for row in table.rows] == [
        ("甲", "10.00", "15.00", "+5.00", "+50.0%"),
        ("乙", "0.00", "2.00", "+2.00", "基数为 0"),
        ("丙", "9.00", "1.00", "−8.00", "−88.9%"),
    ]
    assert three_public_changes(found, year_spending(found, 2020)) is None


def hosting(amount: str) -> Report:
    """A report of “三公”经费."""
    stated = {"标题": "报告", "公开": {"状态": "已公开"}, "三公经费": {"决算": Decimal(amount)}}
    return Report.model_validate(stated)


@pytest.mark.parametrize(
    ("dates", "deadline", "words"),
    [
        ({"批复日期": "2021-06-01", "发布日期": "2021-06-21"}, Deadline(), None),
        ({"批复日期": "2021-06-01", "发布日期": "2021-06-22"}, Deadline(), "相隔 21 日，超过批复后二十日"),
        ({"发布日期": "2021-12-31"}, Deadline(), None),
        ({"批复日期": "2021-06-01"}, Deadline(day=date(2021, 6, 2)), None),
        ({"发布日期": "2021-10-08"}, Deadline(day=date(2021, 9, 30), basis="某文件"),
         "公开期限为2021年9月30日（某文件），2021年10月8日发布"),
        ({"发布日期": "2021-09-30"}, Deadline(day=date(2021, 9, 30)), None),
    ],
)  # fmt: skip
def test_lateness_is_said_only_where_dates_prove_it(
    dates: dict[str, str], deadline: Deadline, words: str | None
) -> None:
    said = lateness(Entry.of("jia", 2020, "x.yml", "", report(**dates)), deadline)
    assert (said is None) if words is None else (said is not None and words in said)
    hidden = Entry.of("jia", 2020, "x.yml", "", report(state="核实中", **dates))
    assert lateness(hidden, deadline) is None
