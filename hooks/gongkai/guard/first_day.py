"""发布日期 that is filled in later: the day on which readers saw a report first is not moved to before it was there.

Lateness is counted from that day (预算法第十四条). A report that another site had published earlier says where (来源).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.problem import Problem
from .history import Version
from .outcome import Versions
from .words import MOST_DELAY, problem

_PATH = ("公开", "发布日期")


def wrong_first_day(path: str, was: Version, new: Version, versions: Versions) -> Iterator[Problem]:
    """A day that is new and long before the first public version; where that is not at hand nothing can be said.

    Args:
        path: the file.
        was: as it was published last with figures.
        new: as it would be.
        versions: the two versions.
    """
    said, record = new.record.record.disclosure.published_on, new.record.record
    if said is None or was.record.record.disclosure.published_on is not None or versions.history.is_shallow:
        return
    first = versions.history.first_day(path)
    if first and first - said > MOST_DELAY and not record.catalogue.source:
        message = f"补填的发布日期是 {said}，可是这份报告在这里 {first} 才公开，也没有写来源"
        yield problem(path, "G25", message, place=new.record.place(_PATH), path=_PATH, day=first)
