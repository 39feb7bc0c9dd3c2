"""The search as a reader uses it: by any way to the place, by keyboard, on a phone, and where something is missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect


def test_results_stand_in_groups_with_what_is_worth_knowing(page: Page, address: str) -> None:
    page.goto(address + "search/?q=财政局 公务接待费")
    expect(page.locator(".gk-hit")).to_have_count(1)
    assert page.locator(".gk-search section:not([hidden]) h2").all_inner_texts() == ["单位", "名词", "数字", "报告正文"]
    expect(page.locator(".gk-search__units small")).to_have_text(re.compile(r"2023年度 本年支出合计 [\d,.]+ 万元$"))
    expect(page.locator(".gk-search__words")).to_contain_text("按规定接待公务来访的花费")
    expect(page.locator(".gk-search__figures p")).to_have_text(re.compile(r"^2023年度决算（万元）：区财政局 [\d.]+$"))
    page.locator(".gk-hit summary").click()
    expect(page.locator(".gk-hit details a")).to_have_text([f"{year}年度" for year in range(2022, 2017, -1)])
    expect(page.locator(".gk-hit mark").first).to_have_text("公务接待费")
    link = page.get_by_role("link", name="比较这一项：公务接待费")
    expect(link).to_have_text("比较这一项")
    link.click()
    expect(page).to_have_url(re.compile(r"compare/\?units=yanshi-caizheng&.*figures=official_receptions"))
    expect(page.locator("[data-result]")).to_contain_text("公务接待费")


def test_a_term_leads_to_its_place_in_the_glossary(page: Page, address: str) -> None:
    page.goto(address + "search/?q=超预算")
    page.get_by_role("link", name="比年初预算").click()
    expect(page.locator("#bi-nianchu")).to_be_in_viewport()


def test_an_empty_result_helps_on(page: Page, address: str) -> None:
    page.goto(address + "search/")
    expect(page.locator(".gk-search__help")).to_contain_text("政府部门")
    page.goto(address + "search/?q=量子纠缠对撞机")
    expect(page.locator(".gk-search [role=status]").first).to_have_text("没有找到")
    expect(page.locator(".gk-search__help")).to_contain_text("可以换一个说法")
    page.get_by_label("搜索单位和报告").fill("财证")
    expect(page.locator(".gk-search__help")).to_contain_text("名称相近的")
    page.get_by_role("link", name="云溪市演示区财政局").click()
    expect(page.locator(".gk-search__units li > a")).to_have_text("云溪市演示区财政局")
    page.get_by_label("搜索单位和报告").fill("卫生建康局")
    expect(page.locator(".gk-search h2").first).to_have_text("是不是要找这些单位")
    expect(page.locator(".gk-search__units li > a")).to_have_text("云溪市演示区卫生健康局")
    expect(page.locator(".gk-search__help")).to_be_hidden()
    page.get_by_role("button", name="搜索").click()
    expect(page).to_have_url(re.compile("q=%E5%8D%AB"))


def test_a_page_that_is_not_there_offers_the_search(browser: Browser, demo_site: Path, address: str) -> None:
    """At any depth, without script: the links of the page stand at the root."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    missing = (demo_site / "404.html").read_text(encoding="utf-8")
    context.route(
        "**/units/nowhere/2020/", lambda route: route.fulfill(status=404, body=missing, content_type="text/html")
    )
    page.goto(address + "units/nowhere/2020/")
    page.get_by_label("搜索单位和报告").fill("财政局")
    page.get_by_role("button", name="搜索").click()
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("heading", level=1)).to_have_text("搜索")
    context.close()


def opened(page: Page, address: str, query: str) -> Page:
    """The dialog, opened by ``/``, with an answer to ``query``."""
    page.goto(address)
    page.keyboard.press("/")
    page.get_by_label("搜索单位和报告").fill(query)
    expect(page.locator(".gk-search [role=status]")).to_contain_text(re.compile("找到|没有"))
    return page


def test_slash_opens_arrows_move_enter_goes_to_the_section(page: Page, address: str) -> None:
    opened(page, address + "units/", "卫健局 做实家庭医生签约")
    hit = page.locator(".gk-hit").first
    expect(hit).to_contain_text("云溪市演示区卫生健康局")
    expect(hit).to_contain_text("2023年度")
    expect(hit.locator("mark").first).to_contain_text(re.compile("家庭医生签约|卫健局"))
    expect(page.locator(".gk-search__units li > a")).to_have_text("云溪市演示区卫生健康局")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(hit.locator("> a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("搜索单位和报告")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"units/yanshi-weijian/2023/#[\w-]+$"))
    target = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(target).to_contain_text("家庭医生签约")
    expect(target).to_be_in_viewport()


def test_escape_closes_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address)
    link = page.get_by_role("link", name="搜索")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="搜索")).to_be_visible()
    expect(page.get_by_label("搜索单位和报告")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="搜索")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_slash_typed_in_a_field_stays_there(page: Page, address: str) -> None:
    page.goto(address + "units/")
    page.get_by_label("找单位").click()
    page.keyboard.press("/")
    expect(page.get_by_label("找单位")).to_have_value("/")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_filters_narrow_and_the_address_keeps_them(page: Page, address: str) -> None:
    page.goto(address + "search/?q=公务接待费")
    status = page.locator(".gk-search [role=status]")
    expect(status).to_contain_text("份报告")
    everything = status.inner_text()
    page.get_by_label("年度").select_option("2019")
    page.get_by_label("类别").select_option("政府部门")
    page.get_by_label("等级").select_option("良")
    expect(status).to_have_text(re.compile(r"^找到 1 个名词、1 个数字，\d+ 份报告(?:（\d+ 个单位）)?$"))
    expect(status).not_to_have_text(everything)
    expect(page).to_have_url(re.compile("year=2019"))
    titles = page.locator(".gk-hit__title").all_inner_texts()
    assert titles
    assert all(title.startswith("2019年度") for title in titles)
    narrowed = status.inner_text()
    page.locator(".gk-hit > a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2019年度")
    page.go_back()
    expect(page.get_by_label("搜索单位和报告")).to_have_value("公务接待费")
    expect(page.locator(".gk-search [role=status]")).to_have_text(narrowed)
    expect(page.get_by_label("等级")).to_have_value("良")


