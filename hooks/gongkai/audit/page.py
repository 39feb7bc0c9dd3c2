"""A page as a browser reads it: its links, anchors and texts, and what must not be in it.

The parser is lexbor's (docs/decisions/0025): what counts is what a reader's browser makes of the bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..model.disclosure import PAGE_FILE
from ..pages.parts.page import DESK, SEARCH
from .fault import Fault, Group

#: Between the texts of two elements.
SEPARATOR: Final = "\x1f"
#: What may be an event handler or a style inside a tag; where it is only words, the parser knows.
_HANDLER: Final = re.compile(rb"""[\s"'/](?:on[a-z]{2,}|style|srcdoc|formaction)\s*=""")
#: Before the name of an attribute, and how such names begin: looked for first, which costs next to nothing.
_BEFORE: Final = (b" ", b"\n", b"\t", b"\r", b"\f", b'"', b"'", b"/")
_NAMES: Final = tuple(before + name for before in _BEFORE for name in (b"on", b"style", b"srcdoc", b"formaction"))
_FOREIGN: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
FORBIDDEN: Final = ("style", "base", "iframe", "frame", "object", "embed", "applet")
_SPECIAL: Final = ", ".join(("script", "meta", "link", "title", *FORBIDDEN))
#: Directives that every page has, and what any of them may name.
_DIRECTIVES: Final = frozenset({"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"})
WASM: Final = "'wasm-unsafe-eval'"
_SOURCES: Final = frozenset({"'self'", "'none'", WASM})
POLICY: Final = "Content-Security-Policy"
#: Attributes that load something, or send something there.
LOADS: Final = (
    "src", "srcset", "poster", "action", "data", "background", "ping", "imagesrcset", "xlink:href",
)  # fmt: skip  # names, read in a row

#: Those that name several addresses.
_SEVERAL: Final = ("srcset", "imagesrcset")


def is_foreign(address: str) -> bool:
    """Whether an address is one of another place than this site."""
    return _FOREIGN.match(address) is not None


