"""An entry of 更正 or 变更 as YAML, and its place in a data file; every other character of the file stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..load.syntax import NULLS
from ..load.yaml_text import NUMBER, Document, node_at
from ..model.correction import ChangedValue
from ..model.problem import KeyPath

#: What a person is asked to write.
BLANKS: Final = {"内容": "写明改了什么", "原因": "写明为什么改"}
#: Words that mean themselves without quotation marks, in braces too.
_PLAIN: Final = re.compile(r"[\u4e00-\u9fff（《“][\u4e00-\u9fffA-Za-z0-9_/（）《》“”、，。；；？！…↵.-]*")
#: A longer line is broken.
_LONGEST: Final = 110
#: Where in the text, and what stands there then.
Edit = tuple[int, int, str]


def with_edits(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with some of its parts replaced."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def new_entry(
    document: Document, path: KeyPath, changed: Sequence[ChangedValue], today: date, digest: str = ""
) -> list[Edit]:
    """What puts a new entry at the end of the list at ``path``, which may not be there yet.

    ``digest`` is the checksum of the data before the change; "" where it has none.
    """
    text, node = document.text, node_at(document.root, path)
    if isinstance(node, SequenceNode) and node.value:
        if node.flow_style:
            at = node.end_mark.index - 1
            return [(at, at, f", {_in_braces(changed, today, digest=digest)}")]
        return [whole_lines(text, end_of(text, node), _block(changed, today, node.start_mark.column, digest))]
    if node is None:
        return [_new_list(document, path, changed, today, digest)]
    line = text[line_start(text, node.start_mark.index) :]  # null or []
    column = len(line) - len(line.lstrip(" ")) + 2
    bare = len(text[: node.start_mark.index].rstrip(" "))
    block = whole_lines(text, line_end(text, node.end_mark.index), _block(changed, today, column, digest))
    return [(bare, node.end_mark.index, ""), block]


def _new_list(document: Document, path: KeyPath, changed: Sequence[ChangedValue], today: date, digest: str) -> Edit:
    """The list with its key, at the end of the mapping that it belongs to."""
    text, holder = document.text, node_at(document.root, path[:-1])
    if isinstance(holder, MappingNode) and holder.flow_style:
        at = holder.end_mark.index - 1
        return at, at, f"{', ' if holder.value else ''}{path[-1]}: [{_in_braces(changed, today, digest=digest)}]"
    is_top = len(path) == 1
    column = holder.value[0][0].start_mark.column if isinstance(holder, MappingNode) else 0
    rows = f"{' ' * column}{path[-1]}:\n{_block(changed, today, column + 2, digest)}"
    end = len(text) if is_top else end_of(text, holder)
    return whole_lines(text, end, f"\n{rows}" if is_top else rows)


def whole_lines(text: str, at: int, rows: str) -> Edit:
    """Whole lines put in at the beginning of a line, or after the last, which may not end."""
    return at, at, rows if text[:at].endswith("\n") else f"\n{rows}"


def renewed_entry(
    document: Document, path: KeyPath, changed: Sequence[ChangedValue], today: date, digest: str = ""
) -> list[Edit]:
    """What gives the entry at ``path`` today's date and the values that are ``changed``; its words stay."""
    text, node = document.text, node_at(document.root, path)
    assert isinstance(node, MappingNode)
    if node.flow_style:
        values = {key.value: text[value.start_mark.index : value.end_mark.index] for key, value in node.value}
        written = _in_braces(changed, today, values.get("内容", "null"), values.get("原因", "null"), digest)
        return [(node.start_mark.index, node.end_mark.index, written)]
    pairs = {key.value: (key, value) for key, value in node.value}
    column = node.value[0][0].start_mark.column
    edits: list[Edit] = []
    if "日期" in pairs:
        day = pairs["日期"][1]
        edits.append((day.start_mark.index, day.end_mark.index, str(today)))
    rows = _changed_rows(changed, column)
    if digest and "原校验值" in pairs:
        known = pairs["原校验值"][1]
        edits.append((known.start_mark.index, known.end_mark.index, digest))
    elif digest:
        rows = f"{' ' * column}原校验值: {digest}\n{rows}"
    if "改动" in pairs:
        start, value = line_start(text, pairs["改动"][0].start_mark.index), pairs["改动"][1]
        following = [key.start_mark.index for key, _ in node.value if key.start_mark.index > value.start_mark.index]
        end = line_start(text, min(following)) if following else end_of(text, value)
        is_first = node.value[0][0] is pairs["改动"][0]
        edits.append((start + column if is_first else start, end, rows.lstrip(" ") if is_first else rows))
    else:
        end = end_of(text, node)
        edits.append(whole_lines(text, end, rows))
    return edits


