"""The steps of an edit: which characters of a data file are replaced by what, found by the parser's marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..load.comments import find_comments
from ..load.syntax import NULLS
from ..load.yaml_text import NUMBER, Document, node_at
from ..model.problem import KeyPath
from ..open_data.data_layout import as_meant, laid_out, ordered, scalar_text
from .entry_text import Edit, end_of, line_end, line_start, whole_lines
from .places import ACTUAL, is_entry, is_line, shape_at

_BLOCK: Final = ("|", ">")


class NotPossibleError(Exception):
    """What stands there is no place for a value: a text where a group of fields belongs."""


def put(document: Document, path: KeyPath, value: Any) -> list[Edit]:
    """What gives the value at ``path`` another; its key, and those above it, are put in where they are not there."""
    node = node_at(document.root, path)
    if node is not None:
        return _replaced(document, path, node, value)
    depth = len(path) - 1
    while depth and node_at(document.root, path[:depth]) is None:
        depth -= 1
    holder = node_at(document.root, path[:depth])
    if isinstance(holder, MappingNode) and holder.value:
        return _inserted(document, path[:depth], holder, path[depth], nested(path, depth + 1, value))
    if isinstance(holder, SequenceNode) and holder.value:
        if path[depth] != len(holder.value):
            raise NotPossibleError
        return _appended(document, path[:depth], holder, nested(path, depth + 1, value))
    if not depth or holder is None:
        raise NotPossibleError
    if isinstance(holder, ScalarNode) and is_line(path[:depth]) and not holder.style:
        return _bare_number(document, path, depth, holder, value)
    if not isinstance(holder, ScalarNode) or (not holder.style and holder.value in NULLS):
        return _replaced(document, path[:depth], holder, nested(path, depth, value))
    raise NotPossibleError


def _bare_number(document: Document, path: KeyPath, depth: int, holder: ScalarNode, value: Any) -> list[Edit]:
    """Another value of a line that is a bare number or null: 决算 alone replaces it, other columns stand beside it."""
    if path[depth:] == (ACTUAL,):
        return _replaced(document, path[:depth], holder, value)
    written: Any = Decimal(holder.value) if NUMBER.fullmatch(holder.value) else holder.value
    if holder.value in NULLS:
        written = None
    parts = {ACTUAL: written, path[depth]: nested(path, depth + 1, value)}
    return _replaced(document, path[:depth], holder, dict(ordered(parts, shape_at(path[:depth]))))


def nested(path: KeyPath, depth: int, value: Any) -> Any:
    """``value`` in all that is to be put around it; a line with nothing but 决算 is a bare number."""
    for at in range(len(path) - 1, depth - 1, -1):
        if path[at] == ACTUAL and at + 1 == len(path) and is_line(path[:at]):
            continue
        value = [value] if isinstance(path[at], int) else {path[at]: value}
    return value


def taken_out(document: Document, path: KeyPath) -> list[Edit]:
    """What takes out the value at ``path`` with its key, and what is left with nothing in it above."""
    holder, node = node_at(document.root, path[:-1]), node_at(document.root, path)
    if isinstance(holder, ScalarNode) and path[-1] == ACTUAL and is_line(path[:-1]):
        if is_entry(path[:-1]):
            return _replaced(document, path[:-1], holder, {})
        return taken_out(document, path[:-1])
    if node is None or not isinstance(holder, MappingNode | SequenceNode):
        raise NotPossibleError
    if len(holder.value) == 1 and len(path) > 1:
        return _replaced(document, path[:-1], holder, {}) if is_entry(path[:-1]) else taken_out(document, path[:-1])
    if holder.flow_style:
        return [_out_of_braces(holder, path[-1])]
    if isinstance(holder, SequenceNode):
        return _out_of_list(document, holder, path[-1])
    at = _index_of(holder, path[-1])
    key = holder.value[at][0]
    start = line_start(document.text, key.start_mark.index)
    if document.text[start : key.start_mark.index].strip():  # behind a hyphen, which stays
        begin, following = key.start_mark.index, holder.value[1][0].start_mark.index
        if any(begin <= comment.at < following for comment in find_comments(document)):
            raise NotPossibleError
        return [(begin, following, "")]
    return [_without_lines(document, start, end_of(document.text, node), key.start_mark.column)]


def _without_lines(document: Document, start: int, end: int, column: int) -> Edit:
    """Lines taken out; comments in them stay, each on a line of its own."""
    kept = [comment.text for comment in find_comments(document) if start <= comment.at < end]
    return start, end, "".join(f"{' ' * column}{text}\n" for text in kept)


def _out_of_list(document: Document, holder: SequenceNode, at: str | int) -> list[Edit]:
    assert isinstance(at, int)
    node, column, text = holder.value[at], holder.start_mark.column, document.text
    start = line_start(text, node.start_mark.index)
    while text[start + column : start + column + 1] != "-" and start:
        start = line_start(text, start - 1)
    end = end_of(text, node)
    while at and (above := line_start(text, start - 1)) < start and text[above:start].strip().startswith("#"):
        start = above  # its comments go with it
    return [(start, end, "")]


def _out_of_braces(holder: MappingNode | SequenceNode, key: str | int) -> Edit:
    at = _index_of(holder, key)
    spans = [_span(entry) for entry in holder.value]
    if at + 1 < len(spans):
        return spans[at][0], spans[at + 1][0], ""
    return spans[at - 1][1], spans[at][1], ""


def _span(entry: Any) -> tuple[int, int]:
    first, last = entry if isinstance(entry, tuple) else (entry, entry)
    return first.start_mark.index, last.end_mark.index


def _index_of(holder: MappingNode | SequenceNode, key: str | int) -> int:
    if isinstance(key, int):
        return key
    return next(at for at, (name, _) in enumerate(holder.value) if name.value == key)


def _replaced(document: Document, path: KeyPath, node: Node, value: Any) -> list[Edit]:
    """What puts ``value`` in the place of ``node``."""
    text, start = document.text, node.start_mark.index
    if in_braces(document, path) or not path:
        if not path:
            raise NotPossibleError
        return [(start, node.end_mark.index, flow_text(value))]
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
        if value != {}:
            raise NotPossibleError
        return _emptied(document, path, node)
    column, first, rows = _laid_out(document, path, value)
    pad = " " * column
    below = "".join(f"{pad}{row}\n" if row else "\n" for row in rows)
    if isinstance(node, ScalarNode) and node.style in _BLOCK:
        header = line_end(text, start)
        mark = len(text[start:header].split("#")[0].rstrip())
        return [(start, start + mark, first), (header, end_of(text, node), below)]
    bare = len(text[:start].rstrip(" "))
    edits: list[Edit] = [(bare, node.end_mark.index, f" {first}" if first else "")]
    return [*edits, whole_lines(text, line_end(text, node.end_mark.index), below)] if below else edits


def _emptied(document: Document, path: KeyPath, node: Node) -> list[Edit]:
    """A group on lines of its own becomes an empty one."""
    text, end = document.text, end_of(document.text, node)
    if isinstance(path[-1], int):
        return [(node.start_mark.index, end, "{}\n")]
    holder = node_at(document.root, path[:-1])
    assert isinstance(holder, MappingNode)
    key = next(name for name, _ in holder.value if name.value == path[-1])
    colon = text.index(":", key.end_mark.index) + 1
    start = line_start(text, node.start_mark.index)
    return [(colon, colon, " {}"), _without_lines(document, start, end, node.start_mark.column)]


def _laid_out(document: Document, path: KeyPath, value: Any) -> tuple[int, str, list[str]]:
    """How a value stands behind its key or hyphen, and in which column the lines below begin."""
    holder = node_at(document.root, path[:-1])
    assert holder is not None
    shape = shape_at(path[:-1])
    if isinstance(holder, SequenceNode):
        rows = _item(path[:-1], value)
        return holder.start_mark.column, rows[0][2:], rows[1:]
    lines = lines_of({str(path[-1]): value}, shape)
    name = scalar_text(path[-1])
    return holder.value[0][0].start_mark.column, lines[0][len(name) + 2 :], lines[1:]


def lines_of(values: Mapping[str, Any], shape: Any) -> list[str]:
    """Values in the one layout, line by line."""
    return laid_out(as_meant(values), shape=shape).rstrip("\n").split("\n")


def in_braces(document: Document, path: KeyPath) -> bool:
    """Whether what stands at ``path`` stands in braces or brackets."""
    holders = (node_at(document.root, path[:at]) for at in range(len(path)))
    return any(isinstance(node, MappingNode | SequenceNode) and node.flow_style for node in holders)


def flow_text(value: Any) -> str:
    """A value on one line, whatever it is."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar_text(key)}: {flow_text(below)}' for key, below in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(flow_text, value))}]"
    return scalar_text(value.strip(" \n") if isinstance(value, str) else value)


