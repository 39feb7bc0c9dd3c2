"""Tags, each judged once however often it stands on a site: what it leads to, and whether it is harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from .links import Links
from .page import FORBIDDEN, LOADS, POLICY, WASM, fault_of_policy, is_foreign

_FORM: Final = re.compile(r'/?([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9:-]*(?:="[^"\n]*")?)*) ?/?')
_ATTRIBUTE: Final = re.compile(r' ([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?')
#: A tag with nothing that leads anywhere, loads anything or is a place to lead to.
_BARE: Final = re.compile(
    r"/?(?:rect|path|svg|td|th|tr|p|b|li|ul|ol|div|span|small|a)"
    r'(?: (?:class|x|y|width|height|d|viewBox|scope|colspan|rowspan)="[^"&\n]*")* ?/?'
)
#: What makes text of the tags behind it, or leaves them out.
_RAW: Final = frozenset(
    {"textarea", "xmp", "plaintext", "noscript", "noframes", "noembed", "template", "math", "listing", "frameset"}
)
_DOCTYPE: Final = "!doctype html"
_HANDLERS: Final = frozenset({"style", "srcdoc", "formaction", "srcset"})
#: Attributes that lead somewhere as pages write them; with any other that loads something a parser reads the page.
_RARE: Final = frozenset(LOADS) - {"src", "action"}


@dataclass
class Tags:
    """Harmless tags of the pages that lie equally deep, and what of them depends on the page.

    Attributes:
        links: where addresses lead.
        up: the way from these pages to the top of the site.
        seen: all of them.
        ids: the anchors among them.
        own: addresses that are of the page or its folder.
        away: (page, id) that they lead to.
        foreign: addresses of other sites that only a page's own data can allow.
        policies: those that hold a policy.
        marked: all those of which something matters to the page.
    """

    links: Links
    up: str
    seen: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    away: dict[str, tuple[str, str]] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)
    policies: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)

    def judge(self, tag: str, path: str) -> bool:
        """Whether a tag is harmless on pages as deep as this one; what depends on the page is kept with it."""
        if _BARE.fullmatch(tag):
            self.seen.add(tag)
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
        if not all([self._keep(tag, one, path) for one in (*leads, *(a for a in loads if not is_foreign(a)))]):
            return False
        if not said.get("id", "-"):
            return False
        if "id" in said:
            self.ids[tag] = said["id"]
        if "http-equiv" in said:
            self.policies.add(tag)
        self.seen.add(tag)
        self.marked |= {tag} if leads or loads or "id" in said or "http-equiv" in said else set()
        return True

    def lead(self, address: str, path: str) -> tuple[str, str] | None:
        """(file, anchor) that an address of this site leads to; None where there is none."""
        inner = self.links.inner(address, path.rpartition("/")[0])
        target = self.links.find(inner[0]) if inner else None
        return None if inner is None or target is None else (target, inner[1] if target.endswith(".html") else "")

    def _keep(self, tag: str, address: str, path: str) -> bool:
        """Whether an address leads to something, or can only be judged with its page."""
        if self.links.inner(address, "") is None:
            if not self.links.is_allowed(address):
                self.foreign[tag] = address
            return not address.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
        if (address.startswith(("/", self.up)) and address[:1] not in {"", "#", "?"}) or is_foreign(address):
            found = self.lead(address, path)
            if found and found[1]:
                self.away[tag] = found
            return found is not None
        self.own.setdefault(tag, []).append(address)
        return True


def _is_harmless(name: str, said: dict[str, str]) -> bool:
    """Whether a tag holds no code, and a policy, a script or a style is one that pages may have."""
    if any(one in _HANDLERS or one in _RARE or one.startswith("on") for one in said):
        return False
    if "http-equiv" in said:
        content = said.get("content", "")
        return said["http-equiv"] == POLICY and not fault_of_policy(content) and WASM not in content
    if name == "script" and said and "src" not in said:
        return said == {"type": "application/ld+json"}
    return not (
        name == "link" and is_foreign(said.get("href", "")) and said.get("rel") not in {"canonical", "alternate"}
    )
