"""What stands around the article of a page of a unit: its descriptions, and figures that only the article may have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any, Final

from .fault import Fault, Group
from .sayable import NUMBER

_DESCRIPTION: Final = re.compile(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"')
_NAME: Final = re.compile(r'<meta property="og:title" content="([^"]*)"')
_LINKED: Final = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
_LEAD: Final = re.compile(r'<p class="gk-lead">(.*?)</p>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def faults_of_frame(path: str, text: str, allowed: str, years: frozenset[str]) -> Iterator[Fault]:
    """What is around an article that says something else than it, or something more.

    Args:
        path: the file below the folder.
        text: the page.
        allowed: settings, register and pages by hand, whose words may hold figures.
        years: those that there are.
    """
    begin, end = text.find("<article"), text.rfind("</article>")
    yield from _faults_of_head(path, text[: text.find("<body")], text[begin:end])
    around = text[text.find("<body") : begin] + text[end:]
    for said in sorted({*around.replace(">", "<").split("<")[::2]}):
        if not _is_general(said, allowed, years) and text.find(said.strip(), begin, end) < 0:
            yield Fault(Group.WORDS, path, f"正文以外写着 {said.strip()[:60]}", "正文和设置里都没有")


@lru_cache(maxsize=1 << 14)
def _is_general(said: str, allowed: str, years: frozenset[str]) -> bool:
    """Whether a text has no figure but years, or is one of the settings."""
    return {*NUMBER.findall(said)} <= years or unescape(said.strip()) in allowed


def _faults_of_head(path: str, head: str, article: str) -> Iterator[Fault]:
    """Descriptions that are not the lead of the article, and are not the same everywhere."""
    said, lead = [unescape(one) for one in _DESCRIPTION.findall(head)], _LEAD.search(article)
    right = unescape(_TAG.sub("", lead[1])) if lead else next(iter(said), "")
    linked, name = _linked(head), _NAME.search(head)
    said.append(str(linked.get("description", right)))
    for wrong in sorted({*said} - {right}):
        yield Fault(Group.WORDS, path, f"页头的说明写的是 {wrong[:80]}", f"应为 {right[:80]}")
    title = unescape(name[1]) if name else ""
    if linked.get("name", title) != title:
        yield Fault(Group.WORDS, path, f"JSON-LD 里的名称是“{str(linked['name'])[:80]}”", f"应为“{title[:80]}”")


def _linked(head: str) -> dict[str, Any]:
    """What a page says of itself to programs; nothing where it cannot be read."""
    found = _LINKED.search(head)
    try:
        said: Any = json.loads(found[1]) if found else {}
    except ValueError:
        said = {}
    return said if isinstance(said, dict) else {}
