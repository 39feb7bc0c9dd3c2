"""Days that a data file states: none of them can lie ahead, but for a deadline. S28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from typing import Final

from ..model.paths import find_field, leaves
from ..model.problem import Level, Problem
from ..model.record import Record
from ..model.text import ISO_DATE, Day
from .yaml_text import MOST, Document

#: The code of a day that has not come yet; what is found then holds only until it has.
AHEAD: Final = "S28"
_CHINA: Final = timezone(timedelta(hours=8))
#: A day that may lie ahead: until then reports are to be published.
_DEADLINE: Final = "截止日期"
#: How a day ends: the year stands before it, and a search for four digits would take forty times as long.
_DAY: Final = re.compile(r"-[0-9]{2}-[0-9]{2}(?![0-9])")


def day_of(timestamp: int | None) -> date:
    """The day in China of a moment in seconds since 1970; today where there is none."""
    moment = datetime.now(UTC) if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
    return moment.astimezone(_CHINA).date()


def check_days(document: Document, record: type[Record], today: date, above: int = 0) -> Iterator[Problem]:
    """Every day after ``today`` in a file, whose records stand below ``above`` keys.

    Only where the text holds such a day are its values looked through.
    """
    text, now = document.text, today.isoformat()
    if not any(text[max(found.start() - 4, 0) : found.end()] > now for found in _DAY.finditer(text)):
        return
    ahead = (
        (path, value)
        for path, value in leaves(document.value)
        if isinstance(value, str) and ISO_DATE.fullmatch(value) and value > now
    )
    for path, value in islice(ahead, MOST):
        declared = find_field(record, path[above:])
        if declared is not None and _is_day(declared.annotation, declared.metadata) and path[-1] != _DEADLINE:
            message = f"“{path[-1]}”写的是 {value}，今天是 {today}，这一天还没有到"
            cure, example = "写真实的日期；还没有发生的，写 null", f"{path[-1]}: {today}"
            yield document.problem(path, Level.ERROR, AHEAD, message, cure, example)


def _is_day(annotation: object, metadata: list[object]) -> bool:
    """Whether a field holds a day."""
    return "datetime.date" in str(annotation) or any(fact in metadata for fact in Day.__metadata__)  # type: ignore[attr-defined]  # of Annotated
