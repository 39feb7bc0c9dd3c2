"""Which line a sentence means where its name may mean either of two: 总收入, 实有人数, 实际支出."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from ..model import form
from ..model.line_names import known_names
from ..model.names import OwnNames
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
_QUOTED: Final = re.compile('[“"]([^“”"\n]{2,30})[”"]')
#: What stands for a line in sentences that name it no more closely.
_SPOKEN: Final[Mapping[KeyPath, tuple[str, ...]]] = {
    _SPENDING: ("支出",),
    _TOTAL_SPENDING: ("支出", "预算"),
    _INCOME: ("收入",),
    _TOTAL_INCOME: ("收入",),
    **{("三公经费", "数量", f"国内公务接待{measure}"): ("接待",) for measure in ("批次", "人次")},
    **{("三公经费", "数量", f"因公出国（境）{counted}"): ("出国", "出境") for counted in ("团组", "人次")},
    **{("三公经费", "数量", f"公务用车{counted}"): ("公务用车", "公车") for counted in ("购置数", "保有量")},
}
#: Smaller differences are rounding, 万元.
_TOLERANCE: Final = Decimal("0.01")


class Meant(NamedTuple):
    """A line that a sentence speaks of, and why that is not certain; "" where it is."""

    subject: Subject
    doubt: str = ""


def is_named(said: Statement, extra: OwnNames = ()) -> bool:
    """Whether the words before a figure name its line, and then nothing in quotation marks: “代表培训”年初预算."""
    start = max(said.text.rfind(mark, 0, said.end) for mark in "。；\n") + 1
    foreign = [match for match in _QUOTED.finditer(said.text, start, said.end) if _is_foreign(match[1], extra)]
    words = said.text[foreign[-1].end() if foreign else 0 : said.end]
    return any(name in words for subject in said.subjects for name in names_of_line(subject, extra))


@lru_cache(maxsize=1024)
def _is_foreign(words: str, extra: OwnNames) -> bool:
    """Whether words in quotation marks are no name of a line, nor a part of one: “三公”经费."""
    return not any(words == name or f"“{words}”" in name for name in known_names(extra))


@lru_cache(maxsize=1024)
def names_of_line(subject: Subject, extra: OwnNames) -> tuple[str, ...]:
    """What sentences call a line; of 财政拨款 what the same line of all funds is called."""
    path = ("收支", *subject.path[1:]) if subject.path[:1] == ("财政拨款",) else subject.path
    lines = {line for line in (form.find_line(subject.path), form.find_line(path)) if line}
    named = (name for name, meant in known_names(extra).items() if not lines.isdisjoint(meant))
    return (subject.label, *(line.label for line in lines), *_SPOKEN.get(subject.path, ()), *named)


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
    if own := known.keys() - {_TOTAL_SPENDING, _SPENDING} if known.keys() >= {_TOTAL_SPENDING, _SPENDING} else ():
        line = known[next(iter(own))]
        if len(own) == 1 and said.path == (*line.path, "说明"):  # “三公”经费：全年支出8.21万元
            return (Meant(line, f"原文没有写明是{line.label}还是全部支出"),)
    if known.keys() >= {_TOTAL_SPENDING, _SPENDING, _TOTAL_INCOME}:
        return (Meant(known[_TOTAL_SPENDING], "原文没有写明是哪一个总数"),)
    return ()


def _one_of(said: Statement, total: Subject, of_year: Subject, beside: Sequence[Statement]) -> Meant:
    """The total, which holds what was carried over, or the sum of the year."""
    if _TOTAL.search(said.words):
        return Meant(total)
    if _YEAR.search(said.words):
        return Meant(of_year)
    if any(other.kind is Kind.VALUE and _is_of(other, of_year) and other.column == said.column for other in beside):
        return Meant(total)  # 总收入1300万元，其中：本年收入1290万元
    if total.path == _TOTAL_SPENDING and said.kind is Kind.VALUE and said.column in {"", "actual"}:
        income = _total_income(beside)
        if income is not None and abs(income - said.number) <= _TOLERANCE:
            return Meant(total)  # both totals are equal: nothing was carried over
        if _SPENT.search(said.words):
            return Meant(of_year)
    return Meant(total, f"原文没有写明是{total.label}还是{of_year.label}")


def _is_of(said: Statement, subject: Subject) -> bool:
    """Whether a statement is of one line and no other."""
    return len(said.subjects) == 1 and said.subjects[0].path == subject.path


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
