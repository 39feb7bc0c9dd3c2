"""Addresses of the site, of the licence and of the footer, which leads somewhere safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.settings.asking import below, errors, only_error, read

ADDRESSES = (
    "x.cn", "www.x.cn/a", "ftp://x.cn", "http://", "https:///a", "https:/x.cn", "javascript:alert(1)", "//x.cn", "5",
    '"https://x.cn/a b"', "https://[", "https://x.cn:port/", "'https://x.cn/\"onload=\"'", "HTTPS",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_whole(project: Path, address: str) -> None:
    assert only_error(read(project, below(f"licence: x\nlicence_url: {address}"))).place.line == 4
    problem = only_error(read(project, f"site_url: {address}\n"))
    assert (problem.code, problem.place.line) == ("G09", 1)
    assert not errors(read(project, problem.example))
    if address not in {"x.cn", "www.x.cn/a", "HTTPS", "5"}:  # those are paths of this site
        assert errors(read(project, below(f"footer:\n  - {{label: a, value: b, url: {address}}}")))


def test_the_site_has_a_root(project: Path) -> None:
    assert read(project, "site_url: https://x.cn/a\n").site_url == "https://x.cn/a/"
    for wrong in ("https://x.cn/?a", "https://x.cn/#a", "https://me:pw@x.cn/"):
        assert only_error(read(project, f"site_url: {wrong}\n")).code == "G09"


def test_links_of_the_footer_lead_somewhere_safe(project: Path) -> None:
    for good in ("https://x.cn/", "mailto:a@x.cn", "about/", "about/methodology/", "null"):
        assert not errors(read(project, below(f"footer:\n  - {{label: a, value: b, url: {good}}}")))
    for wrong in ("javascript:alert(1)", "data:text/html,x", "/about/", "mailto:", "'JavaScript:x'", "vbscript:x"):
        assert errors(read(project, below(f'footer:\n  - {{label: a, value: b, url: "{wrong.strip(chr(39))}"}}')))
