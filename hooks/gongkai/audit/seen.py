"""Seen: a report that was looked at, in short, for what is about several units."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from ..model.disclosure import State
from ..model.finding import Failure
from ..pages.news import News


class Seen(NamedTuple):
    """A report that was looked at.

    Attributes:
        unit_id, year, file, digest, state: those of its entry.
        attachments: what stands beside its page.
        counts: (code, result, how many) of its checks.
        failing: (code, result, what is said, the unit's answer) of those that do not hold.
        is_corrected: it has a record of corrections.
        news: what feeds say of it; None while it was not asked for.
    """

    unit_id: str
    year: int
    file: str
    digest: str
    state: State
    attachments: tuple[str, ...] = ()
    counts: tuple[tuple[str, str, int], ...] = ()
    failing: tuple[tuple[str, str, str, str], ...] = ()
    is_corrected: bool = False
    news: tuple[News, ...] | None = None


def with_checks(seen: Seen, document: dict[str, Any]) -> Seen:
    """A report with what its JSON says of the checks."""
    found: list[dict[str, Any]] = document["计算数"]["校核"]
    counts = Counter((one["编号"], one["结果"]) for one in found)
    failing = [one for one in found if "级别" in one and one["结果"] != Failure.HINT.value]
    return seen._replace(
        counts=tuple((*key, count) for key, count in counts.items()),
        failing=tuple((one["编号"], one["结果"], one.get("说明", ""), one.get("单位说明") or "") for one in failing),
        is_corrected=bool(document["公开数"].get("更正")),
    )
