"""A report's page of a site that this program made: what the report says, without what the site says of it.

The site's own are its answer at the top, the contents, drawings, links to files, checks, corrections and where all of
it comes from; those are worked out again from the data, and would be taken for words of the unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from .page_tree import Node

#: The class of the parts with the report's chapters, of those behind them, and of the title with the unit before it.
_CHAPTERS: Final = "gk-outline"
_ANNEX: Final = "is-annex"
_TITLE: Final = "gk-title"
_UNIT: Final = "gk-title__unit"
#: The class of what the unit wrote: paragraphs outside it are sentences that the site makes of figures.
_WORDS: Final = "gk-prose"
#: Within the chapters: drawings of what the tables say, what a folded table is called, marks and links to files.
_DRAWN: Final = frozenset({"figure", "summary"})
_LINKS: Final = frozenset({"gk-csv", "gk-mark"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4"})


def report_on(root: Node) -> Node | None:
    """The unit's name, the title and the chapters; None on any other page."""
    chapters = [each for each in root.all("div", "section") if _is(each, _CHAPTERS)]
    if not chapters:
        return None
    return Node("article", children=[*_title(root), *map(_without_added, chapters)])


def _is(node: Node, *names: str) -> bool:
    return not set(names).isdisjoint(node.marks.split())


def _title(root: Node) -> Iterator[Node]:
    for title in root.all("h1"):
        if _is(title, _TITLE):
            units = [each for each in title.elements() if _is(each, _UNIT)]
            rest: list[Node | str] = [each for each in title.children if each not in units]
            yield replace(title, children=rest)
            yield from (Node("p", children=["填报单位：", *unit.children]) for unit in units)


def _without_added(node: Node) -> Node:
    """An element without what the site adds."""
    if _is(node, _WORDS) and not _is(node, _CHAPTERS):
        return node
    seen = [each for each in node.children if not isinstance(each, str) or each.strip()]
    titles = set(_titles_of_tables(seen)) if _is(node, _ANNEX) else set()
    are_words = _is(node, _WORDS) or node.name == "li"
    kept: list[Node | str] = []
    for each in seen:
        if isinstance(each, str):
            kept.append(each)
        elif each not in titles and not _is_added(each) and (are_words or not _is_sentence(each)):
            kept.append(_without_added(each))
    return replace(node, children=kept)


def _titles_of_tables(children: list[Node | str]) -> Iterator[Node]:
    """The headings of an annex behind which no words stand."""
    for heading, following in pairwise(children):
        has_words = isinstance(following, Node) and _is(following, _WORDS)
        if isinstance(heading, Node) and heading.name in _HEADINGS and not has_words:
            yield heading


def _is_added(node: Node) -> bool:
    return node.name in _DRAWN or _is(node, *_LINKS)


def _is_sentence(node: Node) -> bool:
    """A sentence that the site has written of figures."""
    return node.name == "p" and not node.marks.strip()
