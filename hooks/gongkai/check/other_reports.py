"""This report against others: last year's, its units' and its department's: D34, D35."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import Figure
from ..model.as_published import as_published
from ..model.finding import Finding, fails, not_run
from ..model.form import Line, find_line
from ..model.problem import Level
from ..model.rates import total
from ..model.report import Report
from ..model.unit import Scope
from .check import check, holds_unless
from .context import CheckContext
from .relations import Equal
from .tolerance import PER_ADDEND, agree, exact, money

#: More differences than this are one finding: they have one cause, another scope or another form.
_LISTED: Final = 3
_PRIOR_RELATION: Final = "上年决算＝上年报告的决算"


@check("D34", "与上年报告衔接", Level.WARNING, "arithmetic")
def continuity(context: CheckContext) -> Iterator[Finding]:
    """本报告的上年数，应当等于上年报告公开的数；年初结转应当等于上年的年末结转。

    为什么：两年的报告都公开了，读者一比就知道基数有没有变；变了要说明原因。
    怎么算：各项的上年决算＝上年报告同一项的决算；年初结转和结余＝上年报告的年末结转和结余（没有收录上年报告的，用本
    报告年末结转的上年决算），允许相差 0.01 万元。同名的几行不比较。单位更名后与原单位的报告比较，合并的与各前身单位
    之和比较，分立或口径变更的不比较；同一原因引起的多处不同合并列出。
    依据：决算报表的年度衔接关系。
    """
    if not context.prior:
        return
    yield from _opening(context)
    compared = list(_prior_figures(context))
    wrong = [known for known in compared if not agree(*known[1:])]
    if len(wrong) > _LISTED:
        yield _clustered(wrong, len(compared))
    elif compared:
        path, formula = compared[0][0].path_of("prior_actual"), f"{len(compared)} 个数都与上年报告一致"
        yield from holds_unless(map(_changed, wrong), _PRIOR_RELATION, path, formula=formula)


#: A line, its 上年决算 here and its 决算 in last year's report.
_Compared = tuple[Figure, Decimal, Decimal]


def _prior_figures(context: CheckContext) -> Iterator[_Compared]:
    rows = Counter(figure.name for figure in form.PROJECTS.figures(context.report))
    repeated = {name for name, count in rows.items() if count > 1}
    for figure in context.figures:
        stated = figure.value("prior_actual")
        if stated is not None and (last := _last(context, figure)) is not None and figure.name not in repeated:
            yield figure, stated, last


def _last(context: CheckContext, figure: Figure) -> Decimal | None:
    """The 决算 of the same line in last year's reports, or of the row of the same name."""
    if line := find_line(figure.path):
        return total(line.value(report) for report in context.prior)
    return total(known.get(figure.name) for known in context.prior_figures)


def _changed(known: _Compared) -> Finding:
    cure = "对照上年公开的报告核对；口径调整的，在“校核说明”里写明"
    label, path = f"{known[0].label}上年决算", known[0].path_of("prior_actual")
    return Equal(label, "上年报告公开的是", path, cure, _PRIOR_RELATION, slack=PER_ADDEND).judge(*known[1:])


def _clustered(wrong: list[_Compared], compared: int) -> Finding:
    listed = wrong[:_LISTED]
    named = "、".join(f"{figure.label}（{exact(stated)}，上年报告 {exact(last)}）" for figure, stated, last in listed)
    message = f"上年决算有 {len(wrong)} 处与上年报告不同（共核对 {compared} 处），如{named}"
    cure = "核对上年数是否用了别的口径或别的单位的数；口径调整的，在“校核说明”里写明"
    return _changed(listed[0])._replace(message=message, cure=cure, formula="")


def _opening(context: CheckContext) -> Iterator[Finding]:
    opening = form.OPENING_BALANCE.of(context.report)
    stated, closing = opening.value(), form.CLOSING_BALANCE
    last = total(closing.value(report) for report in context.prior)
    if stated is None or last is None:
        return
    cure = "对照上年公开的报告核对；上年结转被收回或调整的，在“校核说明”里写明"
    words = f"{opening.label}＝上年{closing.label}"
    yield Equal(opening.label, f"上年报告的{closing.label}", opening.path, cure, words, slack=PER_ADDEND).judge(
        stated, last
    )


_ADDED_UP: Final = (
    *(form.TOTAL_INCOME, form.TOTAL_EXPENDITURE),
    *(form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.THREE_PUBLIC),
)


@check("D35", "部门与所属单位", Level.WARNING, "arithmetic")
def subordinates(context: CheckContext) -> Iterator[Finding]:
    """部门的数应当等于本级与所属单位之和；单位的上年数不应误用部门的数。

    为什么：同名的部门和本级金额不同，混用口径是公开中最常见的误会。
    怎么算：登记了本级、而且本级和所属单位的报告都已收录的部门，收入总计、支出总计、基本支出、项目支出、“三公”经费＝
    本级＋各所属单位，每个加数允许 0.01 万元的进位误差；单位的上年决算不等于自己上年的报告、却等于主管部门上年的报告
    的，请核对。
    依据：部门决算由本级和所属单位决算汇总；内部往来抵销的，以单位说明为准。
    """
    yield from _sum_of_units(context)
    yield from _base_of_department(context)


def _sum_of_units(context: CheckContext) -> Iterator[Finding]:
    units = context.archive.units
    own = [
        unit_id
        for unit_id in context.archive.subordinates(context.unit_id)
        if unit_id != context.unit_id and context.archive.exists_in(unit_id, context.year)
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
    return equal.judge(whole, computed, formula=f"{units} 个单位合计 {exact(computed)}")


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
            yield fails(relation, path, message, cure, stated=stated, expected=own)._replace(nature="question")


def _published(context: CheckContext, unit_id: str, year: int) -> Report | None:
    entry = context.archive.find_entry(unit_id, year)
    return as_published(entry.published) if entry and entry.published else None
