"""What can be seen is seen whole: on every kind of page no words are cut off, and none lie upon others."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product
from typing import Final

import pytest
from playwright.sync_api import Browser, Page
from tests.conftest import ROOT
from tests.pages.charts.test_charts import report, years

from gongkai.pages.parts.columns import score_chart, spending_chart
from gongkai.render.charts import render_chart

WIDTHS: Final = (320, 390, 768, 1024, 1440)
#: Looked at in every run of the tests; the others in a trial.
QUICK: Final = {(390, False), (390, True), (1440, False)}
#: So many pages come to rest at the same time.
TOGETHER: Final = 7
#: One of every kind, by its address.
KINDS: Final = (
    "", "units/", "units/yanshi-jiaotong/", "units/yanshi-jiaotong/2021/", "units/yanshi-minzheng-benji/2023/",
    "units/yanshi-jiedao/2022/", "units/yanshi-baomi/2020/", "years/", "years/2022/", "compare/",
    "compare/?units=yanshi-caizheng,yanshi-weijian&figures=expenditure", "compare/2023/", "compare/2023/zhengfubumen/",
    "search/", "search/?q=三公经费", "search/?q=龘龘龘", "quality/", "data/", "data/fields/", "updates/",
    "about/", "about/reading/", "about/glossary/", "about/methodology/", "about/verify/", "guide/", "guide/clerk/",
    "404.html",
)  # fmt: skip  # a list
#: The lines of words in view, each with its box and what it says. What scrolls in a box of its own may go on outside of
#: it, but for the name of a table; what is shown to nobody is no bigger than a pixel.
_LINES: Final = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX) && e !== document.documentElement;
  for (let node; (node = walker.nextNode()); ) {
    const holder = node.parentElement;
    if (!node.textContent.trim() || holder.closest("noscript, option, script, .gk-skip, [hidden]")) continue;
    if (!holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const clips = [], range = document.createRange();
    let scroller = null;
    for (let e = holder; e && e !== document.body; e = e.parentElement) {
      if (scrolls(e)) { scroller = e; break; }
      if (/hidden|clip/.test(getComputedStyle(e).overflowX)) clips.push(e.getBoundingClientRect());
    }
    if (clips.some((box) => box.width < 2)) continue;
    if (scroller && holder.closest("caption")) clips.push(scroller.getBoundingClientRect());
    else if (!scroller) clips.push({ left: 0, right: document.documentElement.clientWidth });
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left < 1) continue;
      const isCut = clips.some((box) => left < box.left - 1 || right > box.right + 1);
      found.push({ left, right, top, bottom, isCut, words: node.textContent.trim().slice(0, 40), fixed: !!scroller });
    }
  }
  return found;
}"""
#: Those that lie upon others, by more than two fifths of a line, which lines of large letters have between them; a cell
#: that stays lies upon what scrolls below it.
_UPON: Final = """(lines) => {
  const free = lines.filter((line) => !line.fixed).sort((a, b) => a.top - b.top), found = [];
  free.forEach((one, at) => {
    for (let next = at + 1; next < free.length && free[next].top < one.bottom; next++) {
      const other = free[next], shared = Math.min(one.bottom, other.bottom) - other.top;
      if (shared < 0.4 * Math.min(one.bottom - one.top, other.bottom - other.top)) continue;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2) found.push([one.words, other.words]);
    }
  });
  return found;
}"""


def faults(page: Page) -> dict[str, list[object]]:
    """What is cut off, what lies upon other words, and how far the page itself can be moved sideways."""
    lines = page.evaluate(_LINES)
    assert lines
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    cut = [line["words"] for line in lines if line["isCut"]]
    found = {"cut": cut, "upon": page.evaluate(_UPON, lines), "sideways": [sideways] if sideways else []}
    return {kind: wrong for kind, wrong in found.items() if wrong}


@pytest.mark.parametrize(
    ("width", "is_easy"),
    [
        *sorted(QUICK),
        *(
            pytest.param(*other, marks=pytest.mark.trial)
            for other in product(WIDTHS, (False, True))
            if other not in QUICK
        ),
    ],
)
def test_no_words_are_cut_off_or_lie_upon_others(browser: Browser, address: str, width: int, is_easy: bool) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    if is_easy:
        context.add_init_script("localStorage.setItem('gk-care', '1')")
    wrong = {}
    for at in range(0, len(KINDS), TOGETHER):
        pages = {kind: context.new_page() for kind in KINDS[at : at + TOGETHER]}
        for kind, page in pages.items():
            page.goto(address + kind)
        for kind, page in pages.items():
            page.wait_for_load_state("networkidle")
            if found := faults(page):
                wrong[kind] = found
            page.close()
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("width", [320, 390, 700, 1200])
@pytest.mark.parametrize("is_easy", [False, True])
def test_what_stands_below_the_columns_of_many_years_keeps_clear_of_each_other(
    browser: Browser, width: int, is_easy: bool
) -> None:
    chance, css = random.Random(width), (ROOT / "docs/assets/gongkai.css").read_text(encoding="utf-8")
    charts = []
    for number in range(2, (10 if is_easy else 12) + 1):
        amounts = [Decimal(chance.randint(100, 999_999)) / 100 for _ in range(number)]
        scores = [Decimal(chance.randint(6000, 9999)) / 100 for _ in range(number)]
        drawn_from = (
            report(收支={"支出总计": amount}, 绩效={"自评得分": score, "自评等级": "优"})
            for amount, score in zip(amounts, scores, strict=True)
        )
        reports = years(*drawn_from)
        for chart in (spending_chart(reports), score_chart(reports, {})):
            assert chart
            charts += [chart, chart.marked(2018 + chance.randrange(number))]
    drawn = "".join(render_chart(chart, lambda path: path, "") for chart in charts)
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.set_content(
        f'<style>{css}</style><main class="gk-main gk-width"><article class="gk-article">{drawn}</article></main>'
    )
    if is_easy:
        page.evaluate("document.documentElement.dataset.gkCare = ''")
    assert faults(page) == {}
    context.close()


@pytest.mark.parametrize("is_easy", [False, True])
def test_the_navigation_stands_on_one_line_or_in_the_menu(browser: Browser, address: str, is_easy: bool) -> None:
    context = browser.new_context()
    if is_easy:
        context.add_init_script("localStorage.setItem('gk-care', '1')")
    page, lines, seen = context.new_page(), {}, 0
    page.goto(address + "about/")
    for width in range(940, 1460, 20):
        page.set_viewport_size({"width": width, "height": 844})
        tabs = page.locator(".gk-tabs li")
        if tabs.first.is_visible():
            seen += 1
            lines[width] = len({round(box["y"]) for one in tabs.all() if (box := one.bounding_box())})
        else:
            assert page.locator(".gk-menu summary").is_visible(), width
    context.close()
    assert seen > 5
    assert set(lines.values()) == {1}, lines
