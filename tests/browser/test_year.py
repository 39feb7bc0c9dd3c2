"""The table of a year: sorted and narrowed by the reader, in the order of the register without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

YEAR = "years/2022/"
ROWS = "#biao-danwei tbody tr:not([hidden])"


def column(page: Page, number: int) -> list[str]:
    """The figures or names of a column, as shown."""
    cells = page.locator(f"{ROWS} > :nth-child({number})")
    return [
        str(text).strip() for text in cells.evaluate_all("cells => cells.map(c => c.firstChild?.textContent ?? '')")
    ]


def figures(page: Page) -> list[float]:
    """The column 本年支出合计, without the units that publish nothing."""
    return [float(text.replace(",", "")) for text in column(page, 2) if text not in {"", "—"}]


def test_a_column_is_sorted_down_up_and_back(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    published = column(page, 1)
    button = page.get_by_role("button", name="本年支出合计")
    button.click()
    assert figures(page) == sorted(figures(page), reverse=True)
    assert column(page, 2)[-1] == ""
    expect(page.get_by_role("columnheader", name="本年支出合计")).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".gk-filter [role=status]")).to_contain_text("按本年支出合计从高到低")
    button.press("Enter")
    assert figures(page) == sorted(figures(page))
    assert column(page, 2)[-1] == ""
    button.press("Enter")
    assert column(page, 1) == published


def test_names_are_sorted_from_the_first_and_figures_from_the_largest(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    for name, order in (("单位", "ascending"), ("等级", "ascending"), ("比年初预算（%）", "descending")):
        table = page.locator("#biao-danwei")
        table.get_by_role("button", name=name, exact=True).click()
        expect(table.get_by_role("columnheader", name=name, exact=True)).to_have_attribute("aria-sort", order)
        expect(table.locator("[aria-sort]")).to_have_count(1)


def test_columns_may_stand_in_any_order(browser: Browser, address: str) -> None:
    """What a column holds stands in its heading, not in its place."""
    context = browser.new_context()
    page = context.new_page()
    page.route(
        re.compile(r"/years/2022/\?"),
        lambda route: route.fulfill(body=swapped(route.fetch().text()), content_type="text/html"),
    )
    page.goto(address + YEAR + "?state=核实中")
    assert len(column(page, 3)) == 1
    page.get_by_label("状态").select_option("")
    page.get_by_role("button", name="本年支出合计").click()
    values = [float(text.replace(",", "")) for text in column(page, 3) if text not in {"", "—"}]
    assert values == sorted(values, reverse=True)
    context.close()


def swapped(html: str) -> str:
    """The page with 比年初预算 before 本年支出合计."""
    cell = r"<t[hd]\b[^>]*>(?:(?!</t[hd]>).)*</t[hd]>"
    row = re.compile(rf"(<tr[^>]*>)({cell})({cell})({cell})")
    return row.sub(lambda m: "".join(m[at] for at in (1, 2, 4, 3)), html)


def test_the_choice_is_in_the_address(page: Page, address: str, browser: Browser) -> None:
    page.goto(address + YEAR)
    page.get_by_role("combobox", name="类别").select_option("事业单位")
    page.get_by_role("button", name="基本支出").click()
    chosen = column(page, 1)
    assert 0 < len(chosen) < 17
    context = browser.new_context()
    again = context.new_page()
    again.goto(page.url)
    expect(again.get_by_role("combobox", name="类别")).to_have_value("事业单位")
    assert column(again, 1) == chosen
    context.close()


def test_states_can_be_picked_out(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    page.get_by_label("状态").select_option("核实中")
    expect(page.locator(".gk-filter [role=status]")).to_have_text("17 个单位中的 1 个")
    assert len(column(page, 1)) == 1


def test_without_script_the_table_stands_as_published(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + YEAR)
    assert page.locator("#biao-danwei button, .gk-filter > *").count() == 0
    assert page.locator(".gk-filter").evaluate("bar => bar.offsetHeight") == 0
    assert column(page, 1)[0] == "区人大常委会"
    context.close()


def test_every_column_is_seen_at_1280_and_names_take_two_lines(browser: Browser, address: str) -> None:
    """A list of 20 units; the longest name of all stands in small letters below its short one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + YEAR)
    box = page.locator(".gk-scroll", has=page.locator("#biao-danwei"))
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.locator("#biao-danwei thead th").last.text_content() == "等级"
    edges = page.locator("#biao-danwei th, #biao-danwei td").evaluate_all(
        "cells => cells.map(cell => cell.getBoundingClientRect().right)"
    )
    assert max(edges) <= 1280
    lines = page.locator("#biao-danwei th[scope=row] > *").evaluate_all(
        "names => names.map(name => name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight))"
    )
    assert max(lines) <= 2.1
    assert page.locator("#biao-danwei th[scope=row]").evaluate_all(
        "cells => cells.every(c => c.scrollWidth <= c.clientWidth)"
    )
    context.close()


