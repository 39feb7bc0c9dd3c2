"""Amounts that can only be in another measure of money than their file says: S17."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.amounts import Figure
from ..model.disclosure import PublishedMeasure
from ..model.form import BASIC_EXPENDITURE, STAFF, wholes_of
from ..model.money import shifted
from ..model.problem import KeyPath, Level, Problem
from ..model.report import Report
from .original_measure import KEY, measure_in
from .yaml_text import Document

#: A part this many times its whole can only be in another measure of money.
_PART_FACTOR: Final = Decimal(1000)
#: 万元 of basic expenditure for each person; more can only be yuan.
_MOST_PER_PERSON: Final = Decimal(1000)


def wrong_measures(report: Report, document: Document) -> Iterator[Problem]:
    """Parts many times their whole, and totals that are too much or too little for any unit."""
    measure = measure_in(document.value, Report)
    for figure in wholes_of(report):  # the others have no parts
        yield from _outsized_parts(figure, document, measure)
    yield from _outsized_per_person(report, document, measure)
    said = report.published_measure
    if said is not None and said.places > 0 and measure is PublishedMeasure.WANYUAN:
        yield _in_wanyuan_already(document, said)


def _outsized_parts(whole: Figure, document: Document, measure: PublishedMeasure) -> Iterator[Problem]:
    parts = whole.parts()
    totals = [(column, total, total * _PART_FACTOR) for column, total in whole.item.columns.items() if total and parts]
    for part in parts:
        for column, total, most in totals:
            if (own := part.value(column)) and own > most:
                times = f"是所属合计 {_written(total, measure)}的 {own / total:.0f} 倍"
                yield _problem(document, part.path, f"“{part.label}”{_written(own, measure)}，{times}", own, measure)
    for part in parts:
        yield from _outsized_parts(part, document, measure)


def _outsized_per_person(report: Report, document: Document, measure: PublishedMeasure) -> Iterator[Problem]:
    people, spent = STAFF.value(report), BASIC_EXPENDITURE.value(report)
    if people and spent and spent / people > _MOST_PER_PERSON:
        message = f"{BASIC_EXPENDITURE.label} {_written(spent, measure)}，{people} 人，人均 {spent / people:.0f} 万元"
        yield _problem(document, BASIC_EXPENDITURE.path, message, spent, measure)


def _in_wanyuan_already(document: Document, said: PublishedMeasure) -> Problem:
    """A file that says 元 but has 万元, as files were written before amounts were converted; it is read as 万元."""
    message = f"“{KEY}”写的是{said}，金额却像已经换算成万元的数（多数有三位以上小数，或者总数不到 1 万），按万元读入"
    cure = f"金额已经是万元的，删去“{KEY}”这一行；要照原文写的，全部金额写{said}数"
    return document.problem((KEY,), Level.WARNING, "S17", message, cure, f"{KEY}: 万元")


def _written(value: Decimal, measure: PublishedMeasure) -> str:
    """An amount as it stands in the file."""
    return f"{shifted(value, measure.places):f} {measure}" if measure.places else f"{value:f} {measure}"


def _problem(document: Document, path: KeyPath, message: str, value: Decimal, measure: PublishedMeasure) -> Problem:
    if measure is not PublishedMeasure.WANYUAN:
        cure = f"本文件写了“{KEY}: {measure}”，金额要全部写{measure}：核对这个数和合计，写成别的单位的改过来"
        return document.problem(path, Level.ERROR, "S17", f"{message}，可能金额单位不一致", cure)
    right = f"{(value / 10000).quantize(Decimal('0.000001')).normalize():f}"
    message, cure = f"{message}，可能把元当成了万元", f"金额写万元：元数除以 10000；全部用元的，另写一行 {KEY}: 元"
    return document.problem(path, Level.ERROR, "S17", message, cure, f"{path[-1]}: {right}")
