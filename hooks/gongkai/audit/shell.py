"""The shell of the pages of units: what the theme puts around them, the same on all but for addresses and a few slots.

A shell that differs from the others is told. What stands in the slots – links to years, to the unit, to headings – is
judged link by link; what is not understood is built once more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Final, NamedTuple

from ..model.unit import Unit
from ..pages.parts.page import UNITS
from .fault import Fault, Group

_MENU: Final = '<nav class="gk-nav" aria-label="菜单">'
_LINKS: Final = '<div class="gk-nav__group">'
#: What of the head is a page's own; and what the conditions of the theme leave between its tags.
_OF_PAGE: Final = re.compile(
    r'<meta name="(?:description|ArticleTitle|PubDate|ContentSource)" content="[^"]*">'
    r'|<meta property="og:(?:title|type|description|url)" content="[^"]*">'
    r'|<link rel="(?:canonical|alternate)"[^>]*>'
    r'|<script type="application/ld\+json">[^<]*</script>|<title>[^<]*</title>|\s+'
)
_OFFICIAL: Final = re.compile(
    r'<meta (?:name="(ArticleTitle|ContentSource)"|property="(og:title|og:type)") content="([^"]*)">'
)
_TYPES: Final = ("article", "website")
_LINK: Final = re.compile(r'<a href="(?:\.\./)*([^"]*)"(?: aria-current="page")?>([^<]*)</a>')
_YEAR: Final = re.compile(r"units/[^/]+/(\d{4})/|years/(\d{4})/")
_UNIT: Final = re.compile(r"units/([^/]+)/")
_TITLE: Final = re.compile(r'<p class="gk-nav__title">([^<]*)</p>')
#: Titles of groups of links, in their order in the menu and again beside the page; a link beside the page of a unit.
_TITLES: Final = ["历年报告", "相关", "历年报告", "相关"]
_HEADINGS: Final = "本页目录"
_REGISTER: Final = (UNITS, "单位名录")


class Outside(NamedTuple):
    """What stands around the article of a page.

    Attributes:
        shell: what it shares with the other pages of units.
        slots: the groups of links beside the page and in the menu.
    """

    shell: str
    slots: str


def outside_of(text: str, address: str) -> Outside:
    """The shell of a page and what stands in its slots; all of it in slots where the page is not laid out as ours are.

    Args:
        text: the page.
        address: its own address, which a foot may say; "" where the site has none.
    """
    body, begin, end = text.find("<body"), text.find("<article"), text.rfind("</article>")
    menu, main, foot = text.find(_MENU, body, begin), text.rfind("<main", body, begin), text.find("</main>", end)
    after = text.find("</nav>", menu, begin)
    if min(body, begin, end, menu, main, foot, after) < 0:
        return Outside("", text[max(body, 0) : begin] + text[end:] if end > begin else text)
    second = text.find(_LINKS, text.find(_LINKS, menu) + 1, after)  # the first are the site's own
    links = after if second < 0 else second
    side = text.index(">", main) + 1
    head, foot_text = _OF_PAGE.sub("", text[:body]), text[foot:]
    shell = "".join((head, text[body:links], text[after:side], foot_text)).replace("../", "")
    slots = text[links:after] + text[side:begin] + text[end:foot]
    return Outside(shell.replace(address, "") if address else shell, slots)


def are_links_right(slots: str, article: str, years: frozenset[str], units: Mapping[str, Unit]) -> bool:
    """Whether each link in the slots says what it leads to, and each other text is one of the article.

    Args:
        slots: those of a page.
        article: its article, tags and all.
        years: those that there are.
        units: the register.
    """
    pairs = _LINK.findall(slots)
    if [title for title in _TITLE.findall(slots) if title != _HEADINGS] != _TITLES:
        return False
    others = {*slots.replace(">", "<").split("<")[::2]} - {said for _, said in pairs}
    if not all([_is_link(way, said, units) or (way[:1] == "#" and f">{said}<" in article) for way, said in pairs]):
        return False
    return all(
        [said in _TITLES or said == _HEADINGS or said in years or said in article for said in map(str.strip, others)]
    )


def _is_link(way: str, said: str, units: Mapping[str, Unit]) -> bool:
    """Whether a link to a year, to a unit or to the register is named as such."""
    if year := _YEAR.fullmatch(way):
        return said == (f"{year[1]}年" if year[1] else f"{year[2]}年全部单位")
    if (found := _UNIT.fullmatch(way)) and (unit := units.get(found[1])):
        return unescape(said) in {unit.name, unit.short_name}
    return (way, said) == _REGISTER


def is_official_right(text: str, names: frozenset[str]) -> bool:
    """Whether the official tags of a page name what its title does, and its unit."""
    head = text[: text.find("<body")]
    said = {name or other: words for name, other, words in _OFFICIAL.findall(head)}
    title = said.get("og:title", "")
    is_right = said.get("og:type") in _TYPES and f"<title>{title} - " in head
    is_right = is_right and said.get("ArticleTitle", title) == title
    return is_right and unescape(said.get("ContentSource", "")) in names | {""}


def faults_of_shells(shells: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Pages whose shell is another than that of most.

    Args:
        shells: (file, checksum of its shell).
    """
    found = [*shells]
    usual = Counter(shell for _, shell in found).most_common(1)
    for path, shell in found:
        if shell != usual[0][0]:
            what = "正文以外（页头、栏目、横幅或页脚）和别的单位网页不同"
            yield Fault(Group.WORDS, path, what, "这些地方每个单位的网页都一样")
