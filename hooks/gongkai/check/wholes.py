"""Of what a line or a row is a part on the forms."""

from __future__ import annotations

from typing import Final

from ..model import form
from ..model.form import find_line
from ..model.problem import KeyPath
from ..text.statement import Subject, Subjects, subjects_of

_SPENDING: Final = (form.EXPENDITURE, form.TOTAL_EXPENDITURE)
_FISCAL: Final = tuple(form.line_at("财政拨款", key) for key in ("本年支出合计", "支出总计"))
#: Of what a line is a part where nothing is said: the nearest first.
_WHOLES: Final[dict[KeyPath, tuple[form.Line, ...]]] = {
    **{part.path: (form.INCOME, form.TOTAL_INCOME) for part in (*form.INCOME.parts, form.OPENING_BALANCE, form.INCOME)},
    **{part.path: (form.BASIC_EXPENDITURE, *_SPENDING) for part in form.BASIC_EXPENDITURE.parts},
    **{line.path: (form.BASIC_EXPENDITURE, *_SPENDING) for line in (form.PERSONNEL_FUNDS, form.OPERATING_FUNDS)},
    **{line.path: _SPENDING for line in (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE)},
    **{part.path: (form.THREE_PUBLIC,) for part in form.THREE_PUBLIC.parts},
    **{part.path: (form.OFFICIAL_VEHICLES, form.THREE_PUBLIC) for part in form.OFFICIAL_VEHICLES.parts},
    **{part.path: (form.PROCUREMENT,) for part in form.PROCUREMENT.parts},
    form.line_of("small_and_medium").path: (form.PROCUREMENT,),
    form.line_of("micro_and_small").path: (form.line_of("small_and_medium"), form.PROCUREMENT),
}


def above_of(subject: Subject) -> Subjects:
    """Of what a line or row is a part on the forms, the nearest first."""
    if subject.path[:2] == form.FUNCTIONAL.path:
        return subjects_of((*_SPENDING, *_FISCAL))
    if lines := _WHOLES.get(subject.path):
        return subjects_of(lines)
    above = find_line(subject.path[:-2]) if len(subject.path) > 2 else None
    return subjects_of((above,)) if above else ()
