"""Paragraphs of a report → figures: what a sentence certainly says about a line, with the sentence.

Values alone: a change or a rate has its own place (增减), a share or a completion none. Where a name may mean either of
two lines the words around it decide, or else the figure is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.money import places
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..text.paragraph import Setting
from ..text.reading import read_statements
from ..text.sentence import PIECES, Sentences
from ..text.statement import Kind, Statement, Subjects, subjects_of
from .chapters import PlacedParagraph
from .doubts import find_doubt
from .found import FoundFigure
from .known_rows import known_rows
from .meant import Meant, is_named, meant_by
from .noughts import find_noughts
from .own_counts import find_own_counts
from .owners import REGION
from .spaced_numbers import (
    BROKEN,
    SpacedNumber,
    as_written,
    doubt_of_blanks,
    has_broken,
    has_thousands_by_blanks,
    with_numbers_whole,
)
from .years import years_said

_WHOLE: Final = subjects_of((form.TOTAL_EXPENDITURE, form.EXPENDITURE, form.TOTAL_INCOME, form.ANNUAL_FUNDS))
#: Texts that tell of single matters, whose figures are theirs.
_OF_MATTERS: Final = frozenset({"问题", "改进措施", "项目组织实施", "厉行节约"})
GOALS: Final[KeyPath] = ("概况", "绩效目标")
_ACHIEVEMENTS: Final[KeyPath] = ("绩效", "成效")
_OTHER_MATTERS: Final = re.compile("上年|上一年|整改|项目|附[件表]|建议|问题|措施|下一步|计划|安排")
#: What is measured against which column → the key of the change, and of its rate.
_CHANGES: Final = {"prior_actual": "比上年", "initial_budget": "比年初预算"}
_UNNAMED_BUDGET: Final = "原文只写“预算”，没有写明是年初预算还是全年预算"
_ENDS: Final = "。！？\n"
_LONGEST: Final = 200


def find_figures(
    paragraphs: Iterable[PlacedParagraph], year: int, own_names: tuple[str, ...] = (), extra: OwnNames = ()
) -> tuple[FoundFigure, ...]:
    """The figures that the paragraphs state, in their order; of one place several where it is stated several times.

    Args:
        paragraphs: with their places, which say what a bare 支出 is of.
        year: the report's.
        own_names: what the unit is called.
        extra: a bureau's names of lines.
    """
    names = names_of(own_names)
    found: dict[tuple[KeyPath, str, str, str], FoundFigure] = {}
    paragraphs = tuple(paragraphs)
    by_blanks = has_thousands_by_blanks(paragraph.text for paragraph in paragraphs)
    for paragraph in paragraphs:
        for figure in _figures_in_spaced(paragraph, year, names, extra, by_blanks=by_blanks):
            found.setdefault((figure.path, figure.column, str(figure.value), figure.source), figure)
    return tuple(found.values())


def names_of(own_names: Iterable[str]) -> tuple[str, ...]:
    """All by which a unit that is called so speaks of itself, the longest first."""
    known = {*own_names}
    regions = [(name, [*REGION.finditer(name)]) for name in known]
    short = {name[at:] for name, found in regions if found for at in (found[-1].end(), found[-1].start())}
    return tuple(sorted({"本单位", "我单位", "我局", *known, *short}, key=len, reverse=True))


def reader_of(
    path: KeyPath, year: int, names: tuple[str, ...], extra: OwnNames
) -> Callable[[str], tuple[Statement, ...]]:
    """Reads the sentences of the text at ``path`` as those of a report of ``year``, of a unit with these names."""
    setting = Setting(year, lambda: known_rows(path), names, extra)
    return lambda text: read_statements(text, path, setting, home_of(path))


def _figures_in_spaced(
    paragraph: PlacedParagraph, year: int, names: tuple[str, ...], extra: OwnNames, *, by_blanks: bool
) -> Iterator[FoundFigure]:
    """The figures of a paragraph whose numbers may have blanks in them, each with its sentence as written."""
    text, numbers = with_numbers_whole(paragraph.text, by_blanks=by_blanks)
    for figure in _figures_in(paragraph._replace(text=text), numbers, year, names, extra):
        yield figure if text == paragraph.text else replace(figure, source=as_written(figure.source, paragraph.text))


def _figures_in(
    paragraph: PlacedParagraph, numbers: tuple[SpacedNumber, ...], year: int, names: tuple[str, ...], extra: OwnNames
) -> Iterator[FoundFigure]:
    path = paragraph.path
    if is_of_something_else(paragraph, year):
        return
    setting = Setting(year, lambda: known_rows(path), names, extra)
    statements = [
        said
        for at, line in Sentences([(path, paragraph.text.replace("在公经费", "三公经费"))], extra).paragraphs(*PIECES)
        for said in read_statements(line, at, setting, home_of(path))
    ]
    if path == _ACHIEVEMENTS:
        statements = [said for said in statements if said.subjects[0].path == form.SCORE.path]
    for previous, said in zip((None, *statements), statements, strict=False):
        for meant in meant_by(said, statements) if is_named(said, extra) else ():
            doubt = meant.doubt or find_doubt(said, meant.subject, previous, names, extra)
            doubt = doubt or doubt_of_blanks(said.text, said.end, paragraph.text, numbers)
            yield from _figure(said, Meant(meant.subject, doubt), paragraph)
    for figure in find_own_counts(paragraph, year):
        yield replace(figure, doubt=figure.doubt or BROKEN) if has_broken(figure.source, numbers) else figure
    yield from find_noughts(paragraph, year, names, extra)


def is_of_something_else(paragraph: PlacedParagraph, year: int) -> bool:
    """Whether a paragraph stands under a heading of single matters, other units or another year."""
    path, title = paragraph.path, paragraph.title
    years = years_said(title)
    is_other = path == GOALS or (path[0] == "其他章节" and _OTHER_MATTERS.search(title) is not None)
    return is_other or path[0] in _OF_MATTERS or bool(years and year not in years) or "下属" in title


def home_of(path: KeyPath) -> Subjects:
    """The line whose 说明 a text is."""
    if path in {("收支", "说明"), ("收支", "预算调整说明")}:
        return _WHOLE
    line = form.find_line(path[:-1]) if path[-1] == "说明" else None
    return subjects_of((line,)) if line else ()


def _figure(said: Statement, meant: Meant, paragraph: PlacedParagraph) -> Iterator[FoundFigure]:
    """What is said, as a figure of the line that is meant; nothing where the line has no such column."""
    path, doubt = meant.subject.path, meant.doubt
    line = form.find_line(path)
    has_columns = line.columns == COLUMNS if line else meant.subject.measure == "万元"
    if said.kind is Kind.VALUE:
        column = said.column or "actual"
        if column == "budget":
            column, doubt = "initial_budget", doubt or _UNNAMED_BUDGET
        if column not in COLUMN_LABELS or (column != "actual" and not has_columns):
            return
        label = COLUMN_LABELS[column] if has_columns else ""
    elif _is_change(said) and has_columns and not doubt:
        label, key = "", _CHANGES[said.column]
        path = (*path, "增减", key if said.kind is Kind.CHANGE else f"{key}幅度")
    else:
        return
    yield FoundFigure(
        path, label, shifted(said.number, said.measure), sentence_at(said.text, said.end), paragraph.place, doubt=doubt
    )


def _is_change(said: Statement) -> bool:
    """Whether a change of 决算 is said against a column that 增减 has a place for."""
    return said.kind in {Kind.CHANGE, Kind.RATE} and said.column in _CHANGES and not said.own


def shifted(number: Decimal, measure: str) -> Decimal:
    """The number with its digits, without the noughts that turning 元 into 万元 puts behind the second place."""
    if measure not in {"元", "千元", "亿元"}:
        return number
    least = 0 if measure == "亿元" else 2
    return number.quantize(Decimal(1).scaleb(-max(least, places(number.normalize()))))


def sentence_at(text: str, end: int) -> str:
    """The sentence in which the words before ``end`` stand."""
    start = max(text.rfind(mark, max(0, end - _LONGEST), end) for mark in _ENDS) + 1
    stops = [at for mark in _ENDS if (at := text.find(mark, end, end + _LONGEST)) >= 0]
    return text[max(start, end - _LONGEST) : min(stops, default=min(len(text), end + _LONGEST)) + 1].strip()
