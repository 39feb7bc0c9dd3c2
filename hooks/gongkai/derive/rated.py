"""Declared rates of one report, computed from its figures, with the points the year's rules give for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..model.indicator import RATES, Rate, Stated
from ..model.report import Report
from ..model.scoring import PointsRange, PointsRule, points_for


@dataclass(frozen=True, slots=True)
class Rated:
    """A declared rate that could be computed.

    Attributes:
        rate: its declaration.
        value: in %, unrounded.
        worked: the formula with its figures.
        rule: the year's rule for it, if the year has one.
        points: the points that the rule gives.
    """

    rate: Rate
    value: Decimal
    worked: str
    rule: PointsRule | None
    points: PointsRange | None


def rated(report: Report, prior: tuple[Report, ...], rules: tuple[PointsRule, ...]) -> tuple[Rated, ...]:
    """Every declared rate that has all its inputs, in the order of the form."""
    stated = Stated(report, prior)
    found = []
    for rate in RATES:
        value = rate.value(stated)
        if value is not None:
            rule = next((rule for rule in rules if rate.names(rule.indicator)), None)
            found.append(Rated(rate, value, rate.worked(stated), rule, points_for(rule, value) if rule else None))
    return tuple(found)
