"""How to ask about a figure of a report: how it is cited, what was checked, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.form import spending_of
from ...model.report import Report
from ..parts.format import format_exact
from .facts import stated_in_order


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask about a figure: the sentence that cites it, its address, the checks that fail, and whom to ask.

    ``address`` is "" where the site's is not known; ``contact`` is what the report says, in its order.
    """

    cited: str
    address: str
    checks: tuple[tuple[str, str], ...]
    contact: tuple[tuple[str, str], ...]


def asking_of(report: Report, unit: str, year: int, address: str, checks: tuple[tuple[str, str], ...]) -> Asking:
    """For the figure that the answer begins with; for the report where it publishes no sum."""
    line = spending_of(report)
    spent = line.value(report)
    figure = "" if spent is None else f"{line.label}（决算）{format_exact(spent)} 万元，"
    return Asking(f"{unit}{year}年度{figure}见《{report.title}》", address, checks, stated_in_order(report.contact))
