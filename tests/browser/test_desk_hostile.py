"""Hostile files dropped on the desk in a browser: a clear word, nothing runs, and what was filled in stands."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import serve_plainly
from tests.browser.desk_site import CONGRESS_NAME, LATEST, WAIT, DeskPage, small_site
from tests.desk.test_hostile import HOSTILE

#: One of each sort; all of them are tried without a browser.
DROPPED: Final = (
    "zip bomb.docx", "nested.docx", "far form.xlsx", "entities.docx", "macros.docm", "script.html", "program.docx",
    "encrypted.docx", "encrypted.pdf", "nothing.docx", "../../data/units.docx",
)  # fmt: skip  # names


@pytest.mark.trial
def test_the_page_lives_on_whatever_is_dropped_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    _, site = small_site(tmp_path)
    with serve_plainly(site) as address, DeskPage(browser, address) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        said = desk.page.locator("[data-said] p")
        for kind in DROPPED:
            make, words = HOSTILE[kind]
            desk.drop(kind, make())
            if words:
                expect(said, kind).to_contain_text(words, timeout=WAIT)
            else:
                desk.page.wait_for_function(
                    "() => document.querySelector('dialog[open]') || "
                    "/没有找到|没有可以/.test(document.querySelector('[data-said]').textContent)",
                    timeout=WAIT,
                )
            desk.page.keyboard.press("Escape")
            expect(desk.page.locator("dialog[open]")).to_have_count(0)
            desk.page.evaluate("() => document.querySelector('[data-said]').replaceChildren()")
        desk.write("标题", "2023年度部门整体支出绩效自评报告（还在）")
        desk.turn_to("预览")
        expect(desk.page.frame_locator("iframe.dk-frame").locator("h1")).to_be_attached(timeout=WAIT)
        assert desk.page.evaluate("globalThis.ran") is None
        assert desk.faults == []
        assert all(url.startswith((address, "blob:", "data:")) for url in desk.asked)
