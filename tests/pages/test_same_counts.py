"""What does not hold is counted alike everywhere: in the notice, on the report's page, on 校核, in every file.

Reports and findings are generated; a hint is never counted as 不符, and nothing is named that the list does not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.check import CHECKS, check_entry
from gongkai.check.check import Check
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Failure, Finding, Nature, Outcome
from gongkai.model.problem import Level
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.open_data.published import Published, computed_record, computed_rows
from gongkai.open_data.workbook import SHEETS
from gongkai.pages.home import HomeView, home_page
from gongkai.pages.methodology import Method
from gongkai.pages.news import all_news
from gongkai.pages.parts.table import Table
from gongkai.pages.quality import AllChecked, Checked, QualityView, quality_view
from gongkai.pages.report.checks import checks_view
from gongkai.pages.report.notice import SAID
from gongkai.pages.year import year_summary

YEARS = (2020, 2021)
UNITS = ("jia", "yi")
METHODS = tuple(Method(check.code, check.title, "", "", "", "", "") for check in CHECKS)


def finding_of(check: Check, outcome: Outcome, level: Level, stated: int, expected: int, own: Nature | None) -> Finding:
    """A finding of ``check``, with figures where it has some."""
    made = Finding(outcome, "甲＝乙", ("收支",), f"甲 {stated}，乙 {expected}，{own} {level}", level=level, nature=own)
    if stated:
        made = made._replace(stated=Decimal(stated), expected=Decimal(expected))
    return made.under(check.code, check.level, check.nature)


_FINDINGS = st.lists(
    st.builds(
        finding_of, st.sampled_from(CHECKS), st.sampled_from(Outcome), st.sampled_from(Level), st.integers(0, 9),
        st.integers(0, 9), st.none() | st.just("overspending"),
    ),
    max_size=9,
).map(tuple)  # fmt: skip  # what makes a finding
_ANSWERS = st.lists(st.sampled_from([check.code for check in CHECKS]), unique=True, max_size=5)


def told_under(findings: tuple[Finding, ...], answers: list[str]) -> tuple[Finding, ...]:
    """The findings as their checks give them of a report that answers these codes."""
    return tuple(finding._replace(is_answered=finding.code in answers) for finding in findings)


_CHECKED = st.tuples(_FINDINGS, _ANSWERS).map(lambda made: (told_under(*made), made[1]))
_REPORTS = st.fixed_dictionaries({}, optional={(unit, year): _CHECKED for unit in UNITS for year in YEARS})
Generated = dict[tuple[str, int], tuple[tuple[Finding, ...], list[str]]]


def report_with(answers: list[str]) -> Report:
    """A report that answers these checks."""
    said = dict.fromkeys(answers, "已核对。")
    return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "校核说明": said})


def archive_of(found: Generated) -> Archive:
    """The reports of two units in two years."""
    entries = {key: Entry.of(*key, f"{key}.yml", "", report_with(answers)) for key, (_, answers) in found.items()}
    rules = YearRules.model_validate({"提纲": "湖南2016"})
    return Archive({unit: Unit(name=unit) for unit in UNITS}, dict.fromkeys(YEARS, rules), entries)


def checked_of(archive: Archive, found: Generated) -> AllChecked:
    """The checks in short, as the build has them."""
    return {key: Checked.of(findings, archive.entries[key].report) for key, (findings, _) in found.items()}


def counted(table: Table | None) -> Counter[str]:
    """The sum of every column that counts."""
    sums: Counter[str] = Counter()
    for row in table.rows if table else ():
        for column, cell in zip(table.columns if table else (), row.cells, strict=True):
            if column.numeric:
                sums[column.label] += int(cell.text)
    return sums


def of_report(findings: tuple[Finding, ...], report: Report) -> Counter[str]:
    """What the page of a report counts: checked to be the same in its notice, its list and its summary."""
    view = checks_view(findings, report)
    if view is None:
        return Counter()
    tags = Counter(row.tag for row in view.failing)
    summary = {label: int(count) for label, count in re.findall(r"(\w+) (\d+) 项", view.summary)}
    assert summary == {**tags, **{k: len(v) for k, v in (("相符", view.holding), ("未能核对", view.missing)) if v}}
    noticed = {said: int(count) for count, said in re.findall(r"(\d+) 处(\w+)", view.notice.words)}
    asked = [finding for finding in findings if finding.is_open]
    assert noticed == Counter(SAID[finding.nature or "question"] for finding in asked)
    assert len(view.notice.named) == min(3, len(asked))
    assert len(view.notice.named) + view.notice.more == len(asked)
    assert view.failing[: len(view.notice.named)] == view.notice.named
    assert len({row.anchor for row in view.failing}) == len(view.failing)
    return tags


@given(_REPORTS)
def test_pages_and_files_count_alike(found: Generated) -> None:
    archive = archive_of(found)
    view = quality_view(archive, checked_of(archive, found), METHODS)
    tags: Counter[str] = Counter()
    for key, (findings, _) in found.items():
        report = archive.entries[key].report
        assert report is not None
        told = of_report(findings, report)
        assert in_files(archive, key, findings) == told
        tags += told
    assert_quality(view, tags, found)
    home, years = home_page(archive, all_news(archive), {}).view, [year_summary(archive, year) for year in YEARS]
    assert isinstance(home, HomeView)
    assert home.report_count == sum(year.published for year in years) == view.reports


def in_files(archive: Archive, key: tuple[str, int], findings: tuple[Finding, ...]) -> Counter[str]:
    """What the JSON of a report counts: checked to be the same in its CSV and its workbook, which leave out hints."""
    published = Published.of(archive, {key: findings}, archive.entries[key])
    failures = {failure.value for failure in Failure}
    listed = [found for found in computed_record(published)["校核"] if found["结果"] in failures]
    asked = Counter(found["结果"] for found in listed if found["结果"] != "建议")
    rows = Counter(column for _, column, _, _ in computed_rows(published) if column in failures)
    (sheet,) = (sheet for sheet in SHEETS if sheet.name == "校核结果")
    at = [column.label for column in sheet.columns].index("结果")
    assert asked == rows == Counter(row.cells[at] for row in sheet.rows(published))
    assert all("应为" not in found or found["结果"] in {"不符", "建议"} for found in listed)
    return Counter(found["结果"] for found in listed)


def assert_quality(view: QualityView, tags: Counter[str], found: Generated) -> None:
    """The tables of 校核 come to the same, and to what the reports say."""
    asked = Counter({tag: count for tag, count in tags.items() if tag != "建议"})
    listed = Counter(row.cells[1].text for row in (view.failures.rows if view.failures else ()))
    assert listed == asked
    by_check, by_year, by_unit = counted(view.by_check), counted(view.by_year), counted(view.by_unit)
    for failure in Failure:
        assert by_check[failure.value] == tags[failure.value]
        if failure is not Failure.HINT:
            assert by_year[failure.value] == by_unit[failure.value] == asked[failure.value]
    assert by_year["已公开报告"] == view.reports == len(found)
    assert by_year["有不符的报告"] == by_unit["有不符的报告"] == view.reports - view.clean
    outcomes = Counter(finding.outcome.value for findings, _ in found.values() for finding in findings)
    assert (by_check["相符"], by_check["未能核对"]) == (outcomes["相符"], outcomes["未能核对"])


@given(_CHECKED)
def test_the_notice_is_the_same_wherever_the_answer_stands(made: tuple[tuple[Finding, ...], list[str]]) -> None:
    """The home page of a site of one report makes it from the checks in short."""
    findings, answers = made
    report = report_with(answers)
    view = checks_view(findings, report)
    assert Checked.of(findings, report).notice == (view.notice if view else None)


@given(_FINDINGS)
def test_the_weightiest_come_first(findings: tuple[Finding, ...]) -> None:
    view = checks_view(findings, report_with([]))
    failing = [next(f for f in findings if f.code == row.code and f.message == row.message and f.result == row.tag)
               for row in (view.failing if view else ())]  # fmt: skip  # read in a row
    order = list(SAID)
    order.remove("overspending")
    weights = [["overspending", *order].index(f.nature or "question") for f in failing if f.is_asked]
    assert weights == sorted(weights)
    assert [f.is_asked for f in failing] == sorted((f.is_asked for f in failing), reverse=True)
    gaps = [abs(f.gap) / max(f.stated or 0, f.expected or 0)
            for f in failing if f.nature == "arithmetic" and f.is_asked and f.gap is not None]  # fmt: skip  # a row
    assert gaps == sorted(gaps, reverse=True)


@given(_CHECKED)
def test_what_is_answered_is_never_said_to_be_unexplained(made: tuple[tuple[Finding, ...], list[str]]) -> None:
    """A reason that the unit gives counts as 已说明, its words beside it; no other answer changes what is counted."""
    findings, answers = made
    bare = told_under(findings, [])
    for finding, unanswered in zip(findings, bare, strict=True):
        is_explained = unanswered.failure is Failure.UNEXPLAINED and finding.code in answers
        assert finding.failure is (Failure.EXPLAINED if is_explained else unanswered.failure)
    view = checks_view(findings, report_with(answers))
    explained = [row for row in (view.failing if view else ()) if row.tag == "已说明"]
    assert all(row.answered and row.answer == "已核对。" for row in explained)
    assert not any(row in view.notice.named for row in explained if view)


@pytest.mark.parametrize("code", [check.code for check in CHECKS if check.nature == "reason"])
def test_an_answer_reaches_the_findings_of_its_check(code: str) -> None:
    """By the way of the build: a report whose change has no reason, and the same with an answer."""
    stated: dict[str, Any] = {
        "收支": {
            "支出总计": {"上年决算": 100, "决算": 260},
            "项目支出": {"上年决算": 50, "决算": 150, "说明": "项目支出150万元，比上年增加100万元，增长200%。"},
        }
    }
    counted = []
    for answers in ({}, {code: "上年有一笔跨年支付的尾款。"}):
        report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "校核说明": answers, **stated})
        archive = Archive(
            {"jia": Unit(name="甲")}, {2021: YearRules(outline="湖南2016")},
            {("jia", 2021): Entry.of("jia", 2021, "x.yml", "", report)},
        )  # fmt: skip  # an archive
        found = check_entry(archive, archive.entries["jia", 2021])
        counted.append({finding.result for finding in found if finding.code == code} - {"相符", "未能核对"})
    assert counted == [{"未说明"}, {"已说明"}]


def test_every_check_says_what_decides_it() -> None:
    natures = get_args(Nature)
    assert [check.code for check in CHECKS if check.nature not in natures or check.nature == "overspending"] == []


@given(_FINDINGS)
def test_only_arithmetic_is_said_not_to_add_up(findings: tuple[Finding, ...]) -> None:
    view = checks_view(findings, report_with([]))
    if view and "对不上" in (view.notice.words):
        assert any(f.is_asked and f.nature == "arithmetic" for f in findings)
    for row in view.failing if view else ():
        assert not row.figures or any(f.code == row.code and f.nature == "arithmetic" for f in findings)


def test_where_only_a_budget_is_published_nothing_is_said_to_be_checked_and_not() -> None:
    stated: dict[str, Any] = {"收支": {"支出总计": {"年初预算": 10}, "基本支出": {"年初预算": 10}}}
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, **stated})
    archive = Archive(
        {"jia": Unit(name="甲")}, {2021: YearRules(outline="湖南2016")},
        {("jia", 2021): Entry.of("jia", 2021, "x.yml", "", report)},
    )  # fmt: skip  # an archive
    view = checks_view(check_entry(archive, archive.entries["jia", 2021]), report)
    assert view is not None
    assert re.fullmatch(
        r"缺少可以相互核对的数字（文字、日期等核对相符 \d+ 项(，未能核对 \d+ 项)?）。", view.notice.calm
    )
