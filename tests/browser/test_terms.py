"""A term is explained where it stands: on pointing, on focus, on the first tap; dismissed with Escape."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

REPORT = "units/yanshi-weijian/2023/"
MEANING = "维持单位日常运转的钱"


def term(page: Page) -> str:
    """The first place of 基本支出."""
    return 'a.gk-term[href$="#jiben-zhichu"]'


def test_pointing_shows_and_leaving_hides(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    place, bubble = page.locator(term(page)), page.locator("#gk-bubble")
    place.hover()
    expect(bubble).to_contain_text(MEANING)
    expect(place).to_have_attribute("aria-describedby", "gk-bubble")
    bubble.hover()
    expect(bubble).to_be_visible()
    page.mouse.move(2, 2)
    expect(bubble).to_be_hidden()


def test_focus_shows_and_escape_hides(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    page.locator(term(page)).focus()
    expect(page.locator("#gk-bubble")).to_contain_text(MEANING)
    page.keyboard.press("Escape")
    expect(page.locator("#gk-bubble")).to_be_hidden()
    expect(page.locator(term(page))).to_be_focused()


def test_the_first_tap_explains_and_the_second_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + REPORT)
    page.locator(term(page)).tap()
    bubble = page.locator("#gk-bubble")
    expect(bubble).to_contain_text(MEANING)
    box = bubble.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator(term(page)).tap()
    expect(page).to_have_url(f"{address}about/glossary/#jiben-zhichu")
    context.close()


def test_without_script_the_term_is_a_link(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + REPORT)
    page.locator(term(page)).click()
    expect(page.locator("#jiben-zhichu")).to_contain_text(MEANING)
    context.close()
