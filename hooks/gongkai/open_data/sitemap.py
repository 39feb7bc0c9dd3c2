"""sitemap.xml for search engines (sitemaps.org): one file, or an index of several where there are many pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from typing import Final

from .files import Download, file_bytes

SITEMAP: Final = "sitemap.xml"
#: Addresses that one file may hold.
MOST: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_START: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemaps(addresses: Iterable[str], url: str) -> Iterator[Download]:
    """The sitemap of pages at ``addresses`` below ``url``; an empty one for a site without an address."""
    pages = sorted(addresses) if url else []
    shares = [pages[at : at + MOST] for at in range(0, len(pages), MOST)] or [[]]
    if len(shares) == 1:
        yield Download.made(SITEMAP, partial(_listed, "urlset", "url", shares[0], url))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(shares) + 1)]
    for name, share in zip(names, shares, strict=True):
        yield Download.made(name, partial(_listed, "urlset", "url", share, url))
    yield Download.made(SITEMAP, partial(_listed, "sitemapindex", "sitemap", names, url))


def _listed(kind: str, entry: str, paths: Iterable[str], url: str) -> bytes:
    lines = "".join(f"<{entry}><loc>{escape(url + path)}</loc></{entry}>\n" for path in paths)
    return file_bytes(f'{_START}<{kind} xmlns="{_NAMESPACE}">\n{lines}</{kind}>\n')
