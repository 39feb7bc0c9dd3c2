"""The reader's own comparison, in a real browser: by keyboard, from an address, exact in table and file."""

from __future__ import annotations

import csv
import json
import random
import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.open_data.stock import archive

from gongkai.derive.columns import COMPUTED_COLUMNS, columns_of, has_computed
from gongkai.model.archive import find_prior
from gongkai.model.form import Line
from gongkai.model.indicator import COMPARED

TWO = "compare/?units=yanshi-caizheng,yanshi-jiaoyu&years=2022,2023&figures=basic_expenditure,serving_staff"


def unfold(page: Page) -> None:
    """Open the form, which is folded where the address has a choice."""
    expect(page.locator("[data-tables] table").first).to_be_visible()
    page.locator("[data-choice] > summary").click()
    expect(page.get_by_role("combobox", name="单位")).to_be_visible()


def table(page: Page) -> list[list[str]]:
    """Every row of every table of the result."""
    rows = page.locator("[data-tables] tr")
    expect(rows.first).to_be_visible()
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def published(site: Path, year: int, unit: str, column: str) -> str | None:
    """A figure from the file of open data."""
    file: dict[str, Any] = json.loads((site / f"compare/{year}.json").read_bytes())
    text: str | None = file["units"][unit][-1][file["columns"].index(column)]
    return text


def serve(page: Page, year: int | str, file: dict[str, Any]) -> None:
    """Give the page another file of figures than the site's."""
    body = json.dumps(file)
    page.route(f"**/compare/{year}.json", lambda route: route.fulfill(body=body, content_type="application/json"))


def download(page: Page) -> list[list[str]]:
    """The downloaded file, row by row."""
    with page.expect_download() as found:
        page.get_by_role("link", name="下载 CSV").click()
    text = Path(found.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))


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


def test_the_table_shows_the_published_figures(page: Page, address: str, demo_site: Path) -> None:
    page.goto(address + TWO)
    rows = table(page)
    for unit, name in (("yanshi-caizheng", "云溪市演示区财政局"), ("yanshi-jiaoyu", "云溪市演示区教育局")):
        row = next(row for row in rows if row[0] == name)
        before, now = (Decimal(published(demo_site, year, unit, "basic_expenditure") or "") for year in (2022, 2023))
        words = "增加" if now > before else "减少"
        rate = ((now - before) / before * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert row[1:3] == [f"{before:,.2f}", f"{now:,.2f}"]
        sign = "+" if rate > 0 else "−" if rate < 0 else ""
        assert row[3] == f"{words} {abs(now - before):,.2f}（{sign}{abs(rate):,}%）"


def test_only_the_files_of_the_years_chosen_are_asked_for(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address + TWO)
    table(page)
    assert [url for url in asked if re.match(r"compare/\d", url)] == ["compare/2022.json", "compare/2023.json"]
    unfold(page)
    page.get_by_role("checkbox", name="2019").check()
    expect(page.locator("[data-tables] thead").first).to_contain_text("2019")
    assert sorted(url for url in asked if re.match(r"compare/\d", url)) == [
        "compare/2019.json", "compare/2022.json", "compare/2023.json",
    ]  # fmt: skip


def test_other_pages_do_not_load_the_scripts(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "compare/2023/zhengfubumen/")
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if "gongkai-compare" in url or "gongkai-decimal" in url]


def test_the_csv_holds_what_is_shown_digit_by_digit(page: Page, address: str, demo_site: Path) -> None:
    page.goto(address + TWO)
    table(page)
    head, *rows = download(page)
    assert head == ["单位标识", "单位", "年度", "项目", "栏目", "数值", "计量单位", "性质", "数字", "日期"]
    assert len(rows) == 2 * 2 * 2
    keys = {"基本支出": "basic_expenditure", "年末人数": "serving_staff"}
    for unit, _, year, item, _, value, _, nature, number, day in rows:
        assert (number, day) == (value, "")
        assert value == published(demo_site, int(year), unit, keys[item])
        assert nature == "公开"


def test_the_csv_says_what_is_withheld_or_missing(page: Page, address: str) -> None:
    page.goto(address + "compare/?units=yanshi-baomi,yanshi-tushuguan&years=2019,2020&figures=three_public")
    table(page)
    found = {(unit, year): (value, nature) for unit, _, year, _, _, value, _, nature, *_ in download(page)[1:]}
    assert found["yanshi-baomi", "2020"] == ("", "依法不公开")
    assert found["yanshi-tushuguan", "2019"] == ("", "未收录")


def test_a_formula_in_a_name_stays_text(page: Page, address: str, demo_site: Path) -> None:
    file = json.loads((demo_site / "compare/2023.json").read_bytes())
    file["units"]["yanshi-caizheng"][0] = '=HYPERLINK("x")'
    serve(page, 2023, file)
    page.goto(address + "compare/?units=yanshi-caizheng&years=2023&figures=basic_expenditure")
    table(page)
    assert download(page)[1][1] == '\'=HYPERLINK("x")'


def test_what_the_address_names_wrongly_is_said(page: Page, address: str) -> None:
    page.goto(
        address + "compare/?units=yanshi-caizheng,nobody&years=2023,2031&figures=foo,basic_expenditure&column=bar"
    )
    told = page.locator("[data-told]")
    for wrong in ("没有找到单位标识：nobody", "没有这些年度：2031", "没有这些数字或指标：foo", "没有这一栏：bar"):
        expect(told).to_contain_text(wrong)
    expect(page.get_by_role("row", name="云溪市演示区财政局")).to_be_visible()


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


