"""What stands around a page of data → HTML: official tags, groups of links, the table of contents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..pages.parts.page import ABOUT, READING, READING_PAGES, Link, Page, SideGroup
from .escaping import escape
from .tables import Address

#: Sections of the main navigation that stand in the footer, by their first pages: for those who run the site.
IN_FOOTER: Final = frozenset({"guide/", ABOUT})

#: Beside a page that has its chapters folded on itself (``render_contents``): a script writes them here once more, with
#: the headings below them; where no script runs the folded ones are shown.
TOC_PLACE: Final = '<div class="gk-side is-toc" data-gk-toc></div>\n'


def tab_of(path: str) -> str:
    """The entry of the main navigation that a page belongs to, by its address."""
    return READING if path in READING_PAGES else f"{path.split('/')[0]}/"


@dataclass(slots=True)
class Heading:
    """A heading that can be jumped to: its level, id and words, whether it carries a number of the outline
    (一、（一）1.), and the headings of level 3 below it."""

    level: int
    id: str
    name: str
    numbered: bool
    children: list[Heading] = field(default_factory=list)


def render_head(page: Page, address: Address) -> str:
    """Official tags, feeds, and what the page says of itself to programs.

    The neighbouring years are links on the page and none here: Firefox fetches what ``<link rel="next">`` names before
    anybody asks for it, against our policy, and tells of two errors a page.
    """
    tags = [f'  <meta name="{escape(name)}" content="{escape(content)}">\n' for name, content in page.meta]
    feeds = [f'title="{escape(feed.label)}" href="{escape(address(feed.path or ""))}"' for feed in page.feeds]
    tags += [f'  <link rel="alternate" type="application/atom+xml" {feed}>\n' for feed in feeds]
    return "".join([*tags, _linked(page.linked) if page.linked else ""])


#: What could end a script, or begin one, as JSON writes it too.
_UNSAFE: Final = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def _linked(linked: Mapping[str, Any]) -> str:
    """JSON-LD as a block of data, which no browser runs; no text can end it."""
    text = json.dumps(linked, ensure_ascii=False, separators=(",", ":"))
    for character, written in _UNSAFE.items():  # ``translate`` takes twenty times as long
        text = text.replace(character, written)
    return f'  <script type="application/ld+json">{text}</script>\n'


def render_groups(groups: Iterable[SideGroup], address: Address) -> str:
    """Groups of links beside the page."""
    lists = [_list(escape(g.title), "".join([_item(link, address) for link in g.links])) for g in groups]
    return "".join([f'<div class="gk-nav__group">\n{links}</div>\n' for links in lists])


def _list(title: str, items: str, kind: str = "") -> str:
    return f'<p class="gk-nav__title">{title}</p>\n<ul{kind}>\n{items}</ul>\n'


def _item(link: Link, address: Address) -> str:
    here, label = ' aria-current="page"' if link.current else "", escape(link.label)
    way = f"<span>{label}</span>" if link.path is None else f'<a href="{escape(address(link.path))}"{here}>{label}</a>'
    return f"<li>{way}{f'<small>{escape(link.note)}</small>' if link.note else ''}</li>\n"


def render_side(groups: str) -> str:
    """The groups of links in their box."""
    return f'<div class="gk-side"><nav class="gk-nav" aria-label="本栏目">\n{groups}\n</nav></div>\n' if groups else ""


def render_menu(headings: Sequence[Heading]) -> str:
    """The chapters, for the menu of a narrow screen."""
    return f'<div class="gk-nav__group">\n{_contents(headings)}\n</div>\n' if headings else ""


def render_toc(headings: Sequence[Heading]) -> str:
    """The table of contents beside the page; none for a page of one heading."""
    if len(headings) < 2:
        return ""
    contents = _contents(headings, deep=True)
    return f'<div class="gk-side is-toc"><nav class="gk-toc" aria-label="本页目录">\n{contents}\n</nav></div>\n'


def render_contents(headings: Sequence[Heading]) -> str:
    """The chapters on the page itself, folded where a table of contents stands beside it; none for a single one."""
    if len(headings) < 2:
        return ""
    jumps = f'<ul class="gk-numbers">\n{_jumps(headings, deep=False)}</ul>'
    nav = f'<nav aria-label="报告各部分">{jumps}</nav>'
    return f'<details class="gk-contents"><summary>本页目录</summary>\n{nav}</details>\n'


def _contents(headings: Iterable[Heading], *, deep: bool = False) -> str:
    return _list("本页目录", _jumps(headings, deep), ' class="gk-numbers"')


def _jumps(headings: Iterable[Heading], deep: bool) -> str:
    return "".join([_jump(h, f"<ul>{_jumps(h.children, deep)}</ul>" if deep and h.children else "") for h in headings])


def _jump(heading: Heading, below: str) -> str:
    kind = ' class="is-numbered"' if heading.numbered else ""
    return f'<li{kind}><a href="#{escape(heading.id)}">{escape(heading.name)}</a>{below}</li>\n'
