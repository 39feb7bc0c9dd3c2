"""Tables on a phone, by keyboard and as files: what readers come for is visible, and what is offered is that table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

#: Reports of both forms, with projects, with corrections, of a school; and all years of a unit.
PAGES: Final = (
    "units/yanshi-weijian/2023/", "units/yanshi-jiaotong/2020/", "units/yanshi-nongye/2020/",
    "units/yanshi-diyi-zhongxue/2022/", "units/yanshi-caizheng/",
)  # fmt: skip
#: Cells below these headings that are cut off by their box, or lie below the first column that stays.
CUT_OFF: Final = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const wanted = ["决算", "比年初预算", "全年执行数", "执行率", "年度指标值", "实际完成值", "分值", "得分"];
  const found = { seen: 0, cut: [] };
  for (const table of document.querySelectorAll(".gk-table")) {
    const box = table.closest(".gk-scroll").getBoundingClientRect();
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
    const isYears = heads.some((head) => /^20\\d\\d/.test(head));
    for (const [at, head] of heads.entries()) {
      if (!wanted.includes(head) && !(isYears && at === 1)) continue;
      for (const row of table.tBodies[0].rows) {
        const cell = row.cells[at].getBoundingClientRect();
        const first = row.cells[0].getBoundingClientRect();
        const below = cell.top < first.bottom && first.top < cell.bottom && cell.left < first.right - 1;
        found.seen += 1;
        const isCut = cell.left < box.left - 1 || cell.right > box.right + 1 || below;
        if (isCut) found.cut.push(`${table.id} ${head} ${row.textContent}`);
      }
    }
  }
  return found;
}"""


@contextmanager
def opened(browser: Browser, width: int, *, care: bool = False, scripted: bool = True) -> Iterator[Page]:
    """A page of this width, in the easy version or not."""
    context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripted)
    if care:
        context.add_init_script("localStorage.setItem('gk-care', '1')")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("care", [False, True], ids=["plain", "care"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_what_readers_come_for_is_visible_without_scrolling(
    browser: Browser, address: str, width: int, care: bool
) -> None:
    with opened(browser, width, care=care) as page:
        for path in PAGES:
            page.goto(address + path)
            found = page.evaluate(CUT_OFF)
            assert found["seen"] > 5, path
            assert found["cut"] == [], path


def test_a_box_is_focusable_exactly_where_something_scrolls(browser: Browser, address: str) -> None:
    wrong = """[...document.querySelectorAll(".gk-scroll")]
      .filter((box) => box.offsetParent && !box.closest("details:not([open])"))
      .filter((box) => (box.scrollWidth > box.clientWidth + 1) !== (box.tabIndex === 0)).length"""
    with opened(browser, 1440) as page:
        page.goto(address + PAGES[0])
        boxes = page.locator(".gk-scroll")
        expect(page.locator(".gk-scroll[tabindex]")).to_have_count(0)
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator(".gk-scroll[tabindex]").first).to_be_attached()
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        page.wait_for_function(f"{wrong} === 0")
        named = boxes.and_(page.get_by_role("region", name="收支总体情况", exact=True))
        expect(named).to_have_count(1)
        page.set_viewport_size({"width": 1440, "height": 844})
        expect(page.locator(".gk-scroll[tabindex]")).to_have_count(0)


def test_rows_of_indicators_stay_rows_where_they_are_stacked(browser: Browser, address: str) -> None:
    with opened(browser, 390) as page:
        page.goto(address + PAGES[0])
        table = page.get_by_role("table", name="绩效指标完成情况 单位：分")
        assert table.locator("tr").nth(1).evaluate("(row) => getComputedStyle(row).display") == "grid"
        expect(table.locator("tr:not([role=row]), td:not([role=cell]), th:not([role$=header])")).to_have_count(0)
        rows = table.get_by_role("row")
        assert rows.count() == table.locator("tr").count() > 5
        explained = rows.filter(has_text="疫苗到货晚于计划").first
        expect(explained.get_by_role("cell")).to_have_count(6)
        expect(explained.get_by_role("rowheader")).to_have_count(1)
        head = table.get_by_role("columnheader", name="年度指标值").get_by_role("link")
        head.focus()
        expect(head).to_be_in_viewport()


def test_the_csv_beside_a_table_is_that_table(page: Page, address: str) -> None:
    page.goto(address + PAGES[0])
    with page.expect_download() as found:
        page.get_by_role("link", name="这一张表 CSV：收支总体情况").click()
    assert found.value.suggested_filename == "区卫健局-2023年度-收支总体情况.csv"
    text = Path(found.value.path()).read_bytes().decode("utf-8")
    head, *rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    assert head == ["项目（单位：万元）", "决算", "比年初预算", "年初预算", "全年预算", "上年决算"]
    shown = page.locator("#biao-shouzhi tbody tr")
    assert len(rows) == shown.count()
    assert rows[0] == ["收入总计", "1968.16", "2.16", "1966.00", "1996.11", "1880.43"]
    (basic,) = [row for row in rows if row[0] == "基本支出"]
    assert basic[1:3] == ["1276.53", "14.09"]
    assert [row[2] for row in rows if row[0] == "年末结转和结余"] == ["-23.03"]


def test_without_script_the_link_says_that_all_figures_come(browser: Browser, address: str) -> None:
    with opened(browser, 390, scripted=False) as page:
        page.goto(address + PAGES[0])
        link = page.locator("#biao-shouzhi").locator("xpath=../following-sibling::p[@class='gk-csv'][1]/a")
        expect(link).to_have_text("全部数据 CSV")
        with page.expect_download() as found:
            link.click()
        assert found.value.suggested_filename == "区卫健局-2023年度.csv"
        assert page.locator(".gk-scroll[tabindex]").count() == 0


def test_a_folded_table_opens_at_a_press_and_where_a_link_leads_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGES[0]}#biao-xiangmu-zhichu")
    expect(page.locator("#biao-xiangmu-zhichu")).to_be_visible()
    page.goto(address + PAGES[1])
    fold = page.locator("details.gk-fold.is-table").first
    expect(fold.locator("table")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("table")).to_be_visible()