def _inserted(document: Document, path: KeyPath, holder: MappingNode, key: str | int, value: Any) -> list[Edit]:
    """A key with its value, where it stands on the form; of the unit's own names the last."""
    text, shape = document.text, shape_at(path)
    names = [name.value for name, _ in holder.value if isinstance(name, ScalarNode)]
    late = [name for name, _ in ordered(dict.fromkeys([*names, key]), shape)]
    before = [at for at, name in enumerate(names) if late.index(name) < late.index(key)]
    at = before[-1] if before else -1
    if holder.flow_style or in_braces(document, path):
        item = f"{scalar_text(key)}: {flow_text(value)}"
        if at < 0:
            start = holder.value[0][0].start_mark.index
            return [(start, start, f"{item}, ")]
        end = holder.value[at][1].end_mark.index
        return [(end, end, f", {item}")]
    column = holder.value[0][0].start_mark.column
    rows = lines_of({str(key): value}, shape)
    if at < 0:
        start = holder.value[0][0].start_mark.index
        return [(start, start, f"\n{' ' * column}".join(row for row in rows) + f"\n{' ' * column}")]
    end = _below_comments(text, end_of(text, holder.value[at][1]), column)
    return [whole_lines(text, end, "".join(f"{' ' * column}{row}\n" if row else "\n" for row in rows))]


def _below_comments(text: str, at: int, column: int) -> int:
    """Behind the comments that are further in than ``column``: they speak of what is above them."""
    while at < len(text):
        row = text[at : line_end(text, at)]
        if not row.lstrip(" ").startswith("#") or len(row) - len(row.lstrip(" ")) <= column:
            break
        at += len(row)
    return at


def _appended(document: Document, path: KeyPath, holder: SequenceNode, value: Any) -> list[Edit]:
    """An entry at the end of a list."""
    text = document.text
    if holder.flow_style:
        end = holder.value[-1].end_mark.index
        return [(end, end, f", {flow_text(value)}")]
    pad = " " * holder.start_mark.column
    end = _below_comments(text, end_of(text, holder), holder.start_mark.column)
    return [whole_lines(text, end, "".join(f"{pad}{row}\n" if row else "\n" for row in _item(path, value)))]


def _item(path: KeyPath, value: Any) -> list[str]:
    """An entry of the list at ``path``, its hyphen in the first column."""
    rows = lines_of({str(path[-1]): [value]}, shape_at(path[:-1]))[1:]
    return [row[2:] for row in rows] or [f"- {flow_text(value)}"]
