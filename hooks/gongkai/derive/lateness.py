"""How late a report was published, as far as published dates prove it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from ..model.disclosure import Disclosure
from ..model.year import Deadline

#: 预算法第十四条: within twenty days after approval (批复).
AFTER_APPROVAL: Final = timedelta(days=20)


class Overdue(NamedTuple):
    """By how long a report missed the twenty days after its approval, or else the year's deadline."""

    by: timedelta
    is_after_approval: bool


def overdue(disclosure: Disclosure, deadline: Deadline) -> Overdue | None:
    """None where a report was not late, or nothing proves it."""
    published_on, approved_on = disclosure.published_on, disclosure.approved_on
    if published_on is None:
        return None
    for last_day, is_after_approval in ((approved_on and approved_on + AFTER_APPROVAL, True), (deadline.day, False)):
        if last_day and published_on > last_day:
            return Overdue(published_on - last_day, is_after_approval)
    return None
