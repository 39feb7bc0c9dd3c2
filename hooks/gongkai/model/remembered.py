"""What was made of the latest records, kept for those very records."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

_Things = TypeVarTuple("_Things")
_Made = TypeVar("_Made")


def remembered(most: int) -> Callable[[Callable[[*_Things], _Made]], Callable[[*_Things], _Made]]:
    """Keep what a function made of its ``most`` latest arguments; nobody may change it.

    They are told apart by identity, as records have no hash. They are kept too, so no other record has their identity.
    """

    def keep(make: Callable[[*_Things], _Made]) -> Callable[[*_Things], _Made]:
        latest: dict[tuple[int, ...], tuple[tuple[*_Things], _Made]] = {}

        @wraps(make)
        def made_of(*things: *_Things) -> _Made:
            key = tuple(map(id, things))
            known = latest.get(key)
            if known is None:
                while len(latest) >= most:
                    del latest[next(iter(latest))]
                known = latest[key] = things, make(*things)
            return known[1]

        return made_of

    return keep
