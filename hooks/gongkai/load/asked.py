"""Places that an import left open, with a comment that says why: null, or words that are not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..model.amounts import COLUMN_LABELS
from ..model.notes import ASKED
from ..model.problem import KeyPath, Level, Place, Problem
from .comments import find_comments, read_notes
from .source import one_line
from .yaml_text import Document

_LINE: Final = re.compile(rf"^[^#\n]*# *{ASKED}", re.MULTILINE)
_MARK: Final = re.compile(rf"# *{ASKED}")
_COLUMNS: Final = frozenset(COLUMN_LABELS.values())
_PARTS: Final = "其中"
#: A place that cannot stand open in the file, told in a line of its own: # 人员/编制其中/事业 待核对：…
_APART: Final = re.compile(rf"# *(?P<place>[^\s#：]+) +{ASKED}(?P<words>.*)")
_APART_LINE: Final = re.compile(rf"^ *{_APART.pattern}", re.MULTILINE)
#: Characters of what was stated.
_SHORT: Final = 120


def asked_places(document: Document) -> dict[KeyPath, str]:
    """The nulls and texts of a file behind which a comment says what was stated, with its words.

    A number behind which the comment still stands was decided on; of a text nobody knows, for it stood there before.
    """
    if ASKED not in document.text or not _LINE.search(document.text):
        return {}
    beside = read_notes(document, "")[1].beside
    found = ((path, _MARK.match(text)) for path, text in beside.items())
    return {path: beside[path][mark.end() :] for path, mark in found if mark and _is_open(document.value, path)}


def find_asked(document: Document, asked: Mapping[KeyPath, str]) -> Iterator[Problem]:
    """One 请核对 for each place that is ``asked``: whoever imported the report has to decide on it."""
    for path, words in asked.items():
        name = " / ".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path if key != _PARTS)
        message = f"“{name}”还没有核对：{one_line(words, _SHORT)}"
        is_text = _value_at(document.value, path) is not None
        cure = "对照原文改好" if is_text else "对照原文换掉 null，原文里没有的留着"
        cure += "；再把后面 # 起的话删去"
        example = f"{path[-1]}: 971.21" if path[-1] in _COLUMNS else ""
        yield document.problem(path, Level.WARNING, "S33", message, cure, example)


def find_asked_apart(document: Document) -> Iterator[Problem]:
    """One 请核对 for each line of its own that asks for a place which cannot be null, until the line is deleted."""
    for comment in find_comments(document) if ASKED in document.text and _APART_LINE.search(document.text) else ():
        if comment.is_alone and (found := _APART.fullmatch(comment.text)):
            place = Place(document.file, comment.line + 1, comment.column + 1)
            message = f"“{found['place'].replace('/', ' / ')}”还没有核对：{one_line(found['words'], _SHORT)}"
            cure = "对照原文，原文里有的写到那一项；写好了、原文里没有的，都删去这一行"
            yield Problem(place, Level.WARNING, "S33", message, cure)


def _is_open(value: Any, path: KeyPath) -> bool:
    value = _value_at(value, path)
    return value is None or isinstance(value, str)


def _value_at(value: Any, path: KeyPath) -> Any:
    try:
        for key in path:
            value = value[key]
    except (KeyError, IndexError, TypeError):
        return False
    return value
