"""The tags of a page, each judged once however often it stands there: what is plain needs no parser.

A page is plain where every ``<`` begins a tag of the strictest form, no comment or raw text can hide any, and each tag
was found harmless. Of such a page a browser makes what its tags say. Any other is read by a parser (:mod:`.page`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple

from .links import Links
from .page import FORBIDDEN, LOADS, POLICY, WASM, fault_of_policy, is_foreign, is_json

#: Every byte but those around a tag.
_OTHERS: Final = bytes({*range(256)} - {*b"<>"})
_FORM: Final = re.compile(r'/?([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9:-]*(?:="[^"]*")?)*) ?/?')
_ATTRIBUTE: Final = re.compile(r' ([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?')
#: A tag with nothing that leads anywhere, loads anything or is a place to lead to.
_BARE: Final = re.compile(
    r"/?(?:rect|path|svg|td|th|tr|p|b|li|ul|ol|div|span|small|a)"
    r'(?: (?:class|x|y|width|height|d|viewBox|scope|colspan|rowspan)="[^"&]*")* ?/?'
)
#: What makes text of the tags behind it, or leaves them out.
_RAW: Final = frozenset(
    {"textarea", "xmp", "plaintext", "noscript", "noframes", "noembed", "template", "math", "listing", "frameset"}
)
_SCRIPT: Final = re.compile(rb"<script((?: [^<>]*)?)>([^<]*)</script>")
_TITLE: Final = re.compile(rb"<title(?: [^<>]*)?>([^<]*)</title>")
_POLICY: Final = b"<meta http-equiv="
_ID: Final = b' id="'
_DOCTYPE: Final = "!doctype html"
_HANDLERS: Final = frozenset({"style", "srcdoc", "formaction", "srcset"})
#: Tags that are remembered in a process.
_MOST: Final = 100_000


class Plain(NamedTuple):
    """A page in which nothing is wrong that its tags tell.

    Attributes:
        text: the page.
        title: its title.
        links: how many addresses it leads to or loads.
        ids: how many anchors it has.
        anchors: (page, id) on other pages that it leads to, and itself.
        is_plain: False where only a parser reads it.
    """

    text: str
    title: str
    links: int
    ids: int
    anchors: frozenset[tuple[str, str, str]]
    is_plain: bool = True


@dataclass
class _Known:
    """Harmless tags of the pages that lie equally deep, and what of them depends on the page.

    Attributes:
        tags: all of them.
        ids: the anchors among them.
        own: addresses that are of the page or its folder.
        away: (page, id) that they lead to.
        foreign: addresses of other sites that only a page's own data can allow.
    """

    tags: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    away: dict[str, tuple[str, str]] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)


@dataclass
class Markup:
    """The tags that were judged.

    Attributes:
        links: where addresses lead.
    """

    links: Links
    _known: dict[int, _Known] = field(default_factory=dict)

    def read(self, path: str, content: bytes, own_text: Callable[[], str] = str) -> Plain | None:
        """A page in which nothing is wrong; None for one that must be read by a parser.

        Args:
            path: the file below the folder.
            content: its bytes.
            own_text: gives what the page was made of, in which an address of another site may stand.
        """
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return None
        marks, title = content.translate(None, _OTHERS), _TITLE.search(content)
        if b"\0" in content or marks != b"<>" * (len(marks) // 2) or title is None or not _is_whole(content):
            return None
        distinct, known = {*text.replace(">", "<").split("<")[1::2]}, self._known.setdefault(path.count("/"), _Known())
        if not all([self._judge(tag, path, known) for tag in distinct - known.tags]):
            return None
        ids = {known.ids[tag] for tag in distinct & known.ids.keys()}
        anchors = self._anchors(path, distinct, known, ids, own_text)
        if len(ids) != content.count(_ID) or anchors is None or not title[1].strip():
            return None
        if len(known.tags) > _MOST:
            del self._known[path.count("/")]
        links = content.count(b' href="') + content.count(b' src="')
        return Plain(text, unescape(title[1].decode()), links, len(ids), anchors)

    def _anchors(
        self, path: str, distinct: set[str], known: _Known, ids: set[str], own_text: Callable[[], str]
    ) -> frozenset[tuple[str, str, str]] | None:
        """Where a page leads to besides whole pages; None where one of its own addresses leads nowhere."""
        away = {known.away[tag] for tag in distinct & known.away.keys()}
        for address in (address for tag in distinct & known.own.keys() for address in known.own[tag]):
            if address[:1] == "#":
                if address[1:] not in ids:
                    return None
                continue
            found = self._lead(address, path)
            if found is None:
                return None
            away |= {found} if found[1] else set()
        if not all(self.links.is_allowed(known.foreign[tag], own_text) for tag in distinct & known.foreign.keys()):
            return None
        if any(target == path and anchor not in ids for target, anchor in away):
            return None
        return frozenset((target, anchor, path) for target, anchor in away if target != path)

    def _lead(self, address: str, path: str) -> tuple[str, str] | None:
        """(file, anchor) that an address of this site leads to; None where there is none."""
        inner = self.links.inner(address, path.rpartition("/")[0])
        target = self.links.find(inner[0]) if inner else None
        return None if inner is None or target is None else (target, inner[1] if target.endswith(".html") else "")

    def _judge(self, tag: str, path: str, known: _Known) -> bool:
        """Whether a tag is harmless on pages as deep as this one; what depends on the page is kept with it."""
        if _BARE.fullmatch(tag):
            known.tags.add(tag)
            return True
        form = _FORM.fullmatch(tag)
        if form is None or form[1] in FORBIDDEN or form[1] in _RAW:
            return tag == _DOCTYPE
        pairs = [(name.lower(), unescape(value)) for name, value in _ATTRIBUTE.findall(form[2])]
        said = dict(pairs)
        if len(said) < len(pairs) or not _is_harmless(form[1], said):
            return False
        loads = [said[name] for name in LOADS if name in said]
        if any(is_foreign(one) and not one.startswith("data:image/") for one in loads):
            return False
        leads = [said["href"]] if "href" in said else []
        if not all([self._keep(tag, one, path, known) for one in (*leads, *(a for a in loads if not is_foreign(a)))]):
            return False
        if not said.get("id", "-"):
            return False
        if "id" in said:
            known.ids[tag] = said["id"]
        known.tags.add(tag)
        return True

    def _keep(self, tag: str, address: str, path: str, known: _Known) -> bool:
        """Whether an address leads to something, or can only be judged with its page."""
        up = "../" * path.count("/")
        if self.links.is_page_or_file(address, up):
            return True
        if self.links.inner(address, "") is None:
            if not self.links.is_allowed(address):
                known.foreign[tag] = address
            return not address.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
        if (address.startswith(("/", up)) and address[:1] not in {"", "#", "?"}) or is_foreign(address):
            found = self._lead(address, path)
            if found and found[1]:
                known.away[tag] = found
            return found is not None
        known.own.setdefault(tag, []).append(address)
        return True


def _is_whole(content: bytes) -> bool:
    """Whether scripts and titles end before another tag begins, scripts hold no code, and the policy comes first."""
    for at in _places_of(b"<title", content):
        if not _TITLE.match(content, at):
            return False
    scripts = [*_places_of(b"<script", content)]
    for at in scripts:
        found = _SCRIPT.match(content, at)
        words = found[2].strip() if found else b""
        if found is None or (b" src=" in found[1]) == bool(words) or (words and not is_json(words)):
            return False
    first = min(at for at in (*scripts[:1], content.find(b"<link"), len(content)) if at >= 0)
    return content.count(b" http-equiv=") == 1 and 0 <= content.find(_POLICY) < first


def _places_of(what: bytes, content: bytes) -> Iterator[int]:
    at = content.find(what)
    while at >= 0:
        yield at
        at = content.find(what, at + 1)


def _is_harmless(name: str, said: dict[str, str]) -> bool:
    """Whether a tag holds no code, and a policy, a script or a style is one that pages may have."""
    if any(one in _HANDLERS or one.startswith("on") for one in said):
        return False
    if "http-equiv" in said:
        content = said.get("content", "")
        return said["http-equiv"] == POLICY and not fault_of_policy(content) and WASM not in content
    if name == "script" and said and "src" not in said:
        return said == {"type": "application/ld+json"}
    return not (
        name == "link" and is_foreign(said.get("href", "")) and said.get("rel") not in {"canonical", "alternate"}
    )
