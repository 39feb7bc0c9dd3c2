"""Scoring rules (指标表): how a rate earns points. Weights, bands and steps are data of a year (domain A1, A4)."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import NamedTuple

from .money import Measurement
from .rates import HUNDRED
from .record import Record, field, required
from .text import Line


class Aim(StrEnum):
    """Which side of the bound earns full points."""

    AT_MOST = "不超过"
    AT_LEAST = "不低于"


class PointsBand(Record):
    """分段: a rate up to ``up_to``, inclusive, earns ``points``; the last band has no bound."""

    up_to: Measurement | None = field("至", "比率不超过多少（含）；最后一段写 null", measure="%", example=10)
    points: Measurement = required("得分", "这一段得多少分", measure="分", example=4)


class PointsRule(Record):
    """One row of the year's 指标表: either bands, or a bound with a deduction for each step beyond it."""

    indicator: Line = required("指标", "指标名称，与自评表一致", example="在职人员控制率")
    weight: Measurement = required("分值", "满分", measure="分", example=5)
    aim: Aim = field("方向", "不超过满分线得满分，还是不低于满分线得满分", default=Aim.AT_MOST, example="不超过")
    bound: Measurement | None = field("满分线", "达到多少得满分", measure="%", example=100)
    step: Measurement = field("每", "每偏离多少个百分点扣一次分", default=Decimal(1), measure="%", example=1)
    deduction: Measurement | None = field("扣分", "每次扣多少分，扣完为止", measure="分", example=0.5)
    bands: tuple[PointsBand, ...] = field("分段", "按段计分的，从低到高写各段", default_factory=tuple)


class PointsRange(NamedTuple):
    """The points a rule allows, both ends included.

    「每超过一个百分点扣0.5分」 does not say whether a started point counts, so both readings are right.
    """

    low: Decimal
    high: Decimal


def points_for(rule: PointsRule, rate: Decimal) -> PointsRange | None:
    """The points that ``rate`` (in %) earns; None where the rule has neither bands nor a bound."""
    if rule.bands:
        return _banded(rule, rate)
    if rule.bound is None or rule.deduction is None or not rule.step:
        return None
    beyond = rate - rule.bound if rule.aim is Aim.AT_MOST else rule.bound - rate
    if beyond <= 0:
        return PointsRange(rule.weight, rule.weight)
    steps = beyond / rule.step
    low, high = (
        max(Decimal(0), rule.weight - rule.deduction * steps.to_integral_value(rounding))
        for rounding in (ROUND_CEILING, ROUND_FLOOR)
    )
    return PointsRange(low, high)


def proportional_points(rate: Decimal, weight: Decimal) -> Decimal:
    """min(rate × weight, weight): the score of 预算执行率 and of a quantitative indicator, unrounded."""
    return min(rate / HUNDRED * weight, weight)


def _banded(rule: PointsRule, rate: Decimal) -> PointsRange | None:
    for band in rule.bands:
        if band.up_to is None or rate <= band.up_to:
            return PointsRange(band.points, band.points)
    return None
