"""How the reader's own comparison is drawn: nothing lies over another, moves or runs off a phone."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.compare_page import TWO, serve, table


def test_written_values_never_lie_over_each_other(page: Page, address: str, demo_site: Path) -> None:
    """No word is part of a drawing, which stretches; those beside it have room."""
    years = [str(year) for year in range(2018, 2024)]
    for year in years:
        file = json.loads((demo_site / f"compare/{year}.json").read_bytes())
        column = file["columns"].index("basic_expenditure")
        for row in file["units"].values():
            row[-1] = row[-1] and [*row[-1][:column], f"1234567.8{year[-1]}", *row[-1][column + 1 :]]
        serve(page, year, file)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for units in ("yanshi-caizheng,yanshi-wenlv", "yanshi-caizheng"):
            for chosen in (years, years[:2]):
                page.goto(address + f"compare/?units={units}&years={','.join(chosen)}&figures=basic_expenditure")
                table(page)
                assert page.locator("[data-tables] svg text").count() == 0
                labels = page.locator(".gk-lines > ol > li > *:visible")
                boxes = [b for one in labels.all() if (b := one.bounding_box())]
                boxes.sort(key=lambda box: (round(box["y"]), box["x"]))
                same = [(a, b) for a, b in pairwise(boxes) if round(a["y"]) == round(b["y"])]
                assert same
                assert all(a["x"] + a["width"] <= b["x"] + 1 for a, b in same), (width, units, chosen)


def test_a_chart_says_its_values_in_words(page: Page, address: str) -> None:
    page.goto(address + TWO)
    table(page)
    said = page.get_by_role("img", name=re.compile("^基本支出（决算，万元）：")).get_attribute("aria-label") or ""
    number = r"[\d,.]+"
    assert re.search(rf"区财政局：2022年 {number}，2023年 {number}；区教育局：2022年 {number}，2023年 {number}$", said)


def test_a_line_has_a_gap_where_nothing_is_shown_and_the_gap_is_named(page: Page, address: str) -> None:
    page.goto(
        address + "compare/?units=yanshi-baomi,yanshi-caizheng&years=2018,2019,2020,2021&figures=basic_expenditure"
    )
    table(page)
    lines = page.locator(".gk-lines polyline")
    places = [
        [int(point.partition(",")[0]) for point in (one.get_attribute("points") or "").split()] for one in lines.all()
    ]
    assert places == [[50, 150], [50, 150, 250, 350]]
    assert page.locator(".gk-lines .is-dot").count() == 3 + 4
    expect(page.locator(".gk-lines")).to_contain_text("没有画的：区保密局2020年依法不公开。")
    numbers = page.evaluate(
        """() => [...document.querySelectorAll("[data-tables] svg *")].flatMap((shape) => [...shape.attributes]
          .filter(({ name }) => ["x", "y", "width", "points", "d"].includes(name))
          .flatMap(({ value }) => value.match(/[-\\d.]+/g)))"""
    )
    assert numbers
    assert all(re.fullmatch(r"-?\d+", number) for number in numbers), "whole numbers only"


def test_the_choice_is_folded_into_one_line_and_the_result_begins_on_the_first_screen(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    page.goto(
        address + "compare/?units=yanshi-caizheng,yanshi-jiaoyu,yanshi-baomi&years=2021,2022,2023&figures=expenditure"
    )
    chart = page.locator(".gk-lines > svg")
    expect(chart).to_be_visible()
    assert (box := chart.bounding_box())
    assert box["y"] + box["height"] <= 844
    expect(page.locator("[data-summary]")).to_have_text("比较 3 个单位 · 2021—2023 · 本年支出合计")
    expect(page.get_by_role("combobox", name="单位")).to_be_hidden()
    page.locator("[data-choice] > summary").press("Enter")
    expect(page.get_by_role("combobox", name="单位")).to_be_visible()
    context.close()


#: What has moved without the reader's doing, as browsers reckon it.
MOVED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.trial), 390])
@pytest.mark.parametrize("query", ["", f"?{TWO.partition('?')[2]}", "?unit=yanshi-caizheng&figure=score"])
def test_nothing_moves_while_the_comparison_comes(browser: Browser, address: str, width: int, query: str) -> None:
    """Nothing is kept from an earlier visit, and the processor is four times as slow."""
    context = browser.new_context(viewport={"width": width, "height": 844}, is_mobile=width < 500)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{address}compare/{query}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-tables] table, [data-peers] button").first).to_be_visible()
    moved = page.evaluate(MOVED)
    context.close()
    assert moved <= 0.02


@pytest.mark.parametrize(
    "query", ["", TWO.removeprefix("compare/"), TWO.removeprefix("compare/").replace("2022,2023", "2023")]
)
def test_a_phone_never_scrolls_the_result_sideways(browser: Browser, address: str, query: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}compare/{query}")
    page.wait_for_load_state("networkidle")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert wide == 0
