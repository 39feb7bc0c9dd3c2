"""The one layout of data files: plain values and notes → YAML, in the order of the form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from ..model.paths import fields_by_key, record_in
from ..model.problem import KeyPath
from ..model.record import Record
from ..model.report import Report
from .files import digits_of

#: As long a line as braces may make; longer ones are broken into lines.
_LONGEST: Final = 100
#: A longer text stands below its key, under ``|``.
_LONGEST_TEXT: Final = 70
_INDENT: Final = "  "
#: Words that mean themselves without quotation marks, in braces too.
_BARE: Final = re.compile(
    r"(?!(?:null|true|false)\Z)(?:[\u3400-\u9fff（《“A-Za-z]|[0-9]+[\u3400-\u9fff])"
    r"[\u3400-\u9fffA-Za-z0-9_/（）《》“”·、，。；：？！…—％℃ .%-]*(?<! )"
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Notes(NamedTuple):
    """Comments of a file, without their #.

    Attributes:
        beside: what stands behind a value or a key, by its path.
        above: the lines above it.
        end: the lines at the end of the file.
    """

    beside: Mapping[KeyPath, str] = {}
    above: Mapping[KeyPath, Sequence[str]] = {}
    end: Sequence[str] = ()


def laid_out(values: Mapping[str, Any], notes: Notes = Notes(), head: Sequence[str] = ()) -> str:  # noqa: B008 (frozen)
    """The text of a data file.

    Args:
        values: by Chinese key: mappings, lists, words, numbers (each digit stays), days, None.
        notes: comments.
        head: the first lines, with their #.
    """
    lines: list[str] = [*head]
    for key, value in _ordered(values, Report):
        if lines:
            lines.append("")
        lines += _entry(key, value, (key,), _kind_below(Report, key), notes, 0)
    return "\n".join([*lines, *(f"# {note}" for note in notes.end), ""])


def _entry(key: Any, value: Any, path: KeyPath, kind: type[Record] | None, notes: Notes, depth: int) -> Iterator[str]:
    """A key and its value."""
    pad = _INDENT * depth
    yield from (f"{pad}# {note}" for note in notes.above.get(path, ()))
    name, beside = _scalar(key), _beside(path, notes)
    short = _on_one_line(value, path, notes)
    if short is not None and len(pad) + len(name) + 2 + len(short) <= _LONGEST:
        yield f"{pad}{name}: {short}{beside}"
    elif isinstance(value, Mapping):
        yield f"{pad}{name}:{beside}"
        for inner, below in _ordered(value, kind):
            yield from _entry(inner, below, (*path, inner), _kind_below(kind, inner), notes, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield f"{pad}{name}:{beside}"
        for at, below in enumerate(value):
            yield from _item(below, (*path, at), kind, notes, depth + 1)
    elif isinstance(value, str) and can_be_block(value):
        yield f"{pad}{name}: |{beside}"
        yield from _block(value, depth + 1)
    else:
        yield f"{pad}{name}: {_scalar(value)}{beside}"


def _item(value: Any, path: KeyPath, kind: type[Record] | None, notes: Notes, depth: int) -> Iterator[str]:
    """An entry of a list."""
    pad, beside = _INDENT * depth, _beside(path, notes)
    yield from (f"{pad}# {note}" for note in notes.above.get(path, ()))
    short = _on_one_line(value, path, notes)
    if short is not None and (len(pad) + 2 + len(short) <= _LONGEST or not isinstance(value, str | Mapping)):
        yield f"{pad}- {short}{beside}"
    elif isinstance(value, Mapping):
        lines = [
            line
            for inner, below in _ordered(value, kind)
            for line in _entry(inner, below, (*path, inner), _kind_below(kind, inner), notes, depth + 1)
        ]
        first = next(at for at, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (f"{pad}{line.lstrip()}" for line in lines[:first])
        yield f"{pad}- {lines[first].lstrip()}"
        yield from lines[first + 1 :]
    elif isinstance(value, str) and can_be_block(value):
        yield f"{pad}- |{beside}"
        yield from _block(value, depth + 1)
    else:
        yield f"{pad}- {_scalar(value)}{beside}"


def can_be_block(text: str) -> bool:
    """Whether a text reads the same under ``|``."""
    lines = text.split("\n")
    return bool(text.strip()) and text.endswith("\n") and not text.endswith("\n\n") and not any(
        line != line.rstrip() or "\t" in line or not line.isprintable() for line in lines
    ) and lines[0][:1] not in {" ", ""}  # fmt: skip


def _block(text: str, depth: int) -> Iterator[str]:
    pad = _INDENT * depth
    return (f"{pad}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))


def _on_one_line(value: Any, path: KeyPath, notes: Notes) -> str | None:
    """A value in one line; None where it is to stand below its key, as it does where anything in it has a note."""
    if isinstance(value, Mapping):
        parts = [(key, _on_one_line(below, (*path, key), notes)) for key, below in value.items()]
        if any(short is None or (isinstance(value[key], Mapping | list) and value[key]) for key, short in parts):
            return None
        return None if _noted(path, value, notes) else f"{{{', '.join(f'{_scalar(k)}: {s}' for k, s in parts)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        shorts = [_on_one_line(below, (*path, at), notes) for at, below in enumerate(value)]
        is_short = not any(isinstance(below, Mapping) for below in value) and all(s and len(s) < 20 for s in shorts)
        return f"[{', '.join(map(str, shorts))}]" if is_short else None
    if isinstance(value, str) and (len(value) > _LONGEST_TEXT or "\n" in value) and can_be_block(value):
        return None
    return _scalar(value)


def _noted(path: KeyPath, value: Mapping[Any, Any], notes: Notes) -> bool:
    return any((*path, key) in notes.beside or (*path, key) in notes.above for key in value)


def _beside(path: KeyPath, notes: Notes) -> str:
    note = notes.beside.get(path)
    return f"    # {note}" if note else ""


def _scalar(value: Any) -> str:
    """A value that is alone; words in quotation marks where they could mean anything else without."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return digits_of(value)
    if isinstance(value, str):
        is_bare = (_BARE.fullmatch(value) and ": " not in value) or _DAY.fullmatch(value)
        return value if is_bare else json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)


def _ordered(values: Mapping[Any, Any], kind: type[Record] | None) -> Iterable[tuple[Any, Any]]:
    """In the order of the form; the unit's own names in theirs."""
    order = _order(kind) if kind else {}
    return sorted(values.items(), key=lambda pair: order.get(pair[0], len(order)))


@cache
def _order(kind: type[Record]) -> dict[str, int]:
    return {key: at for at, key in enumerate(fields_by_key(kind))}


@cache
def _kind_below(kind: type[Record] | None, key: Any) -> type[Record] | None:
    """What stands under ``key``; of mappings with names of the unit's own and of lists, what each entry is."""
    if kind is None:
        return None
    declared = fields_by_key(kind).get(key)
    return record_in(declared) if declared is not None else kind
