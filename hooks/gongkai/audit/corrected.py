"""What a corrected report has besides: the history of its corrections, and what the unit's page says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..model.archive import Entry
from ..open_data.history import history_file
from ..open_data.published import Published
from .again import Again
from .fault import Fault
from .seen import Seen
from .several import report_of

_CORRECTIONS: Final = "更正"


def faults_of_history(again: Again, seen: Seen) -> Iterator[Fault]:
    """The history of a report's corrections against what its data makes of it."""
    report = report_of(again.site, again.root, seen)
    entry = Entry.of(seen.unit_id, seen.year, seen.file, seen.digest, report)
    history = history_file(Published.of(again.inventory.frame, {}, entry), again.publication)
    if history is not None:
        yield from again.differences(history.path, b"".join(history.parts()))


def words_of_corrections(document: Mapping[str, Any]) -> Iterator[str]:
    """Days, words, and what stood there before and stands there now, as a page writes each."""
    for correction in document["公开数"].get(_CORRECTIONS) or ():
        yield from _texts_of(correction)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_of(part)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float):
        yield from (str(value), f"{value:,.2f}")
