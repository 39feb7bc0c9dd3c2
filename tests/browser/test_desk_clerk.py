"""What a fresh clerk stumbled over on the desk: doubtful figures, what is not filled in, answers, a phone's bar."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.desk_site import CONGRESS_NAME, LATEST, LIBRARY_NAME, LOADED, UNWRITTEN, WAIT, DeskPage
from tests.desk.test_asked import DOCUMENT

pytestmark = pytest.mark.trial
MEALS, INCOME, SPENT = "公务接待费 决算（万元）", "收入总计 决算（万元）", "支出总计 决算（万元）"
LONG: Final = "演示数据：" + "这一段很长，" * 30 + "到此为止。"


@pytest.fixture(params=[1440, 390])
def width(request: pytest.FixtureRequest) -> int:
    """Of a screen: a desk's, a phone's."""
    found: int = request.param
    return found


def drop_document(desk: DeskPage) -> None:
    """Begin a new report and drop a document of which three figures are doubtful."""
    desk.choose(LIBRARY_NAME, UNWRITTEN)
    desk.begin("last_year")
    text = DOCUMENT.replace("演示数据。", LONG)
    desk.drop("报告.txt", text.encode())
    expect(desk.page.locator("dialog .dk-unsure")).to_be_visible(timeout=LOADED)


def test_doubtful_figures_are_chosen_one_by_one_and_by_column(browser: Browser, desk_address: str, width: int) -> None:
    with DeskPage(browser, desk_address, width) as desk:
        drop_document(desk)
        put = desk.page.locator("dialog .is-main")
        before = int(re.findall(r"\d+", put.inner_text())[0])
        meals = desk.page.get_by_role("group", name="三公经费 / 公务接待费 / 决算")
        meals.get_by_role("radio").nth(1).check()
        expect(put).to_contain_text(f" {before + 1} 项")
        desk.page.get_by_role("button", name="都选上").click()
        expect(put).to_contain_text(f" {before + 3} 项")
        desk.page.get_by_role("button", name="都先不填").click()
        expect(put).to_contain_text(f" {before + 1} 项")
        put.click()
        expect(desk.page.locator("[data-said]")).to_contain_text("2 处待核对", timeout=WAIT)
        expect(desk.field(MEALS)).to_have_value("2.93")
        assert desk.faults == []


def test_what_is_not_chosen_is_asked_stands_in_the_text_and_ends_by_its_field(
    browser: Browser, desk_address: str
) -> None:
    with DeskPage(browser, desk_address) as desk:
        drop_document(desk)
        desk.page.locator("dialog .is-main").click()
        asked = desk.problem("还没有核对")
        expect(asked).to_have_count(3, timeout=WAIT)
        asked.filter(has_text="收入总计").get_by_role("button").click()
        expect(desk.field(INCOME)).to_be_focused()
        expect(desk.field(INCOME)).to_have_value("")
        desk.turn_to("文本")
        assert desk.page.locator(".dk-area").input_value().count("null    # 待核对：") == 3
        desk.turn_to("表单")
        desk.write(INCOME, "497.28")
        expect(asked).to_have_count(2, timeout=WAIT)
        desk.write(SPENT, "无")
        expect(asked).to_have_count(1, timeout=WAIT)
        expect(desk.field(SPENT)).to_have_value("未公开")
        assert desk.faults == []


def test_a_long_text_can_be_read_whole_before_it_is_taken(browser: Browser, desk_address: str, width: int) -> None:
    with DeskPage(browser, desk_address, width) as desk:
        drop_document(desk)
        whole = desk.page.locator("dialog .dk-words").first
        expect(whole).to_be_hidden()
        desk.page.locator("dialog .dk-whole summary").first.click()
        expect(whole).to_be_visible()
        expect(whole).to_contain_text("到此为止。")
        box = desk.page.locator("dialog").bounding_box()
        assert box is not None
        assert width > 1000 or box["height"] > 840  # on a phone the whole screen


def test_what_is_not_filled_in_is_said_and_leads_to_its_field(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        desk.begin("last_year")
        expect(desk.page.locator("[data-counts]")).to_have_text(re.compile(r"没有填 \d{2,3}"), timeout=WAIT)
        expect(desk.page.locator("[data-problems] h2")).to_have_text("没有填完")
        desk.turn_to("交出去")
        said = desk.page.locator("#dk-leave .dk-done")
        expect(said).to_contain_text(re.compile(r"还有 \d{2,3} 项没有填：.*收支 \d+"), timeout=WAIT)
        expect(said).not_to_contain_text("可以交了")
        expect(said).to_have_class(re.compile("is-blank"))
        desk.turn_to("表单")
        desk.page.locator("[data-problem-list] li", has_text="资产管理").get_by_role("button").click()
        expect(desk.field("资产管理")).to_be_focused()


def test_an_answer_names_what_it_answers_besides_and_the_page_stays(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        desk.begin("last_year")
        desk.write(INCOME, "400")
        desk.write("收入总计 上年决算（万元）", "390")
        desk.write("年初结转和结余 决算（万元）", "1.17")
        question = desk.page.locator(".dk-problem", has_text="年初结转和结余 1.17 万元")
        expect(question).to_be_visible(timeout=WAIT)
        expect(desk.page.locator(".dk-problem", has_text="上年报告公开的是")).to_be_visible(timeout=WAIT)
        question.get_by_role("button", name="写说明").click()
        expect(question).to_contain_text("这一条说明同时回答下面 1 处")
        expect(question.locator("li")).to_contain_text("上年报告公开的是 397.28 万元")
        question.get_by_label("校核说明").fill("演示数据：上年结转调整过。")
        row = desk.page.locator('[data-row="收支/年初结转和结余"]')
        before = row.bounding_box()
        question.get_by_role("button", name="写进校核说明").click()
        expect(question).to_have_count(0, timeout=WAIT)
        after = row.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(before["y"] - after["y"]) < 3
        assert desk.page.evaluate("document.activeElement.closest('[data-row]')?.dataset.row") == "收支/年初结转和结余"


def test_the_bar_at_the_bottom_of_a_phone_covers_nothing_that_is_in_use(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address, 390) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        desk.page.locator("input.dk-number:visible").first.focus()
        for _ in range(40):
            desk.page.keyboard.press("Tab")
            covered = desk.page.evaluate(
                """() => {
                  const used = document.activeElement.getBoundingClientRect();
                  const bar = document.querySelector("[data-open-problems]").getBoundingClientRect();
                  return used.bottom > bar.top && used.height < 300 ? document.activeElement.outerHTML : "";
                }"""
            )
            assert covered == ""


def test_an_older_draft_without_a_time_is_listed_too(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        desk.page.evaluate(
            """() => localStorage.setItem("gk-desk yanshi-renda 2023", JSON.stringify(
              {unit: "yanshi-renda", name: "演示区人大", year: 2023, text: "标题: x", day: "2026/11/1 10:00"}))"""
        )
        desk.page.reload()
        expect(desk.page.locator("[data-drafts] li small")).to_have_text("2026/11/1 10:00", timeout=WAIT)
