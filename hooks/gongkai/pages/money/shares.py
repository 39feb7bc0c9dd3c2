"""The three ways in which a year's spending is taken apart: by department, by function (功能分类), by 类别."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ...derive.assessment import Comparison
from ...model.form import TOTAL_EXPENDITURE
from ...model.rates import total
from ...model.report import Report
from ..parts.page import report_path, year_path
from .spending import NO_COMPARISON, Spending, YearSpending
from .sums import Sum

#: Digits of the code of a 类.
_CLASS: Final = 3
#: 类 that come to more than what was spent, but for rounding, are not its parts.
_WHOLE: Final = Decimal("1.005")
#: 类 by its code: name, 决算 and 年初预算.
_Classes = Mapping[str, tuple[str, Decimal, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole, 万元: what was spent, against 年初预算 and last year as far as both are published.

    ``note`` says how many of its units a comparison is of, where not of all, or of what total, where of another one;
    that is not added (``is_added``).
    """

    name: str
    spent: Decimal
    budget: Comparison
    change: Comparison
    path: str | None = None
    note: str = ""
    is_added: bool = True


def by_department(year: YearSpending) -> tuple[Share, ...]:
    """Every unit whose spending is published and that is not inside another, the largest first."""
    is_mixed = len({one.line.key for one in year.added}) > 1
    return _sorted(
        Share(
            f"{one.name}（支出总计）" if is_mixed and one.line is TOTAL_EXPENDITURE else one.name,
            one.spent or Decimal(0),
            one.budget,
            one.change,
            report_path(one.entry.unit_id, year.year),
            another_total(one),
            is_added=one.budget_line is one.line,
        )
        for one in year.added
    )


def another_total(one: Spending) -> str:
    """Which total is set against its 年初预算, where it is not what was spent."""
    line = one.budget_line
    return f"比年初预算按{line.label}" if line and line is not one.line else ""


def by_category(
    year: YearSpending, category: Callable[[str], str], path: Callable[[str], str | None]
) -> tuple[Share, ...]:
    """By 类别; ``category`` gives that of a unit id, ``path`` the address of the comparison of its units."""
    sums: defaultdict[str, Sum] = defaultdict(Sum)
    for one in year.added:
        sums[category(one.entry.unit_id)].add(one.spent or Decimal(0), one.of_budget, one.change)
    return _sorted(_share(f"{name}（{found.count} 个）", found, path(name)) for name, found in sums.items())


def by_function(year: YearSpending) -> tuple[tuple[Share, ...], int]:
    """By 类 of the 功能分类, each leading to its units, and how many publish it; it may be of other funds than all."""
    sums: defaultdict[str, Sum] = defaultdict(Sum)
    names: dict[str, str] = {}
    stating = 0
    for one in year.added:
        if not (now := classes_of(one)):
            continue
        prior = [_classes(report) for report in one.prior]
        stating += 1
        for code, (name, spent, planned) in now.items():
            names.setdefault(code, name)
            before = total(classes[code][1] if code in classes else None for classes in prior)
            sums[code].add(spent, Comparison(spent, planned), Comparison(spent, before))
    page = year_path(year.year)
    shares = (_share(names[code], found, f"{page}#{function_key(code)}") for code, found in sums.items())
    return _sorted(shares), stating


def function_key(code: str) -> str:
    """Where the units of a 类 stand on the page of a year."""
    return f"yongtu-{code}"


def classes_of(one: Spending) -> _Classes:
    """The 类 of a unit; none where they come to more than what it spent."""
    found = _classes(one.report)
    whole = sum([spent for _, spent, _ in found.values()], Decimal(0))
    return {} if whole > (one.spent or 0) * _WHOLE else found


def _classes(report: Report) -> _Classes:
    """Each 类; those of several funds are added."""
    found: dict[str, tuple[str, Decimal, Decimal | None]] = {}
    for row in report.finance.functional:
        code, spent, planned = row.code or "", row.actual, row.initial_budget
        if len(code) != _CLASS or spent is None:
            continue
        if row.derived:
            if row.is_derived("actual"):
                continue
            planned = None if row.is_derived("initial_budget") else planned
        if code in found:
            _, more, before = found[code]
            spent, planned = spent + more, total((before, planned))
        found[code] = row.name, spent, planned
    return found


def _share(name: str, found: Sum, path: str | None = None) -> Share:
    return Share(name, found.spent, found.budget.whole, found.change.whole, path, found.note)


def _sorted(shares: Iterable[Share]) -> tuple[Share, ...]:
    return tuple(sorted(shares, key=lambda share: share.spent, reverse=True))


def rest_of(shares: Iterable[Share], path: str | None) -> Share:
    """What is too small, or too much, to be drawn one by one."""
    found = Sum()
    for share in shares:
        found.add(share.spent, share.budget if share.is_added else NO_COMPARISON, share.change)
    return _share(f"其余 {found.count} 个", found, path)


def whole_of(shares: Iterable[Share]) -> Share:
    """All of them; each comparison is of those that have both sides."""
    return replace(rest_of(shares, None), name="合计")
