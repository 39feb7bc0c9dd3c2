"""Comments of a data file, each with what it stands beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from .problem import KeyPath

#: How a comment begins that says why a place is left open, and what was stated of it.
ASKED: Final = "待核对："


@dataclass(frozen=True)
class Notes:
    """Comments of a file; one that begins with # is written as it is, any other after "# ".

    Attributes:
        beside: what stands behind a value or a key, by its path.
        above: the lines above it.
        end: the lines at the end of the file.
        below: the lines after the last entry of a mapping or list, by its path.
    """

    beside: Mapping[KeyPath, str] = field(default_factory=dict)
    above: Mapping[KeyPath, Sequence[str]] = field(default_factory=dict)
    end: Sequence[str] = ()
    below: Mapping[KeyPath, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def holders(self) -> frozenset[KeyPath]:
        """Every mapping or list with a comment somewhere in it, which therefore cannot stand on one line."""
        inner = {path[:depth] for path in (*self.beside, *self.above) for depth in range(len(path))}
        return frozenset(inner | {path[:depth] for path in self.below for depth in range(len(path) + 1)})
