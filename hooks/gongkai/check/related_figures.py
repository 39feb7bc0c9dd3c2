"""Figures of one family: what a name may mean in another scope, and amounts that are told as parts of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS
from ..model.finding import Finding, Outcome
from ..text.change_words import LESS, MORE
from ..text.numbers import parse_amount, parse_number
from ..text.statement import Statement, Subjects, fiscal_lines, subjects_of
from .context import CheckContext
from .other_readings import AMOUNT
from .tolerance import PER_ADDEND, agree
from .wholes import above_of

#: Judges what a text says.
Judge = Callable[[CheckContext, Statement], Finding | None]
_ENDS: Final = "。！？\n"
#: How far around a statement, of how many figures on either side, and of how many parts.
_NEAR: Final = 200
_MOST: Final = 8
_TO_SMALL: Final = frozenset(form.line_of(key).path for key in ("small_and_medium", "micro_and_small"))
#: A change or a remainder whose parts follow.
_OF_CHANGE: Final = re.compile(
    rf"(?:{MORE}|{LESS}|扣除|剔除|追加|未用|剩余|结余|节余|[多少增减余])[^，。；、\d]{{0,8}}(?P<change>\d[\d,.]*\s*[亿万千]?[元人名辆批次]+)"
    r"(?:[，、（(]?[^，。；\d]{0,8}\d[\d.]*\s*[%％][）)]?)?[^，。；\d]{0,12}[，；：,:（(]?(?:其中|包括|主要是|具体)"
)
_NUMBER: Final = r"(\d+(?:[,，]\d{3})*(?:\.\d+)?)\s*"


def family_values(context: CheckContext, subjects: Subjects) -> Iterator[Decimal]:
    """What is published of the same line in the scope of 财政拨款, and of its parts; in its measure."""
    for subject in subjects:
        line = form.find_line(subject.path)
        values = (
            [value for fiscal in fiscal_lines((line,)) if (value := fiscal.value(context.report)) is not None]
            if line
            else []
        )
        depth = len(subject.path)
        parts = (
            figure.value()
            for path, figure in context.by_path.items()
            if path[:depth] == subject.path and len(path) > depth
        )
        yield from (*values, *(value for value in parts if value is not None))


def judge_in_scopes(context: CheckContext, said: Statement, judge: Judge) -> Finding | None:
    """What ``judge`` finds of the whole unit; where that fails and it holds of 财政拨款, that it holds."""
    finding = judge(context, said)
    if finding and finding.outcome is Outcome.FAILS and (fiscal := _in_fiscal_scope(context, said)):
        other = judge(context, fiscal)
        return other if other and other.outcome is Outcome.HOLDS else finding
    return finding


def _in_fiscal_scope(context: CheckContext, said: Statement) -> Statement | None:
    """The same said of 财政拨款, where the report gives its lines; None where it does not."""
    if "fiscal" not in context.report.model_fields_set:
        return None
    subjects, wholes = _fiscal(said.subjects), _fiscal(said.wholes)
    return (
        said._replace(subjects=subjects, wholes=wholes or said.wholes)
        if subjects and subjects != said.subjects
        else None
    )


def _fiscal(subjects: Subjects) -> Subjects:
    lines = tuple(line for subject in subjects if (line := form.find_line(subject.path)))
    return subjects_of(fiscal_lines(lines))


def is_part_told(context: CheckContext, said: Statement) -> bool:
    """Whether the sentence tells the amount as one of several that come to another amount in it.

    未用24.75万元，其中基本支出6.40万元、项目支出18.35万元 are no figures of the lines; where they come to the
    published figure of what the line is a part of, they are.
    """
    if said.subjects[0].measure in {"人", "分"}:
        return False
    if _is_of_change(said) or _is_of_narrower(said):
        return True
    numbers = _figures_around(said)
    at = len(numbers[0]) - 1
    told = [*numbers[0], *numbers[1]]
    if at < 0 or not told[at]:
        return False
    at -= numbers[0].count(Decimal(0))
    told = [number for number in told if number]  # what is nought adds nothing
    wholes = [whole for whole in _sums_with(told, at) if any(agree(whole, other, PER_ADDEND) for other in told)]
    above = [
        value
        for subject in said.subjects
        for whole in above_of(subject)
        for column in COLUMN_LABELS
        if (value := context.value(whole, column)) is not None
    ]
    return any(not any(agree(whole, value, PER_ADDEND) for value in above) for whole in wholes)


def _is_of_narrower(said: Statement) -> bool:
    """货物46万元，其中授予中小企业40万元: of one kind of what was bought only."""
    is_share = said.subjects[0].path in _TO_SMALL
    return is_share and bool(said.wholes) and said.wholes[0].path not in {form.PROCUREMENT.path, *_TO_SMALL}


def _is_of_change(said: Statement) -> bool:
    """比上年增加30万元，其中人员经费20万元: of the increase, perhaps, unless one of them is more than that."""
    before = re.split(f"[{_ENDS}]", said.text[max(0, said.end - _NEAR) : said.end])[-1]
    found = _OF_CHANGE.search(before)
    if not found:
        return False
    change = next(_figures_in(found["change"], said.measure), None)
    told = list(_figures_in(before[found.end() :], said.measure))
    return change is not None and bool(told) and max(told) <= change


def _sums_with(told: list[Decimal], at: int) -> Iterator[Decimal]:
    """The sums of the figures in a row, two or more, of which the one at ``at`` is one."""
    for start in range(max(0, at - _MOST), at + 1):
        for end, total in enumerate(accumulate(told[start : at + _MOST]), start):
            if end >= at and end > start:
                yield total


def _figures_around(said: Statement) -> tuple[list[Decimal], list[Decimal]]:
    """The figures of the same measure in the sentence, up to this one and after it."""
    before = re.split(f"[{_ENDS}]", said.text[max(0, said.end - _NEAR) : said.end])[-1]
    after = re.split(f"[{_ENDS}]", said.text[said.end : said.end + _NEAR], maxsplit=1)[0]
    return list(_figures_in(before, said.measure))[-_MOST:], list(_figures_in(after, said.measure))[:_MOST]


def _figures_in(text: str, measure: str) -> Iterator[Decimal]:
    if not measure.endswith(("元", "万")):
        yield from (parse_number(number) for number in re.findall(_NUMBER + re.escape(measure), text))
        return
    for found in AMOUNT.finditer(text):
        yield parse_amount(found["number"], found["measure"])[0]
