"""The comments of a data file, each with what it stands beside: found by the positions of everything else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..model.notes import Notes
from ..model.problem import KeyPath
from .yaml_text import Document

_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t\n]))#[^\n]*")
#: The line by which editors find the schema; it stays at the top whatever stands below it.
_FOR_EDITORS: Final = "# yaml-language-server:"


class Comment(NamedTuple):
    """A comment with its #, and where it begins: character, line from 0, column."""

    text: str
    at: int
    line: int
    column: int
    is_alone: bool


class _Entry(NamedTuple):
    """A key, or the hyphen of an item, and where it begins."""

    at: int
    column: int
    path: KeyPath


@dataclass(slots=True)
class _Positions:
    """Where everything in a file stands.

    Attributes:
        words: from where to where words stand, in which a # is none of a comment.
        entries: keys and items, in order.
        ends: what ends on a line, by the line: where, and what it belongs to.
        columns: the column of the entries of each mapping or list that stands on lines of its own.
        braces: from where to where those in braces stand, and whether there is anything in them.
    """

    text: str
    words: list[tuple[int, int]] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    ends: dict[int, list[tuple[int, KeyPath]]] = field(default_factory=dict)
    columns: dict[KeyPath, int] = field(default_factory=dict)
    braces: list[tuple[int, int, KeyPath, bool]] = field(default_factory=list)

    def walk(self, node: Node, path: KeyPath) -> None:
        """Note everything in ``node``, which stands at ``path``."""
        if isinstance(node, ScalarNode):
            self._words(node, path)
            return
        assert isinstance(node, MappingNode | SequenceNode)
        start, end = node.start_mark, node.end_mark
        if node.flow_style:
            self.braces.append((start.index, end.index, path, bool(node.value)))
            self.ends.setdefault(end.line, []).append((end.index, path))
        elif path not in self.columns:
            self.columns[path] = start.column
        for key, child in node.value if isinstance(node, MappingNode) else ():
            inner = (*path, key.value)
            self.entries.append(_Entry(key.start_mark.index, key.start_mark.column, inner))
            self._words(key, inner)
            self.walk(child, inner)
        for at, child in enumerate(node.value if isinstance(node, SequenceNode) else ()):
            inner = (*path, at)
            begins = child.start_mark.index if node.flow_style else self._hyphen(child, start.column)
            self.entries.append(_Entry(begins, start.column, inner))
            self.walk(child, inner)

    def _words(self, node: Node, path: KeyPath) -> None:
        start, end = node.start_mark, node.end_mark
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            below = self.text.find("\n", start.index)
            self.words.append((below if below >= 0 else end.index, end.index))
            self.ends.setdefault(start.line, []).append((start.index, path))
        else:
            self.words.append((start.index, end.index))
            self.ends.setdefault(end.line, []).append((end.index, path))

    def _hyphen(self, item: Node, column: int) -> int:
        """Where the hyphen of an item stands, in the line of its value or in one above."""
        line = self.text.rfind("\n", 0, item.start_mark.index) + 1
        while self.text[line + column : line + column + 1] != "-" and line:
            line = self.text.rfind("\n", 0, line - 1) + 1
        return line + column


def find_comments(document: Document) -> list[Comment]:
    """Every comment of a file that can be read, in order."""
    return list(_comments(document.text, _positions(document)))


def read_notes(document: Document, first: str) -> tuple[tuple[str, ...], Notes]:
    """The lines at the top, which speak of the whole file, and the other comments.

    Lines straight above the first key are of the whole file if that is the ``first`` key of the form as well, and of
    the key otherwise.
    """
    positions = _positions(document)
    comments = list(_comments(document.text, positions))
    begin = positions.entries[0].at if positions.entries else len(document.text)
    top = [comment for comment in comments if comment.at < begin and comment.is_alone]
    head, above = _head_and_above(top, document, positions, first)
    notes = _Placed(positions, {positions.entries[0].path: above} if above else {})
    for comment in comments[len(top) :]:
        notes.place(comment)
    found = Notes(notes.beside, notes.above, notes.end, notes.below)
    if not head and (first,) in notes.above:
        head = notes.above.pop((first,))
    return tuple(head), found


