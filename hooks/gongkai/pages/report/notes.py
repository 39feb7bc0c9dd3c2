"""Beside the answer: when a report was published, how late, and how often it was corrected since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ...derive.lateness import overdue
from ...model.report import Report
from ...model.year import Deadline
from ..parts.format import format_date
from ..parts.page import year_path

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
