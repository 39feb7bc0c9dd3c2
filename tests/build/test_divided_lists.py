"""Lists of units past their limit: every page of a category is written, linked and in the sitemap, and goes again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from tests.build.few_reports import UNITS, copy_few, sums, write_site
from tests.html_text import read_page
from tests.site.test_demo_links import target

from gongkai.pages import divided

_CATEGORY: Final = re.compile(r"(?:units/category--[a-z0-9-]+|years/\d{4}/(?!data)[a-z0-9-]+(?:/\d+)?)/index\.html")


def pages_of_categories(files: dict[str, str]) -> set[str]:
    return {path for path in files if _CATEGORY.fullmatch(path)}


def test_pages_of_categories_come_and_go_with_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, other = copy_few(tmp_path / "one"), copy_few(tmp_path / "other")
    before = write_site(root)
    assert not pages_of_categories(before)
    monkeypatch.setattr(divided, "MOST_UNITS", 6)
    for project in (root, other):  # what is built is known by the register, too
        register = project / "data/units.yml"
        register.write_text(
            register.read_text(encoding="utf-8") + "\nxin-danwei: {名称: 演示数据新单位}\n", encoding="utf-8"
        )
    after = write_site(root)
    assert after == write_site(other)
    pages = pages_of_categories(after)
    assert {path.split("/")[0] for path in pages} == {"units", "years"}
    assert any(path.endswith("/2/index.html") for path in pages)
    site = root / "site"
    reached = {found[0] for page in ("units/", "years/2021/", "years/2022/") for found in links(site, page)}
    addresses = {path.removesuffix("index.html") for path in pages}
    assert addresses <= reached
    for path in addresses:
        written = {found[0] for found in links(site, path) if found[0].startswith(("units/", "years/"))}
        assert {f"{found}index.html" if found.endswith("/") else found for found in written} <= after.keys()
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert all(f"https://site.invalid/{path.removesuffix('index.html')}<" in sitemap for path in pages)
    for unit in UNITS:
        assert any(
            f"units/{unit}/" in (site / path).read_text(encoding="utf-8") for path in pages if "units/cat" in path
        )
    monkeypatch.undo()
    for project in (root, other):
        register = project / "data/units.yml"
        text = register.read_text(encoding="utf-8").replace("\nxin-danwei: {名称: 演示数据新单位}\n", "")
        register.write_text(text, encoding="utf-8")
    assert write_site(root) == before
    assert sums(site) == before


def links(site: Path, page: str) -> list[tuple[str, str]]:
    """The files that a page leads to."""
    found = (target(page, href) for href in read_page(site / page / "index.html").links)
    return [reached for reached in found if reached]
