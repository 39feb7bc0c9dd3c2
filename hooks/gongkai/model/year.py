"""YearRules: what holds for one year (data/YEAR/_year.yml): outline, grades, deadline, check options, scoring rules."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from .correction import Amendment
from .money import Bound, Measurement
from .rates import HUNDRED
from .record import Record, field, money, percentage, points, required
from .text import Day, Line, Prose


class GradeBand(Record):
    """等级: a half-open band, from ``floor`` up to the next band's floor (domain B)."""

    grade: Line = required("等级", "等级名称", example="优")
    floor: Measurement = required("下限", "得分不低于多少（含）", measure="分", example=90)


class Deadline(Record):
    """公开期限: a dated duty; without it no lateness is claimed."""

    day: Day | None = field("截止日期", "最迟公开的日期", example="2021-09-30")
    basis: Line | None = field("依据", "规定期限的文件", example="预算法第十四条")


class CheckOptions(Record):
    """校核: settable bounds of the year-over-year check, and the bureau's own list of typos."""

    jump_percent: Bound = percentage("增减幅度", "比上年增减超过多少要说明", default=Decimal(30), example=30)
    jump_amount: Bound = money("增减金额", "同时增减超过多少才要说明", default=Decimal(10), example=10)
    typos: dict[Line, Line] = field(
        "易错词", "左边错、右边对，在内置词表之外增加", default_factory=dict, example="{拔付: 拨付}"
    )


class Aim(StrEnum):
    """Which side of the bound earns full points."""

    AT_MOST = "不超过"
    AT_LEAST = "不低于"


class PointsBand(Record):
    """分段: a rate up to ``up_to``, inclusive, earns ``points``; the last band has no bound."""

    up_to: Measurement | None = percentage("至", "比率不超过多少（含）；最后一段写 null", example=10)
    points: Measurement = required("得分", "这一段得多少分", measure="分", example=4)


class PointsRule(Record):
    """One row of the year's 指标表: either bands, or a bound with a deduction for each step beyond it."""

    indicator: Line = required("指标", "指标名称，与自评表一致", example="在职人员控制率")
    weight: Measurement = required("分值", "满分", measure="分", example=5)
    aim: Aim = field("方向", "不超过满分线得满分，还是不低于满分线得满分", default=Aim.AT_MOST, example="不超过")
    bound: Measurement | None = percentage("满分线", "达到多少得满分", example=100)
    step: Measurement = percentage("每", "每偏离多少个百分点扣一次分", default=Decimal(1), example=1)
    deduction: Measurement | None = points("扣分", "每次扣多少分，扣完为止", example=0.5)
    bands: tuple[PointsBand, ...] = field("分段", "按段计分的，从低到高写各段", default_factory=tuple)


#: From this year on the form is another: 基础数据表 and 自评表 with fixed weights.
_FORM_OF_2022: Final = 2022


def usual_outline(year: int) -> str:
    """The outline (提纲) that reports of a year are usually written by; a bureau may have its own."""
    return "湖南2022" if year >= _FORM_OF_2022 else "湖南2016"


class YearRules(Record):
    """The rules of one year."""

    outline: Line = required("提纲", "报告提纲的名称：自带的，或者 data/提纲 里的文件名", example="湖南2016")
    grades: tuple[GradeBand, ...] = field("等级", "等级标准，从高到低", default_factory=tuple)
    deadline: Deadline = field("公开期限", "公开的期限和依据", default_factory=Deadline)
    checks: CheckOptions = field("校核", "校核的幅度", default_factory=CheckOptions)
    points: tuple[PointsRule, ...] = field("指标表", "本年度评分标准里按比率计分的指标", default_factory=tuple)
    note: Prose | None = field("说明", "本年度需要读者知道的事，印在年度页上")
    amendments: tuple[Amendment, ...] = field("变更", "公开以后改了规则的，每次记一条", default_factory=tuple)


def grade_of(score: Decimal, bands: tuple[GradeBand, ...]) -> str | None:
    """The grade of ``score`` on half-open bands: 89.5 is below a floor of 90; None below every floor."""
    reached = [band for band in bands if score >= band.floor]
    return max(reached, key=lambda band: band.floor).grade if reached else None


class PointsRange(NamedTuple):
    """The points a rule allows, both ends included.

    「每超过一个百分点扣0.5分」 does not say whether a started point counts, so both readings are right.
    """

    low: Decimal
    high: Decimal


def points_for(rule: PointsRule, rate: Decimal) -> PointsRange | None:
    """The points that ``rate`` (in %) earns; None where the rule has neither bands nor a bound."""
    if rule.bands:
        reached = (band.points for band in rule.bands if band.up_to is None or rate <= band.up_to)
        return next((PointsRange(points, points) for points in reached), None)
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
