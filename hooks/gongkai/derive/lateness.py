"""How late a report was published, as far as published dates prove it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ..model.disclosure import Disclosure
from ..model.year import Deadline

#: 预算法第十四条: within twenty days after approval (批复).
AFTER_APPROVAL: Final = timedelta(days=20)


def overdue(disclosure: Disclosure, deadline: Deadline) -> timedelta | None:
    """By how long a report missed the twenty days after approval, or else the year's deadline; None if it did not."""
    published_on, approved_on = disclosure.published_on, disclosure.approved_on
    if published_on is None:
        return None
    for last_day in (approved_on and approved_on + AFTER_APPROVAL, deadline.day):
        if last_day and published_on > last_day:
            return published_on - last_day
    return None
