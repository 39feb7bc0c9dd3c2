"""The desk in a browser loses nothing and mixes nothing up: another report, drafts, two windows, a reload at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
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
    word_of_2019,
)
from tests.conftest import DEMO

#: The last year that the library has a report of.
WRITTEN: Final = 2018
TITLE, TOTAL = "标题", "收入总计 决算（万元）"
DRAFT: Final = f"gk-desk {CONGRESS} {LATEST}"
KEEPING_MS: Final = 1500


@pytest.fixture(name="desk")
def _desk(desk: DeskPage) -> Iterator[DeskPage]:
    """A public report in hand; the page has no fault to the end."""
    yield desk
    assert desk.faults == []


def data_file(unit: str, year: int) -> bytes:
    """A report as it is public."""
    return (DEMO / f"data/{year}/{unit}.yml").read_bytes()


def drafts(desk: DeskPage) -> dict[str, Any]:
    """What the browser keeps of the desk."""
    kept = desk.page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('gk-desk'))")
    return {key: json.loads(draft) for key, draft in kept}


def another(desk: DeskPage) -> None:
    """Turn to another report."""
    desk.page.get_by_role("button", name="换一份").click()
    expect(desk.page.locator("[data-start]")).to_be_visible(timeout=WAIT)


def answer(desk: DeskPage, words: str) -> None:
    """Answer what is asked."""
    desk.page.locator("dialog.dk-ask").get_by_role("button", name=words, exact=True).click(timeout=WAIT)


def kept_with(desk: DeskPage, title: str) -> None:
    """Write a title, and wait until the draft has it."""
    desk.write(TITLE, title)
    desk.page.wait_for_function(
        """(title) => Object.entries(localStorage)
          .some(([key, kept]) => key.startsWith('gk-desk') && kept.includes(title))""",
        arg=title,
        timeout=WAIT,
    )


def whose(desk: DeskPage) -> Locator:
    """Whose report is in hand."""
    return desk.page.locator("[data-whose]")


def test_a_file_of_another_unit_begins_its_own_report(desk: DeskPage) -> None:
    kept_with(desk, "演示数据：改了标题")
    another(desk)
    expect(desk.page.locator("#dk-unit")).to_have_value("")
    expect(desk.page.locator("[data-drafts] li")).to_have_count(1)
    assert desk.page.locator("#dk-units option").count() > 2
    desk.choose(LIBRARY_NAME, WRITTEN)
    desk.drop(f"{LIBRARY}.yml", data_file(LIBRARY, WRITTEN))
    desk.working()
    expect(whose(desk)).to_contain_text(f"{LIBRARY_NAME} {WRITTEN}年度")
    desk.turn_to("文本")
    expect(desk.page.locator(".dk-area")).to_have_value(data_file(LIBRARY, WRITTEN).decode())
    assert [*drafts(desk)] == [DRAFT]
    assert drafts(desk)[DRAFT]["unit"] == CONGRESS


@pytest.mark.trial
def test_the_same_unit_is_chosen_once_more(desk: DeskPage) -> None:
    another(desk)
    desk.choose(CONGRESS_NAME, LATEST)
    expect(desk.page.locator("#dk-year option", has_text="已公开").first).to_be_attached()
    desk.begin("published")
    desk.write(TITLE, "演示数据：又一次")
    expect(desk.field(TITLE)).to_have_value("演示数据：又一次")


@pytest.mark.trial
def test_a_document_waits_until_unit_and_year_are_chosen(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        desk.drop("2019年度报告.docx", word_of_2019())
        expect(desk.page.locator("[data-said]")).to_contain_text("等着")
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        way = desk.page.locator("[data-way=file]")
        expect(way).to_contain_text("打开“2019年度报告.docx”")
        way.click()
        expect(desk.page.locator("dialog tbody tr").first).to_be_visible(timeout=LOADED)
        expect(whose(desk)).to_contain_text(f"{LIBRARY_NAME} {UNWRITTEN}年度")
        expect(desk.page.locator("dialog td", has_text="正文").first).to_be_attached()
        tables_have_one_tick(desk.page)


def tables_have_one_tick(page: Page) -> None:
    """One tick takes a whole table or leaves it; its rows are ticked singly as well."""
    body = page.locator("dialog tbody", has=page.locator("[data-whole]")).first
    whole, boxes = body.locator("[data-whole]"), body.locator("td input[value]")
    assert boxes.count() > 1
    for is_checked in (False, True):
        whole.set_checked(is_checked)
        assert {box.is_checked() for box in boxes.all()} == {is_checked}
    boxes.first.uncheck()
    assert not whole.is_checked()
    assert whole.evaluate("(whole) => whole.indeterminate")


@pytest.mark.trial
def test_whoever_begins_anew_is_asked_about_the_draft(desk: DeskPage) -> None:
    kept_with(desk, "演示数据：草稿里的标题")
    another(desk)
    desk.choose(CONGRESS_NAME, LATEST)
    desk.page.click("[data-way=published]")
    answer(desk, "接着做草稿")
    desk.working()
    expect(desk.field(TITLE)).to_have_value("演示数据：草稿里的标题")
    another(desk)
    desk.choose(CONGRESS_NAME, LATEST)
    desk.page.click("[data-way=published]")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("[data-work]")).to_be_hidden()
    assert [*drafts(desk)] == [DRAFT]
    desk.page.click("[data-way=published]")
    answer(desk, "丢掉草稿重新开始")
    desk.working()
    expect(desk.field(TITLE)).not_to_have_value("演示数据：草稿里的标题")
    assert drafts(desk) == {}


@pytest.mark.trial
def test_all_drafts_of_a_report_may_stay_and_can_be_told_apart(desk: DeskPage) -> None:
    kept_with(desk, "演示数据：第一份")
    expect(desk.page.locator("[data-kept]")).to_contain_text(re.compile(r"草稿 \d\d:\d\d:\d\d 存在这个浏览器里"))
    another(desk)
    desk.choose(CONGRESS_NAME, LATEST)
    desk.page.click("[data-way=published]")
    answer(desk, "都留着，另起一份")
    desk.working()
    expect(desk.page.locator("[data-kept]")).to_be_empty()
    expect(desk.field(TITLE)).not_to_have_value("演示数据：第一份")
    kept_with(desk, "演示数据：第二份")
    assert "另一个窗口" not in str(desk.page.locator("[data-said]").text_content())
    before = drafts(desk)
    assert [*sorted(before)] == [DRAFT, f"{DRAFT} 2"]
    another(desk)
    told = desk.page.locator("[data-drafts] li small")
    about = r"刚才（[\d:]{8}） · 填了 \d+ 项 · 最后改的：基本信息 标题（演示数据：第二份）"
    assert re.fullmatch(about, told.first.inner_text())
    assert "第一份" in told.last.inner_text()
    for at in (1, 0):  # looked at, and nothing changed
        desk.page.locator("[data-drafts] li .gk-button").nth(at).click(timeout=WAIT)
        desk.working()
        desk.page.wait_for_timeout(KEEPING_MS)
        another(desk)
    assert {key: draft["at"] for key, draft in drafts(desk).items()} == {key: one["at"] for key, one in before.items()}
    assert "第二份" in told.first.inner_text()


@pytest.mark.trial
def test_a_file_over_unsaved_work_asks_and_keeps_both(desk: DeskPage) -> None:
    kept_with(desk, "演示数据：还没有保存")
    desk.drop(f"{CONGRESS}.yml", data_file(CONGRESS, LATEST))
    answer(desk, "不打开")
    expect(desk.field(TITLE)).to_have_value("演示数据：还没有保存")
    desk.drop(f"{CONGRESS}.yml", data_file(CONGRESS, LATEST))
    answer(desk, "打开这个文件")
    expect(desk.field(TITLE)).not_to_have_value("演示数据：还没有保存", timeout=WAIT)
    kept_with(desk, "演示数据：另一份")
    assert {key: draft["text"].count("另一份") for key, draft in drafts(desk).items()} == {DRAFT: 0, f"{DRAFT} 2": 1}


@pytest.mark.trial
def test_a_file_of_another_unit_or_in_gbk_leaves_what_is_in_hand(desk: DeskPage) -> None:
    said, before = desk.page.locator("[data-said]"), desk.field(TITLE).input_value()
    for name, content, words in (
        (f"{LIBRARY}.yml", data_file(LIBRARY, WRITTEN), "怎么改"),
        (f"{CONGRESS}.yml", data_file(CONGRESS, LATEST - 1), f"{LATEST - 1} 年度"),
        (f"{CONGRESS}.yml", data_file(CONGRESS, LATEST).decode().encode("gb18030"), "GBK"),
    ):
        desk.drop(name, content)
        expect(said).to_contain_text(words, timeout=WAIT)
        expect(whose(desk)).to_contain_text(f"{LATEST}年度")
        expect(desk.field(TITLE)).to_have_value(before)
        desk.page.get_by_role("button", name="关上提示").click()
    desk.write(TITLE, "演示数据：接着写")
    expect(desk.field(TITLE)).to_have_value("演示数据：接着写")


@pytest.mark.trial
def test_two_windows_keep_both_drafts(desk: DeskPage) -> None:
    first, second = desk.page, desk.context.new_page()
    kept_with(desk, "演示数据：第一个窗口")
    second.goto(f"{desk.address}desk/")
    second.locator("[data-drafts] li .gk-button").click(timeout=WAIT)
    desk.page = second
    second.locator("[data-work]").wait_for(timeout=LOADED)
    kept_with(desk, "演示数据：第二个窗口")
    desk.page = first
    kept_with(desk, "演示数据：还是第一个窗口")
    expect(first.locator("[data-said]")).to_contain_text("两份草稿都留着")
    found = drafts(desk)
    assert [*sorted(found)] == [DRAFT, f"{DRAFT} 2"]
    assert "第二个窗口" in found[DRAFT]["text"]
    assert "还是第一个窗口" in found[f"{DRAFT} 2"]["text"]


@pytest.mark.trial
def test_what_is_as_published_is_no_draft(desk: DeskPage) -> None:
    before = desk.field(TITLE).input_value()
    kept_with(desk, "演示数据：改了又改回去")
    desk.write(TITLE, before)
    desk.page.wait_for_function("(key) => !(key in localStorage)", arg=DRAFT, timeout=WAIT)


@pytest.mark.trial
def test_a_full_browser_says_that_it_keeps_no_draft(desk: DeskPage) -> None:
    desk.page.evaluate(
        """() => {
          for (let size = 1 << 22; size; size >>= 1) {
            try {
              for (let at = 0; ; at += 1) localStorage.setItem(`full ${size} ${at}`, "x".repeat(size));
            } catch {}
          }
        }"""
    )
    desk.write(TITLE, "演示数据：存不下")
    expect(desk.page.locator("[data-said]")).to_contain_text("这个浏览器存不下草稿，请保存文件", timeout=WAIT)
    assert drafts(desk) == {}
    assert asks_before_it_leaves(desk.page)
    desk.saved()
    assert not asks_before_it_leaves(desk.page)


def asks_before_it_leaves(page: Page) -> bool:
    """Whether the page asks before it is left."""
    asked: bool = page.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    return asked


def _typed(desk: DeskPage) -> None:
    desk.field(TITLE).fill("演示数据：刚刚写的")


def _typed_as_text(desk: DeskPage) -> None:
    desk.turn_to("文本")
    area = desk.page.locator(".dk-area")
    lines = area.input_value().split("\n")
    area.fill("\n".join("标题: 演示数据：刚刚写的" if line.startswith("标题:") else line for line in lines))


@pytest.mark.trial
@pytest.mark.parametrize("write", [_typed, _typed_as_text])
def test_what_was_typed_last_outlives_a_reload(desk: DeskPage, write: Callable[[DeskPage], None]) -> None:
    write(desk)
    assert asks_before_it_leaves(desk.page)
    desk.page.reload()
    desk.page.locator("[data-drafts] li .gk-button").click(timeout=WAIT)
    desk.page.locator("[data-work]").wait_for(timeout=LOADED)
    expect(desk.field(TITLE)).to_have_value("演示数据：刚刚写的", timeout=WAIT)
    desk.page.wait_for_timeout(KEEPING_MS)
    assert drafts(desk)[DRAFT]["edits"] == []
    assert not asks_before_it_leaves(desk.page)


@pytest.mark.trial
def test_a_phone_shows_the_work_first(browser: Browser, desk_address: str, tmp_path: Path) -> None:
    with DeskPage(browser, desk_address, 390) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        fold = desk.page.locator("[data-public] details")
        assert fold.evaluate("(fold) => fold.open")
        desk.turn_to("预览")
        assert not fold.evaluate("(fold) => fold.open")
        expect(desk.page.locator("iframe.dk-frame")).to_have_attribute("data-width", "phone")
        desk.turn_to("表单")
        desk.page.locator("[data-open-problems]").click()
        sheet = desk.page.locator("[data-problems]").bounding_box()
        assert sheet is not None
        assert sheet["y"] > 844 * 0.25
        assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=1)


def test_drafts_stand_with_the_newest_first_and_what_is_none_is_left_out(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        for number, day in enumerate(("2026/11/27 09:05", "2026/9/3 10:00", "2026/12/1 08:00")):
            draft = {"unit": CONGRESS, "name": day, "year": LATEST, "text": "", "day": day, "at": (number * 2) % 5}
            desk.page.evaluate(
                "([key, kept]) => localStorage.setItem(key, kept)", [f"{DRAFT} {day}", json.dumps(draft)]
            )
        for broken in ("{", "null", '{"unit": 1}', json.dumps({**draft, "edits": "x"})):
            desk.page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"{DRAFT} {broken}", broken])
        desk.page.reload()
        names = desk.page.locator("[data-drafts] li .gk-button")
        expect(names).to_have_text(
            [f"{day} {LATEST}年度" for day in ("2026/12/1 08:00", "2026/9/3 10:00", "2026/11/27 09:05")]
        )
        assert desk.faults == []
