"""Text of a data file → a record of the model, with every problem on the way."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from pydantic import ValidationError

from ..model.problem import Level, Place, Problem
from ..model.record import Record
from .slips import find_slips, mend
from .validation import problems_of
from .yaml_text import Document, parse_yaml

T = TypeVar("T", bound=Record)


def parse_record(text: str, file: str, record: type[T]) -> tuple[T | None, Document]:
    """Text → record; the document carries every problem, slips of the keyboard first.

    A file with slips is not read, but it is mended in memory so that its other problems are found in the same run.
    """
    slips = list(find_slips(text, all_keys(), file))
    wrong = [slip for slip in slips if slip.level is Level.ERROR]
    document = parse_yaml(mend(text, wrong) if wrong else text, file)
    found = _validated(document, record)
    if wrong and document.root is None:
        document.problems.clear()  # one cause, one message: the parser only stumbled over a slip
    slipped = {slip.place.line for slip in wrong}
    document.problems[:] = [*slips, *(p for p in document.problems if p.place.line not in slipped)]
    failed = any(problem.level is Level.ERROR for problem in document.problems)
    return (None if failed else found), document


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
        return record.model_validate(document.value)
    except ValidationError as error:
        document.problems.extend(problems_of(error, record, document))
        return None


@cache
def all_keys() -> frozenset[str]:
    """Every Chinese key of every record: what a line of a data file may start with."""

    def below(record: type[Record]) -> frozenset[str]:
        return record.known_keys().union(*(below(child) for child in record.__subclasses__()))

    return frozenset().union(*(below(child) for child in Record.__subclasses__()))
