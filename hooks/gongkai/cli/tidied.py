"""A data file in the one layout: the same meaning, digits and comments, or the reason why it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ..load.comments import find_comments, read_notes
from ..load.source import parse_source
from ..load.yaml_text import Document, parse_yaml
from ..model.problem import Level, Problem
from ..open_data.data_layout import as_meant, laid_out, ordered
from .data_files import ReadFile, read_data_file, shape_of

#: Why a file stays as it is though it can be read.
_UNEQUAL: Final = "整理以后读出来会与现在不一样，没有动：先改好校核列出的，再整理；还是这样，请把这份文件交给维护人员"


@dataclass(frozen=True, slots=True)
class Tidied:
    """The bytes of a file in the one layout; None where it stays as it is, for its ``problems`` or another reason."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    reason: str = ""


def tidied(content: bytes, file: str) -> Tidied:
    """A data file laid out anew: ``file`` is its name, by which it is known what it is."""
    source = parse_source(content, file)
    if source.text is None:
        return Tidied(None, source.problems)
    before = read_data_file(source.text, file)
    if before.errors:
        return Tidied(None, tuple(before.errors))
    document = parse_yaml(source.text, file)
    text = _laid_out(document, file)
    if not _is_same(before, document, text, file):
        told = tuple(problem for problem in before.document.problems if problem.level is Level.WARNING)
        return Tidied(None, told, _UNEQUAL)
    return Tidied(text.encode())


def _laid_out(document: Document, file: str) -> str:
    shape = shape_of(file)
    first = next(iter(ordered(document.value, shape)), ("", None))[0]
    head, notes = read_notes(document, first)
    return laid_out(as_meant(document.value), notes, head, shape)


def _is_same(before: ReadFile, document: Document, text: str, file: str) -> bool:
    """Whether ``text`` says the same: every value, digit, problem and comment, and is its own layout."""
    after, again = read_data_file(text, file), parse_yaml(text, file)
    return (
        after.meaning == before.meaning
        and _written(again.value) == _written(document.value)
        and _told(after) == _told(before)
        and _comments(again) == _comments(document)
        and _laid_out(again, file) == text
    )


def _written(value: Any) -> Any:
    """What a file states, with its digits; blanks around words are no part of them."""
    if isinstance(value, Mapping):
        return {key: _written(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_written(below) for below in value]
    if isinstance(value, Decimal):
        return "number", str(value)
    return value.strip(" \n") if isinstance(value, str) else value


def _told(read: ReadFile) -> list[tuple[str, str]]:
    return sorted((problem.code, problem.message) for problem in read.document.problems)


def _comments(document: Document) -> list[str]:
    """Every comment; two that have come to stand behind one value are still two."""
    texts = (text for comment in find_comments(document) for text in re.split(r"\s+(?=#)", comment.text))
    return sorted(texts)
