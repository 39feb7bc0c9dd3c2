"""All checks, in the order of their codes: those of the families named here, and no other."""

from __future__ import annotations

from typing import Final

from . import (
    balance,
    basic_expenditure,
    budget_flows,
    changes,
    claims,
    completion,
    dates_privacy,
    declared_rates,
    empty_tables,
    functional,
    funds,
    jumps,
    measures,
    names_years,
    numbering,
    other_reports,
    project_evaluations,
    quantities,
    reasons,
    scopes,
    scores,
    shares,
    staff,
    stated_changes,
    three_public_procurement,
    totals,
    wording,
)
from .check import Check

_FAMILIES: Final = (
    *(balance, totals, basic_expenditure, functional, three_public_procurement, funds, staff, declared_rates, scores),
    *(changes, completion, reasons, claims, quantities, shares, empty_tables, other_reports, jumps),
    *(names_years, wording, numbering, measures, dates_privacy, project_evaluations, scopes),
    *(stated_changes, budget_flows),
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
