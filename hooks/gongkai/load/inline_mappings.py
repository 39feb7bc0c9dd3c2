"""Slips between braces: ``{年初预算: 794.62，决算: 971.21}``, or brackets that are no braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.problem import Level, Problem
from .source import place_of
from .words import shown

_NAME: Final = r"[^\s:：,，、；;{}｛｝（）()\[\]\"'#]{1,25}"
#: ``名称: {…}`` on one line, whatever the brackets are.
_INLINE: Final = re.compile(
    rf"^[ ]*(?:-[ ]+)?(?P<name>{_NAME}:[ ]+)?"
    r"(?P<open>[{｛（(【])(?P<inside>[^\n]*?)(?P<close>[}｝）)】]?)[ ]*(?:#[^\n]*)?$",
    re.MULTILINE,
)
_FIRST: Final = re.compile(rf"[ ]*(?P<key>{_NAME})(?P<colon>:[ ]|：)")
_COLON: Final = re.compile(rf"(?:^|[{{,，、；; ])(?P<key>{_NAME})(?P<at>：)[ ]*(?P<value>[^,，、；;{{}}]*)")
#: What stands before the next item, if it is not a comma.
_BETWEEN: Final = re.compile(rf"(?<=[^\s,{{])(?P<at>[ ]*[，、；;][ ]*|[ ]+)(?P<key>{_NAME})(?=[:：])")


def find_brace_slips(text: str, keys: frozenset[str], file: str) -> Iterator[tuple[int, Problem]]:
    """Where each slip stands in the text, and its problem; ``keys`` are the Chinese keys that are known."""
    for line in _INLINE.finditer(text):
        if line["open"] != "{":
            if not _is_meant_as_braces(line, keys):
                continue
            words = f"这里的括号是“{line['open']}”，不是英文花括号"
            yield _slip(line, line.start("open"), ("Y16", words, "换成英文花括号 { }"), keys, file)
        for match in _colons(line["inside"], keys):
            at = line.start("inside") + match.start("at")
            words, right = f"“{match['key']}”后面的冒号是全角的“：”", f"{match['key']}: {shown(match['value'].strip())}"
            yield (
                at,
                Problem(place_of(file, text, at), Level.ERROR, "Y01", words, "换成英文冒号，后面加一个空格", right),
            )
        for match in _between(line["inside"], keys):
            sign = match["at"].strip()
            words = f"“{match['key']}”前面是“{sign}”，不是英文逗号" if sign else f"“{match['key']}”前面没有英文逗号"
            cure = "花括号里的各项用英文逗号隔开，逗号后面加一个空格"
            yield _slip(line, line.start("inside") + match.start("at"), ("Y15", words, cure), keys, file)


def mend_braces(row: str, keys: frozenset[str]) -> str:
    """A line with slips as it was meant."""
    line = _INLINE.search(row)
    if line is None:
        return row
    inside = line["inside"]
    for match in reversed(list(_between(inside, keys))):
        inside = f"{inside[: match.start('at')]}, {inside[match.start('key') :]}"
    for match in reversed(list(_colons(inside, keys))):
        inside = f"{inside[: match.start('at')]}: {inside[match.start('value') :]}"
    return row[: line.start("open")] + "{" + inside + ("}" if line["close"] else "") + row[line.end("close") :]


def _is_meant_as_braces(line: re.Match[str], keys: frozenset[str]) -> bool:
    """Brackets around items; words in brackets are left alone."""
    first = _FIRST.match(line["inside"])
    known = first is not None and first["key"] in keys and line["name"] is not None
    return known and (line["open"] == "｛" or (first is not None and first["colon"] != "："))


def _colons(inside: str, keys: frozenset[str]) -> Iterator[re.Match[str]]:
    """Known names with a full-width colon."""
    if '"' not in inside and "'" not in inside:
        yield from (match for match in _COLON.finditer(inside) if match["key"] in keys)


def _between(inside: str, keys: frozenset[str]) -> Iterator[re.Match[str]]:
    """Items that do not follow a comma; where there are quotations nothing is known for sure."""
    if '"' not in inside and "'" not in inside:
        yield from (match for match in _BETWEEN.finditer(inside) if match["key"] in keys)


def _slip(
    line: re.Match[str], at: int, said: tuple[str, str, str], keys: frozenset[str], file: str
) -> tuple[int, Problem]:
    code, words, cure = said
    example = shown(mend_braces(line[0], keys).strip())
    return at, Problem(place_of(file, line.string, at), Level.ERROR, code, words, cure, example)
