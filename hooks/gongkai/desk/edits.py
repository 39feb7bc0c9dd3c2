"""A value of a data file put, replaced or taken out, as text: its own range alone; comments and layout stay.

The place of everything comes from the parser's marks. A file that is in the one layout (``gongkai fmt``) is so
afterwards. An edit that would not be read as it was meant, or would change anything else, is not made: the file is
laid out anew instead, with the values that were meant and its comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from ..load.comments import find_comments, read_notes
from ..load.yaml_text import NUMBER, Document, parse_yaml
from ..model.notes import Notes
from ..model.problem import KeyPath
from ..open_data.data_layout import LONGEST, as_meant, laid_out, ordered
from .edit_steps import NotPossibleError, put, taken_out
from .entry_text import Edit, line_end, line_start, with_edits
from .opened import RefusedError
from .places import ACTUAL, TOP, is_entry, is_line, value_at

#: What is told of a key or a value that is not among the values that are read: misread, there twice, with a tag.
_LEFT_OUT: Final = frozenset({"Y01", "Y02", "Y06", "Y09", "Y10", "Y12", "F04", "F10"})
#: What stands for a value that is to be taken out, its key and all.
OUT: Final[Any] = object()
_NOT_WHOLE: Final = (
    "文件里有读不懂或者写了两次的名称，这一处没有改，免得丢掉它下面的内容。怎么改：先在“文本”里照“必须改”的提示改好"
)


@dataclass(frozen=True)
class EditedText:
    """A data file as text, with where everything stands."""

    text: str
    file: str

    @cached_property
    def document(self) -> Document:
        """The text as it is read, nothing mended."""
        return parse_yaml(self.text, self.file)

    @property
    def is_readable(self) -> bool:
        """Whether it is a mapping that can be read, so that places in it are what they seem."""
        document = self.document
        return isinstance(document.value, dict) and not document.broken and not document.stumbled

    @property
    def values(self) -> dict[str, Any]:
        """What it says; {} where it cannot be read."""
        return self.document.value if self.is_readable else {}

    @cached_property
    def is_laid_out(self) -> bool:
        """Whether it is in the one layout."""
        return self.is_readable and self._is_whole and self.anew(self.values) == self.text

    @property
    def _is_whole(self) -> bool:
        """Whether the values are all that it says."""
        return not any(problem.code in _LEFT_OUT for problem in self.document.problems)

    def anew(self, values: Mapping[str, Any], noted: tuple[Sequence[str], Notes] | None = None) -> str:
        """The text of other values in the one layout, with the comments of this one, or head and comments ``noted``.

        Raises:
            RefusedError: it says something that is not among its values, and would be lost.
        """
        if not self._is_whole:
            raise RefusedError(_NOT_WHOLE)
        first = next(iter(ordered(values, TOP)), ("", None))[0]
        head, notes = noted or read_notes(self.document, first)
        return laid_out(as_meant(values), _kept(notes, values), head)

    def with_value(self, path: KeyPath, value: Any) -> EditedText:
        """The text with another value at ``path``: a number, words, None for null, a list of words, or ``OUT``.

        Raises:
            NotPossibleError: words stand where a group of fields belongs, and would be lost.
        """
        if value is OUT and not value_at(self.values, path)[0]:
            return self
        return self._edited(changed(self.values, path, value), path, value)

    def with_values(self, values: Mapping[KeyPath, Any]) -> EditedText:
        """The text with several values; where it is in the one layout, it is laid out once for all of them."""
        if not self.is_laid_out or len(values) < 3:
            text = self
            for path, value in values.items():
                text = text.with_value(path, value)
            return text
        meant = self.values
        for path, value in values.items():
            meant = changed(meant, path, value)
        return EditedText(self.anew(meant), self.file)

    def _edited(self, meant: dict[str, Any], path: KeyPath, value: Any) -> EditedText:
        if _is_same(meant, self.values, path[0]):
            return self
        edits = self._edits(path, value)
        found = None if edits is None else EditedText(with_edits(self.text, edits), self.file)
        if edits is None or found is None or not _is_same(found.values, meant, path[0]):
            return EditedText(self.anew(meant), self.file)
        if not self.is_laid_out:
            return found
        if self._keeps_layout(edits, value):
            found.__dict__["is_laid_out"] = True
        return found if found.is_laid_out else EditedText(found.anew(found.values), self.file)

    def _edits(self, path: KeyPath, value: Any) -> list[Edit] | None:
        """What makes the edit; None where it cannot be made so, or a comment would be lost."""
        try:
            edits: list[Edit] = taken_out(self.document, path) if value is OUT else put(self.document, path, value)
        except NotPossibleError:
            return None
        is_row = value is OUT and isinstance(path[-1], int)
        return edits if is_row or not self._drops_comments(edits) else None

    def _keeps_layout(self, edits: list[Edit], value: Any) -> bool:
        """Whether it is certain that what is laid out stays so: a number that is no shorter, on a line that fits."""
        if len(edits) != 1 or not isinstance(value, Decimal):
            return False
        start, end, new = edits[0]
        old, line = self.text[start:end].strip(), line_end(self.text, end) - line_start(self.text, start)
        grown = len(new) - (end - start)
        return NUMBER.fullmatch(old) is not None and grown >= 0 and line + grown <= LONGEST

    def _drops_comments(self, edits: list[Edit]) -> bool:
        """Whether a comment would be lost; that of a row that is taken out goes with it."""
        if not any("#" in self.text[start:end] for start, end, _ in edits):
            return False
        comments = find_comments(self.document)
        return any(
            start <= comment.at < end and comment.text not in new for start, end, new in edits for comment in comments
        )


def _kept(notes: Notes, values: Mapping[str, Any]) -> Notes:
    """The comments, those of what is not there any more below what it stood in."""
    told = [*((path, (text,)) for path, text in notes.beside.items()), *notes.above.items(), *notes.below.items()]
    lost = [(path, texts) for path, texts in told if not value_at(values, path)[0]]
    if not lost:
        return notes
    below, end = dict(notes.below), [*notes.end]
    for path, texts in lost:
        below.pop(path, None)
        home = path
        while home and not (value_at(values, home)[0] and value_at(values, home)[1]):
            home = home[:-1]
        if home:
            below[home] = [*below.get(home, ()), *texts]
        else:
            end += texts
    return replace(notes, below=below, end=end)


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any], key: Any) -> bool:
    """Whether the values of two files are the same, digit by digit below the ``key`` that is edited.

    Blanks around words are no part of them.
    """
    if one.keys() != other.keys() or any(one[name] != other[name] for name in one if name != key):
        return False
    return key not in one or repr(as_meant(_as_read(one[key]))) == repr(as_meant(_as_read(other[key])))


def _as_read(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_read(below) for key, below in sorted(value.items(), key=lambda pair: str(pair[0]))}
    return [_as_read(below) for below in value] if isinstance(value, list) else value


def changed(values: Any, path: KeyPath, value: Any) -> Any:
    """The values of a file with another at ``path``; none of them is changed itself.

    Raises:
        NotPossibleError: words stand where a group of fields belongs, and would be lost.
    """
    return _changed(values, path, 0, value)


def _changed(holder: Any, path: KeyPath, depth: int, value: Any) -> Any:
    if depth == len(path):
        return value
    key, here = path[depth], path[:depth]
    if isinstance(key, int):
        return _changed_list(holder, path, depth, value)
    if not isinstance(holder, Mapping) or not holder:
        if key == ACTUAL and depth + 1 == len(path) and is_line(here):
            return {} if value is OUT and is_entry(here) else value  # a bare number
        if not _is_nothing(holder) and not is_line(here):
            raise NotPossibleError
        is_bare = holder is None and is_line(here)  # null is 未公开, and stays beside another column
        holder = {ACTUAL: holder} if is_bare or not _is_nothing(holder) else {}
    below = _changed(holder.get(key, {}), path, depth + 1, value)
    rest = {name: kept for name, kept in holder.items() if name != key}
    if below is OUT:
        return rest if rest or is_entry(here) or not here else OUT
    if key not in holder:
        return {**holder, key: below}
    return {name: below if name == key else kept for name, kept in holder.items()}


def _changed_list(holder: Any, path: KeyPath, depth: int, value: Any) -> Any:
    at = path[depth]
    entries = list(holder) if isinstance(holder, list) else []
    assert isinstance(at, int)
    if not isinstance(holder, list) and not _is_nothing(holder):
        raise NotPossibleError
    below = _changed(entries[at] if at < len(entries) else {}, path, depth + 1, value)
    if below is not OUT:
        entries[at : at + 1] = [below]
    elif at < len(entries):
        del entries[at]
    return entries or OUT


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})
