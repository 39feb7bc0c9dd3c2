"""Places that an import left open: null, with a comment that says why, and what was stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..model.amounts import COLUMN_LABELS
from ..model.notes import ASKED
from ..model.problem import KeyPath, Level, Problem
from .comments import read_notes
from .source import one_line
from .yaml_text import Document

_LINE: Final = re.compile(rf"^[^#\n]*# *{ASKED}", re.MULTILINE)
_MARK: Final = re.compile(rf"# *{ASKED}")
_COLUMNS: Final = frozenset(COLUMN_LABELS.values())
_PARTS: Final = "其中"
#: Characters of what was stated.
_SHORT: Final = 120


def asked_places(document: Document) -> dict[KeyPath, str]:
    """The nulls of a file that can be read behind which a comment says what was stated, with its words."""
    if ASKED not in document.text or not _LINE.search(document.text):
        return {}
    beside = read_notes(document, "")[1].beside
    found = ((path, _MARK.match(text)) for path, text in beside.items())
    return {path: beside[path][mark.end() :] for path, mark in found if mark and _is_null(document.value, path)}


def find_asked(document: Document, asked: Mapping[KeyPath, str]) -> Iterator[Problem]:
    """One 请核对 for each place that is ``asked``: whoever imported the report has to decide on it."""
    for path, words in asked.items():
        name = " / ".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path if key != _PARTS)
        message = f"“{name}”还没有核对：{one_line(words, _SHORT)}"
        cure = "对照原文换掉 null，原文里没有的留着；再把后面 # 起的话删去"
        example = f"{path[-1]}: 971.21" if path[-1] in _COLUMNS else ""
        yield document.problem(path, Level.WARNING, "S33", message, cure, example)


def _is_null(value: Any, path: KeyPath) -> bool:
    try:
        for key in path:
            value = value[key]
    except (KeyError, IndexError, TypeError):
        return False
    return value is None
