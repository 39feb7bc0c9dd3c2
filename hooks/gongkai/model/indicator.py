"""Declared indicators (domain A1): the rates that reports state and that can be computed from their figures.

Each is data: label, formula in words, basis, and the inputs of its two sides. Only formulas read in a published
form are declared; weights and scoring rules belong to the year (:mod:`.scoring`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .rates import percent, rounded, total
from .report import Report


@dataclass(frozen=True, slots=True)
class Stated:
    """What a rate is computed from: a report and last year's comparable reports (several after a merger)."""

    report: Report
    prior: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a rate: its label, where it is stated, and whether it is taken off (−1) or added (1)."""

    label: str
    find: Callable[[Stated], Decimal | None]
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """A declared rate: Σ part ÷ Σ whole × 100.

    Attributes:
        label: the name on the form.
        aliases: other names of the same indicator in reports.
        formula: the formula in words, as on the form.
        basis: where the formula was read.
        part: inputs above the line.
        whole: inputs below the line.
    """

    label: str
    formula: str
    basis: str
    part: tuple[Input, ...]
    whole: tuple[Input, ...]
    aliases: tuple[str, ...] = ()

    def names(self, name: str) -> bool:
        """Whether ``name``, as written in a report, means this rate."""
        plain = name.translate(_QUOTES)
        return plain == self.label.translate(_QUOTES) or plain in self.aliases

    def value(self, stated: Stated) -> Decimal | None:
        """The rate in %, unrounded; None where an input is missing or the base is not above zero."""
        return percent(_sum(self.part, stated), _sum(self.whole, stated))

    def missing(self, stated: Stated) -> tuple[str, ...]:
        """Labels of the inputs that are not published, each once."""
        inputs = {i.label: None for i in (*self.part, *self.whole) if i.find(stated) is None}
        return tuple(inputs)

    def worked(self, stated: Stated) -> str:
        """The formula with its figures, ``136÷143＝95.10%``; "" where it has no value."""
        value = self.value(stated)
        if value is None:
            return ""
        result = f"{rounded(value, 2)}%".replace("-", "－")
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
    return f"{'－' if (sign < 0) != (value < 0) else '＋'}{abs(value):f}"


def serving_staff(report: Report) -> Decimal | None:
    """在职人员, or 年末实有 where a report gives only that."""
    people = report.people
    count = people.year_end_staff if people.serving_staff is None else people.serving_staff
    return None if count is None else Decimal(count)


def initial_budget(report: Report) -> Decimal | None:
    """年初预算 of all expenditure: of 支出总计, or else of 本年支出合计."""
    finance = report.finance
    of_total = finance.total_expenditure.initial_budget
    return finance.expenditure.initial_budget if of_total is None else of_total


def _posts(stated: Stated) -> Decimal | None:
    posts = stated.report.people.authorized_posts
    return None if posts is None else Decimal(posts)


_STAFF = Input("在职人员", lambda s: serving_staff(s.report))
_POSTS = Input("编制数", _posts)
_OPENING = Input("年初结转和结余", lambda s: s.report.finance.opening_balance.actual)
_INITIAL = Input("支出总计的年初预算", lambda s: initial_budget(s.report))
_SUPPLEMENT = Input("追加预算", lambda s: s.report.finance.supplementary_budget)
_CLOSING = Input("年末结转和结余", lambda s: s.report.finance.closing_balance.actual, sign=-1)
_THREE_BUDGET = Input("本年三公经费的年初预算", lambda s: s.report.three_public.initial_budget)
_THREE_BEFORE = Input("上年三公经费的年初预算", lambda s: total(r.three_public.initial_budget for r in s.prior))
_HUNAN = "湖南省部门整体支出绩效评价指标表"

SERVING_STAFF_RATE: Final = Rate(
    "在职人员控制率", "在职人员数÷编制数×100%", _HUNAN, (_STAFF,), (_POSTS,), aliases=("财政供养人员控制率",)
)
THREE_PUBLIC_CHANGE_RATE: Final = Rate(
    "“三公经费”变动率", "（本年三公经费预算数－上年三公经费预算数）÷上年三公经费预算数×100%", _HUNAN,
    (_THREE_BUDGET, Input(_THREE_BEFORE.label, _THREE_BEFORE.find, sign=-1)), (_THREE_BEFORE,),
    aliases=("三公变动率",),
)  # fmt: skip
BUDGET_COMPLETION_RATE: Final = Rate(
    "预算完成率",
    "（上年结转＋年初预算＋本年追加预算－年末结余）÷（上年结转＋年初预算＋本年追加预算）×100%",
    _HUNAN,
    (_OPENING, _INITIAL, _SUPPLEMENT, _CLOSING),
    (_OPENING, _INITIAL, _SUPPLEMENT),
)
BUDGET_CONTROL_RATE: Final = Rate("预算控制率", "本年追加预算÷年初预算×100%", _HUNAN, (_SUPPLEMENT,), (_INITIAL,))
BUILDING_AREA_RATE: Final = Rate(
    "新建楼堂馆所面积控制率", "实际建设面积÷批准建设面积×100%", _HUNAN,
    (Input("楼堂馆所实际规模", lambda s: s.report.building.actual_area),),
    (Input("楼堂馆所批复规模", lambda s: s.report.building.approved_area),),
    aliases=("楼堂馆所面积控制率", "规模控制率"),
)  # fmt: skip
THREE_PUBLIC_CONTROL_RATE: Final = Rate(
    "“三公经费”控制率", "三公经费实际支出数÷三公经费预算安排数×100%", "岳阳市部门整体支出绩效评价指标表",
    (Input("三公经费决算", lambda s: s.report.three_public.actual),), (_THREE_BUDGET,),
    aliases=("三公控制率",),
)  # fmt: skip
BUDGET_EXECUTION_RATE: Final = Rate(
    "预算执行率", "全年执行数÷全年预算数×100%", "部门整体支出绩效自评表填报说明",
    (Input("资金总额的决算（全年执行数）", lambda s: s.report.self_evaluation.funds.total.actual),),
    (Input("资金总额的全年预算", lambda s: s.report.self_evaluation.funds.total.adjusted_budget),),
    aliases=("执行率",),
)  # fmt: skip

RATES: Final = (
    SERVING_STAFF_RATE, THREE_PUBLIC_CHANGE_RATE, BUDGET_COMPLETION_RATE, BUDGET_CONTROL_RATE,
    BUILDING_AREA_RATE, THREE_PUBLIC_CONTROL_RATE, BUDGET_EXECUTION_RATE,
)  # fmt: skip


def find_rate(name: str) -> Rate | None:
    """The declared rate that a report calls ``name``."""
    return next((rate for rate in RATES if rate.names(name)), None)
