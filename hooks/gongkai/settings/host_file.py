"""mkdocs.yml with positions: the values that the host reads, INHERIT and !ENV resolved, and where each stands."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..model.problem import KeyPath, Level, Place, Problem

#: A whole number that is written in the one way that nobody can misread.
_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
_STANDARD: Final = re.compile(r"tag:yaml\.org,2002:(null|bool|int|float|timestamp|str|seq|map|merge|value)")
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
#: A key with a full-width colon, which is meant as one.
_KEY: Final = re.compile(r"[a-z_]+：")
_DEEPEST: Final = 40
_MARKS: Final = "检查这一行和上一行：冒号是英文的、后面有空格，缩进用空格，引号和括号成对"


class Tagged(str):
    """A value behind a tag of its own (!relative, !!python/name), which no setting has."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it stands.

    Attributes:
        content: text, whole number, true or false, None, or values by key or in order.
        place: where its key stands, or itself in a list.
        variable: the environment variable that it was taken from, or would be if that were set.
        is_open: the environment has a say in it (``!ENV``), whatever that says here.
        torn: what a comma in braces has torn off, and where: ``{keywords: 预算,绩效}``.
    """

    content: Any
    place: Place
    variable: str = ""
    is_open: bool = False
    torn: tuple[str, ...] = ()

    @property
    def below(self) -> Mapping[str | int, Value]:
        """The values by key or in order; nothing where there are none."""
        content = dict(enumerate(self.content)) if isinstance(self.content, list) else self.content
        return content if isinstance(content, dict) else {}

    def find(self, path: KeyPath) -> Value | None:
        """The value at ``path`` below this one."""
        step = self.below.get(path[0]) if path else None
        return step.find(path[1:]) if step else None if path else self

    def nearest(self, path: KeyPath) -> Value:
        """The value at ``path``, or the deepest above it."""
        return self.find(path) or self.nearest(path[:-1])

    def plain(self) -> Any:
        """The content without places; ``...`` for a variable that is not set."""
        if isinstance(self.content, dict):
            return {key: value.plain() for key, value in self.content.items()}
        if isinstance(self.content, list):
            return [value.plain() for value in self.content]
        return ... if self.variable and self.content is None else self.content


@dataclass(slots=True)
class HostFile:
    """What the host's file says, with those it inherits from."""

    root: Path
    top: Value
    variables: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: Place, message: str, cure: str, example: str = "") -> None:
        """Record that the file cannot be followed."""
        self.problems.append(Problem(place, Level.ERROR, "G08", message, cure, example))


def read_host_file(path: Path) -> HostFile:
    """Read ``path`` as the host does; what is wrong with it is in the result, nothing is raised."""
    file = HostFile(path.parent, Value({}, Place(path.name)))
    file.top = _read(path, file, ())
    return file


def _read(path: Path, file: HostFile, heirs: tuple[Path, ...]) -> Value:
    whole = Place(_name(path, file.root))
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        top = _Reader(text, whole.file, file).value(node, whole) if node else Value({}, whole)
        return _inherited(top, path, file, heirs)
    except OSError:
        file.refuse(whole, "设置文件打不开", "检查文件是否还在，有没有读取的权限")
    except UnicodeDecodeError:
        file.refuse(whole, "设置文件不是 UTF-8 编码", "用记事本打开，选“另存为”，编码选“UTF-8”，再保存")
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place.of(whole.file, mark) if mark else whole
        file.refuse(place, "从这里起读不懂", _MARKS, "site_name: 某某区预算绩效公开")
    return Value({}, whole)


def _inherited(top: Value, path: Path, file: HostFile, heirs: tuple[Path, ...]) -> Value:
    """The file's own values over those of the file that it inherits from."""
    if not isinstance(top.content, dict):
        file.refuse(top.place, "设置文件要一项一项写", "每项一行，写成“名称: 内容”", "site_name: 某某区预算绩效公开")
        return Value({}, top.place)
    parent = top.content.pop("INHERIT", None)
    if parent is None:
        return top
    if parent.is_open:
        words, cure = "INHERIT 取自环境变量，每台机器上读到的设置可以不一样", "直接写那个文件的路径"
        file.refuse(parent.place, words, cure, "INHERIT: base.yml")
    above = Path(os.path.normpath(path.parent / str(parent.content)))
    if above in (*heirs, path):
        file.refuse(parent.place, "INHERIT 绕成了一圈", "删掉其中一个 INHERIT")
        return top
    if not above.is_file():
        file.refuse(parent.place, f"INHERIT 后面的“{parent.content}”不是一个文件", "写对从本文件到那个文件的路径")
        return top
    return _merged(_read(above, file, (*heirs, path)), top)


