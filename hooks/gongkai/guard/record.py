"""One file of the data as the guard sees it: its content as written, its record, and whether it can be read at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

from ..load.names_file import parse_names
from ..load.outlines import parse_outline
from ..load.record_file import parse_record
from ..load.register import parse_units
from ..load.source import MAX_BYTES, parse_source
from ..load.yaml_text import Document
from ..model.everyday import EVERYDAY_KEY
from ..model.problem import KeyPath, Level, Place
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules

T = TypeVar("T")
#: What people write of an entry, beside what the program knows.
_ENTRIES: Final = "更正"
_REASONS: Final = frozenset({"内容", "原因"})


@dataclass(frozen=True, slots=True, eq=False)
class FileRecord(Generic[T]):
    """A file that can be read; one is the same as another only where it is the same object.

    Attributes:
        content: what it says, as written.
        record: what it is read as.
        document: where everything stands.
        digest: SHA-256 of its bytes.
    """

    content: Any
    record: T
    document: Document
    digest: str

    def place(self, path: KeyPath) -> Place:
        """The line of a value."""
        return self.document.place(path)


#: Bytes and name of a file → what it says; None where it cannot be read without a 必须改.
Reader = Callable[[bytes, str], "FileRecord[T] | None"]


@lru_cache(maxsize=8)  # the same version is asked for again and again
def read_report(content: bytes, file: str) -> FileRecord[Report] | None:
    """A report."""
    return _read(content, file, lambda text: parse_record(text, file, Report))


def unwritten_reasons(content: bytes, file: str) -> str:
    """What the entries of 更正 still want, where nothing else keeps a report from being read; "" elsewhere.

    ``gongkai correct`` leaves 内容 and 原因 to people: until they are written the file is no report.
    """
    source = parse_source(content, file) if len(content) <= MAX_BYTES else None
    if source is None or source.text is None:
        return ""
    _, document = parse_record(source.text, file, Report)
    wanting: dict[int, list[str]] = {}
    for problem in document.problems:
        match problem.path:
            case (word, int(number), str(key)) if word == _ENTRIES and key in _REASONS:
                wanting.setdefault(number + 1, []).append(key)
            case _ if problem.level is Level.ERROR:
                return ""
    return "、".join(f"{_ENTRIES}第{number}条的{'、'.join(keys)}" for number, keys in wanting.items())


def read_rules(content: bytes, file: str) -> FileRecord[YearRules] | None:
    """The rules of a year."""
    return _read(content, file, lambda text: parse_record(text, file, YearRules))


def read_outline(content: bytes, file: str) -> FileRecord[Any] | None:
    """An outline."""
    return _read(content, file, lambda text: parse_outline(text, file))


def read_own_names(content: bytes, file: str) -> FileRecord[Any] | None:
    """The names of lines that the bureau adds; the words of its readers change nothing that is published."""
    found = _read(content, file, lambda text: parse_names(text, file))
    return found and replace(found, content={k: v for k, v in found.content.items() if k != EVERYDAY_KEY})


def read_register(content: bytes, file: str) -> FileRecord[dict[str, Unit]] | None:
    """The register; one unit that cannot be read makes it unreadable."""

    def parse(text: str) -> tuple[dict[str, Unit] | None, Document]:
        units, document = parse_units(text, file)
        return units or None, document

    return _read(content, file, parse)


def _read(content: bytes, file: str, parse: Callable[[str], tuple[T | None, Document]]) -> FileRecord[T] | None:
    source = parse_source(content, file) if len(content) <= MAX_BYTES else None
    if source is None or source.text is None:
        return None
    record, document = parse(source.text)
    failed = document.broken or any(problem.level is Level.ERROR for problem in document.problems)
    if record is None or failed:
        return None
    return FileRecord(document.value, record, document, sha256(content).hexdigest())
