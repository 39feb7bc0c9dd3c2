"""The data file of a report against its JSON and CSV: letter by letter, without reading either as data.

Where they cannot be set against each other so, as with comments in the midst or a line on several lines, the data file
is read as a build reads it.
"""

from __future__ import annotations

import re
from typing import Final

#: What only a format needs.
_MARKS: Final = b" \n\r\t{}[],:\"'|>\\-"
_HEAD: Final = re.compile(rb"\A(?:#[^\n]*\n)+")
_DIGITS: Final = re.compile(rb"\d[\d.]*")
#: A figure behind its key, and how far the key and its line are looked for.
_FIGURE: Final = re.compile(rb'"?: ?"?(-?\d+(?:\.\d+)?)"?(?=[,}\s]|$)')
_LOOK: Final = 120
_SPACES: Final = bytes.maketrans(b'\n,":', b"    ")
#: A row of figures whose name comes last in the JSON and first in the data, and what stands behind a minus.
_NAMED_LAST: Final = re.compile(rb'\{("[^"]*":-?[\d.]+(?:,"[^"]*":-?[\d.]+)*),("%b":"[^"]*")' % "名称".encode())
_SIGNED: Final = re.compile(rb"-\d[\d.]*")
_STATED, _COMPUTED = '"公开数":'.encode(), ',"计算数":'.encode()
_VALUE: Final = re.compile(rb'[:\[,](?:"(-?\d+(?:\.\d+)?)"|(-?\d+(?:\.\d+)?))(?=[,}\]])')
_STATED_ROW: Final = ",公开,".encode()
#: How a row ends that has no amount: there is nothing to set against the JSON.
_NO_FIGURE: Final = ",,万元,公开,,\r\n".encode()
_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_DAY: Final = re.compile(rb"\d{4}-\d\d-\d\d")
_COMPARED: Final = re.compile('"(?:增减|增减百分比|数值)":(-?\\d+(?:\\.\\d+)?)'.encode())
_CHANGE: Final = re.compile('"(?:本年|决算)":([-\\d.]+),"(?:上年|年初预算)":([-\\d.]+),"增减":([-\\d.]+)'.encode())
_COMPARED_ROW: Final = re.compile(
    ",(?:比上年增减|比上年增减百分比|比年初预算增减|比年初预算增减百分比|比率),(-?[\\d.]+),[^,\r\n]*,计算,([^,\r\n]*),".encode()
)


def parts_of(content: bytes) -> tuple[bytes, bytes]:
    """What a report.json says that was stated, and what was computed."""
    _, _, rest = content.partition(_STATED)
    stated, _, computed = rest.rpartition(_COMPUTED)
    return stated, computed


def says_the_same(data: bytes, stated: bytes) -> bool:
    """Whether a data file and the 公开数 of its JSON have the same figures, whatever the order of their keys.

    Every digit must be found in both, each figure beside the same key, that below the same line, and as many letters.
    """
    data, written = _HEAD.sub(b"", data), stated.replace(b"\\n", b"\n")
    if _is_in_order(data, written):
        return True
    if len(data.translate(None, _MARKS)) != len(written.translate(None, _MARKS)):
        return False
    if sorted(_DIGITS.findall(data)) != sorted(_DIGITS.findall(written)):
        return False
    figures, lines = _figures(data)
    same, of_json = _figures(written)
    return sorted(figures) == sorted(same) and lines <= of_json


def _is_in_order(data: bytes, written: bytes) -> bool:
    """Whether a data file reads as the JSON does from its first letter to the last, signs too, but for the marks."""
    in_order = _NAMED_LAST.sub(rb"{\2,\1", written)
    same = data.translate(None, _MARKS) == in_order.translate(None, _MARKS)
    return same and _SIGNED.findall(data) == _SIGNED.findall(in_order)


def _figures(text: bytes) -> tuple[list[tuple[bytes, bytes]], set[tuple[bytes, bytes, bytes]]]:
    """Each figure with its key; and with the line that it is the first of, where that stands just before."""
    parts, found, lines = _FIGURE.split(text), list[tuple[bytes, bytes]](), set[tuple[bytes, bytes, bytes]]()
    for at in range(0, len(parts) - 1, 2):
        words = parts[at][-_LOOK:].translate(_SPACES).replace(b"{", b" { ").split()
        key = words[-1] if words else b""
        found.append((key, parts[at + 1]))
        if len(words) > 2 and words[-2] == b"{" and words[-3] != b"-":
            lines.add((words[-3], key, parts[at + 1]))
    return found, lines


def same_figures(stated: bytes, rows: bytes) -> bool:
    """Whether the 公开数 of a JSON and the rows of its CSV have the same figures, digit by digit.

    A row has what it states before its measure; a number or a day once more in a column of its own.
    """
    pieces = rows.replace(_NO_FIGURE, b"\r\n").split(_STATED_ROW)
    values = [piece.rsplit(b",", 2)[-2].removeprefix(b"'") for piece in pieces[:-1]]
    again = [piece.split(b"\r\n", 1)[0] for piece in pieces[1:]]
    numbers = [*filter(_NUMBER.fullmatch, values)]
    if sorted([text or bare for text, bare in _VALUE.findall(stated)]) != sorted(numbers):
        return False
    return all([said == b"," or _is_again(value, said) for value, said in zip(values, again, strict=True)])


def _is_again(value: bytes, said: bytes) -> bool:
    """Whether the columns of numbers and days say what the row does."""
    if said == value + b",":
        return _NUMBER.fullmatch(value) is not None
    return said == b"," + value and _DAY.fullmatch(value) is not None


def same_changes(computed: bytes, rows: bytes) -> bool:
    """Whether the differences in a JSON are right, and the same in its CSV."""
    right = all(abs(float(a) - float(b) - float(c)) < 1e-7 for a, b, c in _CHANGE.findall(computed))
    found = _COMPARED_ROW.findall(rows)
    right = right and all(value == said for value, said in found)
    return right and sorted(_COMPARED.findall(computed)) == sorted([value for value, _ in found])