def _head_and_above(
    top: list[Comment], document: Document, positions: _Positions, first: str
) -> tuple[list[str], list[str]]:
    """Lines of the whole file, an empty one between its parts, and those that stand above its first key."""
    parts: list[list[str]] = [[]] if top else []
    for before, comment in pairwise([None, *top]):
        if before and comment and comment.line > before.line + 1:
            parts.append([])
        parts[-1].append(comment.text if comment else "")
    above: list[str] = []
    if top and positions.entries:
        key = positions.entries[0]
        is_close = document.text.count("\n", 0, key.at) == top[-1].line + 1
        if is_close and (len(parts) > 1 or key.path != (first,)):
            above = parts.pop()
            kept = [line for line in above if line.startswith(_FOR_EDITORS)]
            above = [line for line in above if line not in kept]
            parts += [kept] if kept else []
    head = [line for part in parts for line in ("", *part)]
    return head[1:], above


def _positions(document: Document) -> _Positions:
    positions = _Positions(document.text)
    if document.root is not None:
        positions.walk(document.root, ())
    return positions


def _comments(text: str, positions: _Positions) -> Iterator[Comment]:
    spans = sorted(positions.words)
    starts = [start for start, _ in spans]
    at = 0
    while found := _COMMENT.search(text, at):
        begin = found.start()
        nearest = bisect_right(starts, begin) - 1
        if nearest >= 0 and begin < spans[nearest][1]:
            at = begin + 1
            continue
        row = text.rfind("\n", 0, begin) + 1
        is_alone = not text[row:begin].strip()
        yield Comment(found[0].rstrip(), begin, text.count("\n", 0, begin), begin - row, is_alone)
        at = found.end()


class _Placed:
    """Comments, each at what it belongs to."""

    def __init__(self, positions: _Positions, above: dict[KeyPath, list[str]]) -> None:
        self.beside: dict[KeyPath, str] = {}
        self.above = above
        self.below: dict[KeyPath, list[str]] = {}
        self.end: list[str] = []
        self._positions = positions
        self._starts = [entry.at for entry in positions.entries]

    def place(self, comment: Comment) -> None:
        """Put a comment where it belongs."""
        ends = [end for end in self._positions.ends.get(comment.line, ()) if end[0] <= comment.at and end[1]]
        if ends and not comment.is_alone:
            self._add_beside(max(ends, key=lambda end: end[0])[1], comment.text)
            return
        at = bisect_right(self._starts, comment.at)
        following = self._positions.entries[at] if at < len(self._starts) else None
        braces = [span for span in self._positions.braces if span[0] < comment.at < span[1] and span[2]]
        if braces:
            self._place_in_braces(comment.text, max(braces), following)
            return
        holder = self._closed(self._positions.entries[at - 1], comment.column, following) if at else ()
        if holder:
            self.below.setdefault(holder, []).append(comment.text)
        elif following:
            self.above.setdefault(following.path, []).append(comment.text)
        else:
            self.end.append(comment.text)

    def _place_in_braces(self, text: str, span: tuple[int, int, KeyPath, bool], following: _Entry | None) -> None:
        if following and following.at < span[1]:
            self.above.setdefault(following.path, []).append(text)
        elif span[3]:
            self.below.setdefault(span[2], []).append(text)
        else:
            self._add_beside(span[2], text)

    def _add_beside(self, path: KeyPath, text: str) -> None:
        before = self.beside.get(path)
        self.beside[path] = f"{before}  {text}" if before else text

    def _closed(self, last: _Entry, column: int, following: _Entry | None) -> KeyPath:
        """The innermost mapping or list before a comment in ``column`` that it stands in, and what follows does not."""
        columns = self._positions.columns
        for depth in range(len(last.path), 0, -1):
            path = last.path[:depth]
            if path in columns and columns[path] <= column:
                is_deeper = following is None or columns[path] > following.column
                return path if is_deeper else ()
        return ()