def _merged(below: Value, above: Value) -> Value:
    """Mappings are merged key by key, everything else is replaced, as the host does."""
    if not (isinstance(below.content, dict) and isinstance(above.content, dict)):
        return above
    old, new = below.content, above.content
    return Value(
        old | {key: _merged(old[key], value) if key in old else value for key, value in new.items()}, above.place
    )


def _name(path: Path, root: Path) -> str:
    """The file's name as seen from the project."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # on another drive
        return str(path)


def parse_plain(text: str) -> Any:
    """A text without quotes: true, false, a whole number; or the text itself."""
    return text == "true" if text in {"true", "false"} else int(text) if _NUMBER.fullmatch(text) else text


class _Reader:
    """Nodes of one file → values."""

    def __init__(self, text: str, name: str, file: HostFile) -> None:
        self.text, self.name, self.file = text, name, file
        self.merger = yaml.SafeLoader("")
        self.flat: set[int] = set()  # mappings whose << are resolved: an alias leads to the same one again

    def value(self, node: Node, place: Place, depth: int = 0) -> Value:
        if depth > _DEEPEST:
            raise RecursionError
        if node.tag == "!ENV" and not isinstance(node, MappingNode):
            return self.variable(node, place, depth)
        if not _STANDARD.fullmatch(node.tag):
            return Value(Tagged(node.tag), place)
        if isinstance(node, MappingNode):
            return Value(self.pairs(node, depth), place)
        if isinstance(node, SequenceNode):
            places = [Place.of(self.name, child.start_mark) for child in node.value]
            return Value([self.value(*at, depth + 1) for at in zip(node.value, places, strict=True)], place)
        self.check_host(node)
        return Value(_scalar(node), place)

    def check_host(self, node: Node) -> None:
        """What looks like a day or a number and is none, the host cannot read at all."""
        try:
            self.merger.construct_object(node)
        except (ValueError, KeyError, IndexError, OverflowError, yaml.YAMLError):
            words, place = f"“{node.value[:40]}”读不懂：像日期、数字，又不是", Place.of(self.name, node.start_mark)
            self.file.refuse(place, words, "放在英文引号里")

    def pairs(self, node: MappingNode, depth: int) -> dict[str, Value]:
        if id(node) not in self.flat:
            self.check_once([key for key, child in node.value if not self.is_torn(node, key, child)])
            self.flat.add(id(node))
            self.merger.flatten_mapping(node)
        pairs: dict[str, Value] = {}
        name = ""
        for key, child in node.value:
            if pairs and self.is_torn(node, key, child):
                pairs[name] = replace(pairs[name], torn=(*pairs[name].torn, str(key.value)))
            else:
                name = str(key.value) if isinstance(key, ScalarNode) else "?"
                pairs[name] = self.value(child, Place.of(self.name, key.start_mark), depth + 1)
        return pairs

    def is_torn(self, holder: MappingNode, key: Node, child: Node) -> bool:
        """Whether a key in braces is but a word between two commas, part of the value before it."""
        bare = bool(holder.flow_style) and child.start_mark.index == child.end_mark.index and _scalar(child) is None
        return bare and not _KEY.match(key.value) and ":" not in self.text[key.end_mark.index : child.start_mark.index]

    def check_once(self, keys: list[Node]) -> None:
        """Of a key that is written twice the host would take the last without a word."""
        first: dict[str, Node] = {}
        for key in (key for key in keys if isinstance(key, ScalarNode)):
            if (earlier := first.setdefault(key.value, key)) is not key:
                words = f"“{key.value}”写了两次，第一次在第 {earlier.start_mark.line + 1} 行"
                self.file.refuse(Place.of(self.name, key.start_mark), words, "只留一个")

    def variable(self, node: Node, place: Place, depth: int) -> Value:
        """``!ENV NAME`` or ``!ENV [NAME, …, instead]``; a variable that is set to nothing counts as not set."""
        parts = node.value if isinstance(node, SequenceNode) else [node]
        names = [str(part.value) for part in (parts[:-1] if len(parts) > 1 else parts)]
        self.file.variables.update(names)
        for name in names:
            if os.environ.get(name):
                return Value(parse_plain(os.environ[name]), place, name, is_open=True)
        instead = self.value(parts[-1], place, depth + 1).content if len(parts) > 1 else None
        return Value(instead, place, names[0] if instead is None and names else "", is_open=True)


def _scalar(node: Node) -> Any:
    text: str = node.value
    if getattr(node, "style", None) or node.tag == "tag:yaml.org,2002:str":
        return text
    return None if text in _NULLS else parse_plain(text)
