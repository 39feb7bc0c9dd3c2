"""校核 for the whole site: by check, year and unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

from ..model.archive import Archive, Entry
from ..model.correction import Correction
from ..model.finding import Failure, Finding, Outcome
from ..model.report import Report
from .methodology import Method
from .parts.corrections import CorrectionView, correction_view
from .parts.folded import BY_REGISTER, shortened
from .parts.page import (
    HOME,
    METHODOLOGY,
    QUALITY,
    Link,
    Page,
    report_path,
    unit_path,
    year_path,
)
from .parts.table import Cell, Column, Row, Table, number_cell, prose_cell, text_cell
from .recorded import amendments_of, corrections_of, recorded_table
from .report.notice import UNANSWERED, Notice, looked_at_figures, notice_of


@dataclass(frozen=True, slots=True)
class Checked:
    """The cross-checks of one report in short.

    Attributes:
        counts: (code, result, how many), in the order of the checks; see :attr:`Finding.result`.
        failing: what does not hold; hints are not among them.
        answers: what the unit says about it, by the code of the check.
        corrections: of the report since it was published.
        looked_at_figures: whether anything that holds or fails is about figures.
    """

    counts: tuple[tuple[str, str, int], ...]
    failing: tuple[Finding, ...]
    answers: Mapping[str, str]
    corrections: tuple[Correction, ...]
    looked_at_figures: bool = False

    @classmethod
    def of(cls, findings: Iterable[Finding], report: Report | None) -> Checked:
        """What the pages about several reports tell of the ``findings`` on ``report``."""
        found = tuple(findings)
        counts = Counter((finding.code, finding.result) for finding in found)
        failing = tuple(finding for finding in found if finding.is_asked)
        said, corrections = (report.answers, report.corrections) if report else ({}, ())
        answers = {f.code: said[f.code] for f in failing if f.code in said}
        told = tuple((*key, count) for key, count in counts.items())
        return cls(told, failing, answers, corrections, looked_at_figures(found))

    @property
    def notice(self) -> Notice | None:
        """The notice of the report, as its page gives it; None where nothing was looked at."""
        results: Counter[str] = Counter()
        for _, result, count in self.counts:
            results[result] += count
        if not results:
            return None
        return notice_of(self.failing, self.answers, results, looked_at_figures=self.looked_at_figures)

    @property
    def is_wrong(self) -> bool:
        """Whether the report contradicts itself."""
        return any(finding.failure is Failure.WRONG for finding in self.failing)


NOT_CHECKED: Final = Checked((), (), {}, ())
#: The checks of every report, by unit and year.
AllChecked = Mapping[tuple[str, int], Checked]


@dataclass(frozen=True, slots=True)
class QualityView:
    """校核 of the whole site; a table is None where it would be empty."""

    reports: int
    clean: int
    by_check: Table
    by_year: Table
    by_unit: Table | None
    failures: Table | None
    corrections: Table | None
    amendments: Table | None
    corrected: tuple[CorrectionView, ...]
    amended: tuple[CorrectionView, ...]

    @property
    def wrong(self) -> int:
        """How many reports contradict themselves."""
        return self.reports - self.clean

    @property
    def tables(self) -> tuple[Table | None, ...]:
        """All tables, in the order of the page."""
        return self.failures, self.by_year, self.by_unit, self.by_check, self.corrections, self.amendments


class Quality:
    """校核 of all reports of a site.

    Attributes:
        checked: the checks of each report.
    """

    def __init__(self, archive: Archive, checked: AllChecked, methods: tuple[Method, ...]) -> None:
        self.checked, self._archive, self._methods = checked, archive, methods

    @cached_property
    def view(self) -> QualityView:
        """What its page and its file show: counted once, when it is asked for."""
        return quality_view(self._archive, self.checked, self._methods)


def quality_view(archive: Archive, checked: AllChecked, methods: tuple[Method, ...]) -> QualityView:
    """What does not add up anywhere on the site, with the units' answers, and all corrections."""
    published = [e for e in archive.entries.values() if e.is_shown]
    amendments = amendments_of(archive)
    corrections = corrections_of(archive, {key: found.corrections for key, found in checked.items()})
    return QualityView(
        reports=len(published),
        clean=sum(1 for entry in published if not _checked(checked, entry).is_wrong),
        by_check=_by_check(archive, checked, methods),
        by_year=_by_year(archive, checked),
        by_unit=_by_unit(archive, checked),
        failures=_failures(archive, checked),
        corrections=recorded_table("gengzheng", "更正记录", corrections),
        amendments=recorded_table("biangeng", "登记和规则的变更", amendments),
        corrected=tuple(correction_view(correction, about) for correction, about in corrections),
        amended=tuple(correction_view(amendment, about) for amendment, about in amendments),
    )


