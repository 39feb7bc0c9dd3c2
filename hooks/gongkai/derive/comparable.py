"""Comparables: every figure and indicator by which readers may compare units and years, declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model import indicator
from ..model.amounts import COLUMNS, Item, item_of
from ..model.continuity import Prior
from ..model.finance import BasicParts
from ..model.indicator import Rate, Stated
from ..model.rates import rounded
from ..model.report import Report
from .assessment import prior_value
from .comparison import Comparison
from .figure import (
    BASIC,
    EXPENDITURE,
    OPERATING,
    PROJECT,
    SCORE,
    STAFF,
    THREE_PUBLIC,
    TOTAL_EXPENDITURE,
    TOTAL_INCOME,
    Figure,
    spending_of,
)

_BARE: Final = ("actual",)


@dataclass(frozen=True, slots=True)
class Comparable:
    """A stated figure or a computed rate.

    Attributes:
        key: stable English name, used in addresses and data files.
        label: Chinese label as on the forms.
        group: the heading under which readers choose it.
        measure: 万元, 人, 分 or %.
        columns: those of :data:`COLUMNS` that it may have; only ``actual`` where the form has no others.
        find: its value in a column, given the report and the comparable year before.
        digits: decimals of a computed rate; None for a stated figure, which keeps its own.
        signed: an increase is written with its sign.
    """

    key: str
    label: str
    group: str
    measure: str
    columns: tuple[str, ...]
    find: Callable[[Report, Prior, str], Decimal | None]
    digits: int | None = None
    signed: bool = False

    def value(self, report: Report, prior: Prior, column: str = "actual") -> Decimal | None:
        """A stated value digit by digit, a computed one rounded; None where the form or the report has none."""
        found = self.find(report, prior, column) if column in self.columns else None
        return found if found is None or self.digits is None else rounded(found, self.digits)


def _stated(group: str, figure: Figure) -> Comparable:
    columns = COLUMNS if figure.measure == "万元" else _BARE
    return Comparable(
        figure.key, figure.label, group, figure.measure, columns, lambda report, _, column: figure.value(report, column)
    )


def _line(group: str, key: str, label: str, find: Callable[[Report], Item]) -> Comparable:
    return _stated(group, Figure(key, label, "万元", find))


def _rate(key: str, rate: Rate) -> Comparable:
    return Comparable(
        key, rate.label, _COMPUTED, "%", _BARE, lambda report, prior, _: rate.value(Stated(report, prior.reports)), 2
    )


def _spending_change(report: Report, prior: Prior, _: str) -> Decimal | None:
    spent = spending_of(report)
    return Comparison(spent.value(report), prior_value(spent, prior)).percent


def _posts(report: Report) -> Item:
    posts = report.people.authorized_posts
    return item_of({"actual": None if posts is None else Decimal(posts)})


def _basic(report: Report) -> BasicParts:
    return report.finance.basic_expenditure.parts


_MONEY: Final = "收入和支出"
_MAKE_UP: Final = "支出构成"
_THREE: Final = "“三公”经费"
_OTHERS: Final = "人员和自评"
_COMPUTED: Final = "按公开数字计算"

SPENDING_CHANGE: Final = Comparable(
    "spending_change", "支出比上年", _COMPUTED, "%", _BARE, _spending_change, digits=1, signed=True
)
#: Computed, in the order of the form.
COMPUTED: Final = (
    SPENDING_CHANGE,
    _rate("budget_completion_rate", indicator.BUDGET_COMPLETION_RATE),
    _rate("budget_control_rate", indicator.BUDGET_CONTROL_RATE),
    _rate("budget_execution_rate", indicator.BUDGET_EXECUTION_RATE),
    _rate("three_public_control_rate", indicator.THREE_PUBLIC_CONTROL_RATE),
    _rate("three_public_change_rate", indicator.THREE_PUBLIC_CHANGE_RATE),
    _rate("serving_staff_rate", indicator.SERVING_STAFF_RATE),
    _rate("building_area_rate", indicator.BUILDING_AREA_RATE),
)
COMPARABLES: Final = (
    *(_stated(_MONEY, figure) for figure in (TOTAL_INCOME, TOTAL_EXPENDITURE, EXPENDITURE)),
    _line(_MONEY, "closing_balance", "年末结转和结余", lambda r: r.finance.closing_balance),
    *(_stated(_MAKE_UP, figure) for figure in (BASIC, PROJECT)),
    _line(_MAKE_UP, "personnel_funds", "人员经费", lambda r: r.personnel_funds),
    _stated(_MAKE_UP, OPERATING),
    _line(_MAKE_UP, "wages_and_benefits", "工资福利支出", lambda r: _basic(r).wages_and_benefits),
    _line(_MAKE_UP, "goods_and_services", "商品和服务支出", lambda r: _basic(r).goods_and_services),
    _line(_MAKE_UP, "individual_and_family_subsidies", "对个人和家庭的补助",
          lambda r: _basic(r).individual_and_family_subsidies),
    _line(_MAKE_UP, "capital_expenditure", "资本性支出", lambda r: _basic(r).capital_expenditure),
    _line(_MAKE_UP, "procurement", "政府采购支出", lambda r: r.procurement),
    _stated(_THREE, THREE_PUBLIC),
    _line(_THREE, "overseas_visits", "因公出国（境）费", lambda r: r.three_public.parts.overseas_visits),
    _line(_THREE, "official_vehicles", "公务用车购置及运行维护费", lambda r: r.three_public.parts.official_vehicles),
    _line(_THREE, "official_receptions", "公务接待费", lambda r: r.three_public.parts.official_receptions),
    _stated(_OTHERS, STAFF),
    _stated(_OTHERS, Figure("authorized_posts", "编制数", "人", _posts)),
    _stated(_OTHERS, SCORE),
    *COMPUTED,
)  # fmt: skip
_MAIN: Final = (EXPENDITURE, TOTAL_EXPENDITURE, BASIC, PROJECT, THREE_PUBLIC, OPERATING, STAFF, SCORE)
#: The figures of ready-made comparisons, from the whole to the score.
MAIN: Final = tuple(next(c for c in COMPARABLES if c.key == figure.key) for figure in _MAIN)
