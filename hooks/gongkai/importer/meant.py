"""Which line a sentence means where its name may mean either of two: 总收入, 实有人数, 实际支出."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.problem import KeyPath
from ..text.statement import Kind, Statement, Subject, Subjects

_TOTAL_INCOME: Final = form.TOTAL_INCOME.path
_INCOME: Final = form.INCOME.path
_TOTAL_SPENDING: Final = form.TOTAL_EXPENDITURE.path
_SPENDING: Final = form.EXPENDITURE.path
_STAFF: Final[KeyPath] = ("人员", "在职人员")
_PEOPLE: Final[KeyPath] = ("人员", "年末实有")
_SERVING: Final = re.compile("在职|在编|在岗")
_TOTAL: Final = re.compile("(?<!本年收入)(?<!本年支出)总计")
_YEAR: Final = re.compile("(?:收入|支出)合计|本年(?:收入|支出)(?!总)")
_SPENT: Final = re.compile("实际支出|实际完成")
#: Smaller differences are rounding, 万元.
_TOLERANCE: Final = Decimal("0.01")


class Meant(NamedTuple):
    """A line that a sentence speaks of, and why that is not certain; "" where it is."""

    subject: Subject
    doubt: str = ""


def meant_by(said: Statement, beside: Sequence[Statement]) -> tuple[Meant, ...]:
    """The lines that ``said`` is of: none of something unknown, two where it is of both; ``beside`` stand with it."""
    known = {subject.path: subject for subject in said.subjects if subject.path}
    if len(known) < len(said.subjects):
        return ()
    if len(known) == 1:
        return tuple(map(Meant, known.values()))
    if known.keys() == {_TOTAL_INCOME, _TOTAL_SPENDING}:
        return tuple(map(Meant, known.values()))
    if known.keys() == {_STAFF, _PEOPLE}:
        return (Meant(known[_STAFF if _SERVING.search(said.words) else _PEOPLE]),)
    for total, of_year in ((_TOTAL_INCOME, _INCOME), (_TOTAL_SPENDING, _SPENDING)):
        if known.keys() == {total, of_year}:
            return (_one_of(said, known[total], known[of_year], beside),)
    return ()


def _one_of(said: Statement, total: Subject, of_year: Subject, beside: Sequence[Statement]) -> Meant:
    """The total, which holds what was carried over, or the sum of the year."""
    if _TOTAL.search(said.words):
        return Meant(total)
    if _YEAR.search(said.words):
        return Meant(of_year)
    if total.path == _TOTAL_SPENDING and said.kind is Kind.VALUE and said.column in {"", "actual"}:
        income = _total_income(beside)
        if income is not None and abs(income - said.number) <= _TOLERANCE:
            return Meant(total)  # both totals are equal: nothing was carried over
        if _SPENT.search(said.words):
            return Meant(of_year)
    return Meant(total, f"原文没有写明是{total.label}还是{of_year.label}")


def _total_income(beside: Sequence[Statement]) -> Decimal | None:
    """收入总计 as the paragraph says it."""
    values = {
        other.number
        for other in beside
        if other.kind is Kind.VALUE and other.column in {"", "actual"} and _is_total_income(other.subjects, other.words)
    }
    return values.pop() if len(values) == 1 else None


def _is_total_income(subjects: Subjects, words: str) -> bool:
    return subjects[0].path == _TOTAL_INCOME and (len(subjects) == 1 or _TOTAL.search(words) is not None)
