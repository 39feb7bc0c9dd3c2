"""Word files (.docx, .docm): paragraphs and tables as they are shown, with their numbers; macros are never touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from ..document import Grid, Paragraph, UnreadableError
from .package import DAMAGED, Package, child, chosen, local, value_of
from .word_numbering import Numbering
from .word_runs import Runs
from .word_styles import Styles
from .word_tables import read_table

#: Stand around paragraphs and mean nothing for their words; what is inserted stays.
_AROUND: Final = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"}


class WordReader:
    """A document on its way: what it counts, which fields are open, what was left out."""

    def __init__(self, package: Package) -> None:
        """Find the parts of the document.

        Raises:
            UnreadableError: there is no document in it.
        """
        main = package.targets("").get("officeDocument", "word/document.xml")
        root = package.xml(main)
        body = child(root, "body")
        if body is None:
            raise UnreadableError(DAMAGED)
        targets = package.targets(main)
        parts = {kind: package.xml(targets[kind]) for kind in targets if targets[kind].endswith(".xml")}
        self._body = body
        self.styles = Styles(parts.get("styles"))
        self.numbering = Numbering(parts.get("numbering"))
        self.runs = Runs(self.styles, parts.get("footnotes"), parts.get("endnotes"))
        self._kept = ""  # words of a paragraph whose end was deleted: they stand before the next one

    def blocks(self) -> Iterator[Paragraph | Grid]:
        """All that is shown, in its order."""
        yield from self.read(self._body)
        if self._kept:
            yield Paragraph(self._kept)

    def read(self, parent: Element) -> Iterator[Paragraph | Grid]:
        """What stands in the body, in a cell, in a text box."""
        for each in parent:
            name = local(each)
            if name == "p":
                yield from self._paragraphs(each)
            elif name == "tbl":
                yield from read_table(each, self)
                yield from self._notes()
            elif name in _AROUND and not self._is_contents(each):
                yield from self.read(each)
            elif name == "AlternateContent":
                yield from self.read(chosen(each))

    def _is_contents(self, each: Element) -> bool:
        gallery = value_of(child(each, "sdtPr", "docPartObj", "docPartGallery")) or ""
        return gallery == "Table of Contents"

    def _paragraphs(self, element: Element) -> Iterator[Paragraph | Grid]:
        properties = child(element, "pPr")
        text = self.runs.text(element)
        style = self.styles.paragraph_style(properties)
        if child(properties, "rPr", "del") is not None:
            self._kept += text
        elif not self.styles.is_contents(style):
            text, self._kept = self._kept + text, ""
            yield from self._numbered(text, properties)
        for box in self.runs.take_boxes():
            yield from self.read(box)
        yield from self._notes()

    def _numbered(self, text: str, properties: Element | None) -> Iterator[Paragraph]:
        """A paragraph with its number; what line breaks part are paragraphs of their own."""
        name, level, by = self.styles.numbering(properties)
        if (linked := self.numbering.linked_style(name)) and (of_style := self.styles.list_of(linked)):
            name = of_style
        level = self.numbering.level_of(name, by) if level is None else level
        number = self.numbering.next(name, level) if name and text.strip() else ""
        own = self.styles.level(properties)
        outline = self.numbering.outline_level(name, level) if name and not own else None
        heading = own or (int(outline) + 1 if outline and outline.isdecimal() and int(outline) < 9 else 0)
        lines = [text.replace("\n", "")] if heading else parted(text)
        for at, line in enumerate(lines):
            yield Paragraph(line if at else number + line, heading)

    def _notes(self) -> Iterator[Paragraph]:
        for note in self.runs.take_notes():
            yield Paragraph(note)


def parted(text: str) -> list[str]:
    """Words parted by line breaks, but for a break in the middle of a number."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].rstrip().endswith(".") and lines[-1].rstrip()[-2:-1].isdigit() and line[:1].isdigit():
            lines[-1] = lines[-1].rstrip() + line
        else:
            lines.append(line)
    return lines


def read_word(content: bytes) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """A .docx file → its paragraphs and tables, and what was left out of it."""
    reader = WordReader(Package(content))
    blocks = tuple(reader.blocks())
    return blocks, reader.runs.left_out()
