"""Archive: everything read from the data folder, the one input of checks, derivations and pages.

An earlier report is found for comparison through renaming, merger, split and rescoping.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from .disclosure import State
from .form import THREE_PUBLIC
from .names import OwnNames
from .outline import Outline
from .report import Report
from .unit import Change, Lifetime, NamedUnit, Origin, Unit, lifetime_of
from .year import YearRules


@dataclass(frozen=True, slots=True)
class Entry:
    """One data file: a unit's report for a year.

    Attributes:
        unit_id: the unit's stable id, the file's name.
        year: the budget year, the folder's name.
        file: path below the project root, ``data/2020/x.yml``.
        digest: SHA-256 of the file's bytes, hexadecimal.
        state: the state that readers see: a file that cannot be read is 核实中.
        find: has the report, or reads it again; thousands need not stand in memory at once.
        preview: a report that is being prepared (待公开) is shown all the same, to those who prepare it.
        withheld: a report that readers do not see for what must be mended beside its figures, such as an attachment;
            its figures are checked all the same, so that everything is said at once.
    """

    unit_id: str
    year: int
    file: str
    digest: str
    state: State
    find: Callable[[], Report | None] = field(compare=False, repr=False)
    preview: bool = False
    withheld: Report | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, unit_id: str, year: int, file: str, digest: str, report: Report | None) -> Entry:
        """The entry of a report at hand; ``None`` where the file cannot be read as one."""
        state = report.disclosure.state if report else State.UNDER_REVIEW
        return cls(unit_id, year, file, digest, state, lambda: report)

    def without_report(self) -> Entry:
        """The entry as if its file could not be read as a report."""
        return Entry.of(self.unit_id, self.year, self.file, self.digest, None)

    def to_check(self) -> Entry:
        """The entry with the report that readers do not see, where one is ``withheld``."""
        return Entry.of(self.unit_id, self.year, self.file, self.digest, self.withheld) if self.withheld else self

    @property
    def report(self) -> Report | None:
        """What was stated; ``None`` where the file cannot be read as a report."""
        return self.find()

    @property
    def is_shown(self) -> bool:
        """Whether the report's figures may be shown."""
        return self.state is State.PUBLISHED or (self.preview and self.state is State.DRAFT)

    @property
    def published(self) -> Report | None:
        """The report if its figures may be shown."""
        return self.report if self.is_shown else None

    @property
    def three_public(self) -> Decimal | None:
        """决算 of the “三公”经费 in 万元, which pages show of many years, if it is published and may be shown."""
        report = self.published
        return THREE_PUBLIC.value(report) if report else None


