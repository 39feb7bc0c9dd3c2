"""Nothing moves under the reader's finger: layout shift of every kind of page, cold, on a slow phone and wide."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser

#: Ten kinds of page.
KINDS: Final = (
    "", "units/", "units/yanshi-jiaotong/", "units/yanshi-jiaotong/2022/", "years/2022/", "compare/",
    "compare/?unit=yanshi-jiaotong&unit=yanshi-caizheng", "quality/", "data/", "search/", "about/glossary/",
)  # fmt: skip
#: The sum of all shifts, as Chromium reports them.
SHIFT: Final = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 400);
})"""


@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.trial)])
def test_pages_do_not_move_while_they_load(browser: Browser, address: str, width: int) -> None:
    moved = {}
    for kind in KINDS:
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address + kind)
        page.wait_for_load_state("networkidle")
        moved[kind] = page.evaluate(SHIFT)
        context.close()
    assert {kind: shift for kind, shift in moved.items() if shift > 0.02} == {}
