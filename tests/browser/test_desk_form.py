"""The desk's form: by keyboard alone, on a phone, under an input method, with a large report, with hostile files."""

from __future__ import annotations

import re
import statistics
import struct
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.desk_site import CONGRESS, CONGRESS_NAME, LATEST, LOADED, WAIT, DeskPage
from tests.browser.test_access import AXE
from tests.conftest import DEMO

pytestmark = pytest.mark.trial

DRAFTS = "gk-desk "
SCORE, TOTAL = "自评得分（分）", "收入总计 决算（万元）"
PROJECTS, INDICATORS = 40, 60
#: A keystroke is answered within this on a processor four times slower, and what is checked because of it, a moment
#: later, is shown within that. It is the time of the page's own thread: what else runs on the machine does not count.
ANSWERED_MS: Final = 100
FOLLOWED_MS: Final = 300
SLOWER: Final = 4


def test_axe_finds_nothing_at_any_step(browser: Browser, desk_address: str) -> None:
    axe, found = AXE.read_text(encoding="utf-8"), list[tuple[object, ...]]()
    for width, scheme in ((1366, "light"), (390, "dark")):
        with DeskPage(browser, desk_address, width, bypass_csp=True, color_scheme=scheme) as desk:

            def faults(step: str, desk: DeskPage = desk, width: int = width) -> list[tuple[object, ...]]:
                desk.page.evaluate(axe)
                found = desk.page.evaluate("axe.run({iframes: false}).then((found) => found.violations)")
                return [(step, width, one["id"], node["html"][:160]) for one in found for node in one["nodes"]]

            desk.choose(CONGRESS_NAME, LATEST)
            found += faults("choice")
            desk.begin("published")
            desk.write(SCORE, "120")
            expect(desk.problem("超过 100 分")).to_have_count(1, timeout=WAIT)
            found += faults("form")
            desk.page.get_by_role("button", name="全部展开").click()
            found += faults("whole form")
            for tab in ("文本", "预览", "交出去"):
                desk.turn_to(tab)
                desk.page.wait_for_timeout(2000)
                found += faults(tab)
    assert found == []


