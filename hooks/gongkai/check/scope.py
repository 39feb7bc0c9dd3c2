"""Parts against wholes between funds and between units: D30–D32, D35."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMNS
from ..model.finding import Finding, fails, holds, not_run
from ..model.form import Line
from ..model.problem import KeyPath, Level
from ..model.rates import total
from ..model.report import Report
from ..model.unit import Scope
from .check import check
from .context import CheckContext
from .relations import in_column
from .sentence import quote
from .tolerance import money, plain, sums_agree

# 没有突破项目支出预算 is about a bound, not about an empty table.
_NOTHING: Final = re.compile(
    r"(?:没有|无|未)(?:发生|安排|使用|涉及)?[^，。；超突挤挪改截]{0,6}(?:政府性基金|国有资本经营|项目支出)"
)
_ADDED_UP: Final = (
    form.TOTAL_INCOME, form.TOTAL_EXPENDITURE, form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.THREE_PUBLIC,
)  # fmt: skip


@check("D30", "机关运行经费与公用经费", Level.HINT)
def office_running(context: CheckContext) -> Iterator[Finding]:
    """机关运行经费不应大于公用经费。

    为什么：机关运行经费只是行政单位和参公单位的公用经费，是公用经费的一部分或全部。
    怎么算：机关运行经费≤公用经费，各栏分别核对，允许相差 0.01 万元。
    依据：预算法第十四条要求对机关运行经费作出说明；《地方预决算公开操作规程》（财预〔2016〕143号）。
    """
    part, whole = form.OFFICE_RUNNING.of(context.report), form.OPERATING_FUNDS.of(context.report)
    for column in COLUMNS:
        one, all_ = part.value(column), whole.value(column)
        if one is not None and all_ is not None:
            yield _at_most(part.label + in_column(column), one, whole.label, all_, part.path_of(column))


@check("D31", "自评资金与支出", Level.HINT)
def evaluated_funds(context: CheckContext) -> Iterator[Finding]:
    """自评表上的基本支出、项目支出，不应大于部门的基本支出、项目支出。

    为什么：自评的资金是部门支出的一部分或全部，超过总数说明口径不一致。
    怎么算：自评表“按支出性质分”的基本支出、项目支出（全年执行数）≤收支里的决算数，允许相差 0.01 万元。
    依据：绩效自评表与部门决算报表的表间关系。
    """
    rows = {row.path[-1]: row for row in form.BY_EXPENDITURE.figures(context.report)}
    for line in (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE):
        row, whole = rows.get(line.path[-1]), line.value(context.report)
        one = row.value() if row else None
        if row and one is not None and whole is not None:
            yield _at_most(f"自评表的{line.label}", one, f"{line.label}决算", whole, row.path)


def _at_most(label: str, part: Decimal, whole_label: str, whole: Decimal, path: KeyPath) -> Finding:
    relation = f"{label}不大于{whole_label}"
    if part <= whole or sums_agree(whole, part, 1):
        formula = f"{plain(part)}≤{plain(whole)}"
        return holds(relation, path, formula=formula, stated=part, expected=whole)
    message = f"{label} {money(part)}，大于{whole_label} {money(whole)}"
    cure = "核对两个数的口径；口径不同的，在“校核说明”里写明"
    return fails(relation, path, message, cure, stated=part, expected=whole)


@check("D32", "“本年度没有”与数字", Level.WARNING)
def empty_tables(context: CheckContext) -> Iterator[Finding]:
    """说明“本年度没有”的，对应的数应当是零；有数的，不应再写“本年度没有”。

    为什么：空表要附说明，有数的表下面留着“本年度没有”的说明，读者不知该信哪个。
    怎么算：写明没有政府性基金、国有资本经营预算、项目支出的，相应的数应为零或未列。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）：没有数据的表格应当列出空表并作说明。
    """
    report = context.report
    project = form.PROJECT_EXPENDITURE.of(report)
    said = (
        ("政府性基金", ("政府性基金预算",), report.government_fund, form.GOVERNMENT_FUND.value(report)),
        ("国有资本经营", ("国有资本经营预算",), report.state_capital, form.STATE_CAPITAL.value(report)),
        (
            project.label,
            (*project.path, "说明"),
            project.item.note,
            project.value(),
        ),
    )
    for label, path, text, amount in said:
        match = _NOTHING.search(text or "")
        if match is None or label not in match.group():
            continue
        relation = f"写明没有{label}的，数字为零"
        if amount:
            message = f"文中写{quote(match.group())}，而{label} {money(amount)}"
            cure = "核对文字和数字，有数的删去“没有”的说明，没有的改正数字"
            yield fails(relation, path, message, cure, stated=amount)
        else:
            yield holds(relation, path, stated=amount)


@check("D35", "部门与所属单位", Level.WARNING)
def subordinates(context: CheckContext) -> Iterator[Finding]:
    """部门的数应当等于本级与所属单位之和；单位的上年数不应误用部门的数。

    为什么：同名的部门和本级金额不同，混用口径是公开中最常见的误会。
    怎么算：登记了本级、而且本级和所属单位的报告都已收录的部门，收入总计、支出总计、基本支出、项目支出、
    “三公”经费＝本级＋各所属单位，每个加数允许 0.01 万元的进位误差；单位的上年决算不等于自己上年的报告、
    却等于主管部门上年的报告的，请核对。
    依据：部门决算由本级和所属单位决算汇总；内部往来抵销的，以单位说明为准。
    """
    yield from _sum_of_units(context)
    yield from _base_of_department(context)


def _sum_of_units(context: CheckContext) -> Iterator[Finding]:
    units = context.archive.units
    own = [
        unit_id
        for unit_id in context.archive.subordinates(context.unit_id)
        if unit_id != context.unit_id and units[unit_id].exists_in(context.year)
    ]
    if context.unit.scope is not Scope.DEPARTMENT or not any(
        units[unit_id].scope is Scope.HEADQUARTERS for unit_id in own
    ):
        return
    reports = {unit_id: _published(context, unit_id, context.year) for unit_id in own}
    missing = [units[unit_id].name for unit_id, report in reports.items() if report is None]
    if missing:
        named = missing[0] + (f"等 {len(missing)} 个单位" if len(missing) > 1 else "")
        yield not_run("部门＝本级＋所属单位", form.TOTAL_EXPENDITURE.path, (f"{named}的报告",))
        return
    for line in _ADDED_UP:
        whole = line.of(context.report).value()
        values = [line.of(report).value() for report in reports.values() if report]
        found = total(values)
        if whole is not None and found is not None:
            yield _judge_units(line, whole, found, len(values))


def _judge_units(line: Line, whole: Decimal, found: Decimal, units: int) -> Finding:
    relation = f"部门的{line.label}＝本级和所属单位之和"
    formula = f"{units} 个单位合计 {plain(found)}"
    if sums_agree(whole, found, units):
        return holds(relation, line.path, formula=formula, stated=whole, expected=found)
    gap = money(abs(whole - found))
    message = f"部门的{line.label} {money(whole)}，本级和所属单位合计 {money(found)}，相差 {gap}"
    cure = "核对汇总范围是否包括全部单位；有内部往来抵销的，在“校核说明”里写明"
    return fails(relation, line.path, message, cure, formula=formula, stated=whole, expected=found)


def _base_of_department(context: CheckContext) -> Iterator[Finding]:
    above = context.unit.supervising_department
    department = _published(context, above, context.year - 1) if above else None
    if department is None or not context.prior:
        return
    for line in _ADDED_UP:
        stated, own = line.of(context.report).value("prior_actual"), total(line.of(r).value() for r in context.prior)
        theirs = line.of(department).value()
        if stated and own is not None and theirs is not None and stated == theirs != own:
            relation, path = f"{line.label}的上年数用本单位的口径", (*line.path, "上年决算")
            message = f"{line.label}上年决算 {money(stated)}，与主管部门上年的数相同，本单位上年公开的是 {money(own)}"
            cure = "核对上年数是否误用了部门汇总的数"
            yield fails(relation, path, message, cure, stated=stated, expected=own)


def _published(context: CheckContext, unit_id: str, year: int) -> Report | None:
    entry = context.archive.find_entry(unit_id, year)
    return entry.published if entry else None
