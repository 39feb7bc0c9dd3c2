"""Styles of .docx files: the level of a heading, the list and the visibility that a paragraph has by its style."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from .package import child, is_on, local, value_of

_HEADING: Final = re.compile(r"(?:heading|标题)\s*(\d)", re.I)
_CONTENTS: Final = re.compile(r"(?:toc|目录)\s*\d|toc heading|目录标题", re.I)


class Styles:
    """Styles by their ids, each with what it is based on."""

    def __init__(self, root: Element | None) -> None:
        """Read ``styles.xml``; a document without styles has none."""
        elements = [each for each in root if local(each) == "style"] if root is not None else []
        self._styles = {value_of(each, "styleId") or "": each for each in elements}
        self._default = next(
            (
                name
                for name, each in self._styles.items()
                if value_of(each, "type") == "paragraph" and value_of(each, "default") in {"1", "true"}
            ),
            "",
        )

    def _chain(self, style: str) -> list[Element]:
        found: list[Element] = []
        while (each := self._styles.get(style)) is not None and each not in found:
            found.append(each)
            style = value_of(child(each, "basedOn")) or ""
        return found

    def _name(self, style: str) -> str:
        return value_of(child(self._styles.get(style), "name")) or style

    def paragraph_style(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        return value_of(child(properties, "pStyle")) or self._default

    def is_contents(self, style: str) -> bool:
        """Whether paragraphs of this style are lines of a table of contents."""
        return _CONTENTS.fullmatch(self._name(style).strip()) is not None

    def level(self, properties: Element | None) -> int:
        """The level of a heading from 1; 0 for other paragraphs."""
        style = self.paragraph_style(properties)
        own = [properties, *(child(each, "pPr") for each in self._chain(style))]
        outlines = (value_of(child(each, "outlineLvl")) for each in own)
        outline = next((each for each in outlines if each is not None), None)
        if outline is not None and outline.isdecimal():
            return int(outline) + 1 if int(outline) < 9 else 0
        names = (_HEADING.fullmatch(value_of(child(each, "name")) or "") for each in self._chain(style))
        return next((int(name[1]) for name in names if name), 0)

    def numbering(self, properties: Element | None) -> tuple[str, int | None, str]:
        """The list of a paragraph, its level where it is said, and the style that says so; "" for no list."""
        style = self.paragraph_style(properties)
        own = child(properties, "numPr")
        level = value_of(child(own, "ilvl"))
        if (name := value_of(child(own, "numId"))) is not None:
            return "" if name == "0" else name, int(level or 0), ""
        for each in self._chain(style):
            found = child(each, "pPr", "numPr")
            if (name := value_of(child(found, "numId"))) is not None:
                said = level if level is not None else value_of(child(found, "ilvl"))
                return "" if name == "0" else name, None if said is None else int(said), value_of(each, "styleId") or ""
        return "", None, ""

    def list_of(self, style: str) -> str:
        """The list that a style of lists names."""
        return value_of(child(self._styles.get(style), "pPr", "numPr", "numId")) or ""

    def is_hidden(self, run: Element | None) -> bool:
        """Whether the words of a run are hidden, by itself or by its style."""
        own = child(run, "vanish")
        if own is not None:
            return is_on(own)
        return any(is_on(child(each, "rPr", "vanish")) for each in self._chain(value_of(child(run, "rStyle")) or ""))