@dataclass(frozen=True)
class ParsedPage:
    """A page.

    Attributes:
        path: the file below the folder.
        content: its bytes.
    """

    path: str
    content: bytes

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as the parser reads it."""
        return LexborHTMLParser(self.content)

    @cached_property
    def _small(self) -> bytes:
        """Its bytes in small letters, for names of tags and attributes."""
        return self.content.lower()

    @cached_property
    def _special(self) -> Mapping[str, list[LexborNode]]:
        """Its scripts, what stands in its head, and what may not stand anywhere, by tag: in one walk over the page."""
        found: defaultdict[str, list[LexborNode]] = defaultdict(list)
        for node in self.tree.css(_SPECIAL):
            found[node.tag or ""].append(node)
        return found

    @cached_property
    def _metas(self) -> list[LexborNode]:
        return [node for node in self._special["meta"] if "http-equiv" in node.attributes]

    @cached_property
    def addresses(self) -> list[str]:
        """Where its links lead, one for each."""
        return [node.attributes.get("href") or "" for node in self.tree.css("[href]") if "href" in node.attributes]

    @cached_property
    def loaded(self) -> list[str]:
        """What it loads by itself."""
        found: list[str] = []
        names = [name.removeprefix("xlink:") for name in LOADS if name.encode() in self._small]  # as the parser has it
        for node in self.tree.css(", ".join(f"[{name}]" for name in names)) if names else ():
            attributes = node.attributes
            found += [attributes[name] or "" for name in LOADS if name in attributes and name not in _SEVERAL]
            for one in (one.split() for name in _SEVERAL for one in (attributes.get(name) or "").split(",")):
                found += one[:1]
        return found

    @cached_property
    def ids(self) -> Counter[str]:
        """Its anchors, and how often each stands there."""
        return Counter([node.attributes["id"] or "" for node in self.tree.css("[id]")])

    @cached_property
    def title(self) -> str:
        """Its title."""
        found = self._special["title"]
        return found[0].text() if found else ""

    @cached_property
    def texts(self) -> list[str]:
        """The texts of its article, one for each element, in their order."""
        node = self.tree.css_first("article")
        return texts_of(node) if node else []

    @property
    def article(self) -> str:
        """The text of its article, tags and all."""
        return article_of(self.content.decode("utf-8", "replace"))

    def faults(self) -> Iterator[Fault]:
        """What no page may hold."""
        yield from (Fault(Group.LINKS, self.path, f'有 {n} 处 id="{name}"') for name, n in self.ids.items() if n > 1)
        if not self.title.strip():
            yield Fault(Group.WORDS, self.path, "没有标题")
        yield from self._scripts()
        yield from self._policy()
        for name in FORBIDDEN:
            yield from (Fault(Group.SAFETY, self.path, f"有 <{name}>") for _ in self._special[name])
        yield from self._handlers()
        for node in self._metas:
            if (node.attributes["http-equiv"] or "").lower() == "refresh":
                yield Fault(Group.SAFETY, self.path, "会自动转到别的地方（refresh）")
        yield from (Fault(Group.SAFETY, self.path, f"从别处取 {a}") for a in self.loaded if not _is_own(a))
        for node in self._special["link"]:
            relation, address = node.attributes.get("rel") or "", node.attributes.get("href") or ""
            if is_foreign(address) and relation not in {"canonical", "alternate"}:
                yield Fault(Group.SAFETY, self.path, f"从别处取 {address}")

    def _scripts(self) -> Iterator[Fault]:
        for node in self._special["script"]:
            kind, words = node.attributes.get("type") or "", node.text(deep=True).strip()
            if kind == "application/ld+json" and "src" not in node.attributes:
                if not is_json(words.encode()):
                    yield Fault(Group.DATA, self.path, "里面的 JSON-LD 读不出来")
            elif "src" not in node.attributes or words:
                yield Fault(Group.SAFETY, self.path, f"里面写着脚本：{words[:40]}")

    def _handlers(self) -> Iterator[Fault]:
        """Event handlers and styles in tags, and links that are scripts."""
        for address in self.addresses:
            if address.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                yield Fault(Group.SAFETY, self.path, f"链接里写着脚本：{address[:40]}")
        for node in self.tree.css("*") if self._may_have_handlers() else ():
            for name in node.attributes:
                if name in {"style", "srcdoc", "formaction"} or (name.startswith("on") and len(name) > 3):
                    yield Fault(Group.SAFETY, self.path, f"<{node.tag}> 里写着 {name}=，安全策略不允许")

    def _may_have_handlers(self) -> bool:
        small = self._small.replace(b'"stylesheet"', b"")
        return any(name in small for name in _NAMES) and _HANDLER.search(small) is not None

    def _policy(self) -> Iterator[Fault]:
        """The security policy, before anything that is loaded."""
        found = [node for node in self._metas if node.attributes["http-equiv"] == POLICY]
        if len(found) != 1:
            yield Fault(Group.SAFETY, self.path, f"安全策略（{POLICY}）有 {len(found)} 条", "应为 1 条")
        for node in found:
            said = node.attributes.get("content") or ""
            if WASM in said and self.path not in {f"{SEARCH}{PAGE_FILE}", f"{DESK}{PAGE_FILE}"}:
                yield Fault(Group.SAFETY, self.path, f"安全策略不对：只有搜索页和在线填报可以有 {WASM}")
            if fault := fault_of_policy(said):
                yield Fault(Group.SAFETY, self.path, f"安全策略不对：{fault}")
            if _is_late(node):
                yield Fault(Group.SAFETY, self.path, "安全策略写在脚本或样式后面")


def texts_of(node: LexborNode) -> list[str]:
    """The texts of an element, one for each element in it."""
    return [text for part in node.text(separator=SEPARATOR).split(SEPARATOR) if (text := part.strip())]


def article_of(text: str) -> str:
    """What stands between the tags of the article of a page; "" where it has none."""
    start, end = text.find("<article"), text.rfind("</article>")
    return text[start:end] if 0 <= start < end else ""


def _is_own(address: str) -> bool:
    return not is_foreign(address) or address.startswith("data:image/")


def _is_late(policy: LexborNode) -> bool:
    before = policy.prev
    while before:
        if before.tag in {"script", "link", "style"}:
            return True
        before = before.prev
    return False


@lru_cache(maxsize=64)
def fault_of_policy(policy: str) -> str:
    """What is wrong with a policy; "" where nothing is."""
    directives = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    if missing := sorted(_DIRECTIVES - directives.keys()):
        return f"没有 {'、'.join(missing)}"
    if directives["default-src"] != ["'none'"]:
        return "default-src 应为 'none'"
    for name, sources in directives.items():
        allowed = _SOURCES | ({"data:"} if name == "img-src" else frozenset())
        if wrong := [source for source in sources if source not in allowed]:
            return f"{name} 里有 {wrong[0]}"
    return ""


def is_json(content: bytes) -> bool:
    """Whether bytes are well-formed JSON."""
    try:
        json.loads(content)
    except ValueError:
        return False
    return True
