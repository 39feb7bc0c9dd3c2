"""The one layout of data files: plain values and notes → YAML, in the order of the form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin

from ..model.amounts import Row
from ..model.notes import Notes as Notes
from ..model.paths import fields_by_key, is_alone, is_prose, is_text, record_in
from ..model.problem import KeyPath
from ..model.record import Record
from ..model.report import Report
from .files import digits_of

#: As long a line as braces may make; longer ones are broken into lines.
LONGEST: Final = 100
#: A longer text stands below its key, under ``|``.
_LONGEST_TEXT: Final = 70
_INDENT: Final = "  "
#: Words that mean themselves without quotation marks, in braces too.
_BARE: Final = re.compile(
    r"(?!(?i:null|true|false)\Z)(?:[\u3400-\u9fff（《“A-Za-z≥≤]|[0-9]+[\u3400-\u9fff])"
    r"[\u3400-\u9fffA-Za-z0-9_/≥≤（）《》“”·、，。；？！…—％℃ .%-]*(?<! )"
)
#: A name that may stand in brackets; sentences stand below each other.
_NAME: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）·-]{1,19}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What would break a line under ``|``, or cannot stand there.
_UNBLOCKED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class Shape(NamedTuple):
    """What a mapping is, or each entry of a list.

    Attributes:
        kind: the record with its keys; None where nothing is declared.
        is_open: its keys are names of the unit's own, each of a ``kind``; they keep their order.
        is_words: each entry of the list is a text: in a line of its own, so that a change shows which one it is.
    """

    kind: type[Record] | None
    is_open: bool = False
    is_words: bool = False

    def order(self) -> Mapping[str, int]:
        """The keys in the order of the form."""
        return _order(self.kind) if self.kind and not self.is_open else {}

    def below(self, key: Any) -> Shape:
        """What stands under ``key``."""
        return Shape(self.kind) if self.is_open else _below(self.kind, key)


_REPORT: Final = Shape(Report)


def laid_out(
    values: Mapping[str, Any],
    notes: Notes = Notes(),  # noqa: B008 (frozen)
    head: Sequence[str] = (),
    shape: Shape = _REPORT,
) -> str:
    """The text of a data file.

    Args:
        values: by Chinese key: mappings, lists, words, numbers (each digit stays), days, None.
        notes: comments.
        head: the first lines, with their #.
        shape: what the file is.
    """
    notes = _lifted(notes, values, shape)
    lines: list[str] = [*head]
    was_short = False
    for key, value in ordered(values, shape):
        rows = [*_entry(key, value, (key,), shape, notes, 0)]
        if lines and not (was_short and len(rows) == 1):
            lines.append("")
        lines += rows
        was_short = len(rows) == 1
    return "\n".join([*lines, *_comments(notes.end, ""), ""])


def _lifted(notes: Notes, values: Mapping[str, Any], shape: Shape) -> Notes:
    """What stands above the first key of an item stands above the item, whose hyphen is in the same line."""
    above: dict[KeyPath, Sequence[str]] = {path: lines for path, lines in notes.above.items()}
    for path in [path for path in above if len(path) > 1 and isinstance(path[-2], int)]:
        holder, kind = _at(values, shape, path[:-1])
        if isinstance(holder, Mapping) and next(iter(ordered(holder, kind)))[0] == path[-1]:
            above[path[:-1]] = [*above.get(path[:-1], ()), *above.pop(path)]
    return replace(notes, above=above)


def _at(values: Any, shape: Shape, path: KeyPath) -> tuple[Any, Shape]:
    """What stands at ``path``."""
    for key in path:
        shape = shape if isinstance(key, int) else shape.below(key)
        values = values[key]
    return values, shape


def ordered(values: Mapping[Any, Any], shape: Shape = _REPORT) -> list[tuple[Any, Any]]:
    """In the order of the form; the unit's own names in theirs."""
    order = shape.order()
    return sorted(values.items(), key=lambda pair: order.get(pair[0], len(order)))


def as_meant(value: Any) -> Any:
    """Values as they are laid out: without blanks around words, a longer text as one that stands under ``|``."""
    if isinstance(value, Mapping):
        return {key: as_meant(below) for key, below in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_meant(below) for below in value]
    if not isinstance(value, str):
        return value
    text = value.strip(" \n")
    return f"{text}\n" if "\n" in text or len(text) > _LONGEST_TEXT else text


def _entry(key: Any, value: Any, path: KeyPath, holder: Shape, notes: Notes, depth: int) -> Iterator[str]:
    """A key and its value."""
    pad = _INDENT * depth
    yield from _comments(notes.above.get(path, ()), pad)
    name, beside, shape = scalar_text(key), _beside(path, notes), holder.below(key)
    short = _on_one_line(value, path, shape, notes)
    if short is not None and len(pad) + len(name) + 2 + len(short) <= LONGEST:
        yield f"{pad}{name}: {short}{beside}"
    elif isinstance(value, str) and can_be_block(value):
        yield f"{pad}{name}: |{beside}"
        yield from _block(value, depth + 1)
    elif isinstance(value, Mapping | list | tuple) and value:
        yield f"{pad}{name}:{beside}"
        yield from _inside(value, path, shape, notes, depth + 1)
    else:
        yield f"{pad}{name}: {scalar_text(value)}{beside}"


