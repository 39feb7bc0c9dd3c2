"""Everyone: no fault that axe-core knows on any page in any dress, settings remembered, targets for fingers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.test_reading import KINDS
from tests.conftest import ROOT
from tests.test_stylesheet import CSS

AXE = ROOT / ".venv/npm/node_modules/axe-core/axe.min.js"
REPORT = "units/yanshi-weijian/2023/"
DRESSES = {
    "light": {"gk-scheme": "light"},
    "dark": {"gk-scheme": "dark"},
    "care": {"gk-care": "1", "gk-scheme": "light"},
    "contrast": {},
}
WIDTHS = (1440, 390)
#: Looked at in every run of the tests; the others in a trial.
QUICK = {("light", 1440), ("dark", 390)}
TARGETS = (
    "button, summary, input, select, .gk-tabs a, .gk-downloads a, .gk-pager a, .gk-years a, .gk-brand,"
    " .gk-open-search, .gk-yearlist > li, .gk-units > li"
)
Dress = Callable[..., BrowserContext]


@pytest.fixture
def dressed(browser: Browser) -> Iterator[Dress]:
    """Makes contexts in which the reader's settings are kept already."""
    made: list[BrowserContext] = []

    def make(dress: str, width: int, **options: Any) -> BrowserContext:
        forced: Literal["active", "none"] = "active" if dress == "contrast" else "none"
        context = browser.new_context(viewport={"width": width, "height": 900}, forced_colors=forced, **options)
        kept = "".join(f"localStorage.setItem('{name}', '{value}');" for name, value in DRESSES[dress].items())
        context.add_init_script(kept)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.mark.parametrize(
    ("dress", "width"),
    [
        ("light", 1440), ("dark", 390),
        *(pytest.param(*other, marks=pytest.mark.trial) for other in product(DRESSES, WIDTHS) if other not in QUICK),
    ],
)  # fmt: skip
def test_axe_finds_nothing_on_any_kind_of_page(dressed: Dress, address: str, dress: str, width: int) -> None:
    axe = AXE.read_text(encoding="utf-8")
    page = dressed(dress, width, bypass_csp=True, reduced_motion="reduce").new_page()
    found = []
    for kind in (*KINDS, "search/", "404.html"):
        page.goto(address + kind)
        page.evaluate(axe)
        for fault in page.evaluate("axe.run().then((found) => found.violations)"):
            found += [(kind, fault["id"], fault["impact"], node["html"][:160]) for node in fault["nodes"]]
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_easy_version_is_larger_and_remembered(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + REPORT)
    size = "parseFloat(getComputedStyle(document.querySelector('.gk-prose p, .gk-outline p')).fontSize)"
    before = page.evaluate(size)
    if width < 1000:
        page.locator(".gk-menu summary").click()
    button = page.locator("[data-gk-cares]:visible")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(page.locator("[data-gk-cares]").first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(size) >= 1.25 * before
    page.goto(address + "years/2022/")
    assert page.evaluate("'gkCare' in document.documentElement.dataset")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_light_and_dark_are_chosen_and_remembered(page: Page, address: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(address)
    light = page.evaluate(ground)
    button = page.locator("[data-gk-schemes]:visible")
    button.click()
    button.click()
    expect(button).to_have_text("明暗：深色")
    assert page.evaluate(ground) != light
    page.goto(address + REPORT)
    assert page.evaluate(ground) != light


def test_a_chosen_scheme_has_the_colours_that_the_system_would_give(page: Page, address: str) -> None:
    """There is one list of colours, however dark or light came about."""
    names = re.findall(r"(--gk-[\w-]+): var\(--gk-light", CSS)
    colours = """(names) => { const style = getComputedStyle(document.documentElement);
      return names.map((name) => style.getPropertyValue(name).trim()); }"""

    choose = """(scheme) => { const { dataset } = document.documentElement;
      if (scheme) dataset.gkScheme = scheme; else delete dataset.gkScheme; }"""

    def shown(system: Literal["light", "dark"], chosen: str) -> list[str]:
        page.emulate_media(color_scheme=system)
        page.evaluate(choose, chosen)
        found: list[str] = page.evaluate(colours, names)
        return found

    page.goto(address)
    light, dark = shown("light", ""), shown("dark", "")
    assert shown("light", "light") == shown("dark", "light") == light
    assert shown("light", "dark") == shown("dark", "dark") == dark
    assert all(light)
    assert not [name for name, one, other in zip(names, light, dark, strict=True) if one == other]


def test_settings_need_script_and_are_absent_without_it(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(address + REPORT)
    expect(page.locator("[data-gk-cares]:visible, [data-gk-schemes]:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    context.close()


def test_no_page_holds_a_script_or_style_of_its_own(demo_site: Path) -> None:
    """What the policy would refuse is not there: inline scripts (data is none), styles, handlers, foreign addresses."""
    wrong = re.compile(
        r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)|<style|\sstyle=|\son[a-z]+="
        r"|(?:src|href)=\"(?:https?:)?//(?!site)",
        re.I,
    )
    for path in demo_site.rglob("*.html"):
        assert not wrong.search(path.read_text(encoding="utf-8")), path


def test_the_policy_refuses_a_script_inside_the_page(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))")
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("kind", KINDS)
def test_controls_and_standing_links_are_large_enough_for_a_finger(dressed: Dress, address: str, kind: str) -> None:
    page = dressed("light", 390).new_page()
    page.goto(address + kind)
    small = page.evaluate(
        """(wanted) => [...document.querySelectorAll(wanted)]
          .filter((target) => target.checkVisibility() && !target.closest(".gk-skip"))
          .map((target) => [target.outerHTML.slice(0, 90),
            Math.max(...[target, target.closest("label") ?? target].map((one) => one.getBoundingClientRect().height))])
          .filter(([, height]) => height < 43.5)""",
        TARGETS,
    )
    assert small == []


def test_focus_can_be_seen_wherever_it_goes(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    seen = """["", "::before"].map((part) => getComputedStyle(document.activeElement, part)) // a year's whole column
      .some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)"""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    for _ in range(40):
        assert page.evaluate(seen), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        page.keyboard.press("Tab")


@pytest.mark.parametrize("kind", ["", REPORT, "years/2022/", "compare/", "guide/clerk/"])
def test_text_at_twice_its_size_neither_scrolls_sideways_nor_is_cut(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 720, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(address + kind)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_one_title_its_language_and_landmarks(page: Page, address: str, kind: str) -> None:
    page.goto(address + kind)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("body > header, .gk-header").count() >= 1
    assert page.locator("meta[name=description]").get_attribute("content")


def test_forced_colours_and_reduced_motion_leave_the_page_readable(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + REPORT)
    expect(page.locator(".gk-figure svg").first).to_be_visible()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    context.close()
