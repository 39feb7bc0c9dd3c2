"""Names → the lines of the forms that they may mean, with a bureau's own (:data:`.names.OwnNames`) among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .form import line_of
from .lines import LINES, Line
from .names import SHARED, OwnNames


@lru_cache(maxsize=8)
def known_names(extra: OwnNames = ()) -> Mapping[str, tuple[Line, ...]]:
    """Every name by which sentences may call lines → the lines that it may mean; ``extra`` are a bureau's."""
    known: dict[str, tuple[Line, ...]] = {name: (line,) for line in LINES for name in line.names}
    known |= {name: tuple(map(line_of, keys)) for name, keys in SHARED.items()}
    for called, others in extra:
        lines = lines_called(called)
        known |= {other: lines for other in others if lines}
    return known


def lines_called(name: str) -> tuple[Line, ...]:
    """The lines that a label, or another name of theirs, means on the forms; () for what is no such name."""
    return known_names().get(name) or tuple(line for line in LINES if line.label == name)


def other_names(line: Line, extra: OwnNames = ()) -> tuple[str, ...]:
    """What ``line`` is called beside its label: by everybody, then by the bureau."""
    own = (other for called, others in extra if line in lines_called(called) for other in others)
    return tuple(name for name in (*line.names, *own) if name != line.label)
