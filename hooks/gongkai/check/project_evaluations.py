"""项目支出绩效自评表, one for each project: D51."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.amounts import Figure
from ..model.evaluation import ProjectEvaluation
from ..model.finding import Finding, Outcome
from ..model.money import places
from ..model.problem import KeyPath, Level
from ..model.rates import percent, rounded
from ..model.text import quoted
from .check import check
from .context import CheckContext
from .funds import Execution, judge_execution
from .relations import AtMost, Equal, in_column, judge_listed
from .scores import ScoreTable, judge_grade, judge_scores
from .tolerance import PER_ADDEND, PERCENTAGE_POINTS, percentage

#: What a project has in its form and among the projects of 项目支出.
_COLUMNS: Final = ("initial_budget", "adjusted_budget", "actual")
#: The same gap in more projects than this is told once.
FEW: Final = 3
_COUNTED: Final = re.compile(
    r"(?P<count>\d{1,4})\s*个项目(?:支出)?(?:逐个|逐一|均|都|全部)?(?:进行|开展|实施|完成)了?(?:支出)?(?:绩效)?自评"
)
_COUNT_CURE: Final = "核对文中的项目数和项目自评表；有的项目自评表没有公开的，在“校核说明”里写明"
_RATE_CURE: Final = "用全年执行数除以全年预算数，核对执行率和两个数，哪一处录错改哪一处"
_PART_CURE: Final = "对照项目自评表核对资金总额和其中各项，哪一处录错改哪一处"
_SAME_CURE: Final = "核对项目自评表和项目支出明细里同一项目的数；口径不同的，在“校核说明”里写明"


@check("D51", "项目支出绩效自评表", Level.ERROR, "arithmetic")
def project_evaluations(context: CheckContext) -> Iterator[Finding]:
    """每个项目的自评表，资金、执行率、得分和等级应当前后一致。

    为什么：项目自评表是逐个项目公开的，表内的数一算就知道对不对；总分与各项得分不合，读者无从知道扣分扣在哪里。
    怎么算：执行率＝全年执行数÷全年预算数（允许相差 0.1 个百分点，表上写整数的按四舍五入）；执行率得分＝执行率×分值，
    最高不超过分值，允许相差 0.05 分；年度资金总额不小于其中所列各项之和；自评得分＝执行率得分＋各指标得分，得分≤分值，
    分值之和＝100；自评等级与本年度等级标准一致；资金总额各栏与项目支出明细里同名项目不同的，文中写的自评项目数与
    自评表张数不同的，只提建议。没有公开的数不作核对；多个项目有同样情况的，合在一起说。
    依据：项目支出绩效自评表的表内关系和填报说明“执行率*该指标分值，最高不得超过分值上限”；本年度登记的等级标准。
    """
    if context.report.project_evaluations:
        yield from _together(_judged(context))
        yield from _judge_counts(context)


def _judge_counts(context: CheckContext) -> Iterator[Finding]:
    """对13个项目开展了绩效自评: as many forms. Some may not be published, so it is asked and not claimed."""
    forms = len(context.report.project_evaluations)
    for sentence in context.sentences.with_any("个项目"):
        for match in _COUNTED.finditer(sentence.text):
            words = "文中写的自评项目数与项目自评表的张数一致"
            equal = Equal("文中写的自评项目数", "项目自评表", sentence.path, _COUNT_CURE, words, "个", Level.HINT)
            yield equal.judge(Decimal(match["count"]), Decimal(forms))


class _Judged(NamedTuple):
    project: ProjectEvaluation
    finding: Finding


def _judged(context: CheckContext) -> Iterator[_Judged]:
    listed = _listed(context)
    for at, project in enumerate(context.report.project_evaluations):
        path: KeyPath = ("项目自评", at)
        findings = (
            *_judge_funds(project, path),
            *_judge_listed(project, listed, path),
            *_judge_scores(project, path),
            *judge_grade(project.score, project.grade, context.rules.grades, (*path, "自评等级")),
        )
        yield from (_Judged(project, finding) for finding in findings)


def _judge_funds(project: ProjectEvaluation, path: KeyPath) -> Iterator[Finding]:
    """执行率, its score, and the sources within the whole."""
    path, item = (*path, "资金"), project.funds.annual_funds
    rate = percent(item.actual, item.adjusted_budget)
    stated = (("全年执行数", item.actual), ("全年预算数", item.adjusted_budget))
    missing = tuple(label for label, value in stated if value is None)
    worked = "" if rate is None else f"{item.actual:,f}÷{item.adjusted_budget:,f}＝{percentage(rate)}"
    if rate is not None and project.funds.execution_rate is not None:
        yield _judge_rate(project.funds.execution_rate, rate, worked, (*path, "执行率"))
    yield from judge_execution(project.funds, Execution(rate, worked, missing), path)
    yield from judge_listed(Figure("年度资金总额", (*path, "年度资金总额"), item), _PART_CURE)


def _judge_rate(stated: Decimal, rate: Decimal, worked: str, path: KeyPath) -> Finding:
    """A rate of few digits is rounded to them; 0.98 may stand for 98%."""
    if stated <= 1 < rate:
        stated *= 100
    slack = max(PERCENTAGE_POINTS, Decimal(5).scaleb(-places(stated) - 1))
    equal = Equal("执行率", "按公开数计算为", path, _RATE_CURE, "执行率＝全年执行数÷全年预算数", "%", slack=slack)
    return equal.judge(stated, rounded(rate, 2), formula=worked)


def _judge_scores(project: ProjectEvaluation, path: KeyPath) -> Iterator[Finding]:
    funds = project.funds
    weight, score = funds.execution_weight, funds.execution_score
    if weight is not None and score is not None and score > weight:
        words, cure = "指标得分不超过分值", "核对分值和得分是否填反"
        yield AtMost("预算执行率得分", "分值", (*path, "资金", "得分"), cure, words, "分").judge(score, weight)
    if project.indicators:
        table = ScoreTable(project.indicators, project.score, weight, score)
        yield from judge_scores(table, (*path, "自评得分"), (*path, "指标"))


def _listed(context: CheckContext) -> Mapping[str, Figure]:
    """Every project of 项目支出 by its name; a name that stands twice means neither."""
    figures = form.PROJECTS.figures(context.report)
    names = Counter(_name(figure.label) for figure in figures)
    names += Counter(_name(project.name) for project in context.report.project_evaluations)
    return {name: figure for figure in figures if names[name := _name(figure.label)] == 2}


def _name(label: str) -> str:
    return "".join(label.split()).strip('“”"')


def _judge_listed(project: ProjectEvaluation, listed: Mapping[str, Figure], path: KeyPath) -> Iterator[Finding]:
    """The same project in both places, column by column; the scopes may differ."""
    figure = Figure("年度资金总额", (*path, "资金", "年度资金总额"), project.funds.annual_funds)
    other = listed.get(_name(project.name))
    for column in _COLUMNS if other else ():
        one, two, place = figure.value(column), other.value(column) if other else None, figure.path_of(column)
        if one is not None and two is not None:
            label = f"{figure.label}{in_column(column)}"
            words = f"{label}与项目支出明细里的同一项目一致"
            equal = Equal(label, "项目支出明细里", place, _SAME_CURE, words, level=Level.HINT, slack=PER_ADDEND)
            yield equal.judge(one, two)


def _together(judged: Iterable[_Judged]) -> Iterator[Finding]:
    """What holds or cannot be run in several projects is told once, and so is what fails in more than a few."""
    groups: dict[tuple[str, Outcome, Level], list[_Judged]] = {}
    for one in judged:
        groups.setdefault((one.finding.relation, one.finding.outcome, one.finding.level), []).append(one)
    for (_, outcome, _), group in groups.items():
        if outcome is not Outcome.FAILS and len(group) > 1:
            yield _of_many(group)
        elif outcome is Outcome.FAILS and len(group) > FEW:
            yield _of_many_failing(group)
        else:
            yield from (_of_one(one) for one in group)


def _of_one(one: _Judged) -> Finding:
    finding, name = one.finding, quoted(one.project.name)
    said = f"{name}的{finding.message}" if finding.message else ""
    if finding.outcome is Outcome.NOT_RUN:
        said = f"{finding.message.replace('没有公开', f'没有公开{name}的', 1)}"
    return finding._replace(message=said, formula=f"{name}：{finding.formula}" if finding.formula else "")


def _of_many(group: list[_Judged]) -> Finding:
    """A relation that holds, or cannot be run, in several projects: its figures stand in their forms."""
    first, names = group[0].finding, _names(group)
    said = first.message.replace("没有公开", f"没有公开{names}的", 1)
    return first._replace(message=said, formula=f"{names}", stated=None, expected=None)


def _of_many_failing(group: list[_Judged]) -> Finding:
    first = _of_one(group[0])
    return first._replace(message=f"{_names(group)}都不相符，如{first.message}")


def _names(group: list[_Judged]) -> str:
    """“甲”“乙”“丙”等 12 个项目; a project counts once."""
    names = tuple(dict.fromkeys(one.project.name for one in group))
    shown = "".join(map(quoted, names[:FEW]))
    return f"{shown}{'等' if len(names) > FEW else ''} {len(names)} 个项目"
