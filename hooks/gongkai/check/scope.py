"""A department against its units: D35."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, fails, not_run
from ..model.form import Line
from ..model.problem import Level
from ..model.rates import total
from ..model.report import Report
from ..model.unit import Scope
from .check import check
from .context import CheckContext
from .relations import Equal
from .tolerance import PER_ADDEND, money, plain

_ADDED_UP: Final = (
    *(form.TOTAL_INCOME, form.TOTAL_EXPENDITURE),
    *(form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.THREE_PUBLIC),
)


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


def _judge_units(line: Line, whole: Decimal, computed: Decimal, units: int) -> Finding:
    cure = "核对汇总范围是否包括全部单位；有内部往来抵销的，在“校核说明”里写明"
    label = f"部门的{line.label}"
    words, slack = f"{label}＝本级和所属单位之和", PER_ADDEND * units
    equal = Equal(label, "本级和所属单位合计", line.path, cure, words, slack=slack)
    return equal.judge(whole, computed, formula=f"{units} 个单位合计 {plain(computed)}")


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
