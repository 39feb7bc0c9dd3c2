"""The edition of a mirror that reads without a server: it says what the site beside it says, tag by tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final

from ..model.disclosure import PAGE_FILE
from ..open_data.sums import SUMS, SumsError, parse_sums
from .sources import Packed, UnreadableError, read
from .verified import Verified

_EDITION: Final = "离线/"
_README: Final = "README.txt"
#: Bytes of a file of the edition, at most.
_LONGEST: Final = 512 << 20
#: What the edition leaves out, and the policy that it writes anew.
_LEFT_OUT: Final = re.compile(
    r"""<script\b.*?</script\s*>|<meta\s+http-equiv="Content-Security-Policy"(?:\s+[a-z-]+="[^"]*")*\s*/?>""", re.DOTALL
)
_NOTE: Final = re.compile(
    r'<aside class="gk-banner" aria-label="离线副本"><p>离线副本[^<]{0,100}</p></aside>\n(?=<header)'
)
_ADDRESS: Final = re.compile(r'(?<=\s)((?:href|src)=")([^"]*)"')
_ELSEWHERE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|$")


def compare_edition(source: Packed, sums: Mapping[str, str], verified: Verified) -> None:
    """Name what stands in a mirror beside the site and is not what was made of it."""
    if f"{_EDITION}{SUMS}" in source.beside:
        _compare_list(source, verified)
    for name in source.beside:
        path = name.removeprefix(_EDITION)
        if not name.startswith(_EDITION):
            if name != _README:
                verified.add("多出", name, "副本里没有它")
        elif path != SUMS and path not in sums and path not in source.names:
            verified.add("多出", name, "网站里没有它")
        elif path != SUMS and (words := "、".join(_faults(source, name, path))):
            verified.add("改过", name, words)


def _compare_list(source: Packed, verified: Verified) -> None:
    """The edition holds the files that its own list names."""
    try:
        listed = parse_sums(b"".join(source.open_member(source.beside[f"{_EDITION}{SUMS}"])))
    except (UnreadableError, SumsError) as error:
        verified.add("读不了", f"{_EDITION}{SUMS}", str(error))
        return
    there = {name.removeprefix(_EDITION) for name in source.beside if name.startswith(_EDITION)} - {SUMS}
    for path in sorted(listed.keys() - there):
        verified.add("缺少", f"{_EDITION}{path}")
    for path in sorted((there & source.names.keys()) - listed.keys()):
        verified.add("多出", f"{_EDITION}{path}", f"{_EDITION}{SUMS} 没有列")


def _faults(source: Packed, name: str, path: str) -> Iterator[str]:
    """What is wrong with a file of the edition, in words."""
    try:
        member = source.open_member(source.beside[name])
        content, published = b"".join(member), read(source, path, _LONGEST)
    except (FileNotFoundError, UnreadableError) as error:
        yield f"读不了，或者网站的那一份读不了：{error}"
        return
    if not path.endswith(".html"):
        if content != published:
            yield f"与网站的 {path} 不同"
        return
    page = content.decode("utf-8", "surrogateescape")
    if "<script" in page.lower():
        yield "里面有脚本"
    if _said(_NOTE.sub("", page, count=1)) != _said(published.decode("utf-8", "surrogateescape")):
        yield f"说的与网站的 {path} 不同"


def _said(page: str) -> str:
    """A page without what the edition changes; addresses without the name of a folder's own page."""
    return _ADDRESS.sub(_same_address, _LEFT_OUT.sub("", page))


def _same_address(found: re.Match[str]) -> str:
    address = unescape(found[2])
    if _ELSEWHERE.match(address):
        return found[0]
    path, mark, place = address.partition("#")
    return f'{found[1]}{path.partition("?")[0].removesuffix(PAGE_FILE).rstrip("/")}{mark}{place}"'
