"""Scores and grade of the self-evaluation: D20–D22."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.evaluation import Indicator
from ..model.finding import Finding, fails, holds, not_run
from ..model.indicator import BUDGET_EXECUTION_RATE, Rate, find_rate
from ..model.problem import KeyPath, Level
from ..model.rates import HUNDRED, rounded
from ..model.text import quoted
from ..model.year import GradeBand, PointsRange, grade_of, points_for, proportional_points
from .check import check
from .context import CheckContext
from .relations import AtMost, Equal, excuse_shortfall
from .tolerance import POINTS, agree, exact, exceeds, percentage

_QUANTITY: Final = re.compile(r"^\s*(?P<sign>[≥≤=＝])?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<measure>\D*)$")
_SCORE_CURE: Final = "对照评分标准核对实际完成值和得分；扣分另有原因的，在“校核说明”里写明"


@check("D20", "按规则计分的指标得分", Level.WARNING, "question")
def points(context: CheckContext) -> Iterator[Finding]:
    """按比率或数量计分的指标，得分应当与评分规则相符。

    为什么：这些指标的得分由数字决定，没有完成却得满分，自评分就不可信。
    怎么算：比率指标按本年度“指标表”的规则计分（每超过或不足多少扣多少，或者分段计分；不足一步的，算不算都认可）；定
    量指标完成的得满分，没有完成的，“≥”按实际÷目标×分值、“≤”按目标÷实际×分值，只有得分给满时要求核对，其余不同只提建
    议。允许相差 0.05 分。
    依据：本年度“指标表”登记的评分标准；绩效自评表填报说明。
    """
    for position, row in enumerate(context.report.self_evaluation.indicators):
        if row.score is None or row.weight is None:
            continue
        path = ("自评表", "指标", position, "得分")
        if rate := find_rate(row.indicator):
            yield from _judge_rated(context, rate, row.weight, row.score, path)
        else:
            yield from _judge_quantity(row, row.weight, row.score, path)


def _judge_rated(
    context: CheckContext, rate: Rate, weight: Decimal, score: Decimal, path: KeyPath
) -> Iterator[Finding]:
    value = rate.value(context.stated)
    allowed = None if value is None else _rated_points(context, rate, weight, value)
    if value is None or allowed is None:
        return
    relation, worked = f"{rate.label}的得分与评分标准", rate.worked(context.stated)
    shown = exact(allowed.high) if allowed.low == allowed.high else f"{exact(allowed.low)}～{exact(allowed.high)}"
    nearest = min(max(score, allowed.low), allowed.high)
    formula = f"{worked}；应得 {shown} 分"
    equal = Equal("得分", "按评分标准", path, _SCORE_CURE, relation, "分", slack=POINTS)
    said = f"{rate.label}为 {percentage(value)}，得分 {exact(score)} 分"
    yield equal.judge(score, nearest, formula=formula, failure=lambda: f"{said}，按评分标准为 {shown} 分")


def _rated_points(context: CheckContext, rate: Rate, weight: Decimal, value: Decimal) -> PointsRange | None:
    """By the year's rule; 预算执行率 has one of its own; None where there is neither."""
    rules = (rule for rule in context.rules.points if find_rate(rule.indicator) is rate and rule.weight == weight)
    if rule := next(rules, None):
        return points_for(rule, value)
    due = rounded(proportional_points(value, weight), 2)
    return PointsRange(due, due) if rate is BUDGET_EXECUTION_RATE else None


