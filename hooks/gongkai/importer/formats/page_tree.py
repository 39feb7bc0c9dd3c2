"""A web page as a tree, however badly its tags are closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Final

from ..document import UnreadableError
from .package import TOO_LARGE

_VOID: Final = frozenset(
    re.findall(
        r"\S+",
        "area base br col embed hr img input link meta param source track wbr",
    )
)
#: Their words are no words of the page.
_SILENT: Final = frozenset(
    re.findall(
        r"\S+",
        "script style noscript template svg math iframe object select textarea title",
    )
)
_BLOCK: Final = frozenset(
    re.findall(
        r"\S+",
        "p div table ul ol dl h1 h2 h3 h4 h5 h6 section article blockquote pre form fieldset hr address center",
    )
)
#: A new one of the first ends an open one of the second, but not beyond the third.
_ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table"})),
    "th": (frozenset({"td", "th"}), frozenset({"table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
} | {name: (frozenset({"p"}), frozenset({"table", "td", "th", "div", "li"})) for name in _BLOCK}
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
#: Pages are not deeper; what is stands flat at this depth.
_DEEPEST: Final = 100
#: Elements of a page: the longest reports have a fifth of it.
_MOST: Final = 50_000
_SOURCE_END: Final = "\x1f"
_WIDE: Final = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’…—]"


@dataclass(eq=False)
class Node:
    """An element: its name, its attributes, and what stands in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @cached_property
    def is_hidden(self) -> bool:
        """Whether a reader cannot see it."""
        style = self.attributes.get("style", "")
        return self.name in _SILENT or "hidden" in self.attributes or _HIDDEN.search(style) is not None

    @property
    def marks(self) -> str:
        """Its class, its id and its role."""
        return " ".join(self.attributes.get(key, "") for key in ("class", "id", "role")).lower()

    def elements(self) -> Iterator[Node]:
        """The elements that stand directly in it and can be seen."""
        return (each for each in self.children if isinstance(each, Node) and not each.is_hidden)

    def all(self, *names: str) -> Iterator[Node]:
        """The elements of these names anywhere in it, in their order."""
        waiting = [*self.elements()][::-1]
        while waiting:
            node = waiting.pop()
            if node.name in names:
                yield node
            waiting += [*node.elements()][::-1]

    def text(self, *, without: frozenset[str] = frozenset()) -> str:
        """All words in it, line breaks as line ends, without elements of some names."""
        pieces: list[str] = []
        self._add_pieces(pieces, without)
        return flowing("".join(pieces))

    def _add_pieces(self, pieces: list[str], without: frozenset[str]) -> None:
        for each in self.children:
            if isinstance(each, str):
                pieces.append(flow(each))
            elif each.name == "br":
                pieces.append("\n")
            elif not each.is_hidden and each.name not in without:
                ends = "\n" if each.name in _BLOCK or each.name in {"li", "tr"} else ""
                pieces.append(ends)
                each._add_pieces(pieces, without)
                pieces.append(ends)


def flow(text: str) -> str:
    """Words of a page's source, its line ends marked: they mean nothing, or a space between Latin words."""
    return re.sub(r"[ \t\f]+", " ", re.sub(r"[ \t\f]*[\r\n]+[ \t\f]*", _SOURCE_END, text))


def flowing(text: str) -> str:
    """Marked line ends → a space, or nothing beside Chinese."""
    text = re.sub(rf"{_SOURCE_END}+", _SOURCE_END, text)
    return re.sub(rf"(?<={_WIDE}){_SOURCE_END}|{_SOURCE_END}(?={_WIDE})", "", text).replace(_SOURCE_END, " ")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2] if tag.startswith("w:") else tag
        self._end_before(tag)
        self.count += 1
        if self.count > _MOST:
            raise UnreadableError(TOO_LARGE)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def _end_before(self, tag: str) -> None:
        ended, beyond = _ENDS.get(tag, (frozenset[str](), frozenset[str]()))
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name in beyond:
                return
            if self.open[at].name in ended:
                del self.open[at:]
                return

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name == tag:
                del self.open[at:]
                return
            if self.open[at].name == "table" and tag not in {"body", "html"}:
                return  # a stray end tag closes nothing outside its table

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_page(text: str) -> Node:
    """A page → its tree."""
    builder = _Builder()
    # What Word hides from browsers (<!--[if …]> … <![endif]-->) is a comment; its other marks are no words.
    builder.feed(re.sub(r"<!\[[^>]*\]>", "", text))
    builder.close()
    return builder.root
