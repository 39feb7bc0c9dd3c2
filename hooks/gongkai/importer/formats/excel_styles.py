"""Number formats of cells and what is hidden, of .xlsx and .xls files: calamine gives values alone."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from .ole import SIGNATURE, OleFile
from .package import Package, child, local, value_of

#: Formats that every workbook knows by number.
_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 43: "#,##0.00", 44: "#,##0.00",
}  # fmt: skip  # by number, read in a row
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,10})")
#: Cells with a value in .xls files: number, short number, formula, text, its number, truth, several short numbers.
_CELLS: Final = frozenset({0x0203, 0x027E, 0x0006, 0x0204, 0x00FD, 0x0205, 0x00D6, 0x00BD})


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet says beside its values.

    Attributes:
        forms: number formats by row and column from 0; those that say nothing are left out.
        computed: the cells that a formula stands in.
        hides: whether rows or columns are hidden.
        extent: how many rows and columns it takes to hold all that has a value.
    """

    forms: dict[tuple[int, int], str] = field(default_factory=dict)
    computed: frozenset[tuple[int, int]] = frozenset()
    hides: bool = False
    extent: tuple[int, int] = (0, 0)


def facts_of(content: bytes) -> dict[str, SheetFacts]:
    """Sheets by their names; none where the file is of another kind."""
    if content.startswith(SIGNATURE):
        ole = OleFile(content)
        return _of_records(ole.stream("Workbook") or ole.stream("Book"))
    package = Package(content)
    main = package.targets("").get("officeDocument", "xl/workbook.xml")
    return _of_package(package, main) if main.endswith(".xml") else {}


def _of_package(package: Package, main: str) -> dict[str, SheetFacts]:
    targets = _by_number(package, main)
    styles = _forms(package.xml(package.targets(main).get("styles", "")))
    found: dict[str, SheetFacts] = {}
    sheets = child(package.xml(main), "sheets")
    for sheet in sheets if sheets is not None else ():
        root = package.xml(targets.get(value_of(sheet, "id") or "", ""))
        if root is not None:
            found[sheet.get("name", "")] = _of_sheet(root, styles)
    return found


def _by_number(package: Package, main: str) -> dict[str, str]:
    folder, _, base = main.rpartition("/")
    root = package.xml(f"{folder}/_rels/{base}.rels")
    found = {each.get("Id", ""): each.get("Target", "") for each in (root if root is not None else ())}
    return {key: path.lstrip("/") if path.startswith("/") else f"{folder}/{path}" for key, path in found.items()}


def _forms(root: Element | None) -> list[str]:
    """The format of each kind of cell, by its number."""
    own = child(root, "numFmts")
    named = {each.get("numFmtId", ""): each.get("formatCode", "") for each in (own if own is not None else ())}
    kinds = child(root, "cellXfs")
    numbers = [each.get("numFmtId", "0") for each in (kinds if kinds is not None else ())]
    return [named.get(number) or _BUILT_IN.get(int(number) if number.isdecimal() else 0, "") for number in numbers]


def _of_sheet(root: Element, styles: list[str]) -> SheetFacts:
    forms: dict[tuple[int, int], str] = {}
    computed: set[tuple[int, int]] = set()
    hides = False
    rows = columns = 0
    for each in root.iter():
        name = local(each)
        hides = hides or (name in {"row", "col"} and each.get("hidden") in {"1", "true"})
        if name == "row" and len(each) and (number := each.get("r", "")).isdecimal():
            rows = max(rows, int(number))
        elif name == "c" and len(each) and (where := _REFERENCE.fullmatch(each.get("r", ""))):
            place = int(where[2]) - 1, _column(where[1].upper())
            rows, columns = max(rows, place[0] + 1), max(columns, place[1] + 1)
            style = each.get("s", "")
            if style.isdecimal() and int(style) < len(styles) and styles[int(style)]:
                forms[place] = styles[int(style)]
            if child(each, "f") is not None:
                computed.add(place)
    return SheetFacts(forms, frozenset(computed), hides, (rows, columns))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Records of a .xls workbook, from a place to its end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def is_possible(content: bytes) -> bool:
    """Whether a .xls workbook says no more of its sizes than can be: who believes it takes all memory for nothing."""
    ole = OleFile(content)
    for kind, body in _records(ole.stream("Workbook") or ole.stream("Book")):
        if kind == 0x0200 and len(body) >= 12:  # how far a sheet goes
            top, bottom, left, right = struct.unpack_from("<IIHH", body)
            if not (top <= bottom <= 65536 and left <= right <= 256):
                return False
        if kind == 0x00FC and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > len(content):  # texts
            return False
    return True


def _of_records(stream: bytes) -> dict[str, SheetFacts]:
    named: dict[int, str] = {}
    kinds: list[int] = []
    sheets: list[tuple[str, int]] = []
    for kind, body in _records(stream):
        if kind == 0x041E and len(body) > 5:
            named[struct.unpack_from("<H", body)[0]] = _letters(body[2:], 2)
        elif kind == 0x00E0 and len(body) >= 4:
            kinds.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == 0x0085 and len(body) > 8:
            sheets.append((_letters(body[6:], 1), struct.unpack_from("<I", body)[0]))
        elif kind == 0x000A:
            break
    styles = [named.get(number) or _BUILT_IN.get(number, "") for number in kinds]
    return {name: _of_cells(stream, at, styles) for name, at in sheets}


def _letters(body: bytes, size: int) -> str:
    """A text with its length before it, in one or two bytes a letter."""
    length = body[0] if size == 1 else struct.unpack_from("<H", body)[0]
    wide = body[size] & 1
    return body[size + 1 : size + 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", errors="replace")


def _of_cells(stream: bytes, at: int, styles: list[str]) -> SheetFacts:
    forms: dict[tuple[int, int], str] = {}
    computed: set[tuple[int, int]] = set()
    rows = columns = 0
    for kind, body in _records(stream, at):
        if kind == 0x000A:
            break
        if kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            rows, columns = max(rows, row + 1), max(columns, column + 1 + len(body) // 6 * (kind == 0x00BD))
        for place, style in _styled(kind, body):
            if style < len(styles) and styles[style]:
                forms[place] = styles[style]
            if kind == 0x0006:
                computed.add(place)
    return SheetFacts(forms, frozenset(computed), extent=(rows, columns))


def _styled(kind: int, body: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """The cells of a record and the kind of each: a number, a short one, a formula, several short numbers."""
    if kind in {0x0203, 0x027E, 0x0006} and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        yield (row, column), style
    elif kind == 0x00BD and len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            yield (row, column + number), struct.unpack_from("<H", body, 4 + 6 * number)[0]
