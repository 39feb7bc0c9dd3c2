"""Declared indicators (domain A1): the rates that reports state and that can be computed from their figures.

Each is data: label, formula in words, basis, and the inputs of its two sides. Only formulas read in a published
form are declared; weights and scoring rules belong to the year (:mod:`.year`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Final

from . import form
from .as_published import as_published
from .form import Line
from .rates import percent, rounded, total
from .report import Report
from .stated import Stated as Stated


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a rate: its label, where it is stated, and whether it is taken off (−1) or added (1)."""

    label: str
    find: Callable[[Stated], Decimal | None]
    sign: int = 1

    def __neg__(self) -> Input:
        return replace(self, sign=-self.sign)


@dataclass(frozen=True, slots=True)
class Rate:
    """A declared rate: Σ part ÷ Σ whole × 100.

    Attributes:
        key: stable English name, used in addresses and data files.
        label: the name on the form.
        aliases: other names of the same indicator in reports.
        formula: the formula in words, as on the form.
        part: inputs above the line.
        whole: inputs below the line.
        basis: where the formula was read.
        digits: decimals in a comparison.
        signed: an increase is written with its sign.
    """

    measure: ClassVar[str] = "%"
    group: ClassVar[str] = "按公开数字计算"
    columns: ClassVar[tuple[str, ...]] = ("actual",)

    key: str
    label: str
    formula: str
    part: tuple[Input, ...]
    whole: tuple[Input, ...]
    basis: str = "湖南省部门整体支出绩效评价指标表"
    aliases: tuple[str, ...] = ()
    digits: int = 2
    signed: bool = False

    def value(self, stated: Stated) -> Decimal | None:
        """The rate in %, unrounded; None where an input is missing or the base is not above zero."""
        if self.key not in stated.values:
            stated.values[self.key] = percent(_sum(self.part, stated), _sum(self.whole, stated))
        return stated.values[self.key]

    def compared(self, stated: Stated, column: str = "actual") -> Decimal | None:
        """The rate for a comparison, rounded."""
        value = self.value(stated) if column in self.columns else None
        return None if value is None else rounded(value, self.digits)

    def missing(self, stated: Stated) -> tuple[str, ...]:
        """Labels of the inputs that are not published, each once."""
        return tuple(dict.fromkeys(i.label for i in (*self.part, *self.whole) if i.find(stated) is None))

    def worked(self, stated: Stated) -> str:
        """The formula with its figures, ``136÷143＝95.10%``; "" where it has no value."""
        value = self.value(stated)
        if value is None:
            return ""
        result = f"{rounded(value, 2):,f}%".replace("-", "－")
        return f"{_written(self.part, stated)}÷{_written(self.whole, stated)}＝{result}"


_QUOTES: Final = str.maketrans("", "", '“”"「」 ')


def _sum(inputs: tuple[Input, ...], stated: Stated) -> Decimal | None:
    values = [(i.sign, i.find(stated)) for i in inputs]
    return total(None if value is None else sign * value for sign, value in values)


def _written(inputs: tuple[Input, ...], stated: Stated) -> str:
    written = "".join(_term(i.sign, i.find(stated)) for i in inputs).removeprefix("＋")
    return f"（{written}）" if len(inputs) > 1 else written


def _term(sign: int, value: Decimal | None) -> str:
    """＋35.20, －35.20; a negative 追加预算 is taken off."""
    value = value or Decimal(0)
    return f"{'－' if (sign < 0) != (value < 0) else '＋'}{abs(value):,f}"


def initial_budget(report: Report) -> Decimal | None:
    """年初预算 of all expenditure: of 支出总计, or else of 本年支出合计."""
    of_total = form.TOTAL_EXPENDITURE.value(report, "initial_budget")
    return form.EXPENDITURE.value(report, "initial_budget") if of_total is None else of_total


def _stated(line: Line, label: str = "", column: str = "actual") -> Input:
    return Input(label or line.label, lambda s: line.value(s.report, column))


def _three_before(stated: Stated) -> Decimal | None:
    """上年预算 as this report has it, or else the 年初预算 of last year's reports."""
    own = stated.report.three_public.prior_budget
    return total(form.THREE_PUBLIC.value(r, "initial_budget") for r in stated.prior) if own is None else own


def _spent_before(stated: Stated) -> Decimal | None:
    """By the line that this year's spending stands on."""
    return total(form.spending_of(stated.report).value(report) for report in stated.prior)


_OPENING = _stated(form.OPENING_BALANCE)
_INITIAL = Input("支出总计的年初预算", lambda s: initial_budget(s.report))
_SUPPLEMENT = _stated(form.SUPPLEMENTARY_BUDGET)
_CLOSING = _stated(form.CLOSING_BALANCE)
_THREE_BUDGET = _stated(form.THREE_PUBLIC, "本年三公经费的年初预算", "initial_budget")
_THREE_BEFORE = Input("上年三公经费的年初预算", _three_before)
_SPENT = Input("支出", lambda s: form.spending_of(s.report).value(s.report))
_SPENT_BEFORE = Input("上年支出", _spent_before)

