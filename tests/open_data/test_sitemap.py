"""The sitemap lists every address once, in as many files as sitemaps.org asks for."""

from __future__ import annotations

from datetime import date
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.open_data import sitemap as module
from gongkai.open_data.sitemap import MOST, SITEMAP, robots_txt, sitemaps

URL = "https://site.invalid/a&b/"


def read(addresses: list[str], url: str = URL) -> dict[str, list[str]]:
    """The places that each file lists."""
    made = {download.path: ElementTree.fromstring(download.content()) for download in sitemaps(addresses, url)}
    return {path: [found.text or "" for found in top.iter(f"{{{module._NAMESPACE}}}loc")] for path, top in made.items()}


def test_few_pages_are_in_one_file() -> None:
    assert read(["units/", "", "compare/"]) == {SITEMAP: [URL, f"{URL}compare/", f"{URL}units/"]}


def test_beyond_what_one_file_may_hold_there_is_an_index_of_several() -> None:
    addresses = [f"units/u{number:06}/" for number in range(MOST + 1)]
    made = read(addresses)
    assert list(made) == ["sitemap-1.xml", "sitemap-2.xml", SITEMAP]
    assert made[SITEMAP] == [f"{URL}sitemap-1.xml", f"{URL}sitemap-2.xml"]
    assert [len(made["sitemap-1.xml"]), len(made["sitemap-2.xml"])] == [50_000, 1]
    assert made["sitemap-1.xml"] + made["sitemap-2.xml"] == [URL + address for address in addresses]
    assert list(read(addresses[:-1])) == [SITEMAP]


@given(st.sets(st.text("ab&<'\"甲/", max_size=5), max_size=20), st.integers(1, 5))
def test_every_address_is_listed_once_whatever_it_is(addresses: set[str], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST", most)
        made = read(sorted(addresses, reverse=True))
    index = made.pop(SITEMAP) if len(made) > 1 else [f"{URL}{SITEMAP}"]
    assert index == [URL + name for name in made]
    assert [place for places in made.values() for place in places] == sorted(URL + path for path in addresses)
    assert all(len(places) <= most for places in made.values())


def test_a_site_without_an_address_has_an_empty_sitemap() -> None:
    assert read(["units/", ""], url="") == {SITEMAP: []}


def test_a_page_has_its_own_day_where_it_is_known() -> None:
    days = {"units/a/": date(2021, 6, 30), "units/b/": date(2022, 7, 1), "gone/": date(2023, 1, 1)}
    (made,) = sitemaps(["units/a/", "units/b/", "compare/"], URL, days)
    names = {"s": module._NAMESPACE}
    pages = ElementTree.fromstring(made.content()).findall("s:url", names)
    found = {page.findtext("s:loc", "", names): page.findtext("s:lastmod", None, names) for page in pages}
    assert found == {f"{URL}units/a/": "2021-06-30", f"{URL}units/b/": "2022-07-01", f"{URL}compare/": None}


def test_robots_may_find_everything_and_are_told_of_the_sitemap() -> None:
    robots = RobotFileParser()
    robots.parse(robots_txt("https://site.invalid/").decode().splitlines())
    for path in ("", "units/a/2020/", "data/catalogue.json", "sitemap.xml", "search/"):
        assert robots.can_fetch("Baiduspider", f"https://site.invalid/{path}")
    assert robots.site_maps() == ["https://site.invalid/sitemap.xml"]
    assert b"Sitemap" not in robots_txt("")
