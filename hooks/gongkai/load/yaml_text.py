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
from .source import place_of
from .syntax import explain

MAX_DEPTH: Final = 14
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,27})(?:\.[0-9]{1,28})?")
_NEST: Final = re.compile(r"(?:[\[{][ \n]*){20}|^[ ]*(?:-[ ]+){20}", re.MULTILINE)
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS: Final = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


class _Loader(yaml.CSafeLoader):
    """The C parser without implicit types: what a scalar means is for the schema to say."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and form are PyYAML's


@dataclass(slots=True)
class Document:
    """A parsed file: its value and where everything stands."""

    file: str
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

    def has(self, path: KeyPath) -> bool:
        """Whether something is written at ``path``."""
        node = self.root
        for key in path:
            node = _child(node, key)
        return node is not None

    def key_place(self, path: KeyPath) -> Place:
        """Where the last key of ``path`` stands."""
        node = self.root
        for key in path[:-1]:
            node = _child(node, key)
        if isinstance(node, MappingNode):
            for name, _ in node.value:
                if name.value == path[-1]:
                    return self._place(name)
        return self.place(path)

    def _place(self, node: Node | None) -> Place:
        if node is None:
            return Place(self.file)
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def add(self, node: Node, code: str, message: str, cure: str, example: str = "") -> None:
        """Record a problem at ``node``."""
        self.problems.append(Problem(self._place(node), Level.ERROR, code, message, cure, example))


def _child(node: Node | None, key: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        found: Node = node.value[key]
        return found
    return None


def parse_yaml(text: str, file: str) -> Document:
    """Parse; every problem is in the document, nothing is raised."""
    document = Document(file)
    if nest := _NEST.search(text):
        problem = Problem(place_of(file, text, nest.start()), Level.ERROR, "Y08", "括号套得太深", "检查方括号和花括号")
        document.problems.append(problem)
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
            node, "Y12", f"这里用了类型标记 {node.tag.removeprefix('tag:yaml.org,2002:')}", "删掉 ! 开头的标记"
        )
        return None
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if depth >= MAX_DEPTH:
        document.broken = True
        document.add(node, "Y08", f"层次太深，超过 {MAX_DEPTH} 层", "检查括号和缩进")
        return None
    if isinstance(node, MappingNode):
        return _mapping(node, document, depth)
    return [_value(child, document, depth + 1) for child in node.value]


def _scalar(node: ScalarNode) -> Decimal | str | None:
    text: str = node.value
    if node.style:
        return text
    if text in _NULLS:
        return None
    return Decimal(text) if _NUMBER.fullmatch(text) else text


def _mapping(node: MappingNode, document: Document, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for name, child in node.value:
        if not isinstance(name, ScalarNode):
            document.add(name, "Y09", "这里的键不是一个词", "键只写表上的名称", "决算: 971.21")
            continue
        key: str = name.value
        if key in found:
            first = lines[key]
            document.add(name, "Y06", f"“{key}”写了两次，第一次在第 {first} 行", "删掉一个，或者合并成一个")
            continue
        found[key] = _value(child, document, depth + 1)
        lines[key] = name.start_mark.line + 1
    return found
