"""Around every page: a short way to the content by keyboard, one line of navigation, landmarks with names."""

from __future__ import annotations

from playwright.sync_api import Browser, Page
from tests.browser.test_reading import KINDS

#: Tab stops from the top of the page to its content: what is closed or hidden is none.
BEFORE = """() => {
  const main = document.querySelector("#main");
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const closed = (stop) => stop.tagName !== "SUMMARY" && stop.closest("details:not([open])");
  const open = (stop) => stop.checkVisibility({ visibilityProperty: true }) && !closed(stop);
  const shown = stops.filter((stop) => open(stop) && !stop.disabled);
  const before = shown.filter((stop) => main.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING);
  return [before.length, before[0].className, new URL(before[0].href).hash];
}"""
LANDMARKS = """() => [...document.querySelectorAll("nav, aside, form, [role=search], [role=navigation]")]
  .filter((one) => one.checkVisibility()).map((one) => `${one.tagName} ${one.getAttribute("aria-label") ?? ""}`)"""
FORMS = """() => [...document.querySelectorAll("form")]
  .filter((form) => form.checkVisibility() && ![...form.elements].some((one) => one.type === "submit")).length"""
LINE = """() => { const tabs = [...document.querySelectorAll(".gk-tabs a")].map((a) => a.getBoundingClientRect());
  const header = document.querySelector(".gk-header__row");
  return [tabs.length, new Set(tabs.map((box) => box.top)).size, header.scrollWidth - header.clientWidth]; }"""


def test_the_way_to_the_content_is_short_and_begins_with_a_way_past_it(page: Page, address: str) -> None:
    for kind in (*KINDS, "search/", "404.html"):
        page.goto(address + kind)
        count, first, place = page.evaluate(BEFORE)
        assert count <= 30, kind
        assert (first, place) == ("gk-skip", "#main"), kind


def test_landmarks_of_a_page_can_be_told_apart_and_forms_can_be_sent(page: Page, address: str) -> None:
    for kind in KINDS:
        page.goto(address + kind)
        page.wait_for_load_state("load")
        names = page.evaluate(LANDMARKS)
        assert len(names) == len(set(names)), kind
        assert page.evaluate("document.querySelectorAll('nav:not([aria-label])').length") == 0, kind
    page.goto(address + "compare/")
    assert page.evaluate(FORMS) == 0


def test_the_main_navigation_is_one_line_from_1024_pixels_on(browser: Browser, address: str) -> None:
    for width in (1024, 1280, 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        for kind in ("", "updates/", "guide/clerk/"):
            page.goto(address + kind)
            assert page.evaluate(LINE) == [8, 1, 0], (width, kind)
        page.close()
