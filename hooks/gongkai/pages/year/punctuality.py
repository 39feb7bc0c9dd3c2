"""Lateness: said only where the dates that the data states prove it, with these dates."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ...model.archive import Entry
from ...model.year import Deadline
from ..parts.format import format_date

#: 预算法第十四条: within twenty days after approval (批复).
_DAYS: Final = timedelta(days=20)


def lateness(entry: Entry, deadline: Deadline) -> str | None:
    """Why a report was late, in a sentence; None where it was not or nothing proves it."""
    report = entry.published
    published_on = report.disclosure.published_on if report else None
    if report is None or published_on is None:
        return None
    approved_on, said = report.disclosure.approved_on, format_date(published_on)
    if approved_on and published_on > approved_on + _DAYS:
        days = (published_on - approved_on).days
        return f"{format_date(approved_on)}批复，{said}发布，相隔 {days} 日，超过批复后二十日（预算法第十四条）"
    if deadline.day and published_on > deadline.day:
        basis = f"（{deadline.basis}）" if deadline.basis else ""
        return f"公开期限为{format_date(deadline.day)}{basis}，{said}发布"
    return None
