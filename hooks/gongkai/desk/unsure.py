"""What a document states differently, or not certainly: for each place the values to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ..importer.excerpts import at_place, excerpt
from ..importer.stated import Stated
from ..importer.written import Draft
from ..load.original_measure import measure_in
from ..model.money import shifted
from ..model.problem import KeyPath
from ..model.record import measure_of
from ..model.report import Report
from ..open_data.files import digits_of
from .answers import Candidate, UnsureValue
from .fields import WANYUAN
from .places import ACTUAL, declared_at, in_words, is_line, joined, value_at

#: Characters of the words that state a value.
_SHORT: Final = 60


def unsure_values(
    draft: Draft, values: Mapping[str, Any], place_now: Callable[[KeyPath], KeyPath]
) -> Iterator[UnsureValue]:
    """The places that are not certain, each at the place where it goes in a file that says ``values``."""
    for path, words in draft.unsure.items():
        place = (*path, ACTUAL) if is_line(path) else path
        goes = place_now(place)
        yield UnsureValue(
            path=joined(goes),
            label=in_words(path),
            said=words,
            candidates=[*_candidates(path, draft, values)] if declared_at(path) else [],
            now=_written(value_at(values, goes)[1]),
        )


def _candidates(path: KeyPath, draft: Draft, values: Mapping[str, Any]) -> Iterator[Candidate]:
    """What was stated; of a text that is doubtful as a whole, the text."""
    stated = draft.candidates.get(path) or draft.candidates.get((*path, ACTUAL)) or ()
    text = value_at(draft.values, path)[1]
    if not stated and isinstance(text, str) and text.strip():
        yield Candidate(written=text.strip(), source="", doubt=draft.unsure[path])
    for one in stated:
        written = _written(_in_measure(one.value, path, draft.values, values))
        yield Candidate(written=written, source=_source_of(one), doubt=one.doubt)


def _source_of(one: Stated) -> str:
    number = one.value if isinstance(one.value, Decimal) else None
    return at_place(one.place, excerpt(one.source, number, _SHORT)) if one.source or one.place else ""


def _in_measure(value: Any, path: KeyPath, draft: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """An amount as the file in hand writes amounts."""
    declared = declared_at(path)
    if not isinstance(value, Decimal) or declared is None or measure_of(declared) != WANYUAN:
        return value
    places = measure_in(values, Report).places - measure_in(draft, Report).places
    return shifted(value, places) if places else value


def _written(value: object) -> str:
    return digits_of(value) if isinstance(value, Decimal) else "" if value is None else str(value).strip()
