"""The words of a paragraph of a .docx file: runs, fields, notes, text boxes."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from .package import child, chosen, local, value_of
from .word_styles import Styles

_SIGNS: Final = {
    "tab": " ",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
    "ptab": " ",
}
#: Hold no words of the paragraph itself; `del` and `moveFrom` are gone, `rt` stands above other words.
_SKIPPED: Final = {"pPr", "rPr", "del", "moveFrom", "rt", "instrText", "delText", "sdtPr", "rubyPr", "fldData"}
#: Fields whose result says nothing: a page number, a table of contents.
_EMPTY_FIELDS: Final = re.compile(r"\s*(?:PAGEREF|TOC|PAGE|NUMPAGES|SECTIONPAGES|TC|XE|SEQ \\h)\b", re.I)
_SYMBOLS: Final = {
    "F0A3": "≤", "F0B3": "≥", "F0B1": "±", "F0B4": "×", "F0B0": "°", "F0B9": "≠", "F0BB": "≈", "F02D": "-",
}  # fmt: skip  # the font Symbol


class Runs:
    """Reads the words of paragraphs one after the other: a field may begin in one and end in another."""

    def __init__(self, styles: Styles, *notes: Element | None) -> None:
        """Footnotes and endnotes stand in parts of their own."""
        self._styles = styles
        self._texts = {
            (local(each), value_of(each, "id") or ""): each for part in notes if part is not None for each in part
        }
        self._fields: list[tuple[str, bool]] = []  # what each open field is, and whether its result has begun
        self._notes: list[str] = []
        self._boxes: list[Element] = []
        self._hidden = 0
        self._objects = 0

    def text(self, paragraph: Element) -> str:
        """The words of a paragraph as they are shown; its line breaks stay."""
        return "".join(self._words(each) for each in paragraph)

    def take_boxes(self) -> list[Element]:
        """The text boxes that hang at the paragraphs read since the last time."""
        taken, self._boxes = self._boxes, []
        return taken

    def take_notes(self) -> list[str]:
        """The footnotes of the paragraphs read since the last time."""
        taken, self._notes = self._notes, []
        return taken

    def left_out(self) -> tuple[str, ...]:
        """What was not read, in Chinese."""
        hidden = (f"有 {self._hidden} 处隐藏的文字没有读",) if self._hidden else ()
        pictures = (
            (f"有 {self._objects} 处图片、公式或嵌入的文件没有读，其中的文字和数字请自己补上",) if self._objects else ()
        )
        return hidden + pictures

    def _words(self, element: Element) -> str:
        name = local(element)
        if name in _SKIPPED:
            return ""
        if name == "AlternateContent":
            return self._inner(chosen(element))
        if name == "txbxContent":
            self._boxes.append(element)
            return ""
        if name == "fldSimple":
            return "" if _EMPTY_FIELDS.match(value_of(element, "instr") or "") else self._inner(element)
        return self._run(element) if name == "r" else self._inner(element)

    def _inner(self, element: Element) -> str:
        return "".join(self._words(each) for each in element)

    def _run(self, run: Element) -> str:
        hidden = self._styles.is_hidden(child(run, "rPr"))
        text = "".join(self._piece(each) for each in run)
        if hidden and text.strip():
            self._hidden += 1
        return "" if hidden else text

    def _piece(self, each: Element) -> str:
        name = local(each)
        if name == "fldChar":
            return self._field(value_of(each, "fldCharType") or "")
        if name == "instrText" and self._fields and not self._fields[-1][1]:
            self._fields[-1] = (self._fields[-1][0] + (each.text or ""), False)
        if any(not begun or _EMPTY_FIELDS.match(words) for words, begun in self._fields):
            return ""
        if name in {"footnoteReference", "endnoteReference"}:
            return self._note(name.removesuffix("Reference"), value_of(each, "id") or "")
        if name in {"drawing", "pict", "object"}:
            return self._drawing(each)
        return self._sign(each, name)

    def _sign(self, each: Element, name: str) -> str:
        if name == "t":
            return each.text or ""
        if name == "sym":
            code = (value_of(each, "char") or "").upper()
            symbol = _SYMBOLS.get(code) if (value_of(each, "font") or "").lower() == "symbol" else None
            return symbol or ("\uf000" if re.fullmatch("F0[0-9A-F]{2}", code) else "")
        return _SIGNS[name] if name in _SIGNS else self._words(each)

    def _field(self, kind: str) -> str:
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
        elif kind == "end" and self._fields:
            self._fields.pop()
        return ""

    def _note(self, kind: str, number: str) -> str:
        note = self._texts.get((kind, number))
        if note is not None:
            fields, self._fields = self._fields, []
            self._notes.append("".join(self.text(each) for each in note if local(each) == "p"))
            self._fields = fields
        return ""

    def _drawing(self, each: Element) -> str:
        before = len(self._boxes)
        text = self._inner(each)
        self._objects += len(self._boxes) == before and any(
            local(part) in {"blip", "imagedata"} for part in each.iter()
        )
        self._objects += local(each) == "object"
        return text
