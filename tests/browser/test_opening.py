"""The opening of a report in a real browser: on a phone, in the easy version, scrolled, and from year to year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

REPORTS = ("units/yanshi-caizheng/2019/", "units/yanshi-weijian/2023/", "units/yanshi-jiaotong/2021/")
#: How much moves about by itself, from the first paint on; scrolling for the reader included.
_SHIFTS = (
    "window.moved = 0; const add = (list) => { for (const one of list.getEntries()) window.moved += one.value };"
    "new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })"
)
_BOTTOM = "(element) => element.getBoundingClientRect().bottom + scrollY"


@pytest.mark.parametrize("report", REPORTS)
def test_the_answer_is_on_the_first_screen_of_a_phone_and_all_else_on_two(
    browser: Browser, address: str, report: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(_SHIFTS)
    page.goto(address + report)
    assert page.locator(".gk-lead").evaluate(_BOTTOM) <= 844
    assert page.locator(".gk-contents > summary").evaluate(_BOTTOM) <= 2 * 844
    above = page.locator(".gk-lead").evaluate("element => element.previousElementSibling.tagName")
    assert above == "H1"
    page.locator(".gk-contents > summary").click()
    expect(page.locator(".gk-contents a", has_text="校核")).to_be_visible()
    page.evaluate("document.documentElement.dataset.gkCare = ''")
    assert page.locator(".gk-lead").evaluate(_BOTTOM) <= 844
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()


@pytest.mark.parametrize("report", REPORTS)
def test_the_contents_stand_once_in_the_page_and_beside_it_with_all_headings(
    browser: Browser, address: str, report: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(_SHIFTS)
    response = page.goto(address + report)
    assert response
    assert response.text().count("本页目录") == 1
    expect(page.locator(".gk-contents")).to_be_hidden()
    expect(page.get_by_role("navigation", name="本页目录")).to_be_visible()
    beside = page.locator(".gk-toc a").evaluate_all("links => links.map((link) => link.hash.slice(1))")
    headings = "main article :is(h2, .gk-outline h3)[id]:not(.gk-said, summary *)"
    assert beside == page.locator(headings).evaluate_all("found => found.map((heading) => heading.id)")
    assert page.evaluate("moved") <= 0.02
    context.close()


@pytest.mark.parametrize("width", [1440, 1024])
def test_the_room_of_the_contents_is_kept_until_they_are_there(browser: Browser, address: str, width: int) -> None:
    """They stand behind the whole report in the page, which a browser draws before it has come to them."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + REPORTS[0])
    wide = "document.querySelector('.gk-article').clientWidth"
    then = page.evaluate(wide)
    page.evaluate("document.querySelector('.is-toc').remove()")
    assert page.evaluate(wide) == then
    page.evaluate("document.documentElement.dataset.gkCare = ''")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.gk-article')).marginRight)") == 0
    context.close()


def test_where_no_script_runs_the_contents_are_on_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + REPORTS[0])
    page.locator(".gk-contents > summary").click()
    expect(page.locator(".gk-contents a", has_text="校核")).to_be_visible()
    expect(page.locator(".is-toc")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("report", REPORTS)
def test_every_way_from_the_opening_leads_somewhere(page: Page, address: str, report: str) -> None:
    page.goto(address + report)
    ways = page.locator(".gk-notes a, .gk-opening a, .gk-said ~ .gk-links a, .gk-notice a")
    paths = ways.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert len(paths) >= 4
    missing = "paths => paths.filter((path) => !document.getElementById(path.slice(1)))"
    assert page.evaluate(missing, [path for path in paths if path.startswith("#")]) == []
    for way in page.evaluate("paths => paths.map((path) => new URL(path, location).href)", paths):
        if not way.startswith(address + report):
            page.goto(way)
            assert page.locator(f"[id='{way.partition('#')[2] or 'main'}']").count() == 1, way


def test_the_bar_says_where_one_is_and_moves_nothing(page: Page, address: str) -> None:
    page.add_init_script(_SHIFTS)
    page.goto(address + REPORTS[1])
    bar = page.locator(".gk-here")
    expect(bar).to_be_hidden()
    page.locator("#jiaohe").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('jiaohe').scrollIntoView()")
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("云溪市演示区卫生健康局")
    expect(bar).to_contain_text("2023年度")
    expect(bar).to_contain_text("校核")
    covered = page.evaluate(
        "document.querySelector('.gk-here').getBoundingClientRect().bottom"
        " - document.getElementById('jiaohe').getBoundingClientRect().top"
    )
    assert covered <= 0, "the bar lies over the heading that was led to"
    page.evaluate("scrollTo(0, 0)")
    expect(bar).to_be_hidden()
    assert page.evaluate("window.moved") <= 0.02


def test_another_year_opens_at_the_same_section_or_at_its_top(page: Page, address: str) -> None:
    page.goto(address + REPORTS[1])
    strip = page.locator(".gk-years a", has_text="2022")
    assert "#" not in (strip.get_attribute("href") or "")
    page.evaluate("document.getElementById('jiaohe').scrollIntoView()")
    side = page.locator(".gk-side .gk-nav a", has_text="2022年").first
    expect(side).to_have_attribute("href", re.compile(r"/2022/#jiaohe$"))
    side.click()
    expect(page.locator(".gk-here")).to_contain_text("校核")
    assert page.url.endswith("/2022/#jiaohe")
    page.goto(f"{address}{REPORTS[1]}#meiyou-zhe-yi-jie")
    assert page.url == address + REPORTS[1]
    assert page.evaluate("scrollY") == 0


def test_asking_about_a_figure(page: Page, address: str) -> None:
    page.goto(address + REPORTS[0])
    page.get_by_role("link", name="对数字有疑问").last.click()
    cited = page.locator(".gk-cite")
    expect(cited).to_contain_text("云溪市演示区财政局2019年度")
    expect(cited).to_contain_text("数据校验值")
    expect(page.locator("section", has=cited)).to_contain_text("办公电话")