def test_forced_colours_keep_the_column_that_stays_apart(browser: Browser, address: str) -> None:
    with opened(browser, 390) as page:
        page.emulate_media(forced_colors="active")
        page.goto(address + PAGES[0])
        edge = "(cell) => getComputedStyle(cell).borderRightStyle"
        assert page.locator("#biao-shouzhi tbody th").first.evaluate(edge) == "solid"


def test_the_csv_beside_a_chart_is_what_it_draws(page: Page, address: str) -> None:
    """A whole in parts, bars in groups, a year in each row; every figure stands in the chart or in its drawing."""
    page.goto(address + PAGES[0])
    assert downloaded(page, "本年支出中，", "区卫健局-2023年度-本年支出中，基本支出最多，占 65.2%.csv") == [
        ["项目", "数（万元）", "占比"], ["基本支出", "1276.53", "65.2%"], ["项目支出", "679.90", "34.8%"],
    ]  # fmt: skip  # rows
    head, *bars = downloaded(page, "本年支出合计决算是", "")
    assert head == ["项目", "栏", "数（万元）"]
    assert [row[:2] for row in bars[:3]] == [["本年支出合计", column] for column in ("年初预算", "全年预算", "决算")]
    assert bars[2][2] == "1956.43"
    head, *years = downloaded(page, "本年支出合计由2018年", "")
    assert (head, years[0], years[-1]) == (["年度", "数（万元）"], ["2018", "1767.11"], ["2023", "1956.43"])
    page.goto(f"{address}units/yanshi-weijian/")
    head, *years = downloaded(page, "“三公”经费由", "")
    assert head == ["年度", "数（万元）", "公务用车购置及运行维护费", "公务接待费"]
    assert len(years) == 6
    assert all(Decimal(row[1]) == sum(map(Decimal, row[2:])) for row in years)


def downloaded(page: Page, chart: str, named: str) -> list[list[str]]:
    """The rows of the file beside a chart; ``named`` is what it is called, if that matters."""
    with page.expect_download() as found:
        page.get_by_role("link", name=f"这张图 CSV：{chart}").click()
    assert named in {"", found.value.suggested_filename}
    text = Path(found.value.path()).read_bytes().decode("utf-8")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))
