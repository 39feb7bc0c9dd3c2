"""The edition without a server, opened from a folder as by double click: laid out, its figures there, no complaint."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.test_reading import KINDS
from tests.mirror.sites import linked_copy, unzipped

from gongkai.mirror.mirror import write_mirror

REPORT = "units/yanshi-weijian/2023/"


@pytest.fixture(scope="session")
def edition(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the demo's mirror."""
    folder = tmp_path_factory.mktemp("mirror")
    write_mirror(linked_copy(demo_site, folder / "published"), folder / "mirror.zip")
    return unzipped(folder / "mirror.zip", folder / "副本 一") / "离线"


@pytest.mark.parametrize("kind", [*KINDS, "search/", "compare/"])
def test_a_page_of_every_kind_is_as_on_a_server(page: Page, edition: Path, kind: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.goto((edition / kind / "index.html").as_uri())
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('.gk-banner')).textAlign") == "center"
    # those further down are loaded when they come into sight; a broken one cannot be decoded
    page.evaluate("Promise.all([...document.images].map((i) => ((i.loading = 'eager'), i.decode())))")
    assert "离线副本" in page.inner_text(".gk-banner:last-of-type")
    assert page.locator("[data-gk-cares]:visible, [data-gk-schemes]:visible, [data-gk-compare]:visible").count() == 0


def test_a_report_is_reached_by_clicks_and_shows_its_figures(page: Page, edition: Path) -> None:
    page.goto((edition / "index.html").as_uri())
    page.click(".gk-tabs >> text=单位")
    page.click("main a[href$='yanshi-weijian/index.html'] >> nth=0")
    page.click("main a[href$='2023/index.html'] >> nth=0")
    assert page.url == (edition / REPORT / "index.html").as_uri()
    shown = page.inner_text("main")
    published = (edition.parent / "网站" / REPORT / "index.html").as_uri()
    page.goto(published)
    assert page.locator(".gk-opening__value").all_inner_texts()
    for figure in page.locator(".gk-opening__value, .gk-table td").all_inner_texts():
        assert figure in shown


def test_dark_follows_the_system(page: Page, edition: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto((edition / "index.html").as_uri())
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light
