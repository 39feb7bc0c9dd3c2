"""Procurement and state assets: D15, D33."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, fails, holds_if
from ..model.form import Line, line_of
from ..model.problem import Level
from ..model.rates import total
from ..model.report import Report
from .check import check
from .context import CheckContext
from .relations import AtMost, Equal, Sum

_PROCUREMENT: Final = Sum(form.PROCUREMENT, form.PROCUREMENT.parts, is_expected=True)
_SMALL: Final = line_of("small_and_medium")


@check("D15", "政府采购的构成", Level.ERROR)
def procurement(context: CheckContext) -> Iterator[Finding]:
    """政府采购应当等于货物、工程、服务之和，授予中小企业的不大于总额，授予小微企业的不大于中小企业。

    为什么：政府采购情况是法定公开内容，总额和分项、总额和授予中小企业的金额应当相符。
    怎么算：政府采购＝货物＋工程＋服务，每个加数允许 0.01 万元的进位误差；授予小微企业≤授予中小企业≤政府采购总额。
    依据：预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）。
    """
    yield from _PROCUREMENT.judge(context.report)
    yield from _not_more(context.report, _SMALL, form.PROCUREMENT, "政府采购总额")
    yield from _not_more(context.report, line_of("micro_and_small"), _SMALL, _SMALL.label)


def _not_more(report: Report, line: Line, total_line: Line, label: str) -> Iterator[Finding]:
    part, whole = line.value(report), total_line.value(report)
    if part is not None and whole is not None:
        yield AtMost(line.label, label, line.path, "核对两个数是否填反或单位不同").judge(part, whole)


_VEHICLE_KINDS: Final = Equal(
    "车辆总数",
    "各用途合计",
    ("国有资产", "车辆"),
    "对照资产报表核对总数和各用途的车辆数，哪一处录错改哪一处",
    "车辆总数＝各用途之和",
    "辆",
)


@check("D33", "公务用车和车辆总数", Level.ERROR)
def vehicles(context: CheckContext) -> Iterator[Finding]:
    """车辆总数应当等于各种用途之和，比上年增加的车辆应当有来处。

    为什么：车辆是公众关心的资产，总数、用途和增减应能对得上。
    怎么算：车辆总数＝各用途之和；保有量≤上年保有量＋本年购置数，多出来的可能是调入，请说明（这一条只提建议）；
    公务用车保有量不大于车辆总数（这一条只提建议）。
    依据：部门决算公开的国有资产占用情况说明。
    """
    assets = context.report.state_assets
    if assets.vehicles is not None and assets.vehicle_kinds:
        yield _VEHICLE_KINDS.judge_count(assets.vehicles, assets.vehicle_kinds.values())
    yield from _judge_growth(context)
    kept = context.report.three_public.counts.vehicles_kept
    if kept is not None and assets.vehicles is not None and kept > assets.vehicles:
        message = f"公务用车保有量 {kept} 辆，大于车辆总数 {assets.vehicles} 辆"
        path = ("国有资产", "车辆")
        yield fails("公务用车保有量不大于车辆总数", path, message, "核对两处车辆数的口径", level=Level.HINT)


def _judge_growth(context: CheckContext) -> Iterator[Finding]:
    counts = context.report.three_public.counts
    before = total(_number(report.three_public.counts.vehicles_kept) for report in context.prior)
    kept, bought = _number(counts.vehicles_kept), _number(counts.vehicles_bought)
    if before is None or kept is None or bought is None:
        return
    relation, path = "保有量不大于上年保有量加本年购置数", ("三公经费", "数量", "公务用车保有量")
    formula = f"{before}＋{bought}＝{before + bought}"
    message = f"公务用车保有量 {kept} 辆，上年 {before} 辆，本年购置 {bought} 辆，多出 {kept - before - bought} 辆"
    cure, most = "核对保有量和购置数；有调入车辆的，在“校核说明”里写明", before + bought
    yield holds_if(
        kept <= most, relation, path, message, cure, formula=formula, stated=kept, expected=most, level=Level.HINT
    )


def _number(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)
