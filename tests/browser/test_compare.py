"""The reader's own comparison, in a real browser: by keyboard and finger, from an address, on a phone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.compare_page import TWO, table, unfold


def test_a_comparison_is_chosen_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address + "compare/")
    expect(page.locator("[data-told]")).to_contain_text("先选一个单位")
    field = page.get_by_role("combobox", name="单位")
    field.focus()
    page.keyboard.type("czj")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="去掉云溪市演示区财政局")).to_be_visible()
    page.keyboard.type("jiaoyu")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen=units] button")).to_have_count(2)
    assert chosen in page.locator("[data-chosen=units]").inner_text()
    page.get_by_role("checkbox", name="2021").focus()
    page.keyboard.press("Space")
    page.get_by_label("数字和指标", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="支出总计（决算，万元）")).to_be_visible()
    expect(page).to_have_url(re.compile(r"years=2022,2023&figures=expenditure,total_expenditure$"))


def test_what_is_removed_is_gone_and_the_focus_stays(page: Page, address: str) -> None:
    page.goto(address + TWO)
    unfold(page)
    page.get_by_role("button", name="去掉云溪市演示区教育局").press("Enter")
    expect(page.locator("[data-tables]")).not_to_contain_text("教育局")
    expect(page.get_by_role("combobox", name="单位")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?units=yanshi-caizheng&"))


@pytest.mark.parametrize("years", ["2022,2023", "2023"])
def test_an_address_gives_everyone_the_same_tables(browser: Browser, address: str, years: str) -> None:
    seen = []
    link = address + TWO.replace("2022,2023", years) + "&column=initial_budget"
    for _ in range(2):
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        seen.append(table(page))
        unfold(page)
        page.get_by_role("button", name="去掉年末人数").click()
        page.get_by_label("数字和指标", exact=True).select_option("serving_staff")
        page.get_by_role("button", name="加上", exact=True).click()
        expect(page.get_by_role("button", name="去掉年末人数")).to_be_visible()
        link = page.url
        context.close()
    assert seen[0] == seen[1]
    assert len(seen[0]) >= 3


def test_other_pages_do_not_load_the_scripts(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "compare/2023/zhengfubumen/")
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if "gongkai-compare" in url or "gongkai-decimal" in url]


def test_what_the_address_names_wrongly_is_said(page: Page, address: str) -> None:
    page.goto(
        address + "compare/?units=yanshi-caizheng,nobody&years=2023,2031&figures=foo,basic_expenditure&column=bar"
    )
    told = page.locator("[data-told]")
    for wrong in ("没有找到单位标识：nobody", "没有这些年度：2031", "没有这些数字或指标：foo", "没有这一栏：bar"):
        expect(told).to_contain_text(wrong)
    expect(page.get_by_role("row", name="云溪市演示区财政局")).to_be_visible()


def test_too_many_units_get_a_polite_answer(page: Page, address: str, demo_site: Path) -> None:
    units = [row[0] for row in json.loads((demo_site / "search/units.json").read_bytes())["units"]]
    page.goto(address + f"compare/?units={','.join(units[:9])}&years=2023&figures=basic_expenditure")
    expect(page.locator("[data-told]")).to_contain_text("一次最多比较 8 个单位，没有显示：")
    expect(page.locator("[data-chosen=units] button")).to_have_count(8)
    unfold(page)
    page.get_by_role("combobox", name="单位").fill("图书馆")
    page.keyboard.press("Enter")
    expect(page.locator("[data-told]")).to_contain_text("去掉一个再加")
    expect(page.locator("[data-chosen=units] button")).to_have_count(8)


def test_units_of_the_same_category_are_offered(page: Page, address: str) -> None:
    page.goto(address + "units/yanshi-caizheng/2023/")
    page.get_by_role("link", name="与同类单位比较").click()
    expect(page).to_have_url(re.compile(r"compare/\?units=yanshi-caizheng&years=2023$"))
    page.get_by_role("button", name="加上区卫健局，云溪市演示区卫生健康局").click()
    expect(page.get_by_role("row", name="云溪市演示区卫生健康局")).to_be_visible()
    page.get_by_role("link", name="2023年政府部门全部单位").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023年度政府部门对比")


def test_one_figure_of_one_unit_has_a_short_address(page: Page, address: str) -> None:
    page.goto(address + "compare/?figure=three_public&unit=yanshi-caizheng")
    expect(page.get_by_role("heading", name="“三公”经费（决算，万元）")).to_be_visible()
    expect(page.get_by_role("row", name="云溪市演示区财政局")).to_be_visible()
    expect(page.locator("[data-told]")).to_be_empty()


def test_a_figure_without_a_unit_offers_some(page: Page, address: str) -> None:
    page.goto(address + "compare/?figures=three_public")
    page.get_by_role("button", name="加上区财政局，云溪市演示区财政局").click()
    expect(page.get_by_role("row", name="云溪市演示区财政局")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?units=yanshi-caizheng&years=2021,2022,2023&figures=three_public$"))


def test_what_is_pressed_is_called_as_it_is_written(page: Page, address: str) -> None:
    for query in ("", f"?{TWO.partition('?')[2]}"):
        page.goto(f"{address}compare/{query}")
        expect(page.locator("[data-peers] button").first).to_be_visible()
        for button in page.locator(".gk-own button").all():
            label = button.get_attribute("aria-label")
            assert label is None or (button.text_content() or "") in label


def test_a_finger_picks_a_unit(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "compare/")
    field = page.get_by_role("combobox", name="单位")
    field.tap()
    field.fill("caizheng")
    page.get_by_role("option", name="云溪市演示区财政局").tap()
    expect(page.get_by_role("row", name="云溪市演示区财政局").first).to_be_visible()
    expect(page.get_by_role("listbox", name="找到的单位")).to_be_hidden()
    context.close()


def test_the_link_is_copied_or_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + TWO)
    table(page)
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("[data-told]")).to_contain_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == address + TWO
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("[data-told]")).to_contain_text(f"请从这里复制：{address}{TWO}")
    context.close()


def test_when_figures_cannot_be_loaded_it_says_so(page: Page, address: str) -> None:
    page.route("**/compare/2023.json", lambda route: route.abort())
    page.goto(address + TWO)
    expect(page.locator("[data-told]")).to_contain_text("数据没有载入")
    page.unroute("**/compare/2023.json")
    page.locator("[data-choice] > summary").click()
    page.get_by_role("checkbox", name="2021").check()
    expect(page.locator("[data-tables] thead").first).to_contain_text("2023")


def test_without_script_the_ready_made_tables_are_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "units/yanshi-caizheng/2023/")
    page.get_by_role("link", name="与同类单位比较").click()
    expect(page.locator("[data-gk-compare]")).to_be_hidden()
    page.get_by_role("row", name="政府部门").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023年度政府部门对比")
    expect(page.get_by_role("row", name="区财政局").first).to_contain_text("1,604.26")
    context.close()
