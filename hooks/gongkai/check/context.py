"""CheckContext: one report with everything a check may look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

from ..model.archive import Archive, Entry, find_prior
from ..model.form import Line
from ..model.indicator import Stated
from ..model.problem import KeyPath
from ..model.record import Record, key_of
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules
from .sentence import Sentence, split_sentences

#: Parts of a file that are not the report's own words.
_ABOUT_THE_REPORT: Final = frozenset(
    {"校核说明", "更正", "公开", "目录信息", "联系方式", "附件", "文种", "原文金额单位"}
)

_NO_TEXT: Final = (Decimal, int, type(None))


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A text of the report and its keys in the file."""

    path: KeyPath
    text: str


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
    def stated(self) -> Stated:
        """What declared rates are computed from."""
        return Stated(self.report, self.prior)

    @cached_property
    def spans(self) -> tuple[TextSpan, ...]:
        """Every text of the file, in the order of the form."""
        return tuple(_spans_of(self.report, ()))

    @cached_property
    def narrative(self) -> tuple[TextSpan, ...]:
        """The report's own words: every text but answers, corrections and catalogue entries."""
        return tuple(span for span in self.spans if span.path[0] not in _ABOUT_THE_REPORT)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the narrative."""
        return tuple(s for p in self.narrative for s in split_sentences(p.path, p.text))

    def matches(self, pieces: Iterable[str], *patterns: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """The matches of ``patterns``, sentence by sentence; those without any of ``pieces`` have none."""
        for sentence in self.sentences:
            if any(piece in sentence.text for piece in pieces):
                for pattern in patterns:
                    yield from ((sentence, match) for match in pattern.finditer(sentence.text))

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


@cache
def _keys(record: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple((name, key_of(record, name)) for name in record.model_fields)


def _spans_of(value: object, path: KeyPath) -> Iterator[TextSpan]:
    if isinstance(value, str):
        if value:
            yield TextSpan(path, value)
    elif isinstance(value, Record):
        written = value.model_fields_set
        for name, key in _keys(type(value)):
            if name in written and not isinstance(inner := getattr(value, name), _NO_TEXT):
                yield from _spans_of(inner, (*path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _spans_of(inner, (*path, key))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _spans_of(inner, (*path, position))