def _judge_quantity(row: Indicator, weight: Decimal, score: Decimal, path: KeyPath) -> Iterator[Finding]:
    target = _QUANTITY.match(row.target or "")
    achieved = _QUANTITY.match(row.achieved or "") if target else None
    if not target or not achieved or (achieved["measure"] and achieved["measure"] != target["measure"]):
        return
    aim, done = Decimal(target["number"]), Decimal(achieved["number"])
    expected = _quantity_points(row.sign or target["sign"] or "", aim, done, weight)
    if expected is None:
        return
    relation, formula = f"{quoted(row.indicator)}的得分与完成情况", f"目标 {row.target}，实际 {row.achieved}"
    if agree(score, expected, POINTS):
        yield holds(relation, path, formula=formula, stated=score, expected=expected)
        return
    undeserved = score >= weight
    level = Level.WARNING if undeserved else Level.HINT
    says = "没有完成，得分却是满分" if undeserved else f"得分 {exact(score)} 分，按完成比例为 {exact(expected)} 分"
    message = f"{quoted(row.indicator)}{formula}，{says}"
    yield fails(relation, path, message, _SCORE_CURE, level=level, formula=formula, stated=score, expected=expected)


def _quantity_points(sign: str, aim: Decimal, done: Decimal, weight: Decimal) -> Decimal | None:
    if sign == "≥" and aim:
        return rounded(proportional_points(done / aim * HUNDRED, weight), 2)
    if sign == "≤":
        return weight if done <= aim else rounded(proportional_points(aim / done * HUNDRED, weight), 2)
    return weight if sign in {"=", "＝"} and done == aim else None


@check("D21", "自评得分与指标得分", Level.ERROR, "arithmetic")
def score(context: CheckContext) -> Iterator[Finding]:
    """自评得分应当等于各指标得分之和，每个指标不超过分值，分值合计 100 分。

    为什么：自评总分是逐项加出来的；没有指标得分，读者就无从知道扣分扣在哪里。
    怎么算：自评得分＝预算执行率得分＋各指标得分；得分≤分值；分值之和＝100；都允许相差 0.05 分。没有公开预算执行率的
    分值，各项之和又不足的，未能核对。
    依据：绩效自评表填报说明：预算执行率 10 分，产出、效益、满意度指标合计 90 分。
    """
    stated, table = context.report.evaluation.score, context.report.self_evaluation
    if not table.indicators:
        if stated is not None:
            yield not_run("自评得分＝各指标得分之和", ("绩效", "自评得分"), ("各指标的得分",))
        return
    funds = table.funds
    scored = ScoreTable(table.indicators, stated, funds.execution_weight, funds.execution_score)
    yield from judge_scores(scored, ("绩效", "自评得分"), ("自评表", "指标"))


class ScoreTable(NamedTuple):
    """What a 自评表 states of scores: of the department, or of a project."""

    indicators: tuple[Indicator, ...]
    score: Decimal | None
    execution_weight: Decimal | None
    execution_score: Decimal | None

    @property
    def rows(self) -> list[_Row]:
        """Name, weight and score of every row; 预算执行率 first where it does not stand among the indicators."""
        rows = [(row.indicator, row.weight, row.score) for row in self.indicators]
        if self.execution_weight is not None and not self.has_execution:
            rows.insert(0, ("预算执行率", self.execution_weight, self.execution_score))
        return rows

    @property
    def has_execution(self) -> bool:
        """Whether 预算执行率 stands among the indicators."""
        return any(find_rate(row.indicator) is BUDGET_EXECUTION_RATE for row in self.indicators)


_Row = tuple[str, Decimal | None, Decimal | None]
_NO_EXECUTION: Final = ("预算执行率的分值和得分",)


def judge_scores(table: ScoreTable, path: KeyPath, listed: KeyPath) -> Iterator[Finding]:
    """The findings on a table whose score stands at ``path`` and whose indicators stand at ``listed``.

    Without the row of 预算执行率 the sums may fall short by it: then they cannot be judged.
    """
    rows = table.rows
    unsaid = _NO_EXECUTION if table.execution_weight is None and not table.has_execution else ()
    yield from excuse_shortfall(_sum_of_scores(table.score, rows, path), unsaid)
    for finding in _sum_of_weights(rows, listed):
        is_short = finding.gap is not None and finding.gap < 0
        yield not_run(finding.relation, listed, unsaid) if unsaid and is_short else finding
    yield from _above_weight(table.indicators, listed)


