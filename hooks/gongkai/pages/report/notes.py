"""Beside the answer: when it was published and changed, what the unit itself says is wrong, and how to ask about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from ...derive.lateness import overdue
from ...model.form import spending_of
from ...model.prose import plain_text
from ...model.report import Report
from ...model.year import Deadline
from ..parts.format import format_date, format_exact
from ..parts.page import year_path
from .block import Block
from .facts import stated_in_order

#: So many problems are quoted, each by its first sentence, at most so long.
_QUOTED: Final = 3
_LONG: Final = 80
_SENTENCE: Final = re.compile(r"[^。！？]*[。！？]+[”’』」）]*")
#: The address of the facts of publication on the page.
FACTS: Final = "xinxi"


class Note(NamedTuple):
    """A few words on the publication, and where more of it stands; what a reader should not miss is ``strong``."""

    label: str
    path: str
    strong: bool = False


def notes_of(report: Report, year: int, deadline: Deadline) -> Iterator[Note]:
    """When it was published, how long after its approval, how often it was corrected since, by how long it was late."""
    said = report.disclosure
    published_on = format_date(said.published_on)
    yield Note(f"{published_on}发布" if published_on else "发布日期未载明", f"#{FACTS}")
    if said.published_on and said.approved_on and (days := (said.published_on - said.approved_on).days) >= 0:
        yield Note(f"批复后 {days} 日" if days else "批复当日", f"#{FACTS}")
    if report.corrections:
        yield Note(f"发布后更正 {len(report.corrections)} 次", "#gengzheng", strong=True)
    if late := overdue(said, deadline):
        yield Note(f"逾期 {late.by.days} 日", f"{year_path(year)}#yuqi", strong=True)
    if report.attachments:
        yield Note("附件", "#fujian")
    yield Note("下载", "#xiazai")


@dataclass(frozen=True, slots=True)
class Problems:
    """The first problems in the unit's words, how many there are, and where they stand."""

    quoted: tuple[str, ...]
    count: int
    path: str

    @property
    def more(self) -> str:
        """What the link says."""
        return f"全部 {self.count} 条" if self.count > len(self.quoted) else "看全文"


def problems_of(report: Report, chapters: tuple[Block, ...]) -> Problems | None:
    """None where the report tells of none."""
    if not report.problems:
        return None
    quoted = tuple(map(first_sentence, report.problems[:_QUOTED]))
    return Problems(quoted, len(report.problems), f"#{_place_of(report.problems, chapters) or 'main'}")


def first_sentence(text: str) -> str:
    """The first sentence of a text without its marks; a long one is cut, and says so."""
    line = plain_text(text).strip().partition("\n")[0].strip()
    found = _SENTENCE.match(line)
    sentence = found[0] if found else line
    return sentence if len(sentence) <= _LONG else f"{sentence[: _LONG - 2]}……"


def _place_of(content: object, blocks: Iterable[Block], above: str = "") -> str:
    """The nearest heading over some content, as the outline places it; "" where it stands nowhere."""
    for block in blocks:
        here = block.id if block.title and block.id else above
        if block.content is content:
            return here
        inside = block.content if block.kind in {"blocks", "folded"} and isinstance(block.content, tuple) else ()
        if found := _place_of(content, (part for part in inside if isinstance(part, Block)), here):
            return found
    return ""


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask about a figure: the sentence that cites it, its address, the checks that fail, and whom to ask.

    ``address`` is "" where the site's is not known; ``contact`` is what the report says, in its order.
    """

    cited: str
    address: str
    checks: tuple[tuple[str, str], ...]
    contact: tuple[tuple[str, str], ...]


def asking_of(report: Report, unit: str, year: int, address: str, checks: tuple[tuple[str, str], ...]) -> Asking:
    """For the figure that the answer begins with; for the report where it publishes no sum."""
    line = spending_of(report)
    spent = line.value(report)
    figure = "" if spent is None else f"{line.label}（决算）{format_exact(spent)} 万元，"
    return Asking(f"{unit}{year}年度{figure}见《{report.title}》", address, checks, stated_in_order(report.contact))