@dataclass(frozen=True)
class Archive:
    """Units, years, entries and outlines; entries are keyed by (unit id, year), outlines by name.

    ``names`` are those that the bureau adds to the lines' own (data/名称.yml); ``everyday`` are words of its readers.
    ``report_counts`` says how many reports the data folder holds of each year, those too that are not at hand here.
    ``file_shares`` says in which share of a divided year's files a unit's reports stand (end of name, label), where the
    register is not at hand as a whole; what all its units are called says then ``registered``, in its order.
    """

    units: Mapping[str, Unit]
    years: Mapping[int, YearRules]
    entries: Mapping[tuple[str, int], Entry] = field(default_factory=dict)
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    report_counts: Mapping[int, int] = field(default_factory=dict)
    names: OwnNames = ()
    everyday: OwnNames = ()
    file_shares: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    registered: Mapping[str, NamedUnit] = field(default_factory=dict)

    @property
    def named_units(self) -> Mapping[str, Unit | NamedUnit]:
        """What every unit of the register is called, those too of which nothing else is at hand."""
        return self.registered or self.units

    def for_readers(self, *, preview: bool) -> Archive:
        """The archive as it is shown: without reports that are being prepared, or with them as previews."""
        entries = {
            key: replace(entry, preview=preview)
            for key, entry in self.entries.items()
            if preview or entry.state is not State.DRAFT
        }
        return replace(self, entries=entries)

    def find_entry(self, unit_id: str, year: int) -> Entry | None:
        """The entry of a unit and year, or None: 未收录."""
        return self.entries.get((unit_id, year))

    def entries_of_unit(self, unit_id: str) -> Iterator[Entry]:
        """All entries of a unit, earliest year first."""
        for year in sorted(self.years):
            if entry := self.entries.get((unit_id, year)):
                yield entry

    def entries_of_year(self, year: int) -> Iterator[Entry]:
        """All entries of a year, in the order of the register."""
        for unit_id in self.units:
            if entry := self.entries.get((unit_id, year)):
                yield entry

    def units_of_year(self, year: int) -> Iterator[tuple[str, Unit]]:
        """The units of the register that exist in ``year`` or have an entry for it."""
        for unit_id, unit in self.units.items():
            if self.exists_in(unit_id, year) or (unit_id, year) in self.entries:
                yield unit_id, unit

    def exists_in(self, unit_id: str, year: int) -> bool:
        """Whether the register says nothing against a report of ``unit_id`` for ``year``."""
        first, last = self.lifetime(unit_id)
        return (first is None or year >= first) and (last is None or year <= last)

    def lifetime(self, unit_id: str) -> Lifetime:
        """The first and the last year of which a unit should publish, as far as the register tells."""
        if unit_id not in self._lifetimes:
            later = (self.units[other].origin for other in self.successors(unit_id) if other != unit_id)
            reported = [year for year in self.years if (unit_id, year) in self.entries]
            self._lifetimes[unit_id] = lifetime_of(self.units[unit_id], filter(None, later), reported)
        return self._lifetimes[unit_id]

    @cached_property
    def _lifetimes(self) -> dict[str, Lifetime]:
        """Those that have been asked for."""
        return {}

    def successors(self, unit_id: str) -> tuple[str, ...]:
        """The units that name ``unit_id`` as a predecessor (前身)."""
        return self._successors.get(unit_id, ())

    def subordinates(self, unit_id: str) -> tuple[str, ...]:
        """The units whose supervising department (主管部门) is ``unit_id``."""
        return self._subordinates.get(unit_id, ())

    @cached_property
    def _successors(self) -> Mapping[str, tuple[str, ...]]:
        return _inverted((i, unit.origin.units) for i, unit in self.units.items() if unit.origin)

    @cached_property
    def _subordinates(self) -> Mapping[str, tuple[str, ...]]:
        return _inverted(
            (i, (unit.supervising_department,)) for i, unit in self.units.items() if unit.supervising_department
        )


def _inverted(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source, targets in pairs:
        for target in targets:
            found[target].append(source)
    return {target: tuple(sources) for target, sources in found.items()}


class Chain(StrEnum):
    """How the year before hangs together with this one."""

    SAME = "same"
    MERGED = "merged"
    SUCCEEDED = "succeeded"
    BROKEN = "broken"
    NONE = "none"


@dataclass(frozen=True)
class Prior:
    """The year before, as far as it can be compared.

    Attributes:
        chain: how it hangs together with this year.
        entries: last year's entries: one, or those of all predecessors of a merger.
        outline_changed: the outline (提纲) differs between the years.
    """

    chain: Chain
    entries: tuple[Entry, ...] = ()
    outline_changed: bool = False

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Last year's published reports, all of them or none."""
        reports = tuple(entry.published for entry in self.entries)
        comparable = self.chain not in {Chain.BROKEN, Chain.NONE} and None not in reports
        return tuple(r for r in reports if r) if comparable else ()


def find_prior(archive: Archive, unit_id: str, year: int) -> Prior:
    """The year before ``year`` for ``unit_id``."""
    before, now = archive.years.get(year - 1), archive.years.get(year)
    changed = bool(before and now and before.outline != now.outline)
    origin = archive.units[unit_id].origin if unit_id in archive.units else None
    if origin and origin.year == year:
        return _prior_of_origin(archive, origin, changed)
    entry = archive.find_entry(unit_id, year - 1)
    return Prior(Chain.SAME, (entry,), changed) if entry else Prior(Chain.NONE)


def _prior_of_origin(archive: Archive, origin: Origin, changed: bool) -> Prior:
    found = tuple(entry for unit_id in origin.units if (entry := archive.find_entry(unit_id, origin.year - 1)))
    if origin.change in {Change.SPLIT, Change.RESCOPED}:
        return Prior(Chain.BROKEN, found, changed)
    if len(found) < len(origin.units):
        return Prior(Chain.NONE, found, changed)
    return Prior(Chain.MERGED if origin.change is Change.MERGED else Chain.SUCCEEDED, found, changed)