def test_by_keyboard_alone(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        page = desk.page
        desk.choose(CONGRESS_NAME, LATEST)
        page.locator("#dk-year").focus()
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.way") == "published":
                break
        page.keyboard.press("Enter")
        desk.working()
        expect(page.locator("[data-whose]")).to_be_focused()
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "dk-tab-form":
                break
        for expected in ("文本", "预览", "交出去", "表单"):
            page.keyboard.press("ArrowRight")
            tab = page.get_by_role("tab", name=expected, exact=True)
            expect(tab).to_be_focused()
            expect(tab).to_have_attribute("aria-selected", "true")
        desk.field(TOTAL).focus()
        page.keyboard.press("Enter")
        expect(desk.field("支出总计 决算（万元）")).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(desk.field("本年收入合计 决算（万元）")).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Shift+Tab")
        expect(desk.field("支出总计 全年预算（万元）")).to_be_focused()
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(desk.field("支出总计 全年预算（万元）")).to_have_value("未公开", timeout=WAIT)
        expect(desk.field("支出总计 全年预算（万元）")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.type("970.34")
        page.keyboard.press("Tab")
        expect(page.locator(".dk-cell[data-state=filled]", has=desk.field("支出总计 全年预算（万元）"))).to_have_count(
            1
        )


def test_nothing_is_done_while_an_input_method_composes(desk: DeskPage) -> None:
    page, area = desk.page, desk.field("引言")
    area.evaluate("(area) => { area.focus(); area.setSelectionRange(0, 0); }")
    session = desk.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "yan'shi", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(2500)
    assert area.input_value().startswith("yan'shi")
    assert DRAFTS not in page.evaluate("Object.keys(localStorage).join()")
    session.send("Input.insertText", {"text": "演示。"})
    area.blur()
    desk.turn_to("文本")
    expect(page.locator(".dk-area")).to_have_value(re.compile("引言: 演示。2023年度"), timeout=WAIT)
    desk.turn_to("表单")
    total = desk.field(TOTAL)
    total.focus()
    total.evaluate(
        """(field) => field.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    expect(total).to_be_focused()


def test_cells_of_a_spreadsheet_are_pasted(desk: DeskPage) -> None:
    _paste(desk, "收入总计 年初预算（万元）", "1,954.01\t２３\n5\t6")
    for label, written in (
        ("收入总计 年初预算（万元）", "1954.01"), ("收入总计 全年预算（万元）", "23"),
        ("支出总计 年初预算（万元）", "5"), ("支出总计 全年预算（万元）", "6"),
    ):  # fmt: skip  # a table
        expect(desk.field(label)).to_have_value(written, timeout=WAIT)
    desk.page.locator("[data-said]").get_by_role("button", name="撤销").click()
    expect(desk.field("收入总计 年初预算（万元）")).to_have_value("954.01", timeout=WAIT)
    rows = desk.page.locator("[data-section='自评表/指标'] .dk-row")
    there = rows.count()
    _paste(desk, f"第{there}行 三级指标", "会议次数\t≥\t8\n培训人次\t≥\t9")
    expect(rows).to_have_count(there + 1, timeout=WAIT)
    expect(desk.field(f"第{there + 1}行 三级指标")).to_have_value("培训人次")


def _paste(desk: DeskPage, label: str, text: str) -> None:
    desk.field(label).evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.focus();
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_broken_text_keeps_the_form_and_a_draft_goes_on(desk: DeskPage) -> None:
    page = desk.page
    desk.turn_to("文本")
    area = page.locator(".dk-area")
    text = area.input_value()
    area.fill(text.replace("标题:", "标题: {", 1))
    expect(page.locator("#dk-text-said")).to_contain_text("现在读不通", timeout=WAIT)
    page.locator("#dk-text-said button").first.click()
    expect(area).to_be_focused()
    desk.turn_to("表单")
    expect(desk.field(TOTAL)).to_have_value("966.50")
    desk.turn_to("文本")
    area.fill(text.replace("收入总计: {上年决算: 991.97", "收入总计: {上年决算: 991.98"))
    desk.turn_to("表单")
    expect(desk.field("收入总计 上年决算（万元）")).to_have_value("991.98", timeout=WAIT)
    page.wait_for_timeout(1500)
    page.reload()
    page.locator("[data-drafts] li .gk-button").click(timeout=WAIT)
    page.locator("[data-work]").wait_for(timeout=120_000)
    expect(desk.field("收入总计 上年决算（万元）")).to_have_value("991.98")
    page.get_by_role("button", name="换一份").click()
    page.get_by_role("button", name="删掉草稿").click()
    expect(page.locator("[data-drafts]")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('gk-desk'))") == []


def test_on_a_phone_the_list_opens_from_the_bottom_and_leads_to_its_field(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address, 390) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        desk.write(SCORE, "120")
        expect(desk.page.locator("[data-open-problems]")).to_contain_text("请核对", timeout=WAIT)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
        desk.page.locator("[data-open-problems]").click()
        desk.problem("超过 100 分").get_by_role("button").click()
        expect(desk.field(SCORE)).to_be_focused()
        expect(desk.problem("超过 100 分")).to_be_hidden()


def large_text() -> str:
    """A report with forty projects and sixty indicators."""
    text = (DEMO / f"data/{LATEST}/{CONGRESS}.yml").read_text(encoding="utf-8")
    there = text.index("      - {名称:")
    projects = "".join(
        f"      - {{名称: 演示项目{at}, 类别: 业务工作经费, 年初预算: {at}.10, 全年预算: {at}.20, 决算: {at}.15}}\n"
        for at in range(PROJECTS - 4)
    )
    indicators = "".join(
        f"    - 一级指标: 产出指标\n      二级指标: 数量指标\n      三级指标: 演示指标{at}\n      计算符号: ≥\n"
        f"      年度指标值: {at}\n      实际完成值: {at}\n      计量单位: 次\n      分值: 1\n      得分: 1\n"
        for at in range(INDICATORS - 10)
    )
    text = text[:there] + projects + text[there:]
    return text.replace("  指标:\n", f"  指标:\n{indicators}", 1)


def test_a_keystroke_is_answered_at_once_in_a_large_report(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        page = desk.page
        desk.choose(CONGRESS_NAME, LATEST)
        desk.drop(f"{CONGRESS}.yml", large_text().encode())
        desk.working()
        assert page.locator("[data-section='自评表/指标'] .dk-row").count() == INDICATORS
        session = desk.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def spent_ms() -> float:
            found = session.send("Performance.getMetrics")["metrics"]
            return 1000 * next(float(one["value"]) for one in found if one["name"] == "TaskDuration")

        answering, following = list[float](), list[float]()
        for label in (TOTAL, "第30行 得分（分）", "第20行 决算（万元）"):
            desk.field(label).focus()
            page.wait_for_timeout(1000)
            for key in "12345":
                start = spent_ms()
                page.keyboard.press(key)
                page.wait_for_timeout(200)
                answered = spent_ms()
                page.wait_for_timeout(1300)
                answering.append(answered - start)
                following.append(spent_ms() - answered)
        assert statistics.median(answering) * SLOWER < ANSWERED_MS, answering
        assert statistics.median(following) * SLOWER < FOLLOWED_MS, following


def _zip(**files: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


ENTITIES: Final = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;'
    "</w:t></w:r></w:p></w:body></w:document>"
)
#: Each refused in words; the last but one is text, which is shown as such, and the last opens as text.
HOSTILE: Final = {
    "zip bomb": ("a.docx", _zip(**{"word__document.xml": b"\0" * 300_000_000})),
    "entity bomb": ("b.docx", _zip(**{"word__document.xml": ENTITIES.encode()})),
    "macros alone": ("c.docm", _zip(word__vbaProject=b"\xd0\xcf\x11\xe0" * 99)),
    "wrong kind": ("d.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 999),
    "program": ("e.exe", b"MZ" + b"\0" * 999),
    "half a ZIP": ("f.xlsx", b"PK\x03\x04" + struct.pack("<30x")),
    "empty": ("g.pdf", b""),
    "script in text": ("h.txt", b"<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>"),
    "not YAML": ("i.yml", b"{[}\x00\xff<script>window.hurt = 1</script>"),
}  # fmt: skip  # a table


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_the_page_lives_on(desk: DeskPage, what: str) -> None:
    name, content = HOSTILE[what]
    desk.drop(name, content)
    words = desk.page.locator("[data-said] p, dialog h2, #dk-text-said li, [data-problem-list] li").first
    expect(words).to_be_attached(timeout=60_000)
    expect(desk.page.locator("[data-said] p", has_text="正在读")).to_have_count(0, timeout=60_000)
    if (away := desk.page.get_by_role("button", name="不填，关上")).count():
        assert desk.page.locator("dialog script, dialog img").count() == 0
        away.click()
    assert desk.page.evaluate("window.hurt") is None
    if not name.endswith(".yml"):
        desk.write(SCORE, "120")
        expect(desk.problem("超过 100 分")).to_be_visible(timeout=WAIT)


def test_a_file_of_a_hundred_megabytes_is_not_opened(desk: DeskPage, tmp_path: Path) -> None:
    large = tmp_path / "扫描件.pdf"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    desk.page.locator("[data-file]").set_input_files(large)
    expect(desk.page.locator("[data-said]")).to_contain_text("太大", timeout=WAIT)


def test_attachments_and_the_file_are_saved_as_one_archive(desk: DeskPage, tmp_path: Path) -> None:
    scan = tmp_path / "演示附件.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    desk.turn_to("交出去")
    desk.page.locator("#dk-attach").set_input_files(scan)
    expect(desk.page.locator("#dk-leave")).to_contain_text("已加：演示附件.pdf", timeout=WAIT)
    with zipfile.ZipFile(desk.saved().path()) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"data/{LATEST}/{CONGRESS}.yml", f"data/{LATEST}/演示附件.pdf"]
        assert archive.read(f"data/{LATEST}/演示附件.pdf") == scan.read_bytes()
        assert "演示附件.pdf" in archive.read(f"data/{LATEST}/{CONGRESS}.yml").decode()


def test_the_official_form_goes_out_and_comes_in_the_same(desk: DeskPage) -> None:
    desk.turn_to("交出去")
    with desk.page.expect_download(timeout=LOADED) as waiting:
        desk.page.get_by_role("button", name="另存一份 Excel 表").click(timeout=WAIT)
    assert waiting.value.suggested_filename == f"{CONGRESS}-{LATEST}.xlsx"
    book = Path(waiting.value.path()).read_bytes()
    desk.drop("填好的.xlsx", book)
    expect(desk.page.locator("[data-said], dialog").first).to_contain_text("和表单里的一样", timeout=60_000)
