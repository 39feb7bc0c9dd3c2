"""What a phone has to load."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

from tests.page_weight import first_visits, loaded, weight

#: JSON-LD, which no reader sees.
LINKED: Final = re.compile(rb'  <script type="application/ld\+json">.*?</script>\n')


def test_a_report_weighs_at_most_20_kb_and_what_it_says_to_search_engines_half_a_kb(demo_site: Path) -> None:
    pages = {page: page.read_bytes() for page in demo_site.glob("units/*/20*/index.html")}
    read = {page: len(gzip.compress(LINKED.sub(b"", content), 9)) for page, content in pages.items()}
    assert len(read) > 90
    assert max(read.values()) <= 20_000, max(read, key=read.__getitem__)
    linked = {page: weight(page) - read[page] for page in pages}
    assert all(0 < found <= 500 for found in linked.values()), max(linked, key=linked.__getitem__)


def test_a_first_visit_of_a_report_weighs_at_most_65_kb_and_of_home_70(demo_site: Path) -> None:
    assert max(first_visits(demo_site.glob("units/*/20*/index.html"))) <= 65_000
    assert max(first_visits([demo_site / "index.html"])) <= 70_000


def test_what_a_report_loads_does_not_grow_with_the_site(demo_site: Path, site: Path) -> None:
    """One report or a hundred: the same files beside the page."""
    many = loaded(demo_site / "units/yanshi-renda/2022/index.html")
    one = loaded(site / "units/zhengxiang-renda/2020/index.html")
    assert {path.relative_to(demo_site) for path in many} == {path.relative_to(site) for path in one}
    assert sum(map(weight, many)) == sum(map(weight, one))


def test_a_first_visit_of_the_home_page_weighs_at_most_70_kb(demo_site: Path) -> None:
    """At 1,000 units it is no heavier: tests/pages/money/test_home.py."""
    assert max(first_visits([demo_site / "index.html"])) <= 70_000
