"""财政拨款 as on the 财政拨款收入支出决算总表: the same lines as 收支, of 财政拨款 alone (D52)."""

from __future__ import annotations

from typing import Final

from .amounts import Item, OpenItem, line
from .finance import BasicParts
from .record import MoneyScope, Record, field
from .text import Prose

SCOPE: Final = MoneyScope("fiscal_", "财政拨款")


class FiscalBasicParts(BasicParts):
    """基本支出 of 财政拨款 by economic class."""

    money_scope = SCOPE


class FiscalBasicExpenditure(Item):
    """基本支出 of 财政拨款, by economic class."""

    parts: FiscalBasicParts = field("其中", "财政拨款基本支出按经济分类分", default_factory=FiscalBasicParts)


class Fiscal(Record):
    """财政拨款: 一般公共预算, 政府性基金 and 国有资本经营预算 together, where a report gives it beside all funds."""

    money_scope = SCOPE

    total_income: Item = line("收入总计", "财政拨款收入总计")
    income: Item = line("本年收入合计", "财政拨款本年收入合计", names=("收入",))
    opening_balance: Item = line("年初结转和结余", "年初财政拨款结转和结余")
    total_expenditure: Item = line("支出总计", "财政拨款支出总计")
    expenditure: OpenItem = line("本年支出合计", "财政拨款本年支出合计", of=OpenItem, names=("支出",))
    basic_expenditure: FiscalBasicExpenditure = line(
        "基本支出", "财政拨款的基本支出", of=FiscalBasicExpenditure, source="预算法实施条例第六条"
    )
    project_expenditure: OpenItem = line("项目支出", "财政拨款的项目支出", of=OpenItem)
    personnel_funds: Item = line("人员经费", "财政拨款基本支出中的人员经费")
    operating_funds: OpenItem = line("公用经费", "财政拨款基本支出中的公用经费", of=OpenItem)
    closing_balance: Item = line("年末结转和结余", "年末财政拨款结转和结余")
    note: Prose | None = field("说明", "对财政拨款收支情况的文字说明")
