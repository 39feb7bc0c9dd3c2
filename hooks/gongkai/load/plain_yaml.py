"""A quick reader for plain files; whatever is not plain is left to ``yaml_text``, which has a message for everything.

The promise: ``read_plain`` gives nothing, or exactly the value of a file in which ``yaml_text`` and
``syntax_mistakes`` find no problem. It is free to give nothing, so that in doubt it stands aside. It reads:

* lines ``key: value``, ``key:`` and ``- value``, ``- key: value``, indented by spaces; nothing is written twice;
* keys of Chinese, letters, digits and the few signs in ``_NAME``, without spaces and without quotes;
* values on one line: a number or words, quoted or not, without escapes; ``{key: value}``; ``[]``; ``[key, key]``;
* texts after ``|``; comments; empty lines.

No tabs, anchors, tags, ``---``, folded texts, other words in ``[]``. No line is looked at twice: time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from .source import find_control
from .syntax import NULLS
from .syntax_mistakes import find_mistakes
from .yaml_text import NUMBER, PlainDocument

#: Far fewer levels than are refused.
_DEEPEST: Final = 10
#: What a text with many brackets beside each other holds; with fewer than twenty in words there is nothing to find.
_CROWDED: Final = ("[[", "[{", "{[", "{{", "[ ", "{ ", "[\n", "{\n")
_NAME: Final = r"(?![_-])[\u4e00-\u9fffA-Za-z0-9（）“”·《》_-]{1,40}"  # a class takes 0.5 ms to compile: only one
#: Every line matches: indentation, hyphen, key, and what comes after.
_LINE: Final = re.compile(rf"( *+)(- )?(?:({_NAME}+):(?: ++|\Z))?(.*+)")
#: An item of a mapping on one line: a quoted or a plain value, and what ends it.
_PLAIN: Final = r"(?:[^\s,\[\]{}'\"#:?&*!|>%@`-]|-\d)[^,\[\]{}'\"#:?]*+(?<! )"
_ITEM: Final = rf"{_NAME}: (?:\"[^\"\\]*+\"|'[^']*+'|{_PLAIN})"
_INLINE: Final = re.compile(rf"\{{(?:{_ITEM}(?=, [^}}]|\}})(?:, )?)*+\}}")
_ITEMS: Final = re.compile(rf"({_NAME}): (?:([\"'])(.*?)\2|({_PLAIN}))(?=, |\}})")
#: The same where there are lists of names, which few mappings have.
_NAMES: Final = rf"\[(?:{_NAME}(?=, [^\]]|\])(?:, )?)++\]"
_LIST: Final = re.compile(_NAMES)
_INLINE_LISTS: Final = re.compile(_INLINE.pattern.replace(_PLAIN, f"(?:{_PLAIN}|{_NAMES})"))
_ITEMS_LISTS: Final = re.compile(_ITEMS.pattern.replace(_PLAIN, f"{_PLAIN}|{_NAMES}"))
#: Signs with which no plain value begins; a hyphen begins a number only.
_SIGNS: Final = frozenset(" ,[]{}#&*!|>'\"%@`?:-\u3000\u00a0\u202f\u205f") | frozenset(map(chr, range(0x2002, 0x200B)))
#: How a line goes on that says nothing more.
_NOTHING: Final = frozenset({"", "#"})

Value = Decimal | str | dict[str, Any] | list[Any] | None
_Form = tuple[re.Pattern[str], re.Pattern[str], Callable[[str], Value]]  # a mapping, its items, a plain one's meaning


class _NotPlainError(Exception):
    """Something that is left to the other reader."""


def read_plain(text: str, file: str, keys: frozenset[str]) -> PlainDocument | None:
    """The document of a plain text without problems; ``keys`` are the keys whose misspelling would be noticed."""
    if _is_odd(text):
        return None
    lines = _Lines(text)
    try:
        value = lines.read()
    except _NotPlainError:
        return None
    if text.count("[") + text.count("{") - lines.brackets >= 20 and any(pair in text for pair in _CROWDED):
        return None
    # Only these lines can hold a typing mistake; one of them decides alone, for block texts are not among them.
    if lines.doubtful and any(True for _ in find_mistakes("\n".join(lines.doubtful), keys, file)):
        return None
    return PlainDocument(file, text, value) if value else None


def _is_odd(text: str) -> bool:
    """Whether there is anything that is not plain wherever it stands."""
    return find_control(text) is not None or any(sign in text for sign in ("\t", "- -", "-  "))


class _Lines:
    """The lines of a text, and the mappings and lists that are open at the line in hand."""

    __slots__ = ("_at", "_empty", "_levels", "_lines", "brackets", "doubtful")

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at = 0
        self._levels: list[tuple[int, Any]] = [(0, {})]  # column and content of each, the outermost first
        self._empty: tuple[dict[str, Any], str, int] | None = None  # mapping, key, column where nothing follows a key
        self.doubtful: list[str] = []  # lines in which a typing mistake may be found
        self.brackets = 0  # how many have been read as such

    def read(self) -> dict[str, Any]:
        """The value of all lines."""
        root: dict[str, Any] = self._levels[0][1]
        lines, end = self._lines, len(self._lines)
        while self._at < end:
            line = lines[self._at]
            self._at += 1
            indent, hyphen, key, words = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]  # every line matches
            if key or hyphen or words[:1] not in _NOTHING:
                if "：" in words or "#" in words:
                    self.doubtful.append(line)
                self._take(len(indent), hyphen, key, words)
        return root

    def _take(self, column: int, hyphen: str | None, key: str | None, words: str) -> None:
        """One line in its parts; ``column`` is that of its key or hyphen."""
        holder = self._holder(column, is_item=hyphen is not None)
        if key is None:
            if not hyphen:
                raise _NotPlainError
            holder.append(self._value(words, column))
            return
        if hyphen:
            column += 2
            part: dict[str, Any] = {}
            holder.append(part)
            holder = self._opened(column, part)
        if key in holder or key in NULLS:
            raise _NotPlainError
        if words[:1] not in _NOTHING:
            holder[key] = self._value(words, column)
        else:
            holder[key] = None
            self._empty = holder, key, column

    def _holder(self, column: int, *, is_item: bool) -> Any:
        """The mapping or list that a line at ``column`` belongs to."""
        above, holder = self._levels[-1]
        if above == column and not self._empty and isinstance(holder, list) is is_item:
            return holder  # most lines stand beside the one before
        if self._empty:
            mapping, key, above = self._empty
            self._empty = None
            if column > above or (is_item and column == above):
                mapping[key] = self._opened(column, [] if is_item else {})
                return mapping[key]
        levels = self._levels
        while levels[-1][0] > column:
            levels.pop()
        if not is_item and isinstance(levels[-1][1], list):
            levels.pop()  # a list may stand in the column of its key
        above, holder = levels[-1]
        if above != column or isinstance(holder, list) is not is_item:
            raise _NotPlainError
        return holder

    def _opened(self, column: int, part: Any) -> Any:
        if len(self._levels) >= _DEEPEST:
            raise _NotPlainError
        self._levels.append((column, part))
        return part

    def _value(self, words: str, column: int) -> Value:
        """A value that begins on the line in hand; ``column`` is that of its key or hyphen."""
        first = words[:1]
        if first not in _SIGNS or (first == "-" and words[1:2].isdecimal()):
            return self._plain(words)
        if first == "{":
            self.brackets += 1
            return self._with_lists(words) if "[" in words else _inline(words)
        if first in "\"'":
            return _quoted(words)
        if words.rstrip(" ") == "|":
            return self._block(column)
        if (bare := _uncommented(words)) == "[]":
            return []
        if not _LIST.fullmatch(bare):
            raise _NotPlainError
        self.brackets += 1
        return _names_or_meaning(bare)

    def _with_lists(self, words: str) -> dict[str, Any]:
        inside = _inline(words, (_INLINE_LISTS, _ITEMS_LISTS, _names_or_meaning))
        self.brackets += sum(isinstance(value, list) for value in inside.values())
        return inside

    def _plain(self, words: str) -> Value:
        words = _uncommented(words) if "#" in words or words[-1:] == " " else words
        if ":" in words:
            if ": " in words or words[-1] == ":":
                raise _NotPlainError
            self.doubtful.append(self._lines[self._at - 1])
        return _meaning(words)

    def _block(self, column: int) -> str:
        """The text below ``|``, indented as its first line is."""
        lines, first = self._lines, self._at
        while first < len(lines) and not lines[first]:
            first += 1
        line = lines[first] if first < len(lines) else ""
        margin = line[: len(line) - len(line.lstrip(" "))]
        if len(margin) <= column or margin == line:
            raise _NotPlainError
        taken = []
        while self._at < len(lines) and ((line := lines[self._at]).startswith(margin) or not line.strip(" ")):
            taken.append(line[len(margin) :])
            self._at += 1
        if self._at == len(lines) and lines[-1]:
            raise _NotPlainError  # the last line of the file does not end
        return _text("\n".join(taken).rstrip("\n") + "\n")


def _uncommented(words: str) -> str:
    return words.partition(" #")[0].rstrip(" ")


def _meaning(words: str) -> Decimal | str | None:
    """What a plain value means, as in ``yaml_text``."""
    if words in NULLS:
        return None
    return Decimal(words) if NUMBER.fullmatch(words) else words


def _text(text: str) -> str:
    """A quoted or block text; a null in it would be reported."""
    if (bare := text.strip()) and bare in NULLS:
        raise _NotPlainError
    return text


def _quoted(words: str) -> str:
    """A text in quotes, without any escape."""
    end = words.find(words[0], 1)
    if end < 0 or (words[0] == '"' and "\\" in words) or not _is_comment(words[end + 1 :]):
        raise _NotPlainError
    return _text(words[1:end])


def _is_comment(rest: str) -> bool:
    """Whether there is nothing but a comment."""
    bare = rest.lstrip(" ")
    return not bare or (bare[0] == "#" and rest[0] == " ")


def _names_or_meaning(words: str) -> Value:
    """What ``[name, name]`` means, or a plain value."""
    return [_meaning(name) for name in words[1:-1].split(", ")] if words[0] == "[" else _meaning(words)


def _inline(words: str, of: _Form = (_INLINE, _ITEMS, _meaning)) -> dict[str, Any]:
    """A mapping on one line, ``, `` between its items."""
    form, items, meaning = of
    whole = form.match(words)
    if whole is None or not _is_comment(words[whole.end() :]):
        raise _NotPlainError
    pieces = items.findall(words, 1, whole.end())
    found = {key: _text(text) if quote else meaning(plain) for key, quote, text, plain in pieces}
    if len(found) < len(pieces) or not NULLS.isdisjoint(found):
        raise _NotPlainError
    return found
