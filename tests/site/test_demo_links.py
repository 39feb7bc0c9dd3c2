"""Every page of the demo can be reached by links, and no link leads nowhere."""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from tests.html_text import PageText, read_page

MAX_CLICKS = 4


@cache
def pages(site: Path) -> dict[str, PageText]:
    """Every page by its address below the site root."""
    return {
        str(file.relative_to(site)).removesuffix("index.html"): read_page(file)
        for file in sorted(site.rglob("*.html"))
        if file.name != "404.html"
    }


def target(address: str, href: str) -> tuple[str, str] | None:
    """(address below the root, fragment) that a link leads to; None for other schemes."""
    if urlsplit(href).scheme in {"http", "https", "mailto"}:
        return None
    parts = urlsplit(urljoin(f"https://site.invalid/{address}", href))
    return unquote(parts.path).lstrip("/"), unquote(parts.fragment)


def outgoing(site: Path, address: str) -> set[str]:
    """Addresses that a page links to."""
    found = (target(address, href) for href in pages(site)[address].links)
    return {reached[0] for reached in found if reached}


def test_no_link_is_dead(demo_site: Path) -> None:
    dead = []
    for address, page in pages(demo_site).items():
        for reached in filter(None, (target(address, href) for href in page.links)):
            path, fragment = reached
            file = demo_site / path / "index.html" if path == "" or path.endswith("/") else demo_site / path
            known = pages(demo_site).get(path)
            if not file.is_file() or (fragment and known and fragment not in known.ids):
                dead.append((address, path, fragment))
    assert not dead


def test_no_page_is_an_orphan_or_more_than_four_clicks_away(demo_site: Path) -> None:
    clicks = {"": 0}
    queue = deque([""])
    while queue:
        address = queue.popleft()
        for reached in outgoing(demo_site, address) & pages(demo_site).keys():
            if reached not in clicks:
                clicks[reached] = clicks[address] + 1
                queue.append(reached)
    assert pages(demo_site).keys() - clicks.keys() == set()
    assert max(clicks.values()) <= MAX_CLICKS


def test_a_report_leads_to_its_other_years_its_unit_and_its_year(demo_site: Path) -> None:
    reports = [a for a in pages(demo_site) if re.fullmatch(r"units/[a-z0-9-]+/\d{4}/", a)]
    assert len(reports) >= 60
    for address in reports:
        unit, year = address.split("/")[1:3]
        siblings = {a for a in reports if a.startswith(f"units/{unit}/") and a != address}
        assert siblings | {f"units/{unit}/", f"years/{year}/"} <= outgoing(demo_site, address)


def test_a_year_page_leads_to_every_unit_of_the_year(demo_site: Path) -> None:
    for address in [a for a in pages(demo_site) if re.fullmatch(r"years/\d{4}/", a)]:
        year = address.split("/")[1]
        reports = {a for a in pages(demo_site) if a.startswith("units/") and a.endswith(f"/{year}/")}
        assert reports
        assert reports <= outgoing(demo_site, address)


def test_nothing_is_asked_of_a_foreign_host(demo_site: Path) -> None:
    foreign = {
        (address, source)
        for address, page in pages(demo_site).items()
        for source in page.sources
        if urlsplit(source).netloc
    }
    assert not foreign


@pytest.mark.parametrize("needle", ["演示数据"])
def test_every_page_says_that_it_is_fictional(demo_site: Path, needle: str) -> None:
    silent = [f for f in demo_site.rglob("*.html") if needle not in f.read_text(encoding="utf-8")]
    assert not silent


def test_every_id_is_unique(demo_site: Path) -> None:
    doubled = {a: [i for i in set(p.ids) if p.ids.count(i) > 1] for a, p in pages(demo_site).items()}
    assert not {address: ids for address, ids in doubled.items() if ids}
