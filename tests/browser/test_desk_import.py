"""What a clerk took into the desk is not lost: what was confirmed, what was attached, how the file was written."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
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
from tests.browser.test_desk_drafts import TITLE, another, data_file, drafts

TOTAL: Final = "收入总计 决算（万元）"
STATED: Final = "397.28"
PDF: Final = b"%PDF-1.4\n% \xe6\xbc\x94\xe7\xa4\xba\xe6\x95\xb0\xe6\x8d\xae\n"
OTHER_NAME: Final = "云溪市演示区图书馆"
TEXT: Final = f"{OTHER_NAME}{LATEST}年度部门整体支出绩效自评报告\n一、三公经费\n公务接待费决算1.20万元。演示数据。"
STOP: Final = "() => setTimeout(() => { throw new Error('演示数据') })"


def document_dropped(browser: Browser, address: str) -> DeskPage:
    """The unit's Word file is dropped, and what it says waits to be confirmed."""
    desk = DeskPage(browser, address)
    desk.choose(LIBRARY_NAME, UNWRITTEN)
    desk.drop("2019年度报告.docx", word_of_2019())
    desk.working()
    expect(desk.page.locator("dialog tbody tr").first).to_be_visible(timeout=LOADED)
    return desk


def test_what_was_confirmed_a_moment_ago_outlives_a_reload(browser: Browser, desk_address: str) -> None:
    with document_dropped(browser, desk_address) as desk:
        desk.page.evaluate("() => { document.querySelector('dialog .is-main').click(); location.reload(); }")
        desk.page.locator("[data-drafts] li .gk-button").click(timeout=LOADED)
        desk.page.locator("[data-work]").wait_for(timeout=LOADED)
        expect(desk.field(TOTAL)).to_have_value(STATED, timeout=WAIT)
        expect(desk.field(TITLE)).to_have_value("2019年度部门整体支出绩效自评报告")
        (draft,) = drafts(desk).values()
        assert draft["edits"] == [] or STATED in json.dumps(draft["edits"])
        assert desk.faults == []


@pytest.mark.trial
def test_what_was_confirmed_is_undone_at_once_and_not_in_another_report(browser: Browser, desk_address: str) -> None:
    with document_dropped(browser, desk_address) as desk:
        before = desk.field(TITLE).input_value()
        desk.page.locator("dialog .is-main").click()
        expect(desk.field(TOTAL)).to_have_value(STATED, timeout=WAIT)
        desk.page.get_by_role("button", name="撤销").click()
        expect(desk.field(TITLE)).to_have_value(before, timeout=WAIT)
        desk.page.get_by_role("button", name="加一条").first.click()
        desk.page.get_by_role("button", name="删掉：").first.click()
        expect(desk.page.get_by_role("button", name="撤销")).to_be_visible(timeout=WAIT)
        another(desk)
        expect(desk.page.get_by_role("button", name="撤销")).to_have_count(0)


@pytest.mark.trial
def test_of_two_documents_the_newer_is_shown(desk: DeskPage) -> None:
    one, other = (
        TEXT.replace(OTHER_NAME, CONGRESS_NAME).replace("1.20", amount).encode() for amount in ("7.31", "7.32")
    )
    desk.drop("一.txt", one)
    desk.drop("二.txt", other)
    expect(desk.page.locator("dialog h2")).to_have_text("“二.txt”里的内容", timeout=LOADED)
    assert desk.page.locator("dialog").count() == 1
    desk.drop("三.txt", one)  # something is asked: it is not opened, and does not take the page's place
    desk.page.get_by_role("button", name="全部打勾").click()
    desk.page.locator("dialog .is-main").click()
    expect(desk.field("公务接待费 决算（万元）")).to_have_value("7.32", timeout=WAIT)
    expect(desk.page.locator("dialog")).to_have_count(0)


@pytest.mark.trial
def test_a_document_of_another_unit_is_told_of_and_nothing_is_ticked(desk: DeskPage) -> None:
    desk.drop("报告.txt", TEXT.encode())
    expect(desk.page.locator("dialog .is-warn").first).to_contain_text(f"（{LIBRARY}）", timeout=LOADED)
    assert desk.page.locator("dialog td input:checked").count() == 0
    assert desk.page.locator("dialog td input").count() > 0


