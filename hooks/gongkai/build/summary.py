"""What the main process keeps of a unit group that was built, for the pages and files about several units."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final

from ..load.record_file import validate
from ..model.archive import Entry
from ..model.disclosure import State
from ..model.problem import Problem
from ..model.report import Report
from ..pages.news import News
from ..pages.quality import Checked
from .output import OutputFile

#: Reports kept in memory while the pages about a year and its neighbours are built.
_IN_MEMORY: Final = 2500


@dataclass(frozen=True, slots=True)
class _EntryInShort(Entry):
    """An entry of which one figure is known without its report, which takes 0.2 ms to read again."""

    known: Decimal | None = None

    @property
    def three_public(self) -> Decimal | None:
        return self.known if self.is_shown else None


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """One report in short.

    Attributes:
        unit_id, year, file, digest, state: those of its entry.
        figures: its figures as JSON; "" where it cannot be read.
        checked: its checks.
        news: what the feeds say of it.
        search_digest: SHA-256 of its text for the search; "" where there is none.
        checksum: that of its data; "" where its figures may not be shown.
        shown: the fingerprint of its state and its figures: of all that its entry says, but for file and digest.
        told: the fingerprint of its checks.
        three_public: 决算 of the “三公”经费, if it is published; 万元.
    """

    unit_id: str
    year: int
    file: str
    digest: str
    state: State
    figures: str
    checked: Checked
    news: tuple[News, ...] = ()
    search_digest: str = ""
    checksum: str = ""
    shown: str = ""
    told: str = ""
    three_public: Decimal | None = None

    @property
    def entry(self) -> Entry:
        """The entry again; its report, which is read when it is asked for, is without words and rows."""
        who, find = (self.unit_id, self.year, self.file, self.digest), partial(_report_of, self.figures)
        return _EntryInShort(*who, self.state, find, known=self.three_public)


@lru_cache(maxsize=_IN_MEMORY)
def _report_of(figures: str) -> Report | None:
    return validate(Report, json.loads(figures, parse_float=Decimal)) if figures else None


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What the site needs at once of a unit group; the rest has been written.

    Attributes:
        reports: a summary of every report.
        unread: what is wrong with the data files.
        questions: what the cross-checks found.
        attachments: address → file below the project root.
        files: path → what was written there.
        parts: what files about several units are still to be put together from, below :data:`PARTS`.
    """

    reports: tuple[ReportSummary, ...]
    unread: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    attachments: dict[str, str]
    files: dict[str, OutputFile]
    parts: dict[str, OutputFile]
