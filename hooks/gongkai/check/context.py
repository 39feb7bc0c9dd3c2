"""CheckContext: one report with everything a check may look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from ..model.archive import Archive, Entry, find_prior
from ..model.as_published import as_published
from ..model.form import (
    ANNUAL_FUNDS,
    BASIC_EXPENDITURE,
    CLOSING_BALANCE,
    EXPENDITURE,
    OPENING_BALANCE,
    SUPPLEMENTARY_BUDGET,
    TOTAL_EXPENDITURE,
    TOTAL_INCOME,
    Figure,
    Line,
    find_line,
    money_of,
    own_rows_of,
)
from ..model.indicator import Stated, initial_budget
from ..model.paths import TextSpan, texts_of
from ..model.problem import KeyPath
from ..model.prose import Joined
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules
from ..text.paragraph import Setting
from ..text.reading import read_statements
from ..text.sentence import PIECES, Sentences
from ..text.statement import Statement, Subject, Subjects, subjects_of
from .pieces import places_of_pieces

#: Where only 财政拨款 is spoken of.
_FISCAL: Final = "财政拨款"
#: What 年初预算 means where the account of income and expenditure begins with it.
_WHOLE: Final = subjects_of((TOTAL_EXPENDITURE, EXPENDITURE, TOTAL_INCOME, ANNUAL_FUNDS))


@dataclass(frozen=True)
class CheckContext:
    """One report, its unit, the rules of its year and the archive it stands in.

    Amounts that were worked out from the words of a report (推算) are not in it: nothing is held against them.
    """

    report: Report
    unit_id: str
    unit: Unit
    year: int
    rules: YearRules
    archive: Archive

    @property
    def unit_name(self) -> str:
        """The full name that held in the report's year."""
        return self.unit.name_in(self.year)

    @cached_property
    def prior(self) -> tuple[Report, ...]:
        """Last year's comparable reports: one, all of those merged into this unit, or none."""
        return tuple(map(as_published, find_prior(self.archive, self.unit_id, self.year).reports))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The lines and rows of the report that may have several columns, each before its parts."""
        return tuple(money_of(self.report))

    @cached_property
    def prior_figures(self) -> tuple[dict[KeyPath, Decimal | None], ...]:
        """The 决算 of every row that the unit named in each of those, by name; of rows with one name none."""
        return tuple(map(_by_name, self.prior))

    @cached_property
    def stated(self) -> Stated:
        """What declared rates are computed from."""
        return Stated(self.report, self.prior)

    @cached_property
    def spans(self) -> tuple[TextSpan, ...]:
        """Every text of the file, in the order of the form."""
        return tuple(texts_of(self.report))

    @cached_property
    def narrative(self) -> tuple[TextSpan, ...]:
        """The report's own words."""
        return tuple([span for span in self.spans if span.is_narrative])

    @cached_property
    def _joined(self) -> Joined:
        return Joined(span.text for span in self.spans)

    def spans_matching(self, *patterns: re.Pattern[str]) -> list[TextSpan]:
        """The texts of the file that hold a match of any of ``patterns``, which take no line end."""
        return [self.spans[at] for at in self._joined.matching(*patterns)]

    @cached_property
    def _places(self) -> list[int]:
        """Where any of :mod:`.pieces` begins."""
        return places_of_pieces(self._joined.text)

    def spans_with(self, pieces: re.Pattern[str]) -> list[TextSpan]:
        """The texts of the file that hold any of ``pieces``, which are some of :mod:`.pieces`."""
        return [self.spans[at] for at in sorted(self.places_with(pieces))]

    def places_with(self, pieces: re.Pattern[str]) -> set[int]:
        """Where those texts stand among ``spans``."""
        places = (place for place in self._places if pieces.match(self._joined.text, place))
        return set(map(self._joined.at, places))

    def spans_holding(self, piece: str) -> list[TextSpan]:
        """The texts of the file that hold ``piece``."""
        return [self.spans[at] for at in self._joined.having((piece,))]

    def matches_in_lines(self, pattern: re.Pattern[str]) -> dict[int, list[re.Match[str]]]:
        """The matches of ``pattern``, which takes the line end before a line, by where the text is among ``spans``."""
        found: dict[int, list[re.Match[str]]] = {}
        for match in pattern.finditer(f"\n{self._joined.text}"):
            found.setdefault(self._joined.at(match.start()), []).append(match)
        return found

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the narrative that speak of the unit."""
        texts = ((span.path, span.text) for span in self.narrative if span.is_of_the_unit)
        return Sentences(texts, self.archive.names)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the narrative says about figures, in the order of the form."""
        setting = Setting(self.year, lambda: self.rows, self._own_names, self.archive.names)
        spoken = [self.sentences]
        if "fiscal" in self.report.model_fields_set:
            fiscal = ((span.path, span.text) for span in self.narrative if span.path[0] == _FISCAL)
            spoken.append(Sentences(fiscal, self.archive.names))
        return tuple(
            said
            for sentences in spoken
            for path, text in sentences.paragraphs(*PIECES)
            for said in read_statements(text, path, setting, self._home(path))
        )

    @cached_property
    def rows(self) -> dict[str, Subjects]:
        """The report's own rows, parts and lines by what they are called, codes left out."""
        found: dict[str, Subjects] = {}
        for figure in self.figures:
            label = figure.label.lstrip("0123456789 　")
            found[label] = (*found.get(label, ()), Subject(label, figure.path, figure.measure))
        return found

    @cached_property
    def by_path(self) -> dict[KeyPath, Figure]:
        """The same figures by their keys."""
        return {figure.path: figure for figure in self.figures}

    def value(self, subject: Subject, column: str = "actual") -> Decimal | None:
        """The published value of what a text speaks of, in its measure."""
        if line := find_line(subject.path):
            return line.value(self.report, column)
        figure = self.by_path.get(subject.path)
        return figure.value(column) if figure else None

    def compared(self, subject: Subject, column: str) -> Decimal | None:
        """What a change of ``subject`` is measured against, 上年决算 also from last year's report; 万元."""
        if subject.path == SUPPLEMENTARY_BUDGET.path and column == "initial_budget":
            return initial_budget(self.report)
        if column == "opening":
            return OPENING_BALANCE.value(self.report) if subject.path == CLOSING_BALANCE.path else None
        if line := find_line(subject.path):
            return self.base(line, column)
        value = self.value(subject, column)
        if value is None and column == "prior_actual" and len(self.prior) == 1 and subject.path in self.by_path:
            return self.prior_figures[0].get(self.by_path[subject.path].name)
        return value

    @property
    def _own_names(self) -> tuple[str, ...]:
        """What the unit is called, the longest first."""
        names = {self.unit_name, self.unit.name, self.unit.short_name or self.unit.name}
        return tuple(sorted(names, key=len, reverse=True))

    def _home(self, path: KeyPath) -> Subjects:
        """The line or row whose 说明 a text is."""
        if path in {("收支", "说明"), ("收支", "预算调整说明")}:
            return _WHOLE
        if path[-1] != "说明":
            return ()
        if line := find_line(path[:-1]):
            return subjects_of((line,))
        figure = self.by_path.get(path[:-1]) if len(path) > 2 else None
        return (Subject(figure.label, figure.path, figure.measure),) if figure else ()

    @cached_property
    def classes(self) -> tuple[Figure, ...]:
        """The economic classes of 基本支出 that have parts."""
        figures = (line.of(self.report) for line in BASIC_EXPENDITURE.parts)
        return tuple(figure for figure in figures if figure.parts())

    def base(self, line: Line, column: str) -> Decimal | None:
        """What a change of ``line`` is measured against, 上年决算 also from last year's report; 万元."""
        value = line.value(self.report, column)
        if value is None and column == "prior_actual" and len(self.prior) == 1:
            return line.value(self.prior[0])
        return value


def _by_name(report: Report) -> dict[KeyPath, Decimal | None]:
    found: dict[KeyPath, Decimal | None] = {}
    for figure in own_rows_of(report):
        found[figure.name] = None if figure.name in found else figure.value()
    return found


def context_of(archive: Archive, entry: Entry, report: Report) -> CheckContext:
    """The context of ``entry``; an unregistered unit or year, a problem of the loader's, gets empty rules."""
    unit = archive.units.get(entry.unit_id) or Unit.model_construct(name=entry.unit_id)
    rules = archive.years.get(entry.year) or YearRules.model_construct(outline="")
    return CheckContext(as_published(report), entry.unit_id, unit, entry.year, rules, archive)
