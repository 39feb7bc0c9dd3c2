"""Free text (Markdown) → safe HTML.

Raw HTML in the text is shown as text; what Markdown makes is sanitised (nh3), links lead only to http(s), mailto
and relative addresses. Headings are moved below the heading that the text stands under and get explicit ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from typing import Final

import nh3
from markdown import Markdown

_TAGS: Final = {
    "p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
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
#: Words in which Markdown sees nothing but words, and words in bold.
_WORDS: Final = r"[\w，。、；：“”‘’（）《》〔〕！？—…·％%/;,.()'\" ]"
_WRITTEN: Final = re.compile(rf"(?:(?!_){_WORDS}|\*\*(?! )(?:(?!_){_WORDS})+(?<! )\*\*(?!\*))+")
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
#: A line that begins or ends like this is more than words.
_EDGE: Final = re.compile(r" |\d+[.)]|.* $")
_TITLE: Final = re.compile(r"(#{1,6}) (?=[^ ])(.+)")
_BLANK: Final = re.compile(r"\A(?:[ ]*\n)+")
_GAP: Final = re.compile(r"\n[ ]*\n")
_HEADING: Final = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


def _make_markdown() -> Markdown:
    markdown = Markdown(extensions=["tables", "sane_lists"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return markdown


_MARKDOWN: Final = _make_markdown()


def render_prose(text: str, *, level: int = 3, prefix: str = "") -> str:
    """HTML of ``text``; its topmost headings become ``<h{level}>`` with ids ``{prefix}-1``, ``{prefix}-1-2``."""
    html = _renumbered("\n".join(_parts(_trimmed(text))), level, prefix)
    return html.replace(
        "<table>", '<div class="gk-scroll" role="region" tabindex="0" aria-label="表格"><table>'
    ).replace("</table>", "</table></div>")


def _trimmed(text: str) -> str:
    """Without the blank lines at its ends."""
    return _BLANK.sub("", text).rstrip()


def _parts(text: str) -> Iterator[str]:
    """Paragraphs, headings, plain lists and bold words at once; only what lies between them goes through Markdown.

    A link's address may stand anywhere in a text (``[1]: https://…``): such a text stays whole.
    """
    found = [text] if "]:" in text else [block.strip("\n") for block in _GAP.split(text)]
    blocks = [block for block in found if block.strip()]
    words = [_words(block) for block in blocks]
    made = [
        _list(block) if html is None and None not in (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]) else html
        for at, (block, html) in enumerate(zip(blocks, words, strict=True))
    ]
    for in_short, run in groupby(zip(blocks, made, strict=True), key=lambda pair: pair[1] is not None):
        if in_short:
            yield from (html for _, html in run if html)
        else:
            yield _in_markdown("\n\n".join(block for block, _ in run))


def _in_markdown(text: str) -> str:
    html = _MARKDOWN.reset().convert(text)
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def _list(block: str) -> str | None:
    """A list of single lines, which has words before and after it, so that it is no part of another."""
    items = [line.removeprefix("- ") for line in block.split("\n") if line.startswith("- ")]
    if len(items) != block.count("\n") + 1 or not all(map(_is_written, items)):
        return None
    return "<ul>\n" + "\n".join([f"<li>{_inline(item)}</li>" for item in items]) + "\n</ul>"


def _words(block: str) -> str | None:
    """Paragraphs and headings, which need no blank line between them."""
    made: list[str] = []
    lines: list[str] = []
    for line in block.split("\n"):
        title = _TITLE.fullmatch(line)
        if not _is_written(title[2] if title else line):
            return None
        if title:
            made += [_paragraph(lines), f"<h{len(title[1])}>{_inline(title[2])}</h{len(title[1])}>"]
            lines = []
        else:
            lines.append(line)
    return "\n".join([html for html in (*made, _paragraph(lines)) if html])


def _paragraph(lines: list[str]) -> str:
    return f"<p>{_inline(chr(10).join(lines))}</p>" if lines else ""


def _is_written(line: str) -> bool:
    """Whether a line holds words and bold words only."""
    return _WRITTEN.fullmatch(line) is not None and not _EDGE.match(line)


def _inline(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False)) if "*" in text else escape(text, quote=False)


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
