"""What is made of a portion: finished pages, texts for the downloads, and a brief for the pages of several units."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..export.json_text import json_text
from ..export.texts import Texts
from ..load.record_file import validate
from ..model.archive import Entry
from ..model.problem import Problem
from ..model.report import Report
from ..present.quality import Checked
from ..render.html import Rendered

#: What pages of several units never show: the words of a report and the rows of its forms.
_WORDS: Final = (
    "catalogue", "contact", "introduction", "profile", "asset_management", "implementation", "thrift",
    "government_fund", "state_capital", "social_insurance", "problems", "measures", "sections", "attachments",
)  # fmt: skip
_LEFT_OUT: Final[dict[str, bool | set[str]]] = {
    **dict.fromkeys(_WORDS, True),
    "finance": {"note", "adjustment_note", "functional"},
    "evaluation": {"summary", "achievements", "use_of_results"},
    "self_evaluation": {"goals", "indicators"},
}


@dataclass(frozen=True, slots=True)
class Brief:
    """One report in short: its entry, its figures as JSON (None where it cannot be read) and its checks."""

    unit_id: str
    year: int
    file: str
    digest: str
    figures: str | None
    checked: Checked
    words: str

    @classmethod
    def of(cls, entry: Entry, checked: Checked, words: str = "") -> Brief:
        """The brief of ``entry``; ``words`` is the SHA-256 of its page for the search, "" where there is none."""
        return cls(entry.unit_id, entry.year, entry.file, entry.digest, figures_of(entry.report), checked, words)

    @property
    def entry(self) -> Entry:
        """The entry again, its report without words and rows."""
        report = None if self.figures is None else validate(Report, json.loads(self.figures, parse_float=Decimal))
        return Entry(self.unit_id, self.year, self.file, self.digest, report)


def figures_of(report: Report | None) -> str | None:
    """The figures, dates, title and answers of a report, digit by digit."""
    if report is None:
        return None
    return json_text(report.model_dump(by_alias=True, exclude_unset=True, exclude=_LEFT_OUT))


@dataclass(frozen=True, slots=True)
class Briefs:
    """What the site needs at once of a portion; the rest is asked for page by page.

    Attributes:
        reports: a brief of every report.
        problems: what is wrong with the data files.
        attachments: address → file below the project root.
    """

    reports: tuple[Brief, ...]
    problems: tuple[Problem, ...]
    attachments: dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """Everything made of a portion: pages by address; texts and pages for the search by ``unit/year``."""

    briefs: Briefs
    pages: dict[str, Rendered]
    texts: dict[str, Texts]
    words: dict[str, str]
