"""What was added to the year's budget and taken off it, and the projects under performance management: D54, D55."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, Outcome, not_run
from ..model.problem import Level
from .check import check
from .context import CheckContext
from .relations import AtLeast, AtMost, Equal, written_sum
from .tolerance import PER_ADDEND, agree, exact

_FLOWS: Final = ("收支", "预算调整")
_CURE: Final = "核对追加、压减和净额，哪一处录错改哪一处；口径不同的，在“校核说明”里写明"
_NET: Final = form.SUPPLEMENTARY_BUDGET
_ADDED, _CUT, _BY_POLICY = map(form.line_of, ("added", "cut", "added_by_policy"))
#: The totals whose budget is adjusted; the first that has both budgets is looked at.
_TOTALS: Final = (form.TOTAL_EXPENDITURE, form.EXPENDITURE, form.ANNUAL_FUNDS)
_GRADES: Final = ("绩效", "管理", "项目数")


@check("D54", "预算的追加和压减", Level.WARNING, "arithmetic")
def flows(context: CheckContext) -> Iterator[Finding]:
    """追加总额减去压减数应当等于追加预算净额；年初预算加净额应当等于全年预算。

    为什么：全年预算怎么从年初预算变来，是预算调整公开的内容；追加、压减分开写了，读者就能逐笔加减。
    怎么算：追加预算（净额）＝追加总额－压减数，三个数都公开时核对；政策性追加不大于追加总额；年初预算＋追加预算（净额）
    ＝全年预算，上年结转列入全年预算的，把年初结转和结余也加上；没有公开年初结转而全年预算多出来的，未能核对。每个数允
    许 0.01 万元的进位误差。
    依据：预算法第六十七条至第七十条关于预算调整的规定；决算草案按预算数、调整预算数、决算数分别列出（预算法第七十五条）。
    """
    net, added, cut, by_policy = (line.value(context.report) for line in (_NET, _ADDED, _CUT, _BY_POLICY))
    if net is not None and added is not None and cut is not None:
        words = "追加预算（净额）＝追加总额－压减数"
        equal = Equal(_NET.label, "追加减压减", _NET.path, _CURE, words, level=Level.WARNING, slack=PER_ADDEND * 2)
        yield equal.judge(net, added - cut, formula=f"{exact(added)}－{exact(cut)}＝{exact(added - cut)}")
    if by_policy is not None and added is not None:
        most = AtMost(_BY_POLICY.label, _ADDED.label, (*_FLOWS, "政策性追加"), _CURE, slack=PER_ADDEND)
        yield most.judge(by_policy, added)
    if net is None and added is not None and cut is not None:
        net = added - cut
    if net is not None:
        yield from _to_adjusted(context, net)


def _to_adjusted(context: CheckContext, net: Decimal) -> Iterator[Finding]:
    """年初预算 and the net addition against 全年预算, with or without what was carried over."""
    report, carried = context.report, form.OPENING_BALANCE.value(context.report)
    for line in _TOTALS:
        initial, adjusted = (line.value(report, column) for column in ("initial_budget", "adjusted_budget"))
        if initial is None or adjusted is None:
            continue
        label = f"{line.label}全年预算"
        words, path = f"{line.label}全年预算＝年初预算＋追加预算（净额）", line.of(report).path_of("adjusted_budget")
        slack, found = PER_ADDEND * 2, initial + net
        if carried and agree(adjusted, found + carried, slack):
            found += carried
        equal = Equal(label, "年初预算加净追加", path, _CURE, words, level=Level.WARNING, slack=slack)
        finding = equal.judge(adjusted, found, formula=written_sum((initial, net), initial + net))
        is_short = carried is None and finding.outcome is Outcome.FAILS and adjusted > found
        yield not_run(words, path, (form.OPENING_BALANCE.label,)) if is_short else finding
        return


@check("D55", "绩效管理的项目数", Level.WARNING, "arithmetic")
def managed_projects(context: CheckContext) -> Iterator[Finding]:
    """各等级的项目数相加，应当等于纳入绩效管理的项目数。

    为什么：每个项目都有一个等级，各等级相加就是全部项目。
    怎么算：项目数＝各等级（优、良、中、差）的项目数之和；报告没有写全各等级的，只要求各等级之和不大于项目数。
    依据：项目支出绩效自评的等级划分（本年度规则里登记的等级标准）。
    """
    stated = context.report.evaluation.management
    if stated.project_count is None or not stated.grade_counts:
        return
    names, cure = {band.grade for band in context.rules.grades}, "核对项目数和各等级的项目数，哪一处录错改哪一处"
    is_whole = len(stated.grade_counts) >= len(names) if names else len(stated.grade_counts) > 1
    words = "项目数＝各等级项目数之和" if is_whole else "项目数不小于所列各等级项目数之和"
    relation = (Equal if is_whole else AtLeast)("项目数", "各等级合计", _GRADES, cure, words, "个")
    yield relation.judge_count(stated.project_count, stated.grade_counts.values())
