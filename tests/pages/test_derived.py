"""推算 and 增减: a derived figure is marked and nothing is built on it; a stated change is shown as printed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import demo
from tests.open_data.stock import PUBLICATION, archive
from tests.pages.fields import EMPTY, OUTLINES, page_of, words_of

from gongkai.derive.assessment import assess
from gongkai.load.record_file import parse_record
from gongkai.model.archive import Archive, Entry
from gongkai.model.form import BASIC_EXPENDITURE, LINES, OPERATING_FUNDS
from gongkai.model.indicator import BUDGET_CONTROL_RATE, SELF_EVALUATED, Stated
from gongkai.model.report import Report
from gongkai.open_data.files import json_text
from gongkai.open_data.published import Published
from gongkai.open_data.record import report_rows, report_text
from gongkai.open_data.workbook import sheets_text

BOTH: dict[str, Any] = {"上年决算": 1000, "年初预算": 1100, "决算": 1189, "推算": ["上年决算", "年初预算"]}
CHANGED: dict[str, Any] = {"决算": 164, "增减": {"比上年": -3, "比上年幅度": -1, "比年初预算": 2}}


def report_of(data: dict[str, Any]) -> Report:
    return Report.model_validate({**EMPTY, **data})


def published(report: Report) -> Published:
    """The report with everything that is known about it, in the place of one of the demo's."""
    entry = next(e for e in archive().entries.values() if e.is_shown)
    stated = json_text(report.model_dump(by_alias=True, exclude_unset=True))
    return replace(Published.of(archive(), demo().findings, entry), report=report, stated=stated, findings=())


@pytest.mark.parametrize("name", OUTLINES)
def test_a_derived_figure_is_marked_and_explained(name: str) -> None:
    page = page_of(report_of({"收支": {"支出总计": BOTH}}), OUTLINES[name])
    assert page.count(">推算</abbr>") == 2
    assert "原文没有写明，是录入的人" in words_of(page)
    plain = page_of(report_of({"收支": {"支出总计": {**BOTH, "推算": []}}}), OUTLINES[name])
    assert "推算" not in plain


def test_no_sentence_chart_or_column_is_built_on_it() -> None:
    line = {"年初预算": 100, "全年预算": 150, "决算": 120}
    stated = {"收支": {"基本支出": line, "支出总计": line, "追加预算": 50}, "公用经费": line}
    page = words_of(page_of(report_of(stated), OUTLINES["湖南2016"]))
    assert "超出20万元" in page
    assert "比年初预算数增加20万元" in page
    assert "+20.00" in page
    derived = {**line, "推算": ["年初预算"]}
    stated = {"收支": {"基本支出": derived, "支出总计": derived, "追加预算": 50}, "公用经费": derived}
    page = words_of(page_of(report_of(stated), OUTLINES["湖南2016"]))
    assert "20万元" not in page.replace("120万元", "")
    assert "+20" not in page
    assert "20.0%" not in page


def test_nothing_is_computed_from_it() -> None:
    report = report_of({"收支": {"支出总计": BOTH, "追加预算": 50}})
    entry = Entry.of("jia", 2023, "data/2023/jia.yml", "", report)
    found = assess(Archive({}, {}, {("jia", 2023): entry}), entry, report)
    assert found.budget_figure is None
    assert found.year_over_year["total_expenditure"].difference is None
    assert BUDGET_CONTROL_RATE.value(Stated(report)) is None


@pytest.mark.parametrize("line", [line for line in LINES if len(line.columns) > 1], ids=lambda line: line.key)
def test_every_line_knows_which_figure_was_derived(line: Any) -> None:
    data: dict[str, Any] = {"推算": "上年决算", "上年决算": 5, "决算": 6}
    for key in reversed(line.path):
        data = {key: data}
    report = report_of(data)
    figure = line.of(report)
    assert figure.is_derived("prior_actual")
    assert not figure.is_derived("actual")
    assert figure.value("prior_actual") == 5
    assert line.value(report, "prior_actual") is None, "nothing but its own table has it"
    assert line.value(report) == line.compared(Stated(report)) == 6