SERVING_STAFF_RATE: Final = Rate(
    "serving_staff_rate", "在职人员控制率", "在职人员数÷编制数×100%",
    (_stated(form.STAFF, "在职人员"),), (_stated(form.AUTHORIZED_POSTS),), aliases=("财政供养人员控制率",),
)  # fmt: skip  # reads as on the form
THREE_PUBLIC_CHANGE_RATE: Final = Rate(
    "three_public_change_rate", "“三公经费”变动率",
    "（本年三公经费预算数－上年三公经费预算数）÷上年三公经费预算数×100%",
    (_THREE_BUDGET, -_THREE_BEFORE), (_THREE_BEFORE,), aliases=("三公变动率", "三公经费变动率", "“三公”经费变动率"),
)  # fmt: skip  # reads as on the form
BUDGET_COMPLETION_RATE: Final = Rate(
    "budget_completion_rate", "预算完成率",
    "（上年结转＋年初预算＋本年追加预算－年末结余）÷（上年结转＋年初预算＋本年追加预算）×100%",
    (_OPENING, _INITIAL, _SUPPLEMENT, -_CLOSING), (_OPENING, _INITIAL, _SUPPLEMENT),
)  # fmt: skip  # reads as on the form
BUDGET_CONTROL_RATE: Final = Rate(
    "budget_control_rate", "预算控制率", "本年追加预算÷年初预算×100%", (_SUPPLEMENT,), (_INITIAL,)
)
BUILDING_AREA_RATE: Final = Rate(
    "building_area_rate", "新建楼堂馆所面积控制率", "实际建设面积÷批准建设面积×100%",
    (_stated(form.line_of("actual_area"), "楼堂馆所实际规模"),),
    (_stated(form.line_of("approved_area"), "楼堂馆所批复规模"),),
    aliases=("楼堂馆所面积控制率", "规模控制率"),
)  # fmt: skip  # reads as on the form
THREE_PUBLIC_CONTROL_RATE: Final = Rate(
    "three_public_control_rate", "“三公经费”控制率", "三公经费实际支出数÷三公经费预算安排数×100%",
    (_stated(form.THREE_PUBLIC, "三公经费决算"),), (_THREE_BUDGET,),
    "岳阳市部门整体支出绩效评价指标表", aliases=("三公控制率", "三公经费控制率", "“三公”经费控制率"),
)  # fmt: skip  # reads as on the form
BUDGET_EXECUTION_RATE: Final = Rate(
    "budget_execution_rate", "预算执行率", "全年执行数÷全年预算数×100%",
    (_stated(form.ANNUAL_FUNDS, "资金总额的决算（全年执行数）"),),
    (_stated(form.ANNUAL_FUNDS, "资金总额的全年预算", "adjusted_budget"),),
    "部门整体支出绩效自评表填报说明", aliases=("执行率",),
)  # fmt: skip  # reads as on the form
SPENDING_CHANGE: Final = Rate(
    "spending_change", "支出比上年", "（本年支出－上年支出）÷上年支出×100%",
    (_SPENT, -_SPENT_BEFORE), (_SPENT_BEFORE,), "本站的说明", digits=1, signed=True,
)  # fmt: skip  # reads as on the form

RATES: Final = (
    SERVING_STAFF_RATE, THREE_PUBLIC_CHANGE_RATE, BUDGET_COMPLETION_RATE, BUDGET_CONTROL_RATE,
    BUILDING_AREA_RATE, THREE_PUBLIC_CONTROL_RATE, BUDGET_EXECUTION_RATE,
)  # fmt: skip  # reads as on the form
#: Computed for comparisons, in the order of the form.
COMPUTED: Final = (
    SPENDING_CHANGE, BUDGET_COMPLETION_RATE, BUDGET_CONTROL_RATE, BUDGET_EXECUTION_RATE, THREE_PUBLIC_CONTROL_RATE,
    THREE_PUBLIC_CHANGE_RATE, SERVING_STAFF_RATE, BUILDING_AREA_RATE,
)  # fmt: skip  # reads as on the form
#: The 项目支出绩效自评表 of a unit together: how many, what was spent, and the mean of the scores; the last two only
#: where every form gives them.
SELF_EVALUATED: Final = tuple(
    Line(key, label, ("项目自评",), measure, (), "项目自评", ("actual",), None, find)
    for key, label, measure, find in (
        ("projects_evaluated", "自评项目个数", "个", lambda report: len(report.project_evaluations) or None),
        ("projects_executed", "自评项目全年执行数合计", "万元", lambda report: _executed(report)),
        ("projects_mean_score", "项目自评平均分", "分", lambda report: _mean_score(report)),
    )
)


def _executed(report: Report) -> Decimal | None:
    return total(as_published(project.funds.annual_funds).actual for project in report.project_evaluations)


def _mean_score(report: Report) -> Decimal | None:
    scores = total(project.score for project in report.project_evaluations)
    return None if scores is None else rounded(scores / len(report.project_evaluations), 2)


def offered_lines() -> tuple[Line, ...]:
    """The lines by which readers may compare, group by group: first of money, then of people and scores."""
    offered = sorted(
        (line for line in (form.STAFF, *form.LINES) if line.group), key=lambda line: line.measure != "万元"
    )
    groups = dict.fromkeys(line.group for line in offered)
    return tuple(line for group in groups for line in offered if line.group == group)


#: Everything by which readers may compare units and years, group by group.
COMPARED: Final[tuple[Line | Rate, ...]] = (*offered_lines(), *SELF_EVALUATED, *COMPUTED)


#: Every name of a declared rate, as :func:`find_rate` compares it; of two the first rate has it.
_BY_NAME: Final = {name: rate for rate in reversed(RATES) for name in (*rate.aliases, rate.label.translate(_QUOTES))}


@lru_cache(maxsize=2048)  # units name indicators of their own
def find_rate(name: str) -> Rate | None:
    """The declared rate that a report calls ``name``, with or without quotation marks."""
    return _BY_NAME.get(name.translate(_QUOTES))
