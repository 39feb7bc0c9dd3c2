"""基本支出 by use and by economic class: D06–D09."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from ..model import form
from ..model.finding import Finding
from ..model.form import Line
from ..model.problem import Level
from ..model.report import Report
from .check import check
from .context import CheckContext
from .relations import Sum
from .scopes import of_either_scope
from .tolerance import PER_ADDEND

_WAGES: Final = form.WAGES_AND_BENEFITS
_GOODS: Final = form.GOODS_AND_SERVICES
_SUBSIDIES: Final = form.INDIVIDUAL_AND_FAMILY_SUBSIDIES
_CAPITAL: Final = form.line_of("capital_expenditure")
_CLASSES: Final = form.BASIC_EXPENDITURE.parts
_OF_USE: Final = tuple(line for line in _CLASSES if line not in (_WAGES, _GOODS, _SUBSIDIES))
_BY_USE: Final = Sum(form.BASIC_EXPENDITURE, (form.PERSONNEL_FUNDS, form.OPERATING_FUNDS))
_PERSONNEL: Final = Sum(form.PERSONNEL_FUNDS, (_WAGES,), (_SUBSIDIES,))
_OPERATING: Final = Sum(
    form.OPERATING_FUNDS, (_GOODS,), _OF_USE, words=f"{form.OPERATING_FUNDS.label}＝{_GOODS.label}＋{_CAPITAL.label}等"
)
_ECONOMIC: Final = Sum(form.BASIC_EXPENDITURE, (), _CLASSES, words=f"{form.BASIC_EXPENDITURE.label}＝各经济分类之和")


@check("D06", "基本支出分为人员经费和公用经费", Level.ERROR, "arithmetic")
def basic_by_use(context: CheckContext) -> Iterator[Finding]:
    """基本支出应当等于人员经费加公用经费。

    为什么：基本支出就由养人的钱和办公的钱组成，两项相加不等于总数，说明其中有一个数不对。
    怎么算：基本支出＝人员经费＋公用经费，每个加数允许 0.01 万元的进位误差。人员经费没有公开时不用其他数推算，各经济
    分类之和由 D09 核对。人员经费和公用经费按财政拨款公开，基本支出可能按全部资金公开：单位有财政拨款以外的资金（事业
    收入、其他收入、自评表的其他资金、使用非财政拨款结余等），两项之和比基本支出少、又不超过这些资金的，未能核对。
    依据：部门决算报表“一般公共预算财政拨款基本支出决算明细表”的表内关系，及其与“支出决算表”的表间关系。
    """
    excuse = partial(_BY_USE.may_be_other_funds, context.report)
    yield from of_either_scope(_BY_USE, context.report, excuse)


@check("D07", "人员经费的构成", Level.ERROR, "arithmetic")
def personnel_funds(context: CheckContext) -> Iterator[Finding]:
    """人员经费应当等于工资福利支出加对个人和家庭的补助。

    为什么：人员经费只包括这两个经济分类，对不上说明分类或合计录错。
    怎么算：人员经费＝工资福利支出（301）＋对个人和家庭的补助（303），每个加数允许 0.01 万元的进位误差。没有公开对个
    人和家庭的补助、人员经费比工资福利支出多的，未能核对。
    依据：政府收支分类科目的支出经济分类；部门决算报表的表内关系。
    """
    excuse = partial(_unlisted, context.report, (_SUBSIDIES,))
    yield from of_either_scope(_PERSONNEL, context.report, excuse)


@check("D08", "公用经费的构成", Level.ERROR, "arithmetic")
def operating_funds(context: CheckContext) -> Iterator[Finding]:
    """公用经费应当等于商品和服务支出加资本性支出等。

    为什么：公用经费是基本支出里除人员经费以外的部分，对不上说明分类或合计录错。
    怎么算：公用经费＝商品和服务支出（302）＋资本性支出（310），用到 307、309、311、312、399 的也计算在内，每个加数允
    许 0.01 万元的进位误差。没有公开资本性支出、公用经费比已公开的各类多的，未能核对。
    依据：政府收支分类科目的支出经济分类；部门决算报表的表内关系。
    """
    excuse = partial(_unlisted, context.report, (_CAPITAL,))
    yield from of_either_scope(_OPERATING, context.report, excuse)


@check("D09", "基本支出的经济分类", Level.ERROR, "arithmetic")
def basic_by_class(context: CheckContext) -> Iterator[Finding]:
    """基本支出应当等于所列各经济分类之和。

    为什么：报告先写基本支出总数，再写其中工资福利、商品服务等各是多少，读者相加就应得到总数。
    怎么算：基本支出＝工资福利支出＋商品和服务支出＋对个人和家庭的补助＋资本性支出＋其他各类，每个加数允许 0.01 万元
    的进位误差。各类之和比基本支出少时，工资福利、商品和服务、对个人和家庭的补助、资本性支出四类有没有公开的（人员经
    费、公用经费已由所列各类占满的不算），或者单位有财政拨款以外的资金、差额不超过这些资金的，未能核对。
    依据：预算法第七十五条、预算法实施条例第六条要求基本支出按经济分类公开；部门决算报表的表内、表间关系。
    """
    excuse = partial(_excuse_classes, context.report)
    yield from of_either_scope(_ECONOMIC, context.report, excuse)


def _unlisted(report: Report, lines: Collection[Line], column: str, gap: Decimal) -> list[str]:
    """Those of ``lines`` that are not published, in which ``gap`` may stand."""
    return [line.label for line in lines if line.value(report, column) is None]


def _excuse_classes(report: Report, column: str, gap: Decimal) -> Collection[str]:
    missing = _unlisted(report, (_WAGES, _GOODS), column, gap)
    if not _is_filled(report, form.PERSONNEL_FUNDS, (_WAGES, _SUBSIDIES), column):
        missing += _unlisted(report, (_SUBSIDIES,), column, gap)
    if not _is_filled(report, form.OPERATING_FUNDS, (_GOODS, *_OF_USE), column):
        missing += _unlisted(report, (_CAPITAL,), column, gap)
    return missing or _ECONOMIC.may_be_other_funds(report, column, gap)


def _is_filled(report: Report, whole: Line, parts: Collection[Line], column: str) -> bool:
    """Whether the published ``parts`` leave nothing of ``whole`` for one that is not published."""
    total = whole.value(report, column)
    values = [value for part in parts if (value := part.value(report, column)) is not None]
    return total is not None and total - sum(values, Decimal(0)) <= PER_ADDEND * len(values)