def added_facts(document: Document, key: str, facts: Mapping[str, str]) -> list[Edit]:
    """What writes ``facts`` into the mapping under ``key``, each where there is none or null."""
    text, node = document.text, node_at(document.root, (key,))
    assert isinstance(node, MappingNode)
    edits, more = [], []
    for name, fact in facts.items():
        known = node_at(node, (name,))
        if known is None:
            more.append(f"{name}: {fact}")
        elif isinstance(known, ScalarNode) and known.value in NULLS:
            bare = len(text[: known.start_mark.index].rstrip(" "))
            edits.append((bare, known.end_mark.index, f" {fact}"))
    if more and node.flow_style:
        at = node.end_mark.index - 1
        edits.append((at, at, f"{', ' if node.value else ''}{', '.join(more)}"))
    elif more:
        pad = " " * node.value[0][0].start_mark.column
        edits.append(whole_lines(text, end_of(text, node), "".join(f"{pad}{line}\n" for line in more)))
    return edits


def end_of(text: str, node: Node | None) -> int:
    """Where the last line of a value ends; comments and blank lines that follow are no part of it."""
    assert node is not None
    while (isinstance(node, MappingNode | SequenceNode)) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return line_end(text, len(text[: node.end_mark.index].rstrip(" \n")))
    return line_end(text, node.end_mark.index)


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line ends, its line end included."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _block(changed: Sequence[ChangedValue], today: date, column: int, digest: str) -> str:
    """An entry of several lines, its hyphen in ``column``."""
    pad = " " * column
    blanks = "".join(f"{pad}  {key}: null  # {words}\n" for key, words in BLANKS.items())
    known = f"{pad}  原校验值: {digest}\n" if digest else ""
    return f"{pad}- 日期: {today}\n{blanks}{known}{_changed_rows(changed, column + 2)}"


def _changed_rows(changed: Sequence[ChangedValue], column: int) -> str:
    """改动 in ``column``, each value on a line of its own, or on three where they are long."""
    pad = " " * column
    rows = [f"{pad}改动:\n"]
    for value in changed:
        parts = (("项目", _scalar(value.item)), ("原来", _scalar(value.before)), ("现在", _scalar(value.after)))
        line = f"{pad}  - {{{', '.join(f'{key}: {words}' for key, words in parts)}}}\n"
        if len(line) > _LONGEST:
            line = f"\n{pad}    ".join(f"{key}: {words}" for key, words in parts)
            line = f"{pad}  - {line}\n"
        rows.append(line)
    return "".join(rows)


def _in_braces(
    changed: Sequence[ChangedValue], today: date, what: str = "null", why: str = "null", digest: str = ""
) -> str:
    values = ", ".join(
        f"{{项目: {_scalar(v.item)}, 原来: {_scalar(v.before)}, 现在: {_scalar(v.after)}}}" for v in changed
    )
    known = f"原校验值: {digest}, " if digest else ""
    return f"{{日期: {today}, 内容: {what}, 原因: {why}, {known}改动: [{values}]}}"


def _scalar(text: str | None) -> str:
    """A value that is read as it is meant wherever it stands."""
    if text is None:
        return "null"
    if NUMBER.fullmatch(text) or _PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if not re.search(r'["\\]', text) and text.isprintable() else json.dumps(text, ensure_ascii=False)
