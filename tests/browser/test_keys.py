"""The keyboard: few stops before the content, nothing that can be reached without use, an input method left alone."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, TimeoutError
from tests.browser.test_reading import KINDS

#: So many stops at most before the content of a page, everything folded that is folded.
STOPS: Final = 25
FIELDS: Final = "input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=hidden]), textarea"

#: Whether a key that an input method is still using is acted on: what it does to the page and to the event.
COMPOSING: Final = """(field) => {
  const before = document.body.innerHTML.length;
  const acted = [];
  for (const key of ["ArrowDown", "ArrowUp", "Enter", "Escape", "Tab", "Home", "End"]) {
    for (const about of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...about });
      field.focus();
      field.dispatchEvent(event);
      const moved = document.activeElement !== field;
      if (event.defaultPrevented || moved || document.body.innerHTML.length !== before) acted.push(key);
    }
  }
  return acted;
}"""

#: What is reached by keyboard to be scrolled, and cannot be.
STILL: Final = """[...document.querySelectorAll("[tabindex='0']")]
  .filter((part) => part.checkVisibility() && !part.matches("a, button, input, select, summary"))
  .filter((part) => part.scrollWidth <= part.clientWidth && part.scrollHeight <= part.clientHeight)
  .map((part) => part.outerHTML.slice(0, 90))"""


def test_the_first_stop_leads_to_the_content_and_it_is_near(page: Page, address: str) -> None:
    """By keyboard: 跳到正文 first, and not many stops before the content for who does not take it."""
    far = {}
    for kind in KINDS:
        page.goto(address + kind)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "gk-skip", kind
        stops = 1
        while stops < 70 and not page.evaluate("document.activeElement.closest('article') !== null"):
            page.keyboard.press("Tab")
            stops += 1
        if stops > STOPS:
            far[kind] = stops
    assert far == {}


@pytest.mark.parametrize("width", [1440, 390])
def test_what_can_be_scrolled_to_by_keyboard_scrolls(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    idle = {}
    for kind in KINDS:
        page.goto(address + kind)
        try:
            page.wait_for_function(f"!({STILL}).length", timeout=5000)  # a frame after loading
        except TimeoutError:
            idle[kind] = page.evaluate(STILL)
    assert idle == {}


@pytest.mark.parametrize("kind", ["", "units/", "search/", "compare/", "years/2022/", "404.html"])
def test_an_input_method_keeps_its_keys(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + kind)
    page.wait_for_load_state("networkidle")
    if kind == "":
        page.locator("[data-gk-open-search]:visible").first.click()
        page.wait_for_selector(FIELDS)
    for field in page.locator(FIELDS).all():
        if field.is_visible():
            field.fill("局")
            page.wait_for_timeout(250)  # what was typed is answered
            assert field.evaluate(COMPOSING) == []
    context.close()
