"""All checks, in the order of their codes: those of the families named here, and no other."""

from __future__ import annotations

from typing import Final

from . import (
    budget_flows,
    changes,
    claims,
    dates_privacy,
    funds,
    measures,
    names_years,
    numbering,
    other_reports,
    people_rates,
    quantities,
    scores,
    stated_changes,
    three_public_procurement,
    totals,
    wording,
)
from .check import Check

_FAMILIES: Final = (
    *(totals, three_public_procurement, funds, people_rates, scores, changes, claims, quantities, other_reports),
    *(names_years, wording, numbering, measures, dates_privacy, stated_changes, budget_flows),
)
CHECKS: Final = tuple(
    sorted(
        (found for family in _FAMILIES for found in vars(family).values() if isinstance(found, Check)),
        key=lambda found: found.code,
    )
)


def find_check(code: str) -> Check | None:
    """The check with this code."""
    return next((check for check in CHECKS if check.code == code), None)
