"""What stands around the article of a page of a unit: its descriptions, and figures that only the article may have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any, Final, NamedTuple

from ..model.disclosure import PAGE_FILE
from ..model.unit import Unit
from .fault import Fault, Group
from .links import Links
from .page import article_of
from .sayable import NUMBER, Around
from .shell import Outside, are_links_right, is_official_right, outside_of
from .site_files import digest

_DESCRIPTION: Final = re.compile(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"')
_NAME: Final = re.compile(r'<meta property="og:title" content="([^"]*)"')
_LINKED: Final = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
_LEAD: Final = re.compile(r'<p class="gk-lead">(.*?)</p>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


class Frame(NamedTuple):
    """What was found around an article.

    Attributes:
        faults: what says something else than the article, or something more.
        shell: the checksum of what the page shares with other pages of units.
        is_plain: every link and official tag says what it should; others are looked at by building the page once more.
    """

    faults: tuple[Fault, ...]
    shell: str
    is_plain: bool


def look_around(path: str, text: str, links: Links, known: Around, units: Mapping[str, Unit]) -> Frame:
    """Look at what stands around the article of a page of a unit.

    Args:
        path: the file below the folder.
        text: the page.
        links: the site's, with the settings, register and pages by hand, whose words may hold figures.
        known: what the register and the rules of the years say.
        units: the register.
    """
    outside = outside_of(text, links.url and links.url + path.removesuffix(PAGE_FILE))
    is_plain = are_links_right(outside.slots, article_of(text), known.years, units)
    faults = tuple(_faults_of_frame(path, text, outside, links.allowed, known.years))
    return Frame(faults, digest(outside.shell.encode()), is_plain and is_official_right(text, known.names))


def _faults_of_frame(path: str, text: str, outside: Outside, allowed: str, years: frozenset[str]) -> Iterator[Fault]:
    begin, end = text.find("<article"), text.rfind("</article>")
    yield from _faults_of_head(path, text[: text.find("<body")], text[begin:end])
    around = text[text.find("<body") : begin] + text[end:]
    around = outside.slots if _is_general_shell(outside.shell, allowed, years) else around
    for said in sorted({*around.replace(">", "<").split("<")[::2]}):
        if not _is_general(said, allowed, years) and text.find(said.strip(), begin, end) < 0:
            yield Fault(Group.WORDS, path, f"正文以外写着 {said.strip()[:60]}", "正文和设置里都没有")


@lru_cache(maxsize=1 << 14)
def _is_general(said: str, allowed: str, years: frozenset[str]) -> bool:
    """Whether a text has no figure but years, or is one of the settings."""
    return {*NUMBER.findall(said)} <= years or unescape(said.strip()) in allowed


@lru_cache(maxsize=64)
def _is_general_shell(shell: str, allowed: str, years: frozenset[str]) -> bool:
    texts = {*shell[shell.find("<body") :].replace(">", "<").split("<")[::2]}
    return all([_is_general(said, allowed, years) for said in texts])


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
