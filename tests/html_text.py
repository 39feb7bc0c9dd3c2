"""Reading finished pages: their text, links and ids, with the standard library's parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path


@dataclass
class PageText(HTMLParser):
    """What a page says and where it leads."""

    article: str = ""
    links: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    inside: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.inside = self.inside or tag == "article"
        if tag == "a" and (href := named.get("href")) is not None:
            self.links.append(href)
        if tag in {"img", "script", "link", "source", "iframe"} and (url := named.get("src") or named.get("href")):
            self.sources.append(url)
        if id_ := named.get("id"):
            self.ids.append(id_)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.article += data


def read_page(file: Path) -> PageText:
    """Parse one finished page."""
    page = PageText()
    page.feed(file.read_text(encoding="utf-8"))
    return page
