"""What is made of a portion: finished pages, texts for the downloads, and a brief for the pages of several units."""

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
from ..open_data.feeds import News
from ..open_data.files import json_text
from ..open_data.record import Texts
from ..pages.quality import Checked
from ..render.html import Rendered

#: What pages of several units never show: the words of a report and the rows of its forms.
_WORDS: Final = (
    "catalogue", "contact", "introduction", "profile", "asset_management", "implementation", "thrift",
    "government_fund", "state_capital", "social_insurance", "problems", "measures", "sections", "attachments",
    "answers", "corrections",
)  # fmt: skip
_LEFT_OUT: Final[dict[str, bool | set[str]]] = {
    **dict.fromkeys(_WORDS, True),
    "finance": {"note", "adjustment_note", "functional"},
    "evaluation": {"summary", "achievements", "use_of_results"},
    "self_evaluation": {"goals", "indicators"},
}
#: Reports that stay at hand while the pages about a year and its neighbours are made.
_AT_HAND: Final = 2500


@dataclass(frozen=True, slots=True)
class Brief:
    """One report in short.

    Attributes:
        unit_id, year, file, digest, state: those of its entry.
        figures: its figures as JSON; "" where it cannot be read.
        checked: its checks.
        news: what the feeds say of it.
        words: SHA-256 of its page for the search; "" where there is none.
    """

    unit_id: str
    year: int
    file: str
    digest: str
    state: State
    figures: str
    checked: Checked
    news: tuple[News, ...] = ()
    words: str = ""

    @classmethod
    def of(cls, entry: Entry, checked: Checked, news: tuple[News, ...] = (), words: str = "") -> Brief:
        """The brief of ``entry``."""
        figures = figures_of(entry.report) if entry.report else ""
        return cls(
            entry.unit_id, entry.year, entry.file, entry.digest, entry.state, figures, checked, news, words
        )  # fmt: skip

    @property
    def entry(self) -> Entry:
        """The entry again; its report, which is read when it is asked for, is without words and rows."""
        find = partial(_recalled, self.figures)
        return Entry(self.unit_id, self.year, self.file, self.digest, self.state, find)


@lru_cache(maxsize=_AT_HAND)
def _recalled(figures: str) -> Report | None:
    return validate(Report, json.loads(figures, parse_float=Decimal)) if figures else None


def figures_of(report: Report) -> str:
    """The figures, dates and title of a report, digit by digit."""
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
    """Everything made of a portion: pages by address; texts and pages for the search by ``unit/year``; all problems."""

    briefs: Briefs
    pages: dict[str, Rendered]
    texts: dict[str, Texts]
    words: dict[str, str]
    problems: tuple[Problem, ...]