def attach(desk: DeskPage, *names: str) -> None:
    """Choose files on the page on which one leaves."""
    desk.turn_to("交出去")
    files = [{"name": name, "mimeType": "application/pdf", "buffer": PDF} for name in names]
    desk.page.locator("#dk-attach").set_input_files(files)  # type: ignore[arg-type]  # a list of payloads
    expect(desk.page.locator("#dk-leave")).to_contain_text(f"已加：{'、'.join(names)}", timeout=WAIT)


def test_what_was_attached_stays_when_a_document_is_read_and_when_one_comes_back(desk: DeskPage) -> None:
    attach(desk, "自评表.pdf", "说明.pdf")
    desk.turn_to("表单")
    desk.drop("报告.txt", TEXT.replace(OTHER_NAME, CONGRESS_NAME).encode())
    desk.page.get_by_role("button", name="全部打勾").click(timeout=LOADED)
    desk.page.locator("dialog .is-main").click()
    expect(desk.field("公务接待费 决算（万元）")).to_have_value("1.20", timeout=WAIT)
    another(desk)
    desk.choose(LIBRARY_NAME, 2018)
    desk.begin("published")
    desk.turn_to("交出去")
    expect(desk.page.locator("#dk-leave")).not_to_contain_text("已加：")
    another(desk)
    desk.page.locator("[data-drafts] li .gk-button").click()
    desk.working()
    desk.turn_to("交出去")
    expect(desk.page.locator("#dk-leave")).to_contain_text("已加：自评表.pdf、说明.pdf", timeout=WAIT)
    with zipfile.ZipFile(desk.saved().path()) as archive:
        assert archive.namelist() == [f"data/{LATEST}/{name}" for name in (f"{CONGRESS}.yml", "自评表.pdf", "说明.pdf")]
        assert archive.read(f"data/{LATEST}/自评表.pdf") == PDF
    assert desk.problem("自评表.pdf").count() == 0
    assert desk.faults == []


@pytest.mark.trial
def test_a_file_is_saved_with_the_line_ends_that_it_had(browser: Browser, desk_address: str) -> None:
    content = data_file(LIBRARY, 2018).replace(b"2018", b"2019").replace(b"\n", b"\r\n")
    with DeskPage(browser, desk_address) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        desk.drop(f"{LIBRARY}.yml", content)
        desk.working()
        desk.write(TITLE, "演示数据：改了标题")
        desk.page.wait_for_function("() => JSON.stringify({ ...localStorage }).includes('改了标题')", timeout=WAIT)
        desk.page.reload()
        desk.page.locator("[data-drafts] li .gk-button").click(timeout=WAIT)
        desk.page.locator("[data-work]").wait_for(timeout=LOADED)
        lines = Path(desk.saved().path()).read_bytes().splitlines(keepends=True)
        before = content.splitlines(keepends=True)
        assert [line.decode() for line in lines if line not in before] == ['标题: "演示数据：改了标题"\r\n']
        assert len(lines) == len(before)


@pytest.mark.trial
def test_a_worker_that_stops_loses_nothing(desk: DeskPage) -> None:
    desk.write(TITLE, "演示数据：停以前写的")
    desk.page.wait_for_function("() => JSON.stringify({ ...localStorage }).includes('停以前')", timeout=WAIT)
    desk.page.workers[0].evaluate(STOP)
    desk.page.wait_for_timeout(500)
    desk.write(TITLE, "演示数据：停以后写的")
    expect(desk.page.locator("[data-said]")).to_contain_text("校核程序停了", timeout=WAIT)
    assert "停以前写的" in Path(desk.saved().path()).read_text(encoding="utf-8")
    desk.page.reload()
    desk.page.locator("[data-drafts] li .gk-button").click(timeout=WAIT)
    desk.page.locator("[data-work]").wait_for(timeout=LOADED)
    expect(desk.field(TITLE)).to_have_value("演示数据：停以后写的", timeout=WAIT)


@pytest.mark.trial
def test_a_year_that_cannot_be_written_says_why(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        option = desk.page.locator("#dk-year option", has_text="不能填").first
        desk.page.select_option("#dk-year", str(option.get_attribute("value")))
        expect(desk.page.locator("[data-unit-said]")).to_contain_text("怎么改：请管网站的人运行")
        assert all(way.is_disabled() for way in desk.page.locator("[data-way]").all())
        desk.page.select_option("#dk-year", str(UNWRITTEN))
        expect(desk.page.locator("[data-unit-said]")).to_have_text("")
        assert desk.page.locator("[data-way=empty]").is_enabled()
