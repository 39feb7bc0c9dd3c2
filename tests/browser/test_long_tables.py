"""A long table begins with its first rows, in any order, with script and without; a press shows all, and paper does."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import serve_plainly
from tests.browser.test_access import AXE
from tests.conftest import ROOT

from gongkai.pages.parts.folded import FIRST, shortened
from gongkai.pages.parts.table import Column, Row, Table, number_cell
from gongkai.render.tables import render_table

MANY: Final = 400
#: What each of them spent; most first, as the page has them.
SPENT: Final = sorted((random.Random(14).randint(1, 999_999) for _ in range(MANY)), reverse=True)
SCORES: Final = random.Random(15).sample(range(1, MANY + 1), MANY)
NAMES: Final = [f"演示第{at}局" for at in range(MANY)]
#: The names of the rows that can be seen.
_SEEN: Final = """() => [...document.querySelectorAll("tbody tr")]
  .filter((row) => row.checkVisibility()).map((row) => row.cells[0].innerText.trim())"""


def page_of(folder: Path) -> None:
    """Writes a page with such a table, and what it loads."""
    shutil.copytree(ROOT / "docs/assets", folder / "assets")
    rows = zip(NAMES, SPENT, SCORES, strict=True)
    made = tuple(
        Row(name, (number_cell(f"{spent:,}.00"), number_cell(str(score))), group="甲类" if score % 20 else "乙类")
        for name, spent, score in rows
    )
    table = Table("shuzi", "演示数据", "单位", (Column("支出"), Column("得分")), made, sortable=True)
    box = render_table(shortened(table, "按支出从多到少"), str, "", lambda _: None)
    (folder / "index.html").write_text(
        '<!doctype html><html lang="zh-CN" data-gk-script><meta charset="utf-8"><title>演示数据</title>'
        '<link rel="stylesheet" href="assets/gongkai.css"><main><article class="gk-article">'
        f'<div class="gk-filter" data-gk-filter></div>{box}</article></main>'
        '<script type="module" src="assets/gongkai-table.js"></script></html>',
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it is served."""
    folder = tmp_path_factory.mktemp("long")
    page_of(folder)
    with serve_plainly(folder) as address:
        yield address


def opened(browser: Browser, address: str, width: int, script: bool = True) -> Page:
    """The page, as wide as that."""
    page = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=script).new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_first_rows_are_seen_until_all_are_asked_for(
    browser: Browser, long_table: str, width: int, script: bool
) -> None:
    page = opened(browser, long_table, width, script)
    assert page.evaluate(_SEEN) == NAMES[:FIRST]
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * 844
    choice = page.get_by_label(f"列出全部 {MANY} 行")
    choice.focus()
    page.keyboard.press("Space")
    assert page.evaluate(_SEEN) == NAMES
    page.keyboard.press("Space")
    assert page.evaluate(_SEEN) == NAMES[:FIRST]
    page.emulate_media(media="print")
    assert page.evaluate(_SEEN) == NAMES
    page.context.close()


def test_what_is_sorted_or_picked_out_begins_with_its_own_first(browser: Browser, long_table: str) -> None:
    page = opened(browser, long_table, 1440)
    by_score = [name for _, name in sorted(zip(SCORES, NAMES, strict=True), reverse=True)]
    assert page.get_by_text("按支出从多到少").is_visible()
    page.get_by_role("button", name="得分").click()
    assert page.evaluate(_SEEN) == by_score[:FIRST]
    assert page.get_by_text("按支出从多到少").count() == 0
    page.get_by_label("类别").select_option("乙类")
    few = [name for name in by_score if not SCORES[NAMES.index(name)] % 20]
    assert len(few) == FIRST
    assert page.evaluate(_SEEN) == few
    assert not page.get_by_label(f"列出全部 {MANY} 行").is_visible()
    page.get_by_label("类别").select_option("")
    assert page.get_by_label(f"列出全部 {MANY} 行").is_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_long_table(browser: Browser, long_table: str, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme).new_page()
    page.goto(long_table)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run('.gk-short').then((found) => found.violations)") == []
    box = page.locator(".gk-rest label").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44  # for a finger
    page.context.close()
