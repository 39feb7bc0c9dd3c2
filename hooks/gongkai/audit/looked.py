"""A page with what every page must be: by its tags where it is plain, by a parser where it is not or has a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .fault import Fault, Outcome
from .markup import Markup, Plain
from .page import ParsedPage


def look_at(path: str, content: bytes, markup: Markup, own_text: Callable[[], str] = str) -> tuple[Plain, Outcome]:
    """A page, and what was found in it.

    Args:
        path: the file below the folder.
        content: its bytes.
        markup: the tags that were judged before.
        own_text: gives what the page was made of, in which an address of another site may stand.
    """
    page = markup.read(path, content, own_text)
    if page is not None:
        return page, Outcome((), {"页面": 1, "链接": page.links, "锚点": page.ids}, page.anchors)
    parsed = ParsedPage(path, content)
    found = [*markup.links.faults(parsed, own_text), *parsed.faults()]
    faults = tuple(one for one in found if isinstance(one, Fault))
    anchors = frozenset(one for one in found if not isinstance(one, Fault))
    links = len(parsed.addresses) + len(parsed.loaded)
    counts = Counter({"页面": 1, "链接": links, "锚点": len(parsed.ids), "由解析器读": 1})
    text = content.decode("utf-8", "replace")
    return Plain(text, parsed.title, links, len(parsed.ids), anchors, is_plain=False), Outcome(faults, counts, anchors)