def test_withheld_and_broken_series_are_not_compared(page: Page, address: str) -> None:
    page.goto(address + "compare/?units=yanshi-baomi&years=2019,2020,2021&figures=basic_expenditure,score")
    row = next(row for row in table(page) if row[0] == "云溪市演示区国家保密局")
    assert row[2] == "依法不公开"
    page.goto(address + "compare/?units=yanshi-caizheng&years=2021,2023&figures=score")
    assert table(page)[1][-2] == "指标体系不同，不比较"


def test_a_rescoped_unit_is_not_compared_across_the_change(page: Page, address: str, demo_site: Path) -> None:
    file = json.loads((demo_site / "compare/2023.json").read_bytes())
    file["units"]["yanshi-caizheng"][5] = 2022
    serve(page, 2023, file)
    page.goto(address + "compare/?units=yanshi-caizheng&years=2021,2023&figures=basic_expenditure")
    assert table(page)[1][-2] == "2022年起口径已变，不比较"


def test_units_of_the_same_category_are_offered(page: Page, address: str) -> None:
    page.goto(address + "units/yanshi-caizheng/2023/")
    page.get_by_role("link", name="与同类单位比较").click()
    expect(page).to_have_url(re.compile(r"compare/\?units=yanshi-caizheng&years=2023$"))
    page.get_by_role("button", name="加上区卫健局，云溪市演示区卫生健康局").click()
    expect(page.get_by_role("row", name="云溪市演示区卫生健康局")).to_be_visible()
    page.get_by_role("link", name="2023年政府部门全部单位").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023年度政府部门对比")


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


#: Everything that a comparison shows, worked out in the page: year → unit → figure → column → text or null.
WORKED = """async ([base, years, units, figures, columns]) => {
  const { cell, load } = await import(`${base}assets/gongkai-compare-figures.js`);
  const known = new Map(units.map((id, place) => [id, { name: id, place }]));
  const labels = new Map(columns.map((key) => [key, { label: key, measure: "", signed: false }]));
  const c = { units, years, known, columns: labels, column: "", found: new Map(), base, block: 100 };
  c.found = await load(c);
  return years.map((year) => units.map((id) => figures.map((figure) => columns.map((column) => {
    c.column = column;
    return cell(c, id, year, { ...figure, label: "", measure: "万元", computed: false, signed: false }).value;
  }))));
}"""


def test_what_is_computed_in_the_page_is_what_the_pages_are_made_of(page: Page, address: str) -> None:
    years = [str(year) for year in sorted(archive().years)]
    units = list(archive().units)
    lines = [line for line in COMPARED if isinstance(line, Line) and has_computed(line)]
    keys = [column.key for column in COMPUTED_COLUMNS]
    figures = [{"key": line.key, "columns": [*columns_of(line)]} for line in lines]
    page.goto(address + "compare/")
    found = page.evaluate(WORKED, [address, years, units, figures, keys])
    checked = 0
    for year, of_year in zip(years, found, strict=True):
        for unit, of_unit in zip(units, of_year, strict=True):
            entry = archive().find_entry(unit, int(year))
            report = entry.published if entry else None
            prior = find_prior(archive(), unit, int(year))
            for line, of_line in zip(lines, of_unit, strict=True):
                for column, value in zip(COMPUTED_COLUMNS, of_line, strict=True):
                    wanted = column.value(line, report, prior) if report else None
                    assert (None if value is None else Decimal(value)) == wanted, (year, unit, line.key, column.key)
                    checked += value is not None
    assert checked > 3000


def test_a_computed_column_is_chosen_and_said_to_be_computed(page: Page, address: str) -> None:
    page.goto(address + TWO.replace("2022,2023", "2023"))
    unfold(page)
    page.get_by_label("金额看哪一栏").select_option("on_budget_rate")
    expect(page).to_have_url(re.compile(r"&column=on_budget_rate$"))
    expect(page.get_by_role("heading", name="基本支出比年初预算（%）")).to_be_visible()
    row = next(row for row in table(page) if row[0] == "云溪市演示区财政局")
    assert re.fullmatch(r"[+−]?\d+\.\d%", row[1])
    assert row[2].isdigit(), "people have no budget"
    expect(page.locator("[data-notes]")).to_contain_text("由本站计算：（决算－年初预算）÷年初预算×100%。")
    natures = {(item, nature) for _, _, _, item, _, _, _, nature, *_ in download(page)[1:]}
    assert natures == {("基本支出", "计算"), ("年末人数", "公开")}


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


def test_decimal_texts_are_reckoned_exactly(page: Page, address: str) -> None:
    chance = random.Random(7)

    def number() -> str:
        digits = chance.choice((0, 0, 1, 2, 2, 6))
        return f"{Decimal(chance.randint(-(10**15), 10**15)).scaleb(-chance.randint(6, 15)):.{digits}f}"

    pairs = [(number(), number()) for _ in range(400)]
    pairs += [
        ("0", "0"),
        ("-0.05", "0"),
        ("100000000", "0.000001"),
        ("0.1", "0.3"),
        ("2.675", "100"),
        ("-0.125", "100"),
    ]
    page.goto(address + "compare/")
    found = page.evaluate(
        """async (pairs) => {
          const { compare, minus, percent, show } = await import("/assets/gongkai-decimal.js");
          return pairs.map(([a, b]) => [minus(a, b), percent(a, b, 1), compare(a, b), show(a, 2)]);
        }""",
        [list(pair) for pair in pairs],
    )
    for (a, b), (less, rate, order, shown) in zip(pairs, found, strict=True):
        one, other = Decimal(a), Decimal(b)
        assert Decimal(less) == one - other
        expected = (one / other * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if other else None
        assert (None if rate is None else Decimal(rate)) == expected
        assert order == (one > other) - (one < other)
        places = max(len(a.partition(".")[2]), 2)
        assert shown == f"{'−' if one < 0 else ''}{abs(one):,.{places}f}"
