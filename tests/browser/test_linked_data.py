"""JSON-LD under the strict policy: a block of data, which Chromium reads, refuses nothing of, and never runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from gongkai.pages.parts.page import Page as LaidOut
from gongkai.render.navigation import render_head

HOSTILE = '</script><script>window.ran = 1</script><img src=x onerror="window.ran = 1"><!--<script>'
BLOCK = 'script[type="application/ld+json"]'


def watch(page: Page) -> Callable[[], list[str]]:
    """What the policy refused from now on, and what the console complains of."""
    page.add_init_script(
        "window.refused = []; "
        "document.addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective))"
    )
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)

    def found() -> list[str]:
        refused: list[str] = page.evaluate("window.refused")
        return refused + told

    return found


def linked(page: Page) -> Any:
    """The one block, as a search engine reads it."""
    assert page.locator(BLOCK).count() == 1
    return json.loads(page.locator(BLOCK).text_content() or "")


KINDS = {"units/yanshi-renda/2022/": ["Report", "Dataset"], "data/": "DataCatalog"}


@pytest.mark.parametrize("path", KINDS)
def test_the_policy_has_nothing_against_it(page: Page, address: str, path: str) -> None:
    refused = watch(page)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert linked(page)["@type"] == KINDS[path]
    assert refused() == []


def test_every_file_that_it_leads_to_is_there(page: Page, address: str) -> None:
    for path in KINDS:
        page.goto(address + path)
        found = linked(page)
        files = [file for whole in (found, *found.get("dataset", ())) for file in whole.get("distribution", ())]
        assert files
        for file in files:
            url = page.evaluate("path => new URL(path, location.href).href", file["contentUrl"])
            assert page.request.head(url).status == 200, url


def test_a_policy_that_refuses_scripts_is_seen_by_this_test(page: Page, address: str, demo_site: Path) -> None:
    """A script of the same place, which is one, is refused."""
    refused = watch(page)
    serve(page, address, demo_site, "  <script>window.ran = 1</script>\n")
    assert any("script-src" in told for told in refused())
    assert page.evaluate("window.ran") is None


def test_a_title_that_would_end_the_block_stays_in_it(page: Page, address: str, demo_site: Path) -> None:
    refused = watch(page)
    head = render_head(LaidOut("x/", "", "", None, linked={"@type": "Report", "name": HOSTILE}), str)
    serve(page, address, demo_site, head)
    assert linked(page)["name"] == HOSTILE
    assert (page.evaluate("window.ran"), refused()) == (None, [])
    assert page.locator("img[src=x]").count() == 0


def serve(page: Page, address: str, site: Path, block: str) -> None:
    """Open a page of the demo with another block in its head."""
    text = (site / "units/yanshi-renda/2022/index.html").read_text(encoding="utf-8")
    made, count = re.subn(r'  <script type="application/ld\+json">.*?</script>\n', lambda _: block, text)
    assert count == 1
    place = f"{address}units/yanshi-renda/2022/"
    page.route(place, lambda route: route.fulfill(body=made, content_type="text/html; charset=utf-8"))
    page.goto(place)
    page.wait_for_load_state("networkidle")
