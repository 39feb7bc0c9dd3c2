"""What must be refused before a tree is built of it: nesting that overruns the C composer, names for values.

PyYAML composes by recursion in C: some 100,000 open brackets, well within the size limit, end the process without
an exception. Its events come one by one, so nesting is measured on them first wherever a text could nest so far.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent

from ..model.problem import Level, Place, Problem

MAX_DEPTH: Final = 14
#: Fewer openers than this cannot nest deep enough to matter (block mappings need quadratically many spaces).
_FEW: Final = 500
_NAME: Final = re.compile(r"(?:^|[\s\[{,])&\w")


def find_refused(text: str, file: str) -> Problem | None:
    """The reason not to read ``text``; None where there is none, or where the parser will say it better."""
    deep = sum(map(text.count, "[{-?")) > _FEW
    if not deep and not ("&" in text and _NAME.search(text)):
        return None
    try:
        return _scan(text, file)
    except yaml.YAMLError:
        return None


def _scan(text: str, file: str) -> Problem | None:
    depth, used = 0, False
    named: Any = None
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            message = f"层次太深，超过 {MAX_DEPTH} 层"
            return Problem(_place(event, file), Level.ERROR, "Y08", message, "检查括号和缩进")
        used = used or isinstance(event, yaml.AliasEvent)
        if named is None and not used and getattr(event, "anchor", None):
            named = event
    if named is None or used:
        return None
    message, cure = f"“&{named.anchor}”会被当成名称而丢失", "整段文字放在英文引号里"
    return Problem(_place(named, file), Level.ERROR, "Y07", message, cure, '说明: "&文字"')


def _place(event: Any, file: str) -> Place:
    return Place(file, event.start_mark.line + 1, event.start_mark.column + 1)
