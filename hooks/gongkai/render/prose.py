"""Free text (Markdown) → safe HTML.

Raw HTML in the text is shown as text; what Markdown makes is sanitised (nh3), links lead only to http(s), mailto
and relative addresses. Headings are moved below the heading that the text stands under and get explicit ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Final

import nh3
from markdown import Markdown

_TAGS: Final = {
    "p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "a", "hr",
}  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "ol": {"start"},
}
_SCHEMES: Final = {"http", "https", "mailto"}
#: Anything that Markdown could read as more than a paragraph of words: any character outside the safe ones,
#: a space at either end of a line, a number that could start a list.
_MARKUP: Final = re.compile(r"[^\w，。、；：“”‘’（）《》〔〕！？—…·％%/;,.()'\"\n ]|_|^ | $|^\d+[.)]", re.MULTILINE)
_HEADING: Final = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


def _make_markdown() -> Markdown:
    markdown = Markdown(extensions=["tables", "sane_lists"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return markdown


_MARKDOWN: Final = _make_markdown()


def render_prose(text: str, *, level: int = 3, prefix: str = "") -> str:
    """HTML of ``text``; its topmost headings become ``<h{level}>`` with ids ``{prefix}-1``, ``{prefix}-1-2``."""
    if not _MARKUP.search(text):
        return _plain_paragraphs(text)
    html = _MARKDOWN.reset().convert(text)
    html = nh3.clean(
        _renumbered(html, level, prefix), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
    )
    return html.replace(
        "<table>", '<div class="gk-scroll" role="region" tabindex="0" aria-label="表格"><table>'
    ).replace("</table>", "</table></div>")


def _plain_paragraphs(text: str) -> str:
    """What Markdown makes of plain words: one ``<p>`` for each run of lines, without the price of Markdown."""
    blocks = re.split(r"\n[ ]*\n", text.strip("\n"))
    return "\n".join(f"<p>{escape(block.strip(), quote=False)}</p>" for block in blocks if block.strip())


def _renumbered(html: str, level: int, prefix: str) -> str:
    depths = [int(match[1]) for match in _HEADING.finditer(html)]
    return _HEADING.sub(_heading_writer(min(depths), level, prefix), html) if depths else html


def _heading_writer(top: int, level: int, prefix: str) -> Callable[[re.Match[str]], str]:
    counters: list[int] = []

    def write(match: re.Match[str]) -> str:
        depth = int(match[1]) - top
        del counters[depth + 1 :]
        counters.extend([0] * (depth + 1 - len(counters)))
        counters[depth] += 1
        tag = f"h{min(level + depth, 6)}"
        return f'<{tag} id="{"-".join((prefix, *map(str, counters)))}">{match[2]}</{tag}>'

    return write
