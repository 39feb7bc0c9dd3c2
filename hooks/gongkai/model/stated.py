"""Stated: a report beside last year's, from which rates and comparisons are computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .report import Report


@dataclass(frozen=True, slots=True)
class Stated:
    """A report and last year's comparable reports (several after a merger).

    A rate that was computed is kept in ``values``, by its key.
    """

    report: Report
    prior: tuple[Report, ...] = ()
    values: dict[str, Decimal | None] = field(default_factory=dict, compare=False, repr=False)
