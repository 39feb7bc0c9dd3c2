"""Procurement and state assets: D15, D33."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding
from ..model.form import line_of
from ..model.problem import Level
from ..model.rates import total
from .check import check
from .context import CheckContext
from .relations import AtMost, Equal, Sum, judge_part, only_failures

_PROCUREMENT: Final = Sum(form.PROCUREMENT, form.PROCUREMENT.parts, is_expected=True)


@check("D15", "政府采购的构成", Level.ERROR)
def procurement(context: CheckContext) -> Iterator[Finding]:
    """政府采购应当等于货物、工程、服务之和，授予中小企业的不大于总额，授予小微企业的不大于中小企业。

    为什么：政府采购情况是法定公开内容，总额和分项、总额和授予中小企业的金额应当相符。
    怎么算：政府采购＝货物＋工程＋服务，每个加数允许 0.01 万元的进位误差；授予小微企业≤授予中小企业≤政府采购总额。
    依据：预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）。
    """
    yield from _PROCUREMENT.judge(context.report)
    whole = replace(form.PROCUREMENT.of(context.report), label="政府采购总额")
    for line in (line_of("small_and_medium"), line_of("micro_and_small")):
        part = line.of(context.report)
        yield from judge_part(part, whole, "核对两个数是否填反或单位不同")
        whole = part


_KEPT: Final = line_of("vehicles_kept")
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
    kept = _KEPT.value(context.report)
    if kept is not None and assets.vehicles is not None:
        owned = AtMost(_KEPT.label, "车辆总数", _VEHICLE_KINDS.path, "核对两处车辆数的口径", "", "辆", Level.HINT)
        yield from only_failures([owned.judge(kept, Decimal(assets.vehicles))])


def _judge_growth(context: CheckContext) -> Iterator[Finding]:
    before = total(_KEPT.value(report) for report in context.prior)
    kept, bought = _KEPT.value(context.report), line_of("vehicles_bought").value(context.report)
    if before is None or kept is None or bought is None:
        return
    cure, relation = "核对保有量和购置数；有调入车辆的，在“校核说明”里写明", "保有量不大于上年保有量加本年购置数"
    both = f"上年 {before} 辆，本年购置 {bought} 辆，合计"
    most = AtMost(_KEPT.label, both, _KEPT.path, cure, relation, "辆", Level.HINT)
    yield most.judge(kept, before + bought, formula=f"{before}＋{bought}＝{before + bought}")
