"""What the desk says beside the form: what waits, the way back, what is ticked, and which ways there are to begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.desk_site import CONGRESS_NAME, LATEST, LIBRARY_NAME, LOADED, UNWRITTEN, WAIT, DeskPage
from tests.browser.test_desk_drafts import TITLE, another

MONEY = "授予中小企业 决算（万元）"
#: How much of what is in use is below what is said, in pixels.
COVERED = """() => {
  const [said, used] = [document.querySelector("[data-said]"), document.activeElement];
  if (!said.childElementCount || !used.closest("[data-form]")) return -1;
  const [one, other] = [said.getBoundingClientRect(), used.getBoundingClientRect()];
  return Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
}"""
#: Scrolls a field to where words are said.
BELOW = """field => {
  const [one, other] = [document.querySelector("[data-said]"), field].map((each) => each.getBoundingClientRect());
  scrollBy(0, other.top - one.top);
}"""


@pytest.fixture
def phone(browser: Browser, desk_address: str) -> Iterator[DeskPage]:
    """The desk on a phone with a public report in hand."""
    with DeskPage(browser, desk_address, 390) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        yield desk


def taken_out(desk: DeskPage) -> None:
    """A row is taken out, which may be undone."""
    desk.page.get_by_role("button", name="删掉：").first.click()
    expect(desk.page.get_by_role("button", name="撤销")).to_be_visible(timeout=WAIT)


def test_the_way_back_stays_until_the_next_change(desk: DeskPage) -> None:
    desk.page.clock.install()
    taken_out(desk)
    desk.page.clock.fast_forward("02:00")
    back = desk.page.get_by_role("button", name="撤销")
    expect(back).to_be_visible()
    desk.drop("空.txt", b" ")  # it is said that nothing is in it, which is no change
    expect(desk.page.locator("[data-said] p")).to_have_count(2, timeout=LOADED)
    desk.page.clock.fast_forward("00:13")
    expect(desk.page.locator("[data-said] p")).to_have_count(1)
    expect(back).to_be_visible()
    desk.write(MONEY, "4.32")
    expect(back).to_have_count(0, timeout=WAIT)


@pytest.mark.trial
def test_the_way_back_can_be_closed_and_is_gone_with_the_report(desk: DeskPage) -> None:
    taken_out(desk)
    desk.page.get_by_role("button", name="关上提示").click()
    expect(desk.page.locator("[data-said]")).to_be_empty()
    taken_out(desk)
    another(desk)
    expect(desk.page.locator("[data-said]")).to_be_empty()


def test_what_is_said_never_covers_the_field_in_use(phone: DeskPage) -> None:
    """Not even a field that stood just there, nor those that the keys lead to."""
    taken_out(phone)
    fields = phone.page.locator("#dk-form .dk-number:visible")
    count = fields.count()
    assert count > 40
    for at in range(0, count, max(1, count // 20)):
        field = fields.nth(at)
        field.evaluate(BELOW)
        field.evaluate("e => { e.blur(); e.focus({preventScroll: true}); }")
        assert phone.page.evaluate(COVERED) == 0, at
    for _ in range(12):
        phone.page.keyboard.press("Tab")
        assert phone.page.evaluate(COVERED) in {-1, 0}


@pytest.mark.parametrize(
    "written", ["12O.5", *(pytest.param(words, marks=pytest.mark.trial) for words in ("约5万", "1.2.3"))]
)
def test_what_waits_until_a_cell_can_be_read_is_said_first(written: str, desk: DeskPage) -> None:
    first = desk.page.locator("[data-problem-list] > :first-child")
    expect(first).not_to_contain_text("还没有核对")
    right = desk.field(MONEY).input_value()
    desk.write(MONEY, written)
    expect(first).to_contain_text("还没有核对", timeout=WAIT)
    desk.write(MONEY, right)
    expect(first).not_to_contain_text("还没有核对", timeout=WAIT)


def test_what_the_desk_wrote_itself_gives_way_to_the_document(browser: Browser, desk_address: str) -> None:
    words = f"演示区图书馆{UNWRITTEN}年部门整体支出绩效自评情况报告\n一、三公经费\n公务接待费决算1.20万元。演示数据。"
    with DeskPage(browser, desk_address) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        desk.drop("报告.txt", words.encode())
        row = desk.page.locator("dialog tbody tr", has_text="标题")
        expect(row.locator("input")).to_be_checked(timeout=LOADED)
        expect(row).to_contain_text("自动写的是")
        desk.page.locator("dialog .is-main").click()
        expect(desk.field(TITLE)).to_have_value(words.split("\n")[0], timeout=WAIT)
        expect(desk.page.locator("[data-kept]")).to_contain_text("草稿", timeout=WAIT)
        another(desk)
        expect(desk.page.locator("[data-drafts] li small")).to_contain_text("标题等 4 处", timeout=WAIT)


@pytest.mark.trial
def test_without_an_earlier_report_nothing_like_it_is_offered(browser: Browser, desk_address: str) -> None:
    with DeskPage(browser, desk_address) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        way = desk.page.locator("[data-way=last_year]")
        expect(way).to_be_enabled()
        expect(way).to_contain_text("结构照上年")
        published = desk.page.locator("[data-way=published]")
        expect(published).to_be_disabled()
        expect(published).to_contain_text("网站上没有这一年度的报告")
        desk.page.select_option("#dk-year", str(LATEST))
        expect(way).to_be_disabled()
        expect(way).to_contain_text("从“修改已公开的”改起")
        expect(published).to_be_enabled()
        expect(published).to_contain_text("改动写更正")
        option = desk.page.locator('#dk-units option[value*="区财政局"]').first
        desk.page.fill("#dk-unit", "")
        desk.page.fill("#dk-unit", str(option.get_attribute("value")))
        expect(way).to_be_disabled(timeout=WAIT)
        expect(way).to_contain_text("没有可以照的：从空表填起")
        expect(desk.page.locator("[data-way=empty]")).to_be_enabled()
