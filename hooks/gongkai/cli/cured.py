"""A data file with those slips cured whose cure is certain; everything else stays, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..load.source import Source, parse_source
from ..load.sure_cures import UNSHAPED, ValueCure, lines_meant, values_meant, words_lines
from ..load.yaml_text import parse_yaml
from ..model.paths import leaves
from .data_files import ReadFile, keys_in, prose_in, read_data_file

#: Cures that make others visible are as few as layers of paint.
_MOST_ROUNDS: Final = 5
#: A line that has one of these after its cure was not what it looked like.
_MISTAKEN: Final = frozenset({"S02", "S12", "S13", "S14"})
_LINE_END: Final = re.compile(r"\r+\n")
_SYNTAX: Final = frozenset({"Y04", "Y05", "Y09"})


@dataclass(frozen=True, slots=True)
class Change:
    """A line, from 1, and how it was and is; line 0 is the file as a whole."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cured:
    """The bytes of a file with its cures, and each of them."""

    content: bytes
    changes: tuple[Change, ...]


def cured(content: bytes, file: str) -> Cured:
    """Cure a data file; ``file`` is its name, by which it is known what it is."""
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Cured(content, ())
    text = _with_one_line_end(written)
    meant = _meant(text, file)
    changes = tuple(_changes(content, written, text, meant))
    return Cured(meant.encode() if changes else content, changes)


def _with_one_line_end(text: str) -> str:
    """As the reader takes the ends of lines."""
    source = parse_source(UNSHAPED.sub("", text).encode(), "")
    if source.text is None or "\r" not in text:
        return text
    return _LINE_END.sub("\n", text) if "\n" in text else text.replace("\r", "\n")


def _meant(text: str, file: str) -> str:
    """The text with all its cures; as it is where it could be read and would be read otherwise."""
    meant = text
    for _ in range(_MOST_ROUNDS):
        cured_once = _values(_lines(meant, file), file)
        if cured_once == meant:
            break
        meant = cured_once
    before = read_data_file(text, file)
    is_read = before.meaning is not None and not before.errors and not UNSHAPED.search(text)
    return meant if not is_read or _stated(meant, file) == _stated(text, file) else text


def _stated(text: str, file: str) -> tuple[Any, list[Any]]:
    """What a text means, each number with its digits."""
    value = parse_yaml(text, file).value
    return read_data_file(text, file).meaning, leaves(value) if isinstance(value, dict) else []


def _lines(text: str, file: str) -> str:
    """The text with the slips between its words cured, apart from lines that were not what they looked like."""
    rows = text.split("\n")
    meant = lines_meant(UNSHAPED.sub("", text), file, keys_in(file), prose_in(file)).split("\n")
    if rows == meant:
        return text
    for _ in range(len(rows)):
        read = _read("\n".join(meant), file)
        wrong = _not_meant(rows, meant, read)
        if not wrong:
            return "\n".join(meant)
        for at in wrong:
            meant[at] = rows[at]
    return text


def _not_meant(rows: list[str], meant: list[str], read: ReadFile) -> list[int]:
    """Changed lines that are to stay as they were."""
    changed = [at for at, (row, new) in enumerate(zip(rows, meant, strict=True)) if row != new]
    if read.document.root is None:
        stop = min((problem.place.line for problem in read.errors if problem.code in _SYNTAX), default=0) - 1
        before = [at for at in changed if at <= stop]
        return before[-1:] if before and stop - before[-1] < 2 else [at for at in changed if at > stop]
    words = words_lines(read.document)
    mistaken = {problem.place.line - 1 for problem in read.errors if problem.code in _MISTAKEN}
    has_structure = {at for at in changed if UNSHAPED.sub("", rows[at]) != meant[at]}
    return [at for at in changed if at in words or (at in mistaken and at in has_structure)]


def _values(text: str, file: str) -> str:
    """The text with its wrongly written values cured, apart from those that are no better then."""
    read = _read(text, file)
    if read.document.root is None:
        return text
    words = words_lines(read.document)
    cures = [cure for cure in values_meant(read.document, read.errors) if text.count("\n", 0, cure.start) not in words]
    cures = [cure for cure in cures if text[cure.start : cure.end] != cure.meant]
    if not cures:
        return text
    after = _read(_with(text, cures), file)
    still = {problem.path for problem in after.errors if problem.path}
    kept = [cure for cure in cures if cure.path not in still]
    return _with(text, kept) if len(_read(_with(text, kept), file).errors) < len(read.errors) else text


def _with(text: str, cures: list[ValueCure]) -> str:
    for cure in sorted(cures, key=lambda cure: -cure.start):
        text = text[: cure.start] + cure.meant + text[cure.end :]
    return text


def _read(text: str, file: str) -> ReadFile:
    source: Source = parse_source(text.encode(), file)
    return read_data_file(source.text if source.text is not None else text, file)


def _changes(content: bytes, written: str, text: str, meant: str) -> Iterator[Change]:
    if content.startswith(codecs.BOM_UTF8):
        yield Change(0, "文件开头有 BOM 标记", "没有")
    if written != text:
        yield Change(0, f"{written.count(chr(13))} 行以 CR 结尾（Windows 或旧 Mac 的换行）", "以 LF 结尾")
    for at, (before, after) in enumerate(zip(text.split("\n"), meant.split("\n"), strict=True)):
        if before != after:
            yield Change(at + 1, before, after)
