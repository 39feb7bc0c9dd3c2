"""CheckContext: one report with everything a check may look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..model.archive import Archive, Entry, find_prior
from ..model.form import BASIC_EXPENDITURE, Figure, Line, money_of
from ..model.indicator import Stated
from ..model.paths import TextSpan, texts_of
from ..model.problem import KeyPath
from ..model.prose import Joined
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules
from .sentence import Sentence, Sentences


@dataclass(frozen=True)
class CheckContext:
    """One report, its unit, the rules of its year and the archive it stands in."""

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
        return find_prior(self.archive, self.unit_id, self.year).reports

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The lines and rows of the report that may have several columns, each before its parts."""
        return tuple(money_of(self.report))

    @cached_property
    def prior_figures(self) -> tuple[dict[KeyPath, Decimal | None], ...]:
        """The 决算 of every line and row of each of those, by name, but what was derived."""
        return tuple(
            {figure.name: figure.value() for figure in money_of(report) if not figure.is_derived("actual")}
            for report in self.prior
        )

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
        return tuple(span for span in self.spans if span.is_narrative)

    @cached_property
    def _joined(self) -> Joined:
        return Joined(span.text for span in self.spans)

    def spans_matching(self, *patterns: re.Pattern[str]) -> list[TextSpan]:
        """The texts of the file that hold a match of any of ``patterns``, which take no line end."""
        return [self.spans[at] for at in self._joined.matching(*patterns)]

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the narrative."""
        return Sentences((span.path, span.text) for span in self.narrative)

    def matches(self, pieces: str, *patterns: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """The matches of ``patterns``, sentence by sentence; those without any of the characters have none."""
        for sentence in self.sentences.with_any(*pieces):
            for pattern in patterns:
                for match in pattern.finditer(sentence.text):
                    yield sentence, match

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


def context_of(archive: Archive, entry: Entry, report: Report) -> CheckContext:
    """The context of ``entry``; an unregistered unit or year, a problem of the loader's, gets empty rules."""
    unit = archive.units.get(entry.unit_id) or Unit.model_construct(name=entry.unit_id)
    rules = archive.years.get(entry.year) or YearRules.model_construct(outline="")
    return CheckContext(report, entry.unit_id, unit, entry.year, rules, archive)
