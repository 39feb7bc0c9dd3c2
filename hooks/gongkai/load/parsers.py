"""The two parsers of YAML, which read alike and fail alike: one in C for speed, one in Python, which is everywhere.

A browser's Python has the second alone. What the first stumbles over is read again by the second, so that a fault is
explained from its words on every machine. Where they read differently, the text is put so that they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .blocks import block_spans

#: The tags of what has none of its own.
_PLAIN_TAGS: Final[dict[type[Node], str]] = {
    ScalarNode: "tag:yaml.org,2002:str", SequenceNode: "tag:yaml.org,2002:seq", MappingNode: "tag:yaml.org,2002:map",
}  # fmt: skip  # names, read in a row
TAGS: Final = frozenset(_PLAIN_TAGS.values())
#: Inside braces the parser in Python takes a question mark anywhere for the mark of a key.
_QUESTION: Final = re.compile(r"([^\s\[{,:?\\-] *)(\?+)")
#: What only one parser reads, and nobody means: a type mark that a comma ends, a note at the mark of a text.
_MARKED: Final = re.compile(r"(?:^|[\s\[{,])!\S*,|[|>][+\d-]{0,2}#", re.MULTILINE)


class _Untyped:
    """No implicit types, and no search for paths, which took a fifth of the time."""

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        """What a scalar means is for the schema to say."""
        return _PLAIN_TAGS[kind]

    def descend_resolver(self, *_: Any) -> None:
        """Nothing is resolved by where it stands."""

    ascend_resolver = descend_resolver


class SlowLoader(_Untyped, yaml.BaseLoader):
    """The parser in Python."""


class QuickLoader(_Untyped, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # one or the other
    """The parser in C, where there is one."""

    is_quick: Final = hasattr(yaml, "CBaseLoader")


@lru_cache(maxsize=2)  # problems found later ask for the tree of the same text again; nobody changes it
def compose(text: str) -> Node | None:
    """The tree of a text.

    Raises:
        YAMLError: neither parser can read it; the words are those of the one in Python.
    """
    text = without_tabs(text)
    if QuickLoader.is_quick and not _MARKED.search(text):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=QuickLoader)
    put, sign = _without_questions(text)
    root = yaml.compose(put, Loader=SlowLoader)
    if root is not None and sign:
        _restore(root, sign, set())
    return root


def events(text: str) -> Iterator[Any]:
    """What stands in a text, one after the other, as a parser comes upon it."""
    put, _ = _without_questions(without_tabs(text))
    yield from yaml.parse(put, Loader=QuickLoader)


def without_tabs(text: str) -> str:
    """The text with a space for every tab outside block texts, which only one parser takes for a space."""
    if "\t" not in text:
        return text
    parts, last = [], 0
    for start, end in block_spans(text):
        parts += [text[last:start].replace("\t", " "), text[start:end]]
        last = end
    return "".join((*parts, text[last:].replace("\t", " ")))


def _without_questions(text: str) -> tuple[str, str]:
    """The text with another sign for every question mark that is none of YAML's, and the sign ("" without one)."""
    if not _QUESTION.search(text):
        return text, ""
    sign = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    return _QUESTION.sub(lambda found: found[1] + sign * len(found[2]), text), sign


def _restore(node: Node, sign: str, seen: set[int]) -> None:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        node.value = node.value.replace(sign, "?")
        return
    for part in node.value:
        for child in part if isinstance(part, tuple) else (part,):
            _restore(child, sign, seen)
