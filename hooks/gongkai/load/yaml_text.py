"""Strict YAML: text → plain values with positions.

Scalars keep their meaning to the schema: a plain number becomes ``Decimal`` with the digits as written, a plain
null or nothing becomes None, everything else stays text – so ``no``, ``010``, ``12:30:45`` and dates are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..model.problem import KeyPath, Level, Place, Problem
from ..model.text import UNSEEN
from .parsers import TAGS, compose
from .source import CONTROL, one_line, unreadable
from .syntax import MAX_DEPTH, NULLS, PARAGRAPHS, below_value, explain, find_refused, misreading

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,27})(?:\.[0-9]{1,28})?")
#: A key and its value, or an entry of a list twice; None where there is nothing at all.
_Step = tuple[Node | None, Node | None]
#: As many problems of one kind in a file as anybody will read.
MOST: Final = 200


@dataclass(slots=True)
class Document:
    """A parsed file: its value and where everything stands."""

    file: str
    text: str = ""
    value: Any = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    stumbled: bool = False  # no parser can read it
    broken: bool = False  # the value is not what the file says, so that nothing more can be said about it

    def place(self, path: KeyPath) -> Place:
        """Where the value at ``path`` stands; of a path that is not there, its nearest parent."""
        return self._place(self._way(path)[-1][1])

    def problem(self, path: KeyPath, level: Level, code: str, message: str, cure: str, example: str = "") -> Problem:
        """A problem of the value at ``path``."""
        return Problem(self.place(path), level, code, message, cure, example, path)

    def line_place(self, path: KeyPath, at: int, lines: list[str]) -> Place:
        """Where line ``at`` of the block text at ``path`` stands in ``lines``; of any other text its beginning."""
        node = self._way(path)[-1][1]
        if not isinstance(node, ScalarNode) or node.style != "|":
            return self.place(path)
        row = node.start_mark.line + 1 + at
        return Place(self.file, row + 1, len(lines[row]) - len(lines[row].lstrip()) + 1)

    def has(self, path: KeyPath) -> bool:
        """Whether something is written at ``path``."""
        return self.root is not None and len(self._way(path)) > len(path)

    def key_place(self, path: KeyPath) -> Place:
        """Where the last key of ``path`` stands."""
        return self._place(self._way(path)[-1][0]) if self.has(path) else self.place(path)

    def _way(self, path: KeyPath) -> list[_Step]:
        """Every step from the top down ``path``, as far as something is written there."""
        way: list[_Step] = [(self.root, self.root)]
        for key in path:
            if (step := _step(way[-1][1], key)) is None:
                break
            way.append(step)
        return way

    def _place(self, node: Node | None) -> Place:
        return Place(self.file) if node is None else Place.of(self.file, node.start_mark)

    def add(
        self, node: Node, code: str, message: str, cure: str, example: str = "", level: Level = Level.ERROR
    ) -> None:
        """Record a problem at ``node``."""
        self.problems.append(Problem(self._place(node), level, code, message, cure, example))


def _step(node: Node | None, key: str | int) -> _Step | None:
    if isinstance(node, MappingNode):
        return next(((name, value) for name, value in node.value if name.value == key), None)
    is_there = isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value)
    return (node.value[key], node.value[key]) if node is not None and is_there else None


def parse_yaml(text: str, file: str) -> Document:
    """Parse; every problem is in the document, nothing is raised."""
    document = Document(file, text)
    refused = find_refused(text, file)
    try:
        document.root = None if refused else compose(text)
    except yaml.YAMLError as error:
        refused, document.stumbled = explain(error, text, file), True
    document.problems += [refused] if refused else []
    document.value = None if document.root is None else _value(document.root, document, 0)
    return document


class PlainDocument(Document):
    """A plain file: its places are looked for only when a problem needs one."""

    __slots__ = ("_tree",)
    _tree: Node | None

    @property
    def root(self) -> Node | None:
        """The tree of the whole text, made when it is first asked for."""
        if self._tree is None:
            self._tree = compose(self.text)
        return self._tree

    @root.setter
    def root(self, tree: Node | None) -> None:
        self._tree = tree


def _value(node: Node, document: Document, depth: int) -> Any:
    if id(node) in document.seen:
        if not document.broken:
            document.add(node, "Y07", "这里的内容在别处被引用（& 和 * 号）", "把内容照写一遍，不用引用")
        document.broken = True
        return None
    document.seen.add(id(node))
    if node.tag not in TAGS:
        tag = one_line(node.tag.removeprefix("tag:yaml.org,2002:"))
        document.add(node, "Y12", f"这里用了类型标记 {tag}", "删掉 ! 开头的标记")
        return None
    if isinstance(node, ScalarNode):
        return _text(node, document) if node.style else _plain(node, document)
    if depth >= MAX_DEPTH:
        document.broken = True
        document.add(node, "Y08", f"层次太深，超过 {MAX_DEPTH} 层", "检查括号和缩进")
        return None
    if isinstance(node, MappingNode):
        return _mapping(node, document, depth)
    return [_value(child, document, depth + 1) for child in node.value]


def _text(node: ScalarNode, document: Document) -> str:
    """A quoted or block text; only in double quotes can an escape bring in what no text holds.

    Such a character is reported and goes no further: a unit with one in its name keeps its pages.
    """
    text: str = node.value
    for unread in (CONTROL, UNSEEN) if node.style == '"' else ():
        if (found := unread.search(text)) and not (unread is UNSEEN and found[0] in document.text):
            document.add(node, *unreadable(found[0], escaped=True))
            text = unread.sub("", text)
    if text.strip() in NULLS and text.strip():
        words, cure = f"这里的 {text.strip()} 会照字印在页面上", "没有公开就只写 null，不加引号，不写 |"
        document.add(node, "Y18", words, cure, "决算: null")
    return text


def _plain(node: ScalarNode, document: Document) -> Decimal | str | None:
    text: str = node.value
    if node.end_mark.line > node.start_mark.line:
        rows = document.text.split("\n")[node.start_mark.line : node.end_mark.line + 1]
        head, first = rows[0][: node.start_mark.column].strip(), rows[0][node.start_mark.column :].strip()
        if first in NULLS or NUMBER.fullmatch(first):
            document.add(node, "Y18", *below_value(first, head, rows[1:]))
            return _meant(text)
        words = "一段文字分成了几行，读出来会连成一行，中间多出空格"
        document.add(node, "Y13", words, "冒号后面写 |，文字从下一行起缩进两格", PARAGRAPHS, Level.WARNING)
    if text in NULLS:
        return None
    return Decimal(text) if NUMBER.fullmatch(text) else text


def _meant(text: str) -> Decimal | str:
    """What is read where something stands below a whole value: a number that does is told of once."""
    last = text.split(" ")[-1]
    return Decimal(last) if NUMBER.fullmatch(last) else text


def _mapping(node: MappingNode, document: Document, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for name, child in node.value:
        if not isinstance(name, ScalarNode):
            document.add(name, "Y09", "这里的键不是一个词", "键只写表上的名称", "决算: 971.21")
            continue
        key: str = name.value
        if wrong := misreading(name, child):
            document.add(name, *wrong)
            continue
        if key in found:
            if len(document.problems) < MOST:
                words = f"“{one_line(key)}”写了两次，第一次在第 {lines[key]} 行"
                is_entry = document.text[: node.start_mark.index].endswith("- ")
                other = "；从这里起是另一条的，在前面补上短横线和空格" if is_entry else ""
                document.add(name, "Y06", words, f"上面少了一行名称的，补上名称；写了两遍的，只留对的一个{other}")
            continue
        found[key] = _value(child, document, depth + 1)
        lines[key] = name.start_mark.line + 1
    return found


def node_at(root: Node | None, path: KeyPath) -> Node | None:
    """The node at ``path``; None where nothing is written there."""
    node = root
    for key in path:
        if isinstance(node, MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
        else:
            return None
    return node
