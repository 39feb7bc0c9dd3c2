"""“三公”经费, procurement and vehicles: D12–D15, D33."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, fails, holds, not_run
from ..model.form import Line, line_of
from ..model.problem import Level
from ..model.rates import total
from .check import check
from .context import CheckContext
from .relations import AtLeast, AtMost, Equal, Sum, judge_part, only_failures
from .tolerance import PER_ADDEND, money

_THREE: Final = Sum(form.THREE_PUBLIC, form.THREE_PUBLIC.parts, is_expected=True)
_VEHICLES: Final = Sum(form.OFFICIAL_VEHICLES, form.OFFICIAL_VEHICLES.parts, is_expected=True)
#: (count, the money it goes with, whether a count without money is odd, as money without a count always is)
_GOES_WITH: Final[tuple[tuple[Line, Line, bool], ...]] = (
    (line_of("overseas_groups"), form.OVERSEAS_VISITS, True),
    (line_of("vehicles_bought"), form.VEHICLE_PURCHASE, True),
    (line_of("vehicles_kept"), form.VEHICLE_RUNNING, False),
    (line_of("reception_batches"), form.OFFICIAL_RECEPTIONS, True),
)
_NOT_MORE: Final = (
    (line_of("reception_batches"), line_of("reception_persons")),
    (line_of("overseas_groups"), line_of("overseas_persons")),
)
#: The first six characters of a class → its line.
_OF_CLASS: Final = (
    ("因公出国（境", form.OVERSEAS_VISITS),
    ("公务接待费", form.OFFICIAL_RECEPTIONS),
    ("公务用车运行", form.VEHICLE_RUNNING),
    ("公务用车购置", form.VEHICLE_PURCHASE),
)
_CLASS: Final = re.compile(r"^\d*\s*(因公出国（境）费用?|公务接待费|公务用车运行维护费|公务用车购置费?)$")


@check("D12", "“三公”经费的构成", Level.ERROR, "arithmetic")
def three_kinds(context: CheckContext) -> Iterator[Finding]:
    """“三公”经费应当等于因公出国（境）、公务用车、公务接待三项之和，公务用车应当等于购置加运行维护。

    为什么：“三公”经费是公众最关心的数字，总数和三项必须同时公开、彼此相符。
    怎么算：“三公”经费＝因公出国（境）费＋公务用车购置及运行维护费＋公务接待费；公务用车＝购置费＋运行维护费；年初预
    算、决算、上年决算各栏分别核对，每个加数允许 0.01 万元的进位误差。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）；一般公共预算“三公”经费支出表的表内关系。
    """
    yield from _THREE.judge(context.report)
    yield from _VEHICLES.judge(context.report)


@check("D13", "“三公”经费的数量与金额", Level.WARNING, "question")
def counts(context: CheckContext) -> Iterator[Finding]:
    """团组、车辆、批次、人次应当与金额相配。

    为什么：有接待批次却没有接待费，或者买了车却没有购置费，读者会问钱从哪里出。
    怎么算：批次不大于人次，团组不大于人次；批次、团组、购置数大于零，相应的费用也大于零，反过来也一样；有运行维护费，
    保有量应大于零。只核对两边都公开的数。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）要求公开团组、人次、购置数、保有量、批次。
    """
    for few, many in _NOT_MORE:
        part, whole = few.value(context.report), many.value(context.report)
        if part is not None and whole is not None:
            yield AtMost(few.label, many.label, few.path, "核对两个数是否填反", measure="").judge(part, whole)
    for counted, line, needs_money in _GOES_WITH:
        count, amount = counted.value(context.report), line.value(context.report)
        if count is None or amount is None:
            continue
        relation = f"{counted.label}与{line.label}相配"
        if (amount and not count) or (count and not amount and needs_money):
            message = f"{counted.label}为 {count}，而{line.label}为 {money(amount)}"
            cure = "核对数量和金额；费用由别的单位或别的科目承担的，在“校核说明”里写明"
            yield fails(relation, counted.path, message, cure)
        else:
            yield holds(relation, counted.path, formula=f"{count}；{money(amount)}")


@check("D14", "“三公”经费与经济分类", Level.HINT, "arithmetic")
def three_public_by_class(context: CheckContext) -> Iterator[Finding]:
    """“三公”经费与基本支出里相应的款应当相配。

    为什么：“三公”经费也记在经济分类的款里（30212、30217、30231、31013），两处的数应能互相印证。
    怎么算：没有项目支出时，“三公”经费＝基本支出里这几款之和；有项目支出，或者有一项“三公”经费的款没有列出时，只要求“
    三公”经费不小于这几款之和。只在基本支出列到款时核对，每个加数允许 0.01 万元的进位误差。
    依据：政府收支分类科目的支出经济分类；口径不同时以单位说明为准。
    """
    whole, project = form.THREE_PUBLIC.of(context.report), form.PROJECT_EXPENDITURE.of(context.report).value()
    rows = [row for figure in context.classes for row in figure.parts()]
    listed = {match[1][:6]: v for row in rows if (match := _CLASS.match(row.label)) and (v := row.value()) is not None}
    values, total = list(listed.values()), whole.value()
    if total is not None and values:
        is_whole = project == 0 and not any(
            line.value(context.report) and name not in listed for name, line in _OF_CLASS
        )
        kind, word = (Equal, "＝") if is_whole else (AtLeast, "不小于")
        cure = "核对“三公”经费表和经济分类明细表；口径不同的，在“校核说明”里写明"
        words, slack = f"“三公”经费{word}基本支出中相应各款之和", PER_ADDEND * len(values)
        relation = kind("“三公”经费", "基本支出中相应各款合计", whole.path, cure, words, slack=slack)
        yield relation.judge(total, sum(values, Decimal(0)))


_PROCUREMENT: Final = Sum(form.PROCUREMENT, form.PROCUREMENT.parts, is_expected=True)


@check("D15", "政府采购的构成", Level.ERROR, "arithmetic")
def procurement(context: CheckContext) -> Iterator[Finding]:
    """政府采购应当等于货物、工程、服务之和，授予中小企业的不大于总额，授予小微企业的不大于中小企业。

    为什么：政府采购情况是法定公开内容，总额和分项、总额和授予中小企业的金额应当相符。
    怎么算：政府采购＝货物＋工程＋服务，每个加数允许 0.01 万元的进位误差；授予小微企业≤授予中小企业≤政府采购总额。
    依据：预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）。
    """
    yield from _PROCUREMENT.judge(context.report)
    whole = form.PROCUREMENT.of(context.report)._replace(label="政府采购总额")
    for line in (line_of("small_and_medium"), line_of("micro_and_small")):
        part = line.of(context.report)
        yield from judge_part(part, whole, "核对两个数是否填反或单位不同")
        whole = part


_KEPT: Final = line_of("vehicles_kept")
_VEHICLE_KINDS: Final = Equal(
    "车辆总数",
    "各用途合计",
    ("国有资产", "车辆"),
    "对照资产报表核对总数和各用途的车辆数，哪一处录错改哪一处",
    "车辆总数＝各用途之和",
    "辆",
)


@check("D33", "公务用车和车辆总数", Level.ERROR, "arithmetic")
def vehicles(context: CheckContext) -> Iterator[Finding]:
    """车辆总数应当等于各种用途之和，比上年增加的车辆应当有来处。

    为什么：车辆是公众关心的资产，总数、用途和增减应能对得上。
    怎么算：车辆总数＝各用途之和（只列了一种用途又比总数少的，其余没有公开，未能核对）；保有量≤上年保有量＋本年购置数，
    多出来的可能是调入，请说明（这一条只提建议）；公务用车保有量不大于车辆总数（这一条只提建议）。
    依据：部门决算公开的国有资产占用情况说明。
    """
    assets = context.report.state_assets
    kinds = tuple(assets.vehicle_kinds.values())
    if assets.vehicles is not None and len(kinds) == 1 and kinds[0] < assets.vehicles:
        yield not_run(_VEHICLE_KINDS.words, _VEHICLE_KINDS.path, ("其余用途的车辆",))
    elif assets.vehicles is not None and kinds:
        yield _VEHICLE_KINDS.judge_count(assets.vehicles, kinds)
    yield from _judge_growth(context)
    kept = _KEPT.value(context.report)
    if kept is not None and assets.vehicles is not None:
        owned = AtMost(_KEPT.label, "车辆总数", _VEHICLE_KINDS.path, "核对两处车辆数的口径", "", "辆", Level.HINT)
        yield from only_failures([owned.judge(kept, Decimal(assets.vehicles))])


def _judge_growth(context: CheckContext) -> Iterator[Finding]:
    before = total(_KEPT.value(report) for report in context.prior)
    kept, bought = _KEPT.value(context.report), line_of("vehicles_bought").value(context.report)
    if before is None or kept is None or bought is None:
        return
    cure, relation = "核对保有量和购置数；有调入车辆的，在“校核说明”里写明", "保有量不大于上年保有量加本年购置数"
    both = f"上年 {before} 辆，本年购置 {bought} 辆，合计"
    most = AtMost(_KEPT.label, both, _KEPT.path, cure, relation, "辆", Level.HINT)
    yield most.judge(kept, before + bought, formula=f"{before}＋{bought}＝{before + bought}")