def test_a_derived_part_is_in_no_sentence_and_takes_no_share() -> None:
    parts: dict[str, Any] = {"工资福利支出": {"决算": 80, "推算": "决算"}, "商品和服务支出": 40}
    report = report_of({"收支": {"基本支出": {"决算": 120, "其中": parts}}})
    page = words_of(page_of(report, OUTLINES["湖南2016"]))
    assert "80.00" in page
    assert "工资福利支出80" not in page
    assert "商品和服务支出40万元" in page
    assert "66.7%" not in page


@pytest.mark.parametrize("line", [line for line in LINES if len(line.columns) > 1], ids=lambda line: line.key)
def test_nothing_but_its_table_shows_a_derived_figure(line: Any) -> None:
    """Neither the head of the page nor a sentence, card or chart."""
    data: dict[str, Any] = {"推算": ["决算", "年初预算"], "决算": 7654, "年初预算": 7654}
    for key in reversed(line.path):
        data = {key: data}
    page = page_of(report_of(data), OUTLINES["湖南2016"])
    assert "7,654.00" in page
    outside = re.sub(r"<table.*?</table>", "", page, flags=re.DOTALL)
    assert re.search("7,?654", outside) is None


def test_projects_are_summed_up_without_derived_figures() -> None:
    funds = {"年度资金总额": {"全年预算": 9000, "决算": 7654, "推算": "决算"}}
    report = report_of({"项目自评": [{"项目": "甲", "资金": funds}]})
    page = page_of(report, OUTLINES["湖南2016"])
    assert page.count("7,654.00") == 1, "in the form of the project"
    assert "85.0" not in page
    assert {line.key: line.compared(Stated(report)) for line in SELF_EVALUATED}["projects_executed"] is None


def test_a_stated_change_is_on_the_page_and_makes_no_column_of_figures() -> None:
    report = report_of({"公用经费": CHANGED})
    page = words_of(page_of(report, OUTLINES["湖南2016"]))
    assert "比上年（原文）" in page
    assert "−3，−1%" in page
    assert "比年初预算（原文）" in page
    assert OPERATING_FUNDS.value(report, "prior_actual") is None
    assert "比年初预算（原文）" not in words_of(page_of(report_of({"公用经费": {"决算": 1}}), OUTLINES["湖南2016"]))


def test_both_are_in_every_download() -> None:
    one = published(report_of({"收支": {"基本支出": BOTH}, "公用经费": CHANGED, "三公经费": {"上年预算": 7}}))
    stated = json.loads(report_text(one, PUBLICATION))["公开数"]
    assert stated["收支"]["基本支出"]["推算"] == ["上年决算", "年初预算"]
    assert stated["公用经费"]["增减"] == {"比上年": -3, "比上年幅度": -1, "比年初预算": 2}
    rows = report_rows(one)
    assert "收支/基本支出,推算,上年决算、年初预算,,公开" in rows
    assert "公用经费,比上年幅度（原文）,-1,%,公开" in rows
    assert "三公经费,上年预算,7,万元,公开" in rows
    lines = [row[1:] for sheet in json.loads(sheets_text(one))[1:] for row in sheet]
    assert [
        BASIC_EXPENDITURE.label,
        1000,
        1100,
        None,
        1189,
        None,
        None,
        None,
        None,
        None,
        None,
        "上年决算、年初预算",
    ] in lines
    assert ["公用经费", None, None, None, 164, None, None, -3, -1, 2, None, None] in lines


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ("[去年数]", "“推算”里写的“去年数”不是栏目"),
        ("[全年预算]", "“推算”里写了“全年预算”，这一项没有写全年预算数"),
        ("[上年决算, 上年决算]", "“推算”里同一栏写了两次"),
        ("1000", "“推算”这里要写栏目的名称"),
        ("{上年决算: 1000}", "“推算”这里要写栏目的名称"),
    ],
)
def test_a_wrong_one_is_refused_in_words(written: str, fact: str) -> None:
    text = f"标题: 报告\n公开: {{状态: 已公开}}\n公用经费: {{上年决算: 1000, 决算: 1189, 推算: {written}}}\n"
    report, document = parse_record(text, "x.yml", Report)
    assert report is None
    (problem,) = document.problems
    assert (problem.code, problem.place.line) == ("S11", 3)
    assert fact in problem.message
    assert "上年决算、年初预算、全年预算、决算" in problem.cure
    assert problem.example == "推算: [上年决算]"
