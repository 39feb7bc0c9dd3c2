"""On a phone, in usual letters and in those of 关怀版, the figures people came for need no scrolling sideways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page
from tests.conftest import DEMO

#: What must be in view, by the words of its heading.
MONEY: Final = ("决算", "比年初预算")
INDICATORS: Final = ("实际完成值", "得分")
#: One report of each unit, whose outlines and gaps differ, and in a trial all of them.
FILES: Final = sorted((DEMO / "data").glob("20*/[a-z]*.yml"))
REPORTS: Final = [f"units/{file.stem}/{file.parent.name}/" for file in FILES]
LOOKED_AT: Final = REPORTS[::9]

#: Each cell below (or beside) a heading of those words: what it says and where it stands. A cell that says nothing
#: need not be seen; one in a part that is folded is looked at with the part open.
CELLS: Final = """(labels) => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  const found = [];
  for (const table of document.querySelectorAll("article table")) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    if (labels[0] === "决算" && heads.includes("三级指标")) continue;
    const at = labels.map((label) => heads.indexOf(label));
    if (at.some((column) => column < 0)) continue;
    for (const row of table.querySelectorAll("tbody tr")) {
      for (const column of at) {
        const cell = row.cells[column];
        if (!cell || row.cells.length !== heads.length || !cell.textContent.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(cell);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
        const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
        found.push([table.id || table.caption?.textContent || "", row.cells[0].textContent.trim(), heads[column],
          boxes.length > 0, left, right]);
      }
    }
  }
  return found;
}"""


def out_of_view(page: Page, labels: tuple[str, ...]) -> Iterator[Any]:
    """Cells of which a part is not on the screen."""
    for table, row, head, is_shown, left, right in page.evaluate(CELLS, list(labels)):
        if not is_shown or left < 0 or right > page.viewport_size["width"]:  # type: ignore[index]  # has one
            yield table, row, head, left, right


@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "关怀版"])
@pytest.mark.parametrize(
    "reports", [LOOKED_AT, pytest.param([r for r in REPORTS if r not in LOOKED_AT], marks=pytest.mark.trial)]
)
def test_what_people_came_for_is_in_view(browser: Browser, address: str, reports: list[str], is_large: bool) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    if is_large:
        context.add_init_script("localStorage.setItem('gk-care', '1')")
    page = context.new_page()
    missed, money, indicators = [], 0, 0
    for report in reports:
        page.goto(address + report)
        money += len(page.evaluate(CELLS, list(MONEY)))
        indicators += len(page.evaluate(CELLS, list(INDICATORS)))
        missed += [(report, *cell) for labels in (MONEY, INDICATORS) for cell in out_of_view(page, labels)]
    context.close()
    assert money > 100
    assert indicators > 20
    assert missed == []


def test_a_years_figures_begin_with_the_newest(page: Page, address: str) -> None:
    """历年 of a unit and of its reports: the years that people ask for are not behind the edge of a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("units/yanshi-jiaotong/", "units/yanshi-jiaotong/2022/"):
        page.goto(address + path)
        years = page.evaluate(
            """() => [...document.querySelectorAll("article table")]
              .map((table) => [...table.querySelectorAll("thead th")].slice(1).map((head) => head.textContent.trim()))
              .filter((heads) => heads.length > 1 && heads.every((head) => /^\\d{4}/.test(head)))"""
        )
        assert years
        assert all(heads == sorted(heads, reverse=True) for heads in years)
