"""Pages in their frame: what the theme puts around pages of one kind is rendered once, with a mark for each slot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final, NamedTuple

from markupsafe import Markup

#: Stand around the name of a slot while a frame is rendered: private characters, which no template holds.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK: Final = re.compile(f"{_OPEN}([a-z]+){_CLOSE}")


class FrameKind(NamedTuple):
    """What the frame of a page depends on; pages that agree in it have one frame.

    Attributes:
        depth: how many folders below the site root.
        tab: address of the main navigation's entry that is current.
        is_article: it is made of one data file.
        scripts, styles: files below the site root that only these pages need.
    """

    depth: int
    tab: str = ""
    is_article: bool = False
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """An address of this depth."""
        return "x/" * self.depth


@dataclass(frozen=True, slots=True)
class Slots:
    """What differs from page to page, as HTML.

    Attributes:
        title, description: escaped texts.
        address: of the page, below the site root.
        head: official tags and links to neighbours and feeds.
        side: the groups of links beside the page; "" without any.
        menu: the same groups and the headings, for the menu of a narrow screen.
        toc: the table of contents beside the page; "" for a page of one heading.
        content: the page itself.
    """

    title: str
    description: str
    address: str
    head: str
    side: str
    menu: str
    toc: str
    content: str


SLOTS: Final = tuple(field.name for field in fields(Slots))
#: Renders the theme around a page of some kind.
RenderFrame = Callable[[FrameKind, Slots], str]


@dataclass(frozen=True)
class Frame:
    """A frame: text, the name of a slot, text, …"""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, kind: FrameKind, render: RenderFrame) -> Frame:
        """The frame of a kind of page.

        Raises:
            ValueError: the theme leaves a slot out, so that a page would lose it.
        """
        marked = Slots(*(Markup(f"{_OPEN}{name}{_CLOSE}") for name in SLOTS))
        parts = tuple(_MARK.split(render(kind, marked)))
        if missing := set(SLOTS) - {"address", *parts[1::2]}:  # a site without an address shows none
            raise ValueError(f"the theme leaves out: {missing}")
        return cls(parts)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self.parts[1::2]

    def fill(self, slots: Slots) -> bytes:
        """A whole page; half a character, which no encoding can hold, becomes a character reference."""
        parts = list(self.parts)
        parts[1::2] = [getattr(slots, name) for name in self._names]
        return "".join(parts).encode("utf-8", "xmlcharrefreplace")


class Frames:
    """The frames of all kinds of pages, each rendered when it is first needed."""

    def __init__(self, render: RenderFrame) -> None:
        self._render, self._frames = render, dict[FrameKind, Frame]()

    def find(self, kind: FrameKind) -> Frame:
        """The frame of a kind of page."""
        if kind not in self._frames:
            self._frames[kind] = Frame.of(kind, self._render)
        return self._frames[kind]