def _inside(value: Any, path: KeyPath, shape: Shape, notes: Notes, depth: int) -> Iterator[str]:
    """The entries of a mapping or list, each on lines of its own."""
    if isinstance(value, Mapping):
        for key, below in ordered(value, shape):
            yield from _entry(key, below, (*path, key), shape, notes, depth)
    else:
        for at, below in enumerate(value):
            yield from _item(below, (*path, at), shape, notes, depth)
    yield from _comments(notes.below.get(path, ()), _INDENT * depth)


def _item(value: Any, path: KeyPath, shape: Shape, notes: Notes, depth: int) -> Iterator[str]:
    """An entry of a list."""
    pad, beside = _INDENT * depth, _beside(path, notes)
    yield from _comments(notes.above.get(path, ()), pad)
    short = _on_one_line(value, path, shape, notes)
    if short is not None and (len(pad) + 2 + len(short) <= LONGEST or not isinstance(value, str | Mapping)):
        yield f"{pad}- {short}{beside}"
    elif isinstance(value, Mapping) and value:
        yield from _comments([notes.beside[path]] if beside else [], pad)
        lines = [*_inside(value, path, shape, notes, depth + 1)]
        first = next(at for at, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (f"{pad}{line.lstrip()}" for line in lines[:first])
        yield f"{pad}- {lines[first].lstrip()}"
        yield from lines[first + 1 :]
    elif isinstance(value, str) and can_be_block(value):
        yield f"{pad}- |{beside}"
        yield from _block(value, depth + 1)
    else:
        yield f"{pad}- {scalar_text(value)}{beside}"


def can_be_block(text: str) -> bool:
    """Whether a text reads the same under ``|``."""
    ends = text.endswith("\n") and not text.endswith("\n\n")
    return ends and bool(text.strip()) and text[0] not in " \t\n" and not _UNBLOCKED.search(text)


def _block(text: str, depth: int) -> Iterator[str]:
    pad = _INDENT * depth
    return (f"{pad}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))


def _on_one_line(value: Any, path: KeyPath, shape: Shape, notes: Notes) -> str | None:
    """A value in one line; None where it is to stand below its key, as it does where anything in it has a note."""
    if isinstance(value, Mapping | list | tuple) and value and path in notes.holders:
        return None
    if isinstance(value, Mapping):
        pairs = [(k, v, _on_one_line(v, (*path, k), shape.below(k), notes)) for k, v in ordered(value, shape)]
        if any(short is None or (isinstance(v, Mapping | list | tuple) and v) for _, v, short in pairs):
            return None
        return f"{{{', '.join(f'{scalar_text(key)}: {short}' for key, _, short in pairs)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        shorts = [_on_one_line(below, (*path, at), shape, notes) for at, below in enumerate(value)]
        is_short = all(short and not shape.is_words and _NAME.fullmatch(short) for short in shorts)
        return f"[{', '.join(map(str, shorts))}]" if is_short else None
    if isinstance(value, str) and (len(value) > _LONGEST_TEXT or "\n" in value) and can_be_block(value):
        return None
    return scalar_text(value)


def _beside(path: KeyPath, notes: Notes) -> str:
    note = notes.beside.get(path)
    return f"    {_comment(note)}" if note else ""


def _comments(notes: Sequence[str], pad: str) -> Iterator[str]:
    return (f"{pad}{_comment(note)}" for note in notes)


def _comment(note: str) -> str:
    return note if note.startswith("#") else f"# {note}".rstrip()


def scalar_text(value: Any) -> str:
    """A value that is alone; words in quotation marks where they could mean anything else without."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return digits_of(value)
    if isinstance(value, str):
        is_bare = _BARE.fullmatch(value) or _DAY.fullmatch(value)
        return value if is_bare else json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def _order(kind: type[Record]) -> dict[str, int]:
    """As declared; of the rows of a list, what they are called before their figures."""
    fields = fields_by_key(kind)
    is_row = issubclass(kind, Row)
    names = [
        key for key, field in fields.items() if is_row and is_text(field) and is_alone(field) and not is_prose(field)
    ]
    return {key: at for at, key in enumerate(dict.fromkeys([*names, *fields]))}


@cache
def _below(kind: type[Record] | None, key: Any) -> Shape:
    """What stands under ``key`` of a record."""
    declared = fields_by_key(kind).get(key) if kind else None
    if declared is None:
        return Shape(None)
    kinds = (declared.annotation, *get_args(declared.annotation))
    return Shape(record_in(declared), any(get_origin(kind) is dict for kind in kinds), is_prose(declared))
