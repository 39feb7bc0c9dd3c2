"""A sentence that was written over two lines stands on the page without a gap between Han characters."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import markdown
from tests.conftest import ROOT

from gongkai.render.line_ends import LineEnds

INLINE = {"a", "b", "strong", "em", "span", "small", "i"}
HAN = "\u4e00-\u9fff，。、；：！？（）《》“”"
GAP = re.compile(rf"[{HAN}]\s*\n\s*[{HAN}]")


class Blocks(HTMLParser):
    """The text of each block of the article; code is as it was written, so it is left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.literal, self.inside = "", 0, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.literal += tag in {"code", "pre", "script", "style", "title"}
        self.text += "" if tag in INLINE else "\0"
        self.inside = self.inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.literal -= tag in {"code", "pre", "script", "style", "title"}
        self.text += "" if tag in INLINE else "\0"
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside and not self.literal else "\0"


def test_no_page_has_a_gap_where_its_source_broke_a_line(site: Path) -> None:
    """Seven of the hand-written pages break lines so (and every page has words at all)."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    texts = {page: Blocks(page.read_text(encoding="utf-8")).text for page in site.rglob("*.html")}
    assert sum(GAP.search(source) is not None for source in sources) >= 7
    assert all(re.search(f"[{HAN}]", text) for text in texts.values())
    assert {page for page, text in texts.items() if GAP.search(text)} == set()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一句\n话", "<p>一句话</p>"),
        ("句。\n**重点**\n词", "<p>句。<strong>重点</strong>词</p>"),
        ("**重\n点**", "<p><strong>重点</strong></p>"),
        ("见[甲](x)\n和`a`\n乙", '<p>见<a href="x">甲</a>和<code>a</code>\n乙</p>'),
        ("逗号，\n`make`", "<p>逗号，<code>make</code></p>"),
        ("two\nwords\n字", "<p>two\nwords\n字</p>"),
        ("- 甲\n  乙\n- 丙", "<ul>\n<li>甲乙</li>\n<li>丙</li>\n</ul>"),
        ("    代码\n    两行", "<pre><code>代码\n两行\n</code></pre>"),
        ("`甲\n乙`", "<p><code>甲\n乙</code></p>"),
    ],
)
def test_only_gaps_between_han_characters_go(text: str, html: str) -> None:
    assert markdown(text, extensions=[LineEnds()]) == html
