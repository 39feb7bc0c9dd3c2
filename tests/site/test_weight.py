"""What a phone has to load."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

_LINKED = re.compile(r'(?:<link rel="stylesheet" href|<script src|<img[^>]* src)="([^"]+)"')
_IMPORTED = re.compile(r'^import [^"]*"\./([^"]+)"', re.MULTILINE)


def weight(path: Path) -> int:
    """Bytes on the way."""
    return len(gzip.compress(path.read_bytes(), 9))


def loaded(page: Path) -> set[Path]:
    """What comes with a page before the reader does anything."""
    found = {(page.parent / path).resolve() for path in _LINKED.findall(page.read_text(encoding="utf-8"))}
    scripts = [path for path in found if path.suffix == ".js"]
    return found | {s.parent / other for s in scripts for other in _IMPORTED.findall(s.read_text(encoding="utf-8"))}


def test_a_report_weighs_at_most_20_kb(demo_site: Path) -> None:
    heavy = {str(page.parent): weight(page) for page in demo_site.glob("units/*/20*/index.html")}
    assert len(heavy) > 90
    assert max(heavy.values()) <= 20_000, max(heavy, key=heavy.__getitem__)


def test_a_first_visit_weighs_at_most_110_kb(demo_site: Path) -> None:
    for page in demo_site.glob("units/*/20*/index.html"):
        assert weight(page) + sum(map(weight, loaded(page))) <= 110_000


def test_what_a_report_loads_does_not_grow_with_the_site(demo_site: Path, site: Path) -> None:
    """One report or a hundred: the same files beside the page."""
    many = loaded(demo_site / "units/yanshi-renda/2022/index.html")
    one = loaded(site / "units/zhengxiang-renda/2020/index.html")
    assert {path.relative_to(demo_site) for path in many} == {path.relative_to(site) for path in one}
    assert sum(map(weight, many)) == sum(map(weight, one))
