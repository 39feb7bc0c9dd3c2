"""Without the setting nothing of the desk is on a site, and no page leads there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin


def test_a_site_without_the_desk_has_no_file_of_it(site: Path) -> None:
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert any(path.startswith("assets/gongkai") for path in paths)
    assert not [path for path in paths if path.startswith(("desk/", "assets/desk"))]
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    links = {urljoin(f"/{path}", href) for path, page in pages.items() for href in re.findall(r'href="([^"#]+)', page)}
    assert "/guide/desk/" in links
    assert not [link for link in links if link.startswith("/desk/")]
