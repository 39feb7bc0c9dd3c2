"""What the values of a workbook do not say: how many decimals a cell shows (161.80 is stored as 161.8), its formula."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: The formats that have a number and no words.
_BUILT_IN: Final = {2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%", 39: "#,##0.00", 40: "#,##0.00"}
_DECIMALS: Final = re.compile(r"\.(0+)")
_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")

#: Row and column, from 0 → the format of the cell, or its formula.
Formats = dict[tuple[int, int], str]


def number_formats(content: bytes) -> dict[str, Formats]:
    """The formats of the cells with numbers, by sheet; nothing where the file is not laid out as expected."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            styles = _styles(_parse(packed, "xl/styles.xml"))
            return {name: _formats(_parse(packed, part), styles) for name, part in _sheets(packed).items()}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError):
        return {}


def formulas(content: bytes, name: str) -> Formats:
    """The formulas of a sheet's cells by row and column; nothing where the file is not laid out as expected."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            cells = _parse(packed, _sheets(packed)[name]).iter(f"{_MAIN}c")
            written = ((_CELL.fullmatch(cell.get("r", "")), cell.findtext(f"{_MAIN}f")) for cell in cells)
            return {(int(at[2]) - 1, _column(at[1])): said for at, said in written if at and said}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError):
        return {}


def decimals_of(form: str) -> int:
    """How many decimals a format always shows."""
    found = _DECIMALS.search(form.split(";")[0])
    return len(found[1]) if found else 0


def _parse(packed: zipfile.ZipFile, name: str) -> ElementTree.Element:
    content = packed.read(name)
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise ValueError(name)
    return ElementTree.fromstring(content.replace(_STRICT.strip("{}").encode(), _MAIN.strip("{}").encode()))


def _sheets(packed: zipfile.ZipFile) -> dict[str, str]:
    """The name of every sheet → its part of the file."""
    related = {one.get("Id"): one.get("Target", "") for one in _parse(packed, "xl/_rels/workbook.xml.rels")}
    sheets = _parse(packed, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    targets = {sheet.get("name", ""): related.get(sheet.get(_RELATION), "") for sheet in sheets}
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in targets.items()}


def _styles(root: ElementTree.Element) -> list[str]:
    """The format of every style."""
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iter(f"{_MAIN}numFmt")}
    named = own | {key: form for key, form in _BUILT_IN.items() if key not in own}
    styles = root.find(f"{_MAIN}cellXfs")
    return [named.get(int(one.get("numFmtId", 0)), "") for one in (styles if styles is not None else ())]


def _formats(root: ElementTree.Element, styles: list[str]) -> Formats:
    found: Formats = {}
    for cell in root.iter(f"{_MAIN}c"):
        place, style = _CELL.fullmatch(cell.get("r", "")), int(cell.get("s", 0))
        if place and cell.get("t", "n") == "n" and style < len(styles) and styles[style]:
            found[int(place[2]) - 1, _column(place[1])] = styles[style]
    return found


def _column(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
