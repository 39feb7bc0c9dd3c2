"""All checks, in the order of their codes. A check that is not listed here does not run."""

from __future__ import annotations

from typing import Final

from . import (
    changes,
    claims,
    completion,
    cross_year,
    dates_privacy,
    economic,
    funds,
    measures,
    names_years,
    numbering,
    people_rates,
    procurement_assets,
    quantities,
    scope,
    scores,
    three_public,
    totals,
    wording,
)
from .check import Check

CHECKS: Final[tuple[Check, ...]] = (
    totals.balance,  # D01
    totals.total_income,  # D02
    totals.total_expenditure,  # D03
    totals.income_sources,  # D04
    totals.kinds_of_expenditure,  # D05
    economic.basic_by_use,  # D06
    economic.personnel_funds,  # D07
    economic.operating_funds,  # D08
    economic.basic_by_class,  # D09
    economic.levels,  # D10
    totals.projects,  # D11
    three_public.three_kinds,  # D12
    three_public.counts,  # D13
    three_public.three_public_by_class,  # D14
    procurement_assets.procurement,  # D15
    funds.funds,  # D16
    funds.execution_score,  # D17
    people_rates.staff,  # D18
    people_rates.rates,  # D19
    scores.points,  # D20
    scores.score,  # D21
    scores.grade,  # D22
    changes.changes,  # D23
    completion.zero_base,  # D24
    completion.completion,  # D25
    changes.reasons,  # D26
    claims.claims,  # D27
    quantities.quantities,  # D28
    funds.fiscal,  # D29
    funds.office_running,  # D30
    funds.evaluated_funds,  # D31
    claims.empty_tables,  # D32
    procurement_assets.vehicles,  # D33
    cross_year.continuity,  # D34
    scope.subordinates,  # D35
    names_years.years,  # D36
    names_years.names,  # D37
    wording.left_overs,  # D38
    numbering.numbering,  # D39
    numbering.counted,  # D40
    wording.document_numbers,  # D41
    measures.measure,  # D42
    measures.codes,  # D43
    dates_privacy.dates,  # D44
    dates_privacy.privacy,  # D45
    cross_year.jumps,  # D46
    wording.typos,  # D47
)


def find_check(code: str) -> Check | None:
    """The check with this code."""
    return next((check for check in CHECKS if check.code == code), None)
