"""One navigation and one look, whoever wrote the page; what a browser would fetch unasked is not named."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

from gongkai.pages.parts.page import READING_PAGES
from gongkai.render.navigation import IN_FOOTER

TABS = ["首页", "单位", "年度", "对比", "校核", "更新", "数据", "怎么看"]
BY_HAND = ("about/", "about/reading/", "about/verify/", "about/accessibility/", "guide/", "guide/clerk/")


def texts(site: Path) -> dict[str, str]:
    """Every page by its address."""
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in sorted(site.rglob("*.html"))}


def part(html: str, begin: str, end: str) -> str:
    """What stands between two marks."""
    return html.partition(begin)[2].partition(end)[0]


def test_nothing_is_named_that_firefox_would_fetch_unasked(demo_site: Path) -> None:
    """It fetches <link rel=next> and the like at once, which the policy of the page refuses: two errors a page."""
    fetched = re.compile(r'<link[^>]*\brel="[^"]*\b(?:next|prev|prefetch|prerender|preload|dns-prefetch|preconnect)\b')
    assert {path for path, html in texts(demo_site).items() if fetched.search(html)} == set()


def test_the_main_navigation_is_the_same_everywhere(demo_site: Path) -> None:
    for path, html in texts(demo_site).items():
        tabs = part(html, '<nav class="gk-tabs"', "</nav>")
        assert re.findall(r">([^<>]+)</a>", tabs) == TABS, path
        footer = part(html, '<ul class="gk-footer__links">', "</ul>")
        assert re.findall(r">([^<>]+)</a>", footer) == ["使用说明", "关于"], path


def test_every_page_but_those_of_nobody_has_one_current_entry_at_most(demo_site: Path) -> None:
    for path, html in texts(demo_site).items():
        current = re.findall(r'aria-current="page">([^<]+)<', part(html, '<nav class="gk-tabs"', "</nav>"))
        assert len(current) <= 1, path
        if path.startswith(("about/glossary", "about/methodology", "about/reading", "about/verify")):
            assert current == ["怎么看"], path
        elif path.startswith(("updates", "data")):
            assert current == [{"updates": "更新", "data": "数据"}[path.partition("/")[0]]], path


def test_the_pages_beside_the_terms_are_those_of_the_navigation(demo_site: Path) -> None:
    """What is written by hand has them from the settings, what is made from data from the code."""
    for address in READING_PAGES:
        html = (demo_site / address / "index.html").read_text(encoding="utf-8")
        side = part(html, '<nav class="gk-nav" aria-label="本栏目">', "</nav>")
        links = re.findall(r'href="([^"]+)"[^>]*>([^<]+)</a>', side)
        found = {urljoin(f"/{address}", link).removeprefix("/"): label for link, label in links}
        assert list(found.items()) == list(READING_PAGES.items()), address
        footer = part(html, '<ul class="gk-footer__links">', "</ul>")
        assert {urljoin(f"/{address}", link)[1:] for link in re.findall(r'href="([^"]+)"', footer)} == IN_FOOTER


def test_pages_written_by_hand_look_like_those_made_from_data(demo_site: Path) -> None:
    pages = texts(demo_site)
    for address in BY_HAND:
        html = pages[f"{address}index.html"]
        assert '<nav class="gk-crumbs" aria-label="当前位置"><ol>\n<li><a href=' in html, address
        assert len(re.findall(r'<h1 class="gk-title"', html)) == html.count("<h1") == 1, address
        assert '<nav class="gk-toc" aria-label="本页目录">' in html, address
        assert html.index("<article") < html.index('class="gk-toc"'), address


def test_every_head_of_a_column_or_row_says_of_which(demo_site: Path) -> None:
    wrong = {
        path: found
        for path, html in texts(demo_site).items()
        if (found := re.findall(r"<th(?! [^>]*scope=)[ >]", html))
    }
    assert wrong == {}


def test_old_places_of_the_data_page_lead_to_the_dictionary(demo_site: Path) -> None:
    pages = texts(demo_site)
    data, fields = pages["data/index.html"], pages["data/fields/index.html"]
    for place in ("zidian", "lie"):
        assert f'id="{place}"' in data
        assert f'id="{place}"' in fields
    assert 'href="../data/fields/"' in data
    assert "<table" not in part(data, 'id="zidian"', "</section>")