@pytest.mark.parametrize(
    ("query", "name"), [("qrd", "人民代表大会"), ("caizheng", "财政局"), ("计划生育", "卫生健康局")]
)
def test_units_come_first_by_pinyin_initials_and_former_name(page: Page, address: str, query: str, name: str) -> None:
    opened(page, address, query)
    expect(page.locator(".gk-search__units li > a").first).to_contain_text(name)


def test_what_is_not_there_is_said(page: Page, address: str) -> None:
    opened(page, address, "量子纠缠对撞机")
    expect(page.locator(".gk-search [role=status]")).to_contain_text("没有找到")
    expect(page.locator(".gk-hit")).to_have_count(0)
    expect(page.locator(".gk-search__more")).to_be_hidden()


def test_more_reports_come_on_demand(page: Page, address: str) -> None:
    opened(page, address, "公务接待费")
    expect(page.locator(".gk-hit")).to_have_count(6)
    page.get_by_role("button", name="更多单位").click()
    expect(page.locator(".gk-hit")).to_have_count(12)
    expect(page.locator(".gk-hit").nth(6).locator("> a")).to_be_focused()


def test_without_an_index_units_are_found_and_a_reader_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context()
    nothing = '{"bundles":[],"categories":[],"grades":[]}'
    context.route("**/search/text/index.json", lambda route: route.fulfill(body=nothing))
    page = context.new_page()
    opened(page, address, "财政局")
    expect(page.locator(".gk-search__units li > a")).to_have_text(["云溪市演示区财政局"])
    expect(page.locator(".gk-search [role=status]")).to_have_text(re.compile("本站没有全文索引"))
    context.close()


def test_when_the_text_cannot_be_searched_units_are_found_still(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.route("**/search/text/wasm*", lambda route: route.abort())
    page = context.new_page()
    opened(page, address, "财政局")
    expect(page.locator(".gk-search__units li > a")).to_have_text(["云溪市演示区财政局"])
    expect(page.locator(".gk-search [role=status]")).to_contain_text("正文没有查成")
    context.close()


@pytest.mark.parametrize("part", ["path", "entry"], ids=["a folder", "a file in it"])
def test_the_search_goes_on_when_the_site_is_published_anew(browser: Browser, address: str, part: str) -> None:
    """What the page has read of the index names files of the release before, which are there no longer."""
    context = browser.new_context()
    read: list[str] = []

    def read_old(route: Route) -> None:
        answer = route.fetch()
        read.append(answer.text())
        names = r'"path":"[0-9a-f]{16}/' if part == "path" else r'"hash":"\w+'
        old = re.sub(names, lambda found: found.group()[:-8] + "01234567", read[-1])
        assert old != read[-1]
        route.fulfill(response=answer, body=old if len(read) == 1 else read[-1])

    context.route("**/search/text/index.json", read_old)
    page = context.new_page()
    opened(page, address, "做实家庭医生签约")
    expect(page.locator(".gk-hit").first).to_contain_text("卫生健康局")
    assert len(read) == 2
    context.close()


def test_what_is_not_there_is_never_taken_for_nothing_found(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.route("**/search/text/*/index/*", lambda route: route.fulfill(status=404, body="x"))
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.get_by_label("搜索单位和报告").fill("做实家庭医生签约")
    expect(page.locator(".gk-search [role=status]")).to_contain_text("正文没有查成")
    context.close()


def test_nothing_is_loaded_before_the_search_is_opened(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("response", lambda response: asked.append(response.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url or "worker" in url or "lookup" in url or "cut" in url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_fits_a_phone_and_a_finger(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "units/yanshi-weijian/2023/")
    page.get_by_role("link", name="搜索").tap()
    page.get_by_label("搜索单位和报告").fill("财政")
    expect(page.locator(".gk-hit").first).to_be_visible()
    small = page.evaluate(
        """() => [...document.querySelectorAll("dialog :is(a, button, input, select), .gk-open-search")]
          .filter((e) => e.offsetParent).map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
          .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
          .map(([name, box]) => [name, box.width, box.height])"""
    )
    wide = page.evaluate("document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth")
    context.close()
    assert small == []
    assert wide == 0


def test_without_script_the_page_says_so_and_lists_the_ways(browser: Browser, address: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="搜索").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("搜索")
    expect(page.locator("[data-gk-search]")).to_contain_text("搜索要用浏览器的脚本")
    page.locator("[data-gk-search]").get_by_role("link", name="单位名录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("单位名录")
    context.close()
