"""The clerk's desk in a browser, with the program in its worker: from an empty desk to the file that is handed in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, FrameLocator, expect
from tests.browser.desk_site import (
    CONGRESS,
    CONGRESS_NAME,
    LATEST,
    LIBRARY,
    LIBRARY_NAME,
    LOADED,
    UNWRITTEN,
    WAIT,
    DeskPage,
    project_in,
    word_of_2019,
)
from tests.desk.test_check import ci, repository

FILE: Final = f"data/{UNWRITTEN}/{LIBRARY}.yml"
PUBLIC: Final = f"data/{LATEST}/{CONGRESS}.yml"


@pytest.fixture(scope="module")
def project(desk_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the two units in a repository, as they are public."""
    return repository(tmp_path_factory.mktemp("repository"), project_in(desk_folder))


def left(found: list[dict[str, object]]) -> list[object]:
    """What of a list must be mended or is asked."""
    return [problem["message"] for problem in found if problem["level"] in {"必须改", "请核对"}]


def framed(desk: DeskPage) -> FrameLocator:
    """The page in the preview."""
    return desk.page.frame_locator("iframe.dk-frame")


def asks_nobody_else(desk: DeskPage) -> bool:
    """Whether nothing was asked of another host, and nothing went wrong unseen."""
    return desk.faults == [] and all(url.startswith((desk.address, "blob:", "data:")) for url in desk.asked)


def confirm_word_file(desk: DeskPage) -> None:
    """Drop the unit's Word file and take what is right of it into the form."""
    desk.drop("2019年度报告.docx", word_of_2019())
    desk.working()
    found = desk.page.locator("dialog tbody tr")
    expect(found.first).to_be_visible(timeout=LOADED)
    assert found.count() > 60
    assert desk.page.locator("dialog q").count() > 10
    for row in found.filter(has_text="其他章节").all():
        row.locator("input").uncheck()
    desk.page.locator("dialog .is-main").click()
    expect(desk.field("收入总计 决算（万元）")).to_have_value("397.28", timeout=WAIT)
    expect(desk.field("标题")).to_have_value("2019年度部门整体支出绩效自评报告")


def slip_and_mend(desk: DeskPage, label: str, wrong: str, words: str) -> None:
    """Write something wrong, be told, be led to the field, and put it right."""
    right = desk.field(label).input_value()
    desk.write(label, wrong)
    entry = desk.problem(words).first
    expect(entry).to_be_visible(timeout=WAIT)
    expect(desk.field(label)).to_have_attribute("aria-describedby", re.compile("problem"))
    entry.get_by_role("button").click()
    expect(desk.field(label)).to_be_focused()
    desk.write(label, right)
    expect(desk.problem(words)).to_have_count(0, timeout=WAIT)


def answer_questions(desk: DeskPage) -> None:
    """Answer every question where it stands."""
    questions = desk.page.locator(".dk-problem.is-ask")
    assert questions.count() > 0
    while questions.count():
        words = str(questions.first.locator("p").first.text_content()).removeprefix("请核对 ")
        questions.first.get_by_role("button", name="写说明").click()
        questions.first.get_by_label("校核说明").fill("演示数据：这份报告照上一年的写，所以和上一年的对不上。")
        questions.first.get_by_role("button", name="写进校核说明").click()
        expect(desk.page.locator(".dk-problem", has_text=words)).to_have_count(0, timeout=WAIT)


def test_from_a_word_file_to_the_file_that_is_handed_in(browser: Browser, desk_address: str, project: Path) -> None:
    with DeskPage(browser, desk_address) as desk:
        expect(desk.page.locator(".gk-footer").get_by_role("link", name="在线填报")).to_have_attribute(
            "href", "../desk/"
        )
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        confirm_word_file(desk)
        desk.page.get_by_role("button", name="全部展开").click()
        slip_and_mend(desk, "收入总计 决算（万元）", "39728", "收入总计 39,728 万元")
        slip_and_mend(desk, "自评得分（分）", "120", "自评得分 120 超过 100 分")
        slip_and_mend(desk, "发布日期", "2020-13-01", "没有这一天")
        answer_questions(desk)
        desk.turn_to("预览")
        expect(framed(desk).locator("h1")).to_contain_text("演示区图书馆", timeout=WAIT)
        assert framed(desk).locator("script").count() == 0
        desk.turn_to("交出去")
        desk.is_done()
        expect(desk.page.locator("#dk-leave")).to_contain_text(f"{LIBRARY}.yml")
        saved = desk.saved()
        assert saved.suggested_filename == f"{LIBRARY}.yml"
        assert left(ci(project, FILE, Path(saved.path()).read_text(encoding="utf-8"))) == []
        assert asks_nobody_else(desk)


def test_a_published_figure_is_corrected(browser: Browser, desk_address: str, project: Path) -> None:
    before = (project / PUBLIC).read_text(encoding="utf-8")
    with DeskPage(browser, desk_address) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        desk.write("授予中小企业 决算（万元）", "3.21")
        entry = desk.problem("没有写更正")
        expect(entry).to_be_visible(timeout=WAIT)
        desk.page.locator(".dk-problem").get_by_role("button", name="写更正").first.click()
        expect(desk.page.locator(".dk-public tbody td").last).to_have_text("3.21", timeout=WAIT)
        expect(desk.page.get_by_label("改了什么")).to_be_focused()
        desk.page.get_by_label("改了什么").fill("授予中小企业的合同金额更正为 3.21 万元")
        desk.page.get_by_label("为什么改").fill("录入时漏看了一份合同")
        desk.page.get_by_label("为什么改").blur()
        expect(entry).to_have_count(0, timeout=WAIT)
        expect(desk.page.locator("[data-counts]")).not_to_contain_text("必须改", timeout=WAIT)
        desk.turn_to("预览")
        expect(framed(desk).locator("mark.dk-changed").first).to_be_attached(timeout=WAIT)
        expect(framed(desk).locator("mark.dk-changed", has_text="3.21").first).to_be_attached()
        desk.turn_to("交出去")
        expect(desk.page.locator("#dk-leave .dk-changes")).to_contain_text("3.21", timeout=WAIT)
        text = Path(desk.saved().path()).read_text(encoding="utf-8")
        assert "录入时漏看了一份合同" in text
        assert text.split("更正:")[0] != before
        assert [problem for problem in ci(project, PUBLIC, text) if problem["level"] == "必须改"] == []
        assert asks_nobody_else(desk)