def quality_page(view: QualityView) -> Page:
    """校核."""
    return Page(
        path=QUALITY,
        title="校核",
        description="各单位公开数字的校核结果、单位说明和更正记录。",
        template="quality.html",
        view=view,
        csv="data.csv",
        csv_name="校核结果.csv",
        crumbs=(Link("首页", HOME), Link("校核")),
    )


def _checked(checked: AllChecked, entry: Entry) -> Checked:
    return checked.get((entry.unit_id, entry.year), NOT_CHECKED)


#: What is counted as a failure, hints aside, in the order of the columns.
_ASKED: Final = tuple(failure for failure in Failure if failure is not Failure.HINT)
_ALWAYS: Final = (Outcome.HOLDS.value, Failure.WRONG.value, Outcome.NOT_RUN.value)


def _by_check(archive: Archive, checked: AllChecked, methods: tuple[Method, ...]) -> Table:
    """Results of each check; only what readers can see counts, and a result that there is nowhere has no column."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, found in checked.items():
        if (entry := archive.find_entry(*key)) and entry.is_shown:
            for code, result, count in found.counts:
                counts[code][result] += count
    there = {*_ALWAYS, *(result for found in counts.values() for result in found)}
    results = [result for result in (_ALWAYS[0], *(f.value for f in Failure), _ALWAYS[-1]) if result in there]
    titles = ((m.code, Cell(m.title, "text", path=f"{METHODOLOGY}#{m.code}")) for m in methods if m.code in counts)
    rows = tuple(Row(code, (title, *_numbers(counts[code][r] for r in results))) for code, title in titles)
    columns = (Column("校核", numeric=False), *map(Column, results))
    return Table("jiaohe-bianhao", "各项校核的结果", "编号", columns, rows, "单位：项")


def _numbers(counts: Iterable[int]) -> Iterator[Cell]:
    return (number_cell(str(count)) for count in counts)


def _by_year(archive: Archive, checked: AllChecked) -> Table:
    rows = (
        _counted(f"{year}年度", year_path(year), archive.entries_of_year(year), checked)
        for year in sorted(archive.years, reverse=True)
    )
    return Table(
        "jiaohe-niandu", "各年度的报告和校核结果", "年度", _COUNTED, tuple(row for row, _ in rows), "单位：份、项"
    )


def _by_unit(archive: Archive, checked: AllChecked) -> Table | None:
    """Units of which anything does not hold."""
    counted = (
        _counted(unit.name, unit_path(unit_id), archive.entries_of_unit(unit_id), checked)
        for unit_id, unit in archive.units.items()
    )
    rows = tuple(row for row, fails in counted if fails)
    table = Table("jiaohe-danwei", "有不符、要核对或者已说明的单位", "单位", _COUNTED, rows, "单位：份、项")
    return shortened(table, BY_REGISTER) if rows else None


#: What is counted of a year and of a unit.
_COUNTED: Final = tuple(map(Column, ("已公开报告", "有不符的报告", *(f.value for f in _ASKED), "单位已说明")))


def _counted(label: str, path: str, entries: Iterable[Entry], checked: AllChecked) -> tuple[Row, bool]:
    """Reports, those that contradict themselves, failures by what they are counted as, answered ones; and if any."""
    reports = [_checked(checked, entry) for entry in entries if entry.is_shown]
    wrong = sum(1 for report in reports if report.is_wrong)
    answered = sum(1 for report in reports for failure in report.failing if failure.code in report.answers)
    counts = Counter(failing.failure for report in reports for failing in report.failing)
    found = [counts[failure] for failure in _ASKED]
    return Row(label, tuple(_numbers((len(reports), wrong, *found, answered))), path=path), any(found)


def _failures(archive: Archive, checked: AllChecked) -> Table | None:
    rows = []
    for year in sorted(archive.years, reverse=True):
        for entry in filter(attrgetter("is_shown"), archive.entries_of_year(year)):
            name, path = archive.units[entry.unit_id].name_in(year), report_path(entry.unit_id, year)
            found = _checked(checked, entry)
            for f in found.failing:
                said, link = f"{f.code} {f.message}", Cell(name, "text", path=f"{path}#{f.code}")
                answer = found.answers.get(f.code, UNANSWERED)
                rows.append(Row(str(year), (link, text_cell(f.result), text_cell(said), prose_cell(answer))))
    columns = tuple(Column(label, numeric=False) for label in ("单位", "结果", "内容", "单位说明"))
    caption = "每一处的数字、文字和单位的说明"
    table = Table("jiaohe-bufu", caption, "年度", columns, tuple(rows), "", stacked="findings")
    return shortened(table, "最近的年度在前") if rows else None
