"""Proof: what of a page could be proved, and what could not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Proof:
    """What of a page could be proved.

    Attributes:
        proved: figures that stand at the place where the data has them.
        open: texts with a figure that is not proved.
        strange: figures in columns of the data that the data does not have: (row, column, figure).
    """

    proved: int = 0
    open: list[str] = field(default_factory=list)
    strange: list[tuple[str, str, str]] = field(default_factory=list)