def _above_weight(indicators: tuple[Indicator, ...], listed: KeyPath) -> Iterator[Finding]:
    for position, row in enumerate(indicators):
        if row.score is not None and row.weight is not None and exceeds(row.score, row.weight, POINTS):
            label, path = f"{quoted(row.indicator)}得分", (*listed, position, "得分")
            most = AtMost(label, "分值", path, "核对分值和得分是否填反", "指标得分不超过分值", "分", slack=POINTS)
            yield most.judge(row.score, row.weight)


def _sum_of_scores(stated: Decimal | None, rows: list[_Row], path: KeyPath) -> Iterator[Finding]:
    relation = "自评得分＝各指标得分之和"
    missing = [name for name, _, score in rows if score is None]
    if stated is None:
        return
    if missing:
        yield not_run(relation, path, (f"{quoted(missing[0])}等 {len(missing)} 个指标的得分",))
        return
    found = sum((score for _, _, score in rows if score is not None), Decimal(0))
    formula = f"{len(rows)} 项得分合计 {exact(found)}"
    cure = "核对总分和各指标得分，哪一处录错改哪一处；有加分、扣分项的，在“校核说明”里写明"
    equal = Equal("自评得分", "各指标得分合计", path, cure, relation, "分", slack=POINTS)
    yield equal.judge(stated, found, formula=formula)


def _sum_of_weights(rows: list[_Row], listed: KeyPath) -> Iterator[Finding]:
    weights = [weight for _, weight, _ in rows if weight is not None]
    if len(weights) < len(rows):
        return
    found = sum(weights, Decimal(0))
    cure = "核对是否漏列指标或录错分值；预算执行率的分值写在“资金”里"
    equal = Equal("各指标分值合计", "应为", listed, cure, "分值之和＝100", "分", slack=POINTS)
    yield equal.judge(found, HUNDRED, formula=f"{len(rows)} 项分值合计 {exact(found)}")


@check("D22", "自评等级与自评得分", Level.ERROR, "text")
def grade(context: CheckContext) -> Iterator[Finding]:
    """自评等级应当与自评得分所在的分数段一致。

    为什么：等级由得分决定，89.5 分写成“优”，读者会误解。
    怎么算：按本年度登记的等级标准，得分不低于某一等级的下限、又低于上一等级的下限，就是这一等级。
    依据：本年度规则里登记的等级标准。
    """
    stated = context.report.evaluation
    yield from judge_grade(stated.score, stated.grade, context.rules.grades, ("绩效", "自评等级"))


def judge_grade(
    score: Decimal | None, written: str | None, bands: tuple[GradeBand, ...], path: KeyPath
) -> Iterator[Finding]:
    """The finding on the grade at ``path``."""
    if score is None or written is None:
        return
    relation = "自评等级与得分所在的分数段一致"
    if not bands:
        yield not_run(relation, path, ("本年度的等级标准",))
        return
    expected = grade_of(score, bands)
    formula = "，".join(f"{band.grade}≥{exact(band.floor)}" for band in bands)
    if expected and _is_grade(written, expected):
        yield holds(relation, path, formula=f"{exact(score)} 分；{formula}")
    else:
        should = f"按本年度标准为{quoted(expected)}" if expected else "不在本年度标准的任何一档"
        message = f"自评得分 {exact(score)} 分，等级写的是{quoted(written)}，{should}"
        yield fails(relation, path, message, "核对得分和等级，哪一处录错改哪一处", formula=formula)


def _is_grade(written: str, grade: str) -> bool:
    """优秀 is 优; 不合格 is not 合格."""
    plain_text = written.strip('“”"')
    return plain_text == grade or (len(grade) == 1 and plain_text in {grade + "秀", grade + "好", grade + "等"})
