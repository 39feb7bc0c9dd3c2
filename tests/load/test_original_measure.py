"""Amounts written in 元, 千元 or 亿元 are the same amounts: converted exactly, and nothing else with them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import demo
from tests.demo.yaml_writer import Figure, dump
from tests.model.test_form import SLOTS
from tests.open_data.stock import archive

from gongkai.check import check_entry, to_problems
from gongkai.load.original_measure import map_amounts
from gongkai.load.record_file import parse_record
from gongkai.model.amounts import COLUMN_LABELS
from gongkai.model.archive import Entry
from gongkai.model.changed import changed_values
from gongkai.model.disclosure import PublishedMeasure
from gongkai.model.form import Line
from gongkai.model.money import shifted
from gongkai.model.problem import Place
from gongkai.model.report import Report
from gongkai.open_data.data_file import new_data_file

HEAD: dict[str, Any] = {"标题": "2020年度报告", "公开": {"状态": "已公开"}}
OTHERS = [measure for measure in PublishedMeasure if measure.places]


def written(stated: dict[tuple[Line, str], Decimal], *, move: int = 0) -> dict[str, Any]:
    """A data file that states these figures, the amounts moved by so many places."""
    document: dict[str, Any] = {}
    for (line, column), value in stated.items():
        number = shifted(value, move) if line.measure == "万元" else value
        place = document
        for key in line.path[:-1]:
            place = place.setdefault(key, {})
        if line.columns == ("actual",):
            place[line.path[-1]] = Figure(f"{number:f}")
        else:
            place.setdefault(line.path[-1], {})[COLUMN_LABELS[column]] = Figure(f"{number:f}")
    return document


def read(document: dict[str, Any]) -> Report:
    report, found = parse_record(dump({**HEAD, **document}), "x.yml", Report)
    assert report is not None, found.problems
    return report


@given(
    stated=st.dictionaries(st.sampled_from(SLOTS), st.integers(0, 10**6).map(Decimal), min_size=1, max_size=12),
    measure=st.sampled_from(OTHERS),
)
def test_every_line_is_converted_and_nothing_else(
    stated: dict[tuple[Line, str], Decimal], measure: PublishedMeasure
) -> None:
    converted = read({**written(stated, move=measure.places), "原文金额单位": str(measure)})
    (change,) = changed_values(read(written(stated)), converted)
    assert change.item == "原文金额单位"


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=2), by=st.integers(-8, 8))
def test_moving_the_point_is_exact(value: Decimal, by: int) -> None:
    moved = shifted(value, by)
    with localcontext(prec=200):  # scaleb rounds to it
        assert moved == value.scaleb(by)
    assert shifted(moved, -by) == value
    assert "E" not in str(moved) or abs(moved) < Decimal("0.000001")


def test_long_numbers_are_not_rounded() -> None:
    assert str(shifted(Decimal("1" * 28 + "." + "3" * 28), 0)) == "1" * 28 + "." + "3" * 28
    assert f"{shifted(Decimal('12345678901234567890123456789.5'), -4):f}" == "1234567890123456789012345.67895"


def test_names_of_the_units_own_lists_and_changes_are_converted_rates_and_counts_are_not() -> None:
    report = read({
        "原文金额单位": "元",
        "人员": {"编制数": Figure("45"), "编制其中": {"行政": Figure("45")}},
        "收支": {
            "功能分类": [{"编码": "201", "名称": "一般公共服务支出", "决算": Figure("9712100.00")}],
            "本年支出合计": {"决算": Figure("9712100"), "其中": {"自拟": Figure("5000.50")},
                       "增减": {"比上年": Figure("-10000"), "比上年幅度": Figure("-0.10")},
                       "上年预算": Figure("10000")},
        },
        "国有资产": {"房屋面积": Figure("535"), "资产总额": Figure("10000")},
        "自评表": {"资金": {"分值": Figure("10"), "按收入性质分": {"其他资金": Figure("20000")}}},
    })  # fmt: skip  # a data file
    finance, people = report.finance, report.people
    assert (people.authorized_posts, people.post_kinds) == (45, {"行政": 45})
    assert finance.functional[0].actual == Decimal("971.21")
    assert finance.expenditure.parts["自拟"].actual == Decimal("0.50005")
    changes = finance.expenditure.changes
    assert changes is not None
    assert changes.on_prior == -1
    assert changes.on_prior_rate == Decimal("-0.10")
    assert finance.expenditure.prior_budget == 1
    assert report.state_assets.building_area == 535
    assert report.state_assets.total_assets == 1
    assert report.self_evaluation.funds.execution_weight == 10
    assert report.self_evaluation.funds.by_income["其他资金"].actual == 2


def test_a_file_in_wanyuan_is_left_as_it_is() -> None:
    document = {"收支": {"收入总计": Figure("971.210")}}
    for said in ({}, {"原文金额单位": "万元"}):
        assert str(read({**document, **said}).finance.total_income.actual) == "971.210"
    content = {"收支": {"收入总计": Decimal(1)}}
    assert map_amounts(content, Report, lambda amount: amount) == content


def test_a_problem_says_the_figure_as_it_stands_in_the_file() -> None:
    report = read(
        {"原文金额单位": "元", "三公经费": {"决算": Figure("72000"), "其中": {"公务接待费": Figure("85000")}}}
    )
    entry = Entry.of("yanshi-renda", 2020, "data/2020/x.yml", "", report)
    found = check_entry(archive(), entry)
    messages = [problem.message for problem in to_problems(report, found, lambda _: Place("x"))]
    assert any("7.2 万元" in m and "（金额单位是元，7.2 万元在文件里写 72000）" in m for m in messages)


def test_a_file_that_is_in_wanyuan_already_is_told_no_other_figures() -> None:
    report = read(
        {
            "原文金额单位": "元",
            "收支": {"支出总计": Figure("971.215")},
            "三公经费": {"决算": Figure("7.2001"), "其中": {"公务接待费": Figure("8.5001")}},
        }
    )
    assert report.written_measure is PublishedMeasure.WANYUAN
    entry = Entry.of("yanshi-renda", 2020, "data/2020/x.yml", "", report)
    messages = [p.message for p in to_problems(report, check_entry(archive(), entry), lambda _: Place("x"))]
    assert any("7.2001 万元" in message for message in messages)
    assert not any("在文件里写" in message for message in messages)


def test_two_years_of_which_one_is_in_wanyuan_are_caught() -> None:
    """D42: last year's 971.21 万元 beside this year's 971.21, which the file calls 元."""
    report = read(
        {"原文金额单位": "元", "收支": {"支出总计": {"上年决算": Figure("9712100"), "决算": Figure("985.30")}}}
    )
    entry = Entry.of("yanshi-renda", 2020, "data/2020/x.yml", "", report)
    (problem,) = [f for f in check_entry(archive(), entry) if f.code == "D42" and "支出总计" in f.relation]
    assert problem.message
    assert "本文件写了“原文金额单位: 元”" in problem.cure


@pytest.mark.parametrize("measure", OTHERS)
def test_next_years_file_goes_on_in_the_same_measure(measure: PublishedMeasure) -> None:
    stated = {
        "原文金额单位": str(measure),
        "收支": {"支出总计": Figure(f"{shifted(Decimal('971.21'), measure.places):f}")},
    }
    last, unit = read(stated), demo().archive.units["yanshi-renda"]
    made = new_data_file(2021, unit, last)
    assert f"# 金额单位：{measure}" in made
    assert f"原文金额单位: {measure}  " in made
    report, document = parse_record(made, "x.yml", Report)
    assert report is not None, document.problems
    assert report.finance.total_expenditure.prior_actual == Decimal("971.21")
    assert "上年决算: 971.21" not in new_data_file(2021, unit, last, with_prior=False)
