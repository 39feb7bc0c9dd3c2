"""Slips of typing whose cure is certain: what they look like in the text, and what was meant.

Words are never touched: nothing under ``|``, nothing in a text of several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..model.problem import KeyPath, Level, Problem
from .slips import find_slips
from .syntax_mistakes import find_mistakes, mend
from .yaml_text import NUMBER, Document, node_at, parse_yaml

#: Characters without a shape; those that join signs of other scripts and pictures stay between such.
UNSHAPED: Final = re.compile(
    r"[\u00ad\u061c\u200b\u200e\u200f\u202a\u202c\u202d\u2060-\u2064\u2066\u2068\u2069\ufeff]"
    r"|(?<![\u0600-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001ffff])[\u200c\u200d]"
)
#: Blanks that are no space.
_BLANKS: Final = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_KEY: Final = r"[^\s:：#'\"{}\[\],，、&*!|>%@`][^\s:：#'\"{}\[\],，、]{0,40}"
#: A key, its colon, and behind it a blank that is none for YAML.
_BLANK_AFTER: Final = re.compile(rf"^([ ]*(?:-[ ]+)?({_KEY})):[ ]*[{_BLANKS}][ {_BLANKS}]*", re.MULTILINE)
_WIDE_AFTER: Final = re.compile(rf"^([ ]*(?:-[ ]+)?{_KEY}:)[ ]+")
#: Codes of slips that :func:`mend` cures line by line; the last two may have taken words for items.
_MENDED: Final = frozenset({"Y01", "Y02", "Y03", "Y10", "Y15", "Y16"})
_IN_BRACES: Final = re.compile(r"[ ]*(?:-[ ]+)?[^{}\"'#]*\{([^{}\"'#]*)\}?[ ]*(?:#.*)?")
_ITEM: Final = re.compile(
    r"[ ]*([^\s:]+): *(-?[\d０-９][\d０-９.．,，]*|null|[\u4e00-\u9fff]{1,8}|[\d年月日./-]+)?[ ]*"
)
#: Codes of values that may only be written wrongly.
_OF_VALUES: Final = frozenset({"S03", "S04", "S05", "S10", "S11", "S15"})
_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_FIRST_GROUP: Final = re.compile(r"-?[1-9]\d{0,2}")
_NEXT_GROUP: Final = re.compile(r"\d{3}(?:\.\d+)?")
_DAY: Final = re.compile(r"([12]\d{3}) ?([-./年]) ?(\d{1,2}) ?([-./月]) ?(\d{1,2}) ?([日号]?)")
#: Signs as wide as a Chinese one, and a minus that is no hyphen; no figure in a ring or above the line becomes one.
_NARROW: Final[dict[int, str]] = {**{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}, 0x2212: "-"}
#: No-break blanks between the thousands.
_PARTED: Final = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_QUOTES: Final = ("“”", "‘’", "「」", "＂＂", '""', "''")
_ENDS: Final = "，,；;。、"


class ValueCure(NamedTuple):
    """A value that is written wrongly: its place in the file and in the text, and what was meant."""

    path: KeyPath
    start: int
    end: int
    meant: str


def lines_meant(text: str, file: str, keys: frozenset[str], prose: frozenset[str]) -> str:
    """The text with its slips between words cured, line for line.

    Args:
        text: of the file.
        file: its name.
        keys: what a line may begin with.
        prose: those of them that free words follow.
    """
    mistakes = [problem for problem in find_mistakes(text, keys, file) if problem.code in _MENDED]
    mistakes += _colons_of_own_names(text, file, keys, {problem.place.line for problem in mistakes})
    rows = text.split("\n")
    mended = mend(text, mistakes, keys).split("\n") if mistakes else rows
    for at, (row, meant) in enumerate(zip(rows, mended, strict=True)):
        if row != meant and "{" in meant and not _has_no_words(meant, prose):
            mended[at] = row
        elif row != meant:
            mended[at] = _WIDE_AFTER.sub(r"\1 ", meant)
    return _BLANK_AFTER.sub(lambda found: f"{found[1]}: " if found[2] in keys else found[0], "\n".join(mended))


def _colons_of_own_names(text: str, file: str, keys: frozenset[str], told: set[int]) -> list[Problem]:
    """Wide colons behind names that the form does not print, where the file cannot be read for them."""
    slips = find_slips(text, keys, file)[0] if parse_yaml(text, file).stumbled else []
    return [slip for slip in slips if slip.code == "Y01" and slip.place.line not in told]


def _has_no_words(row: str, prose: frozenset[str]) -> bool:
    """Whether what stands in braces is figures and single words alone, so that no sentence was taken apart."""
    found = _IN_BRACES.fullmatch(row)
    items = [_ITEM.fullmatch(item) for item in found[1].split(", ")] if found else [None]
    return all(item and item[1] not in prose for item in items)


def words_lines(document: Document) -> frozenset[int]:
    """The lines of words that go over several of them, from 0, but for the line in which they begin."""
    found: set[int] = set()
    for node in _nodes(document.root):
        if isinstance(node, ScalarNode):
            end = node.end_mark.line - (node.end_mark.column == 0)
            found.update(range(node.start_mark.line + 1, end + 1))
    return frozenset(found)


def values_meant(document: Document, problems: list[Problem]) -> Iterator[ValueCure]:
    """Numbers, days and words of a list that are written wrongly."""
    for problem in problems:
        node = node_at(document.root, problem.path)
        if problem.code not in _OF_VALUES or problem.level is not Level.ERROR or not isinstance(node, ScalarNode):
            continue
        start, end = node.start_mark, node.end_mark
        meant = (
            day_meant(node.value) if problem.code == "S10" else number_meant(node.value) or _word(node.value, problem)
        )
        if meant and start.line == end.line and node.style not in ("|", ">"):
            yield ValueCure(problem.path, start.index, end.index, meant)
    yield from _parted_numbers(document)


def _parted_numbers(document: Document) -> Iterator[ValueCure]:
    """1,234.50 in braces, where the comma begins another item."""
    for node in _nodes(document.root):
        if not isinstance(node, MappingNode) or not node.flow_style:
            continue
        for (key, value), (name, nothing) in pairwise(node.value):
            first = value if value.start_mark.index < value.end_mark.index else key
            form = _FIRST_GROUP if first is value else _NEXT_GROUP
            between = document.text[first.end_mark.index : name.start_mark.index]
            is_empty = nothing.start_mark.index == nothing.end_mark.index
            if between == "," and is_empty and form.fullmatch(first.value) and _NEXT_GROUP.fullmatch(name.value):
                yield ValueCure((), first.end_mark.index, name.start_mark.index, "")


def day_meant(text: str) -> str:
    """A day in any of the ways in which it is written with its year; "" where there is none."""
    found = _DAY.fullmatch(_narrow(text))
    if found is None or (found[2] == "年") is not (found[4] == "月") or (found[6] and found[4] != "月"):
        return ""
    is_cut = "0" in {found[3][0], found[5][0]} and 1 in {len(found[3]), len(found[5])}  # 2024-08-2 may lack a digit
    if found[2] not in {"年", found[4]} or is_cut:
        return ""
    try:
        return date(int(found[1]), int(found[3]), int(found[5])).isoformat()
    except ValueError:
        return ""


def number_meant(text: str) -> str:
    """A number without what stands around it; "" where it is none, or could be another."""
    narrow = _narrow(_PARTED.sub(",", text))
    bare = narrow.replace(",", "") if _GROUPED.fullmatch(narrow) else narrow
    return bare if NUMBER.fullmatch(bare) else ""


def _word(text: str, problem: Problem) -> str:
    """A word of a list without what stands around it."""
    bare = _bare(text)
    return bare if problem.code == "S11" and bare != text and re.fullmatch(r"[\u4e00-\u9fff]{1,12}", bare) else ""


def _narrow(text: str) -> str:
    return re.sub(rf"[ {_BLANKS}]+", " ", _bare(text).translate(_NARROW)).strip()


def _bare(text: str) -> str:
    """Without blanks around it, stops behind it, quotation marks around it."""
    bare = UNSHAPED.sub("", text).strip().rstrip(_ENDS).rstrip()
    for opening, closing in _QUOTES:
        if len(bare) > 2 and bare[0] == opening and bare[-1] == closing:
            return bare[1:-1].strip()
    return bare


def _nodes(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    for child in node.value if isinstance(node, MappingNode | SequenceNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _nodes(part)
