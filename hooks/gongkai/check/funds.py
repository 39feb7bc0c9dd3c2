"""年度资金总额 of the 自评表, and parts within their wholes: D16, D17, D29–D31."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.amounts import COLUMNS
from ..model.evaluation import Funds, ProjectFunds
from ..model.finding import Finding, not_run
from ..model.indicator import BUDGET_EXECUTION_RATE
from ..model.problem import KeyPath, Level
from ..model.rates import rounded
from ..model.year import proportional_points
from .check import check
from .context import CheckContext
from .other_funds import FISCAL
from .relations import AtMost, Equal, judge_part, judge_sum
from .tolerance import PER_ADDEND, POINTS, exact

_SCOPE_CURE: Final = "核对两个数的口径；口径不同的，在“校核说明”里写明"
_SUBTOTALS: Final = tuple(map(form.line_of, ("income_total", "expenditure_total")))


@check("D16", "自评表资金总额的构成", Level.ERROR, "arithmetic")
def funds(context: CheckContext) -> Iterator[Finding]:
    """年度资金总额应当等于按收入性质分的各项之和，也等于按支出性质分的各项之和。

    为什么：自评表上同一笔钱按来源分一次、按用途分一次，两次相加都应得到资金总额。
    怎么算：资金总额＝一般公共预算＋政府性基金拨款＋纳入专户管理的非税收入拨款＋其他资金＝基本支出＋项目支出，
    年初预算数、全年预算数、全年执行数三栏分别核对，每个加数允许 0.01 万元的进位误差。表上另印有“按收入性质分”
    “按支出性质分”的合计数的，合计数与所列各项、与资金总额、彼此也应当相等。
    依据：部门整体支出绩效自评表的表内关系。
    """
    whole = form.ANNUAL_FUNDS.of(context.report)
    yield from judge_sum("资金总额＝按收入性质分各项之和", whole, form.BY_INCOME.figures(context.report))
    yield from judge_sum("资金总额＝按支出性质分各项之和", whole, form.BY_EXPENDITURE.figures(context.report))
    yield from _subtotals(context)


def _subtotals(context: CheckContext) -> Iterator[Finding]:
    """The two totals that the form prints beside its lists, each against its list, the whole and the other."""
    whole = form.ANNUAL_FUNDS.of(context.report)
    income, expenditure = (line.of(context.report) for line in _SUBTOTALS)
    for total, rows in ((income, form.BY_INCOME), (expenditure, form.BY_EXPENDITURE)):
        yield from judge_sum(f"{total.label}＝所列各项之和", total, rows.figures(context.report))
        yield from judge_sum(f"资金总额＝{total.label}", whole, [], [total])
    yield from judge_sum(f"{income.label}＝{expenditure.label}", income, [], [expenditure])


@check("D17", "预算执行率的得分", Level.ERROR, "arithmetic")
def execution_score(context: CheckContext) -> Iterator[Finding]:
    """预算执行率的得分应当等于执行率乘以分值，最高不超过分值。

    为什么：这一项没有主观判断，执行数和预算数一公开，得分就定了。
    怎么算：执行率＝全年执行数÷全年预算数；得分＝执行率×分值，最高不超过分值（分值一般为 10 分），允许相差 0.05 分。
    依据：绩效自评表填报说明“执行率×该指标分值，最高不得超过分值上限”。
    """
    funds, rate, stated = context.report.self_evaluation.funds, BUDGET_EXECUTION_RATE, context.stated
    if funds.execution_score is not None:
        value = rate.value(stated)
        execution = Execution(value, rate.worked(stated), rate.missing(stated) if value is None else ())
        yield from judge_execution(funds, execution, ("自评表", "资金"))


class Execution(NamedTuple):
    """预算执行率: in %, unrounded; its working; the labels of what is missing for it."""

    rate: Decimal | None
    worked: str
    missing: tuple[str, ...]


def judge_execution(stated: Funds | ProjectFunds, execution: Execution, path: KeyPath) -> Iterator[Finding]:
    """The finding on the execution score of the funds that stand at ``path``."""
    rate, weight, missing = execution.rate, stated.execution_weight, list(execution.missing)
    if stated.execution_score is None:
        return
    relation, path = "预算执行率得分＝执行率×分值", (*path, "得分")
    if weight is None:
        missing.append("预算执行率的分值")
    if rate is None or weight is None:
        if missing:
            yield not_run(relation, path, missing)
        return
    expected = rounded(proportional_points(rate, weight), 2)
    formula = f"{execution.worked}；得分 {exact(expected)}"
    cure = "核对全年执行数、全年预算数和得分；评分办法另有规定的，在“校核说明”里写明"
    equal = Equal("预算执行率得分", "按执行率计算为", path, cure, relation, "分", slack=POINTS)
    yield equal.judge(stated.execution_score, expected, formula=formula)


@check("D29", "财政拨款不大于总数", Level.ERROR, "arithmetic")
def fiscal(context: CheckContext) -> Iterator[Finding]:
    """财政拨款是收入的一部分，不应大于收入合计。

    为什么：财政拨款口径和全部收入口径容易混用，部分大于总数说明用错了口径。
    怎么算：一般公共预算、政府性基金、国有资本经营预算的财政拨款之和≤本年收入合计（没有公开时用收入总计），
    每个加数允许 0.01 万元的进位误差。
    依据：部门决算报表“财政拨款收入支出决算总表”与“收入决算表”的表间关系。
    """
    report = context.report
    parts = [value for line in FISCAL if (value := line.value(report)) is not None]
    wholes = (line.of(report) for line in (form.INCOME, form.TOTAL_INCOME))
    whole = next((figure for figure in wholes if figure.value() is not None), None)
    total = whole.value() if whole else None
    if not parts or whole is None or total is None:
        return
    cure = "核对财政拨款和全部收入两个口径的数是否填反或混用"
    words, slack = f"财政拨款收入不大于{whole.label}", PER_ADDEND * len(parts)
    most = AtMost("财政拨款收入合计", whole.label, whole.path, cure, words, slack=slack)
    yield most.judge(sum(parts, Decimal(0)), total)


@check("D30", "机关运行经费与公用经费", Level.HINT, "arithmetic")
def office_running(context: CheckContext) -> Iterator[Finding]:
    """机关运行经费不应大于公用经费。

    为什么：机关运行经费只是行政单位和参公单位的公用经费，是公用经费的一部分或全部。
    怎么算：机关运行经费≤公用经费，各栏分别核对，允许相差 0.01 万元。
    依据：预算法第十四条要求对机关运行经费作出说明；《地方预决算公开操作规程》（财预〔2016〕143号）。
    """
    part, whole = form.OFFICE_RUNNING.of(context.report), form.OPERATING_FUNDS.of(context.report)
    yield from judge_part(part, whole, _SCOPE_CURE, columns=COLUMNS)


@check("D31", "自评资金与支出", Level.HINT, "arithmetic")
def evaluated_funds(context: CheckContext) -> Iterator[Finding]:
    """自评表上的基本支出、项目支出，不应大于部门的基本支出、项目支出。

    为什么：自评的资金是部门支出的一部分或全部，超过总数说明口径不一致。
    怎么算：自评表“按支出性质分”的基本支出、项目支出（全年执行数）≤收支里的决算数，允许相差 0.01 万元。
    依据：绩效自评表与部门决算报表的表间关系。
    """
    rows = {row.path[-1]: row for row in form.BY_EXPENDITURE.figures(context.report)}
    for line in (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE):
        whole = line.of(context.report)._replace(label=f"{line.label}决算")
        if row := rows.get(line.path[-1]):
            part = row._replace(label=f"自评表的{line.label}")
            yield from judge_part(part, whole, _SCOPE_CURE)
