"""Markdown extension for the hand-written pages: a line end between Han characters is no space; tags are HTML's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..model.prose import WIDE

#: Between Han characters, or beside full-width punctuation; Latin words keep their space.
_LINE_END: Final = re.compile(
    rf"(?<=[{WIDE}])[ \t]*\n[ \t]*(?=[{WIDE}])|(?<=[，。、；：！？（《“])\n|\n(?=[，。、；：！？）》”])"
)
_LITERAL: Final = frozenset({"code", "pre"})


class LineEnds(Extension):
    """Works on the tree of a page, after bold words, links and code have been found in it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- named by Markdown
        """Add the step between the inline marks (20) and the writing (10)."""
        md.treeprocessors.register(_Step(md), "line-ends", 15)
        self._markdown = md
        md.registerExtension(self)

    def reset(self) -> None:
        """Let void elements be written without a slash; Markdown sets its own form after all extensions are there."""
        self._markdown.set_output_format("html")


class _Step(Treeprocessor):
    def run(self, root: Element) -> None:
        slots = list(_slots(root))
        ends = _LINE_END.finditer("".join([text for *_, text in slots]))
        gone = {place for end in ends for place in range(*end.span())}
        at = 0
        for element, name, text in slots:
            kept = "".join([c for place, c in enumerate(text, at) if place not in gone])
            if kept != text and (name == "tail" or element.tag not in _LITERAL):
                setattr(element, name, kept)
            at += len(text)


def _slots(element: Element) -> Iterator[tuple[Element, str, str]]:
    """All pieces of text below ``element`` in the order of reading."""
    yield element, "text", element.text or ""
    for child in element:
        yield from _slots(child)
        yield child, "tail", child.tail or ""
