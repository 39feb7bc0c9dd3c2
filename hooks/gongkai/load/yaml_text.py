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
from .source import CONTROL, one_line, place_of, unreadable
from .syntax import MAX_DEPTH, NULLS, below_value, explain, find_refused, misreading

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,27})(?:\.[0-9]{1,28})?")
#: As many problems of one kind in a file as anybody will read.
MOST: Final = 200
_NEST: Final = re.compile(r"(?:[\[{][ \n]*){20}|^[ ]*(?:-[ ]+){20}", re.MULTILINE)
_PLAIN_TAGS: Final[dict[type[Node], str]] = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}
_TAGS: Final = frozenset(_PLAIN_TAGS.values())


class _Loader(yaml.CSafeLoader):
    """The C parser without implicit types: what a scalar means is for the schema to say."""

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        """The plain tag of every scalar, list and mapping that has none of its own."""
        return _PLAIN_TAGS[kind]

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        """Nothing is resolved by where it stands."""

    def ascend_resolver(self) -> None:
        """Nothing is resolved by where it stands."""


@dataclass(slots=True)
class Document:
    """A parsed file: its value and where everything stands."""

    file: str
    text: str = ""
    value: Any = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    broken: bool = False  # the value is not what the file says, so that nothing more can be said about it

    def place(self, path: KeyPath) -> Place:
        """Where the value at ``path`` stands; of a path that is not there, its nearest parent."""
        node = self.root
        for key in path:
            child = _child(node, key)
            if child is None:
                break
            node = child
        return self._place(node)

    def problem(self, path: KeyPath, level: Level, code: str, message: str, cure: str, example: str = "") -> Problem:
        """A problem of the value at ``path``."""
        return Problem(self.place(path), level, code, message, cure, example, path)

    def line_place(self, path: KeyPath, at: int, lines: list[str]) -> Place:
        """Where line ``at`` of the block text at ``path`` stands in ``lines``; of any other text its beginning."""
        node = self.find(path)
        if not isinstance(node, ScalarNode) or node.style != "|":
            return self.place(path)
        row = node.start_mark.line + 1 + at
        return Place(self.file, row + 1, len(lines[row]) - len(lines[row].lstrip()) + 1)

    def find(self, path: KeyPath) -> Node | None:
        """The node at ``path``."""
        node = self.root
        for key in path:
            node = _child(node, key)
        return node

    def has(self, path: KeyPath) -> bool:
        """Whether something is written at ``path``."""
        return self.find(path) is not None

    def key_place(self, path: KeyPath) -> Place:
        """Where the last key of ``path`` stands."""
        node = self.find(path[:-1])
        if isinstance(node, MappingNode):
            for name, _ in node.value:
                if name.value == path[-1]:
                    return self._place(name)
        return self.place(path)

    def _place(self, node: Node | None) -> Place:
        return Place(self.file) if node is None else Place.of(self.file, node.start_mark)

    def add(
        self, node: Node, code: str, message: str, cure: str, example: str = "", level: Level = Level.ERROR
    ) -> None:
        """Record a problem at ``node``."""
        self.problems.append(Problem(self._place(node), level, code, message, cure, example))


def _child(node: Node | None, key: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        found: Node = node.value[key]
        return found
    return None


def parse_yaml(text: str, file: str) -> Document:
    """Parse; every problem is in the document, nothing is raised."""
    document = Document(file, text)
    if nest := _NEST.search(text):
        problem = Problem(place_of(file, text, nest.start()), Level.ERROR, "Y08", "括号套得太深", "检查方括号和花括号")
        document.problems.append(problem)
        return document
    if refused := find_refused(text, file):
        document.problems.append(refused)
        return document
    loader = _Loader(text)
    try:
        document.root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        document.problems.append(explain(error, text, file))
        return document
    except yaml.YAMLError:
        document.problems.append(
            Problem(Place(file), Level.ERROR, "Y09", "文件里有读不懂的字符", "重新输入，不要从别处粘贴")
        )
        return document
    finally:
        loader.dispose()
    document.value = None if document.root is None else _value(document.root, document, 0)
    return document


def _value(node: Node, document: Document, depth: int) -> Any:
    if id(node) in document.seen:
        if not document.broken:
            document.add(node, "Y07", "这里的内容在别处被引用（& 和 * 号）", "把内容照写一遍，不用引用")
        document.broken = True
        return None
    document.seen.add(id(node))
    if node.tag not in _TAGS:
        document.add(
            node,
            "Y12",
            f"这里用了类型标记 {one_line(node.tag.removeprefix('tag:yaml.org,2002:'))}",
            "删掉 ! 开头的标记",
        )
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
    if node.style == '"' and (found := CONTROL.search(text)):
        document.add(node, *unreadable(found[0], escaped=True))
        text = CONTROL.sub("", text)
    if text.strip() in NULLS and text.strip():
        document.add(
            node,
            "Y18",
            f"这里的 {text.strip()} 会照字印在页面上",
            "没有公开就只写 null，不加引号，不写 |",
            "决算: null",
        )
    return text


def _plain(node: ScalarNode, document: Document) -> Decimal | str | None:
    text: str = node.value
    if node.end_mark.line > node.start_mark.line:
        end = document.text.find("\n", node.start_mark.index)
        first = document.text[node.start_mark.index : end].strip()
        if first in NULLS or NUMBER.fullmatch(first):
            document.add(node, "Y18", *below_value(first))
        else:
            words = "一段文字分成了几行，读出来会连成一行，中间多出空格"
            document.add(
                node,
                "Y13",
                words,
                "冒号后面写 |，文字从下一行起缩进两格",
                "说明: |\n  第一段\n\n  第二段",
                Level.WARNING,
            )
    if text in NULLS:
        return None
    return Decimal(text) if NUMBER.fullmatch(text) else text


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
                document.add(name, "Y06", words, "删掉一个，或者合并成一个")
            continue
        found[key] = _value(child, document, depth + 1)
        lines[key] = name.start_mark.line + 1
    return found
