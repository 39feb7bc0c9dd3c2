"""The figures by which reports are compared across years and units, declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model.amounts import COLUMNS, Item, item_of
from ..model.report import Report


@dataclass(frozen=True, slots=True)
class Figure:
    """A comparable figure of a report.

    Attributes:
        key: stable English name, used in addresses and downloads.
        label: Chinese label as on the forms.
        measure: 万元, 人 or 分.
        find: the line of the form it stands on, or a line made of the bare value.
    """

    key: str
    label: str
    measure: str
    find: Callable[[Report], Item]

    def value(self, report: Report, column: str = "actual") -> Decimal | None:
        """The stated value in ``column`` (one of :data:`COLUMNS`)."""
        assert column in COLUMNS
        value: Decimal | None = getattr(self.find(report), column)
        return value


def _bare(value: Decimal | int | None) -> Item:
    return item_of({"actual": None if value is None else Decimal(value)})


def _staff(report: Report) -> Item:
    people = report.people
    return _bare(people.serving_staff if people.serving_staff is not None else people.year_end_staff)


TOTAL_INCOME: Final = Figure("total_income", "收入总计", "万元", lambda r: r.finance.total_income)
TOTAL_EXPENDITURE: Final = Figure("total_expenditure", "支出总计", "万元", lambda r: r.finance.total_expenditure)
EXPENDITURE: Final = Figure("expenditure", "本年支出合计", "万元", lambda r: r.finance.expenditure)
#: The whole of the 自评表, whose 决算 is the 全年执行数.
FUNDS: Final = Figure("funds", "年度资金总额", "万元", lambda r: r.self_evaluation.funds.total)
BASIC: Final = Figure("basic_expenditure", "基本支出", "万元", lambda r: r.finance.basic)
PROJECT: Final = Figure("project_expenditure", "项目支出", "万元", lambda r: r.finance.project)
OPERATING: Final = Figure("operating_funds", "公用经费", "万元", lambda r: r.operating_funds)
THREE_PUBLIC: Final = Figure("three_public", "“三公”经费", "万元", lambda r: r.three_public)
STAFF: Final = Figure("serving_staff", "年末人数", "人", _staff)
SCORE: Final = Figure("score", "自评得分", "分", lambda r: _bare(r.evaluation.score))

FIGURES: Final = (TOTAL_INCOME, TOTAL_EXPENDITURE, EXPENDITURE, BASIC, PROJECT, OPERATING, THREE_PUBLIC, STAFF, SCORE)


def spending_of(report: Report) -> Figure:
    """What was spent in the year: 本年支出合计, or 支出总计 (with the carry-over) where only that is known."""
    return TOTAL_EXPENDITURE if EXPENDITURE.value(report) is None else EXPENDITURE