@pytest.mark.parametrize("year", [2018, 2022])
def test_every_column_is_seen_at_1280_in_large_letters_too(browser: Browser, address: str, year: int) -> None:
    """The short name stands alone then; every table of the page keeps to its box."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script("localStorage.setItem('gk-care', '1')")
    page = context.new_page()
    page.goto(f"{address}years/{year}/")
    expect(page.locator("html")).to_have_attribute("data-gk-care", "")
    page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.setAttribute('open', ''))")
    wide = page.locator("main .gk-scroll").evaluate_all(
        """boxes => boxes.filter(box => box.offsetParent && box.scrollWidth > box.clientWidth + 1)
          .map(box => box.querySelector("table").id)"""
    )
    assert wide == []
    expect(page.locator("#biao-danwei thead th").last).to_be_visible()
    context.close()


def test_on_a_phone_what_was_spent_and_against_the_budget_is_seen_at_once(browser: Browser, address: str) -> None:
    for care in ("", "1"):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.add_init_script(f"localStorage.setItem('gk-care', '{care}')")
        page.goto(address + YEAR)
        heads = page.locator("#biao-danwei thead th").evaluate_all(
            "heads => heads.map(head => [head.textContent, head.getBoundingClientRect().right])"
        )
        seen = [name for name, right in heads if right <= 390]
        assert seen[:3] == ["单位", "本年支出合计", "比年初预算"], (care, heads)
        context.close()


def test_which_unit_exceeded_its_budget_most_is_one_press_away(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    page.get_by_role("button", name="比年初预算（%）", exact=True).click()
    rates = [float(text.rstrip("%").replace("−", "-")) for text in column(page, 4) if text not in {"", "—"}]
    assert len(rates) > 10
    assert rates == sorted(rates, reverse=True)
    assert "sort=" in page.url


def test_nothing_moves_while_the_page_becomes_sortable(browser: Browser, address: str) -> None:
    observe = """window.moved = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
    }).observe({type: "layout-shift", buffered: true})"""
    for width in (390, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.add_init_script(observe)
        for path in (YEAR, "units/", "units/yanshi-jiaotong/2022/"):
            page.goto(address + path)
            expect(page.locator("[data-gk-schemes]").first).to_be_attached()
            page.wait_for_timeout(200)
            assert page.evaluate("window.moved") <= 0.02, (width, path)
        context.close()


def test_only_what_is_not_published_is_marked(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    marks = page.locator("#biao-danwei .gk-state")
    assert marks.all_text_contents() == ["核实中"]


def test_on_paper_every_column_stands_on_the_width_of_a4(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 673, "height": 900})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(address + YEAR)
    box = page.locator(".gk-scroll", has=page.locator("#biao-danwei"))
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(page.get_by_text("云溪市演示区人民代表大会常务委员会").first).to_be_visible()
    context.close()
