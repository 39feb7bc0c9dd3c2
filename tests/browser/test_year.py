"""The table of a year: sorted and narrowed by the reader, in the order of the register without script."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

YEAR = "years/2022/"
ROWS = "#biao-danwei tbody tr:not([hidden])"


def column(page: Page, number: int) -> list[str]:
    """The texts of a column, as shown."""
    return [text.strip() for text in page.locator(f"{ROWS} > :nth-child({number})").all_text_contents()]


def figures(page: Page) -> list[float]:
    """The column 支出总计, without the units that publish nothing."""
    return [float(text.replace(",", "")) for text in column(page, 3) if text not in {"", "—"}]


def test_a_column_is_sorted_down_up_and_back(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    published = column(page, 1)
    button = page.get_by_role("button", name="支出总计")
    button.click()
    assert figures(page) == sorted(figures(page), reverse=True)
    assert column(page, 3)[-1] == ""
    expect(page.get_by_role("columnheader", name="支出总计")).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".gk-filter [role=status]")).to_contain_text("按支出总计从高到低")
    button.press("Enter")
    assert figures(page) == sorted(figures(page))
    assert column(page, 3)[-1] == ""
    button.press("Enter")
    assert column(page, 1) == published


def test_names_are_sorted_from_the_first_and_figures_from_the_largest(page: Page, address: str) -> None:
    page.goto(address + YEAR)
    for name, order in (("单位", "ascending"), ("状态", "ascending"), ("自评得分", "descending")):
        table = page.locator("#biao-danwei")
        table.get_by_role("button", name=name).click()
        expect(table.get_by_role("columnheader", name=name)).to_have_attribute("aria-sort", order)
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
    page.get_by_role("button", name="支出总计").click()
    values = [float(text.replace(",", "")) for text in column(page, 2) if text not in {"", "—"}]
    assert values == sorted(values, reverse=True)
    context.close()


def swapped(html: str) -> str:
    """The page with 支出总计 before 状态."""
    cell = r"<t[hd]\b[^>]*>(?:(?!</t[hd]>).)*</t[hd]>"
    row = re.compile(rf"(<tr[^>]*>)({cell})({cell})({cell})")
    return row.sub(lambda m: "".join(m[at] for at in (1, 2, 4, 3)), html)


def test_the_choice_is_in_the_address(page: Page, address: str, browser: Browser) -> None:
    page.goto(address + YEAR)
    page.get_by_label("类别").select_option("事业单位")
    page.get_by_role("button", name="基本支出").click()
    chosen = column(page, 1)
    assert 0 < len(chosen) < 17
    context = browser.new_context()
    again = context.new_page()
    again.goto(page.url)
    expect(again.get_by_label("类别")).to_have_value("事业单位")
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
    assert page.locator("#biao-danwei button, .gk-filter").count() == 0
    assert column(page, 1)[0] == "云溪市演示区人民代表大会常务委员会"
    context.close()
