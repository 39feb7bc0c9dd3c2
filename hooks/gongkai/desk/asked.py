"""Places of a data file that a document left open: null and a comment, 待核对, until the person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from yaml.nodes import Node

from ..importer.excerpts import one_line
from ..importer.places import may_be_null
from ..load.asked import asked_places
from ..load.comments import find_comments, read_notes
from ..load.yaml_text import node_at
from ..model.notes import ASKED, Notes
from ..model.problem import KeyPath
from ..open_data.data_layout import ordered
from .edit_steps import in_braces
from .edits import EditedText, changed
from .entry_text import Edit, line_end, with_edits
from .places import ACTUAL, TOP, declared_at, is_line, value_at
from .row_edits import closed_up


@lru_cache(maxsize=8)
def asked_in(text: EditedText) -> Mapping[KeyPath, str]:
    """The places that are open, down to the column of a line, with what was stated."""
    found = asked_places(text.document) if text.is_readable else {}
    return {(*path, ACTUAL) if is_line(path) else path: words for path, words in found.items()}


def decided(text: EditedText, values: Mapping[KeyPath, Any], asked: Mapping[KeyPath, str]) -> EditedText:
    """The text with what a person took of a document, and left open what is ``asked`` and was not decided.

    Entries of a list that are new stand below the last without a gap; what is asked of one that was not taken has no
    place, and is told at the end of the file.
    """
    places = {path: goes for goes, path in closed_up({path: path for path in values}, text.values).items()}
    meant = {places[path]: value for path, value in values.items()}
    left = {_place_of(path, places, text.values): words for path, words in asked.items()}
    return with_asked(answered(text, meant), left)


def answered(text: EditedText, values: Mapping[KeyPath, Any]) -> EditedText:
    """The text with values, which end what was asked there; what is asked of another column of a line stays asked."""
    others = {path: words for path, words in asked_in(text).items() if path not in values and path[-1] == ACTUAL}
    beside = {path: others[path] for path in others if any(own[: len(path) - 1] == path[:-1] for own in values)}
    found = without_asked(text, [*values, *beside]).with_values(values)
    return with_asked(found, beside) if beside else found


def _place_of(path: KeyPath, places: Mapping[KeyPath, KeyPath], values: Mapping[str, Any]) -> KeyPath:
    at = max((at for at, key in enumerate(path) if isinstance(key, int)), default=-1)
    row, number = path[: at + 1], path[at]
    if not row or value_at(values, row)[0]:
        return path
    new = next((goes[: at + 1] for other, goes in places.items() if other[: at + 1] == row), None)
    assert isinstance(number, int)
    return (*(new or (*path[:at], f"第{number + 1}条")), *path[at + 1 :])


def with_asked(text: EditedText, asked: Mapping[KeyPath, str]) -> EditedText:
    """The text with places left open; what is written there already stays, and is not asked."""
    meant, beside, end = text.values, dict[KeyPath, str](), list[str]()
    for path, words in sorted(asked.items(), key=_deepest_first):
        said = f"{ASKED}{one_line(words)}"
        if value_at(meant, path)[1] is not None:
            continue
        if _can_be_open(meant, path):
            meant = changed(meant, path, None)
            beside[path] = said
        else:
            end.append(f"{'/'.join(map(str, path))} {said}")
    if not beside and not end:
        return text
    placed = {_written_at(meant, path): said for path, said in beside.items()}
    return _laid_out(text, meant, placed, end) if text.is_laid_out else _beside_lines(text, beside, end)


def without_asked(text: EditedText, paths: Iterable[KeyPath]) -> EditedText:
    """The text without what is asked at ``paths``: somebody decides on them now."""
    decided = asked_in(text).keys() & set(paths)
    lines = {node.start_mark.line for path in decided if (node := _node(text, path)) is not None}
    comments = [one for one in find_comments(text.document) if one.line in lines and not one.is_alone] if lines else []
    edits: list[Edit] = []
    for comment in comments:
        start = len(text.text[: comment.at].rstrip(" "))
        edits.append((start, comment.at + len(comment.text), ""))
    if not edits:
        return text
    found = EditedText(with_edits(text.text, edits), text.file)
    return EditedText(found.anew(found.values), text.file) if text.is_laid_out else found


def _deepest_first(asked: tuple[KeyPath, str]) -> tuple[bool, int]:
    """决算 after what stands beside and below it, so that a line is a bare null only where it has nothing else."""
    return asked[0][-1] == ACTUAL, -len(asked[0])


def _can_be_open(values: Mapping[str, object], path: KeyPath) -> bool:
    """Whether null can stand there, in a row that is there."""
    if declared_at(path) is None or not may_be_null(path):
        return False
    rows = [path[: at + 1] for at, key in enumerate(path) if isinstance(key, int)]
    return all(value_at(values, row)[0] for row in rows)


def _written_at(values: Mapping[str, object], path: KeyPath) -> KeyPath:
    """Where a comment stands: behind the line itself where it is a bare null."""
    is_bare = path[-1] == ACTUAL and not isinstance(value_at(values, path[:-1])[1], Mapping)
    return path[:-1] if is_bare else path


def _laid_out(text: EditedText, meant: dict[str, object], beside: dict[KeyPath, str], end: list[str]) -> EditedText:
    """In the one layout, where every comment has its place."""
    first = next(iter(ordered(meant, TOP)), ("", None))[0]
    head, notes = read_notes(text.document, first)
    more = Notes({**notes.beside, **beside}, notes.above, (*notes.end, *end), notes.below)
    return EditedText(text.anew(meant, (head, more)), text.file)


def _beside_lines(text: EditedText, asked: Mapping[KeyPath, str], end: list[str]) -> EditedText:
    """In a file of another layout, which stays as it is: behind the value, or at the end where it stands in braces."""
    for path, said in asked.items():
        text = text.with_value(path, None)
        node = _node(text, path)
        if node is None or in_braces(text.document, path):
            end.append(f"{'/'.join(map(str, path))} {said}")
            continue
        at = line_end(text.text, node.end_mark.index) - 1
        text = replace(text, text=with_edits(text.text, [(at, at, f"    # {said}")]))
    rest = "".join(f"# {line}\n" for line in end)
    return replace(text, text=f"{text.text}{rest}")


def _node(text: EditedText, path: KeyPath) -> Node | None:
    root = text.document.root
    return node_at(root, path) or (node_at(root, path[:-1]) if path[-1] == ACTUAL else None)
