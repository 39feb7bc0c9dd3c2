"""Made reports in the layouts of real ones: they load, nothing is found wrong in them, nothing of them is lost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.pages.fields import RENDERER, words_of
from tests.search.page_sections import seen_sections

from gongkai.check import check_entry
from gongkai.load.folder import read_archive
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding, Outcome
from gongkai.model.indicator import SELF_EVALUATED
from gongkai.model.paths import stated_in
from gongkai.model.problem import Problem
from gongkai.model.prose import plain_text
from gongkai.model.report import Report
from gongkai.model.stated import Stated
from gongkai.open_data.published import Published
from gongkai.open_data.stated import stated_rows
from gongkai.open_data.workbook import SHEETS, sheets_text
from gongkai.pages.compare import compare_page
from gongkai.pages.report.report import report_page
from gongkai.search.fulltext import sections

HERE = Path(__file__).parent
LAYOUTS = {"project-evaluations": "演示区农业农村局", "two-scopes": "演示区职业中等专业学校"}
_YEAR = (
    "提纲: 湖南2022\n等级: [{等级: 优, 下限: 90}, {等级: 良, 下限: 80}, {等级: 中, 下限: 60}, {等级: 差, 下限: 0}]\n"
)


@dataclass(frozen=True)
class Made:
    """A layout as it is read and checked."""

    archive: Archive
    problems: tuple[Problem, ...]
    entry: Entry
    report: Report
    findings: tuple[Finding, ...]

    @property
    def html(self) -> str:
        """Its page."""
        return RENDERER.render(report_page(self.archive, self.entry, self.findings)).content


@cache
def made(layout: str) -> Made:
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        (data / "2023").mkdir(parents=True)
        (data / "units.yml").write_text(f"yanshi:\n  名称: {LAYOUTS[layout]}\n", encoding="utf-8")
        (data / "2023/_year.yml").write_text(_YEAR, encoding="utf-8")
        (data / "2023/yanshi.yml").write_bytes((HERE / f"{layout}.yml").read_bytes())
        archive, problems = read_archive(Path(folder))
    entry = archive.entries["yanshi", 2023]
    assert entry.report is not None, problems
    return Made(archive, tuple(problems), entry, entry.report, check_entry(archive, entry))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_read_without_a_word(layout: str) -> None:
    assert made(layout).problems == ()
    assert (HERE / f"{layout}.yml").read_text(encoding="utf-8").startswith("# 演示数据")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_found_wrong_in_it(layout: str) -> None:
    findings = made(layout).findings
    assert [f"{f.code} {f.message}" for f in findings if f.outcome is Outcome.FAILS] == []
    assert len([finding for finding in findings if finding.outcome is Outcome.HOLDS]) > 20


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_value_is_on_its_page(layout: str) -> None:
    one = made(layout)
    words = words_of(one.html)
    values = [(path, value) for path, value in stated_in(one.report) if path != ("公开", "状态")]
    assert len(values) > 150
    assert [path for path, value in values if not all(part in words for part in said(value))] == []


def said(value: Any) -> list[str]:
    """How a value reads on a page, line by line."""
    if isinstance(value, Decimal):
        return [f"{value:f}"]
    return [part for line in plain_text(str(value)).splitlines() if (part := line.strip().removeprefix("- "))]


def test_every_figure_is_in_the_tables_and_in_the_workbook() -> None:
    for layout in LAYOUTS:
        one = made(layout)
        numbers = {value for _, value in stated_in(one.report) if isinstance(value, Decimal)}
        assert numbers <= {value for _, _, value, _ in stated_rows(one.report)}
        published = Published.of(one.archive, {}, one.entry)
        sheets = json.loads(sheets_text(published), parse_float=Decimal, parse_int=Decimal)[1:]
        assert numbers <= {cell for rows in sheets for row in rows for cell in row[1:] if isinstance(cell, Decimal)}


def test_the_projects_stand_in_the_workbook_line_by_line() -> None:
    one = made("project-evaluations")
    sheets = {sheet.name: list(sheet.rows(Published.of(one.archive, {}, one.entry))) for sheet in SHEETS}
    names = [project.name for project in one.report.project_evaluations]
    assert [row.cells[0] for row in sheets["项目自评"]] == names
    assert len(sheets["项目自评指标"]) == sum(len(project.indicators) for project in one.report.project_evaluations)
    assert {row.cells[0] for row in sheets["项目自评资金"]} == set(names)
    assert [sheet.name for sheet in SHEETS if sheet.is_optional] == ["更正", "项目自评", "项目自评资金", "项目自评指标"]


def test_the_projects_are_led_to_from_their_summary_and_open_without_a_script() -> None:
    html = made("project-evaluations").html
    led = re.findall(r'<a href="#(xm-\d+)">', html)
    count = len(made("project-evaluations").report.project_evaluations)
    assert led[:count] == [f"xm-{at}" for at in range(1, count + 1)]
    assert {*led[count:]} <= {*led[:count]}, "the bars of the largest"
    assert count >= 12
    assert [id_ for id_ in led if f'<details class="gk-fold"><summary><h3 id="{id_}">' not in html] == []
    others = html.count("<details><summary>") + html.count('<details class="gk-contents')
    assert html.count('<details class="gk-fold') == html.count("</details>") - others


def test_every_project_is_a_place_that_the_search_leads_to() -> None:
    one = made("project-evaluations")
    page = report_page(one.archive, one.entry, one.findings)
    found = {section.heading.id: section for section in sections(page.view)}  # type: ignore[arg-type]  # a report's
    for at, project in enumerate(one.report.project_evaluations, 1):
        assert found[f"xm-{at}"].heading.words == project.name
        assert project.indicators[0].indicator in found[f"xm-{at}"].text
    assert {id_ for id_, _, _, _ in seen_sections(one.html)} >= {f"xm-{at}" for at in range(1, 13)}


def test_units_are_compared_by_their_projects_only_where_there_are_some() -> None:
    one, other = made("project-evaluations"), made("two-scopes")
    values = {line.key: line.compared(Stated(one.report)) for line in SELF_EVALUATED}
    scores = [project.score for project in one.report.project_evaluations if project.score is not None]
    assert values["projects_evaluated"] == len(scores)
    assert values["projects_executed"] == one.report.finance.project_expenditure.actual
    assert values["projects_mean_score"] == round(sum(scores, Decimal(0)) / len(scores), 2)
    assert {line.compared(Stated(other.report)) for line in SELF_EVALUATED} == {None}
    assert ["项目自评" in RENDERER.render(compare_page(site.archive)).content for site in (one, other)] == [True, False]


def test_a_report_without_projects_says_nothing_of_them() -> None:
    assert '<details class="gk-fold">' not in made("two-scopes").html
    assert not any(finding.code == "D51" for finding in made("two-scopes").findings)


#: What each would be wrong if it spoke of the unit.
SAID = "基本支出1.23万元，比上年增加300万元，增长5%。本年支出合计控制在年初预算范围之内，没有发生公务接待费。"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_about_a_project_or_one_scope_are_not_taken_for_the_unit_s(layout: str) -> None:
    one = made(layout)
    document = one.report.model_dump(by_alias=True, exclude_unset=True)
    if layout == "two-scopes":
        document["财政拨款"]["说明"] = SAID
    else:
        told = {"偏差原因": SAID, "备注": SAID, "总体目标": [{"预期目标": SAID, "实际完成情况": SAID}]}
        document["项目自评"] = [project | told for project in document["项目自评"]]
    wrong = [f.message for f in judged(one, document) if f.outcome is Outcome.FAILS]
    of_the_unit = [message for message in wrong if "数据里的财政拨款" not in message]
    assert of_the_unit == []  # the 说明 of 财政拨款 is held against its own lines
    document["收支"]["说明"] = SAID
    assert len([f for f in judged(one, document) if f.outcome is Outcome.FAILS]) > 1


def judged(one: Made, document: dict[str, Any]) -> tuple[Finding, ...]:
    """The findings on another report of the same unit."""
    entry = Entry.of("yanshi", 2023, one.entry.file, "", Report.model_validate(document))
    return check_entry(replace(one.archive, entries={("yanshi", 2023): entry}), entry)


def test_both_scopes_of_basic_expenditure_are_right() -> None:
    found = {f.code: f for f in made("two-scopes").findings if f.code in {"D06", "D52"}}
    assert "按财政拨款口径" in found["D06"].formula
    assert found["D52"].outcome is Outcome.HOLDS
