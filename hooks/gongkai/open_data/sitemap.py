"""For search engines: sitemap.xml (sitemaps.org), one file or an index of several, and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from html import escape
from typing import Final

from .files import Download, file_bytes

SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
#: Addresses that one file may hold.
MOST: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NONE: Final[Mapping[str, date]] = {}
_START: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def robots_txt(url: str) -> bytes:
    """robots.txt: everything may be found, by the sitemap too where the site has an address."""
    return file_bytes("User-agent: *\nAllow: /\n" + (f"\nSitemap: {url}{SITEMAP}\n" if url else ""))


def sitemaps(addresses: Iterable[str], url: str, days: Mapping[str, date] = _NONE) -> Iterator[Download]:
    """The sitemap of pages at ``addresses`` below ``url``; an empty one for a site without an address.

    ``days`` says when a page last changed, where that is known.
    """
    pages = sorted(addresses) if url else []
    shares = [pages[at : at + MOST] for at in range(0, len(pages), MOST)] or [[]]
    if len(shares) == 1:
        yield Download.made(SITEMAP, partial(_listed, "urlset", "url", shares[0], url, days))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(shares) + 1)]
    for name, share in zip(names, shares, strict=True):
        yield Download.made(name, partial(_listed, "urlset", "url", share, url, days))
    yield Download.made(SITEMAP, partial(_listed, "sitemapindex", "sitemap", names, url, _NONE))


def _listed(kind: str, entry: str, paths: Iterable[str], url: str, days: Mapping[str, date]) -> bytes:
    changed = {path: f"<lastmod>{day.isoformat()}</lastmod>" for path, day in days.items()}
    lines = "".join(f"<{entry}><loc>{escape(url + path)}</loc>{changed.get(path, '')}</{entry}>\n" for path in paths)
    return file_bytes(f'{_START}<{kind} xmlns="{_NAMESPACE}">\n{lines}</{kind}>\n')
