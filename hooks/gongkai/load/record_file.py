"""Text of a data file → a record of the model, with every problem on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError

from ..model.paths import fields_by_key, record_in
from ..model.problem import Level, Place, Problem
from ..model.record import Record
from ..model.report import Report
from .lost_names import find_lost_name
from .original_measure import in_wanyuan, measure_in
from .plain_yaml import read_plain
from .slips import find_slips
from .source import UNSEEN_CODE, find_unseen
from .syntax_mistakes import find_mistakes, mend
from .validation import problems_of
from .yaml_text import Document, parse_yaml

T = TypeVar("T", bound=Record)


def parse_record(text: str, file: str, record: type[T], *, without: str = "") -> tuple[T | None, Document]:
    """Text → record; the document carries every problem, typing mistakes first.

    A file with mistakes is not read, but it is mended in memory so that its other problems are found in the same run.
    What stands under the key ``without`` is not read.
    """
    found, document = _parse_once(text, file, record, without)
    lost = find_lost_name(text, record, document, lambda tried: _parse_once(tried, file, record, without)[1])
    if lost:
        _, meant = parse_record(lost.mended, file, record, without=without)
        document.problems[:] = [lost.problem, *(_above(problem, lost.line) for problem in meant.problems)]
    failed = any(problem.level is Level.ERROR for problem in document.problems)
    return (None if failed else found), document


def _above(problem: Problem, line: int) -> Problem:
    """A problem of a text with one line more at ``line``, at its place in the file."""
    place = problem.place
    return replace(problem, place=replace(place, line=place.line - 1)) if place.line > line else problem


def _parse_once(text: str, file: str, record: type[T], without: str) -> tuple[T | None, Document]:
    """The record of a text as its lines stand."""
    mistakes, document = parse_mended(text, file, keys_of(record), lists_of(record))
    if without and isinstance(document.value, dict):
        document.value = {key: value for key, value in document.value.items() if key != without}
    found = _validated(document, record)
    settle(mistakes, document)
    return found, document


def parse_mended(
    text: str, file: str, keys: frozenset[str], lists: frozenset[str] = frozenset()
) -> tuple[list[Problem], Document]:
    """The typing mistakes of a text, whose lines start with one of ``keys``, and the document it was meant to be.

    ``lists`` are those of the ``keys`` below which entries stand.
    """
    unseen = list(find_unseen(text, file))
    if not unseen and (plain := read_plain(text, file, keys)):
        return [], plain
    mistakes = [*find_mistakes(text, keys, file)]
    told = {mistake.place.line for mistake in mistakes}
    mistakes += [mistake for mistake in unseen if mistake.place.line not in told]
    wrong = [mistake for mistake in mistakes if mistake.level is Level.ERROR]
    text = mend(text, wrong, keys) if wrong else text
    document = parse_yaml(text, file)
    if document.stumbled:
        slips, meant = find_slips(text, keys, file, lists)
        mistakes += slips
        document = parse_yaml(meant, file) if slips else document
        document.stumbled = True
    return mistakes, document


def settle(mistakes: list[Problem], document: Document) -> None:
    """Put the typing mistakes first; what one of them brought about is not reported a second time."""
    known = {problem.place.line for problem in document.problems if problem.code in {UNSEEN_CODE, "Y10"}}
    mistakes = [mistake for mistake in mistakes if mistake.code != UNSEEN_CODE or mistake.place.line not in known]
    lines = {mistake.place.line for mistake in mistakes if mistake.level is Level.ERROR}
    if lines and any(mistake.code != UNSEEN_CODE for mistake in mistakes) and document.root is None:
        document.problems.clear()  # the parser only stumbled over a typing mistake
    document.problems[:] = [*mistakes, *(p for p in document.problems if p.place.line not in lines)]


def _validated(document: Document, record: type[T]) -> T | None:
    if document.broken or (document.problems and document.root is None):
        return None
    if not isinstance(document.value, dict):
        words = "文件里没有“名称: 内容”这样的项"
        document.problems.append(
            Problem(Place(document.file, 1, 1), Level.ERROR, "Y09", words, "每项写成“名称: 内容”", "标题: 2020年度报告")
        )
        return None
    try:
        return _measured(validate(record, in_wanyuan(document.value, record)), document)
    except ValidationError as error:
        document.problems.extend(problems_of(error, record, document))
        return None


def _measured(found: T, document: Document) -> T:
    """A report that knows in what its file's amounts stand."""
    if isinstance(found, Report) and found.published_measure is not None:
        found.written_in(measure_in(document.value, Report))
    return found


def validate(record: type[T], value: Any) -> T:
    """A record by its Chinese keys alone: the English names of the fields are for code."""
    return record.model_validate(value, by_alias=True, by_name=False)


@cache
def keys_of(record: type[Record]) -> frozenset[str]:
    """Every Chinese key that a line of a record's file may start with, its parts' keys too."""
    return frozenset().union(*(kind.known_keys() for kind in _kinds(record)))


@cache
def lists_of(record: type[Record]) -> frozenset[str]:
    """Those of the keys below which entries stand."""
    found = (fields_by_key(kind).items() for kind in _kinds(record))
    return frozenset(key for fields in found for key, declared in fields if get_origin(declared.annotation) is tuple)


def _kinds(record: type[Record]) -> set[type[Record]]:
    """The record and all that it is made of."""
    found: set[type[Record]] = set()
    todo = {record}
    while todo:
        found |= todo
        inside = {record_in(declared) for kind in todo for declared in kind.model_fields.values()}
        todo = {kind for kind in inside if kind} - found
    return found
