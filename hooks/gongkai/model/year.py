"""YearRules: what holds for one year (data/YEAR/_year.yml): outline, grade scale, deadline, check options."""

from __future__ import annotations

from decimal import Decimal

from .money import Measurement, Money
from .record import Record, field, required
from .scoring import PointsRule
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

    jump_percent: Measurement = field(
        "增减幅度", "比上年增减超过多少要说明", default=Decimal(30), measure="%", example=30
    )
    jump_amount: Money = field("增减金额", "同时增减超过多少才要说明", default=Decimal(10), measure="万元", example=10)
    typos: dict[Line, Line] = field(
        "易错词", "左边错、右边对，在内置词表之外增加", default_factory=dict, example="{拔付: 拨付}"
    )


class YearRules(Record):
    """The rules of one year."""

    outline: Line = required("提纲", "报告提纲的名称：自带的，或者 data/提纲 里的文件名", example="湖南2016")
    grades: tuple[GradeBand, ...] = field("等级", "等级标准，从高到低", default_factory=tuple)
    deadline: Deadline = field("公开期限", "公开的期限和依据", default_factory=Deadline)
    checks: CheckOptions = field("校核", "校核的幅度", default_factory=CheckOptions)
    points: tuple[PointsRule, ...] = field("指标表", "本年度评分标准里按比率计分的指标", default_factory=tuple)
    note: Prose | None = field("说明", "本年度需要读者知道的事，印在年度页上")


def grade_of(score: Decimal, bands: tuple[GradeBand, ...]) -> str | None:
    """The grade of ``score`` on half-open bands: 89.5 is below a floor of 90; None below every floor."""
    reached = [band for band in bands if score >= band.floor]
    return max(reached, key=lambda band: band.floor).grade if reached else None
