"""Problems for the page around the desk: each with the field of the form that is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, cast

from ..model import problem as model
from ..model.problem import KeyPath
from .checking import answer_path, why
from .form_words import in_form_words
from .places import ACTUAL, joined
from .shapes import Problem, Section

#: The ends of the ids of sections.
_ENDS: Final = ("", "#values", "#text")


class Fields:
    """The places of a form."""

    def __init__(self, form: Sequence[Section]) -> None:
        rows = [row for section in form for row in section["rows"]]
        self._cells = {cell["path"] for row in rows for cell in row["cells"].values()}
        self._rows = {row["path"] for row in rows}
        self._sections = {section["id"] for section in form}

    def nearest(self, path: KeyPath) -> str:
        """The cell, row or section at ``path``, or at what it stands in; "" where there is none."""
        for depth in range(len(path), 0, -1):
            place = joined(path[:depth])
            if place in self._cells:
                return place
            if (actual := f"{place}/{ACTUAL}") in self._cells:
                return actual
            if place in self._rows:
                return place
            if found := next((f"{place}{end}" for end in _ENDS if f"{place}{end}" in self._sections), ""):
                return found
        return ""


def listed(problems: Iterable[model.Problem], form: Sequence[Section], *, is_readable: bool) -> list[Problem]:
    """The problems in their order; those of a file that is not ``is_readable``, or another, are not answered here."""
    fields = Fields(form)
    return [_listed(problem, fields, is_readable=is_readable) for problem in problems]


def _listed(problem: model.Problem, fields: Fields, *, is_readable: bool) -> Problem:
    place, field = problem.place, fields.nearest(problem.path)
    return Problem(
        level=cast("Literal['必须改', '请核对', '建议']", problem.level.label),
        code=problem.code,
        file=place.file,
        line=place.line,
        column=place.column,
        path=joined(problem.path),
        field=field,
        what=problem.message,
        why=why(problem.code),
        cure=problem.cure,
        form_cure=in_form_words(problem.cure) if field else problem.cure,
        example=problem.example,
        answer=joined(answer_path(problem, is_readable=is_readable)),
    )
