"""基本支出 by use and by economic class: D06–D10."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..model import form
from ..model.amounts import Figure
from ..model.finding import Finding, Outcome, not_run
from ..model.problem import Level
from ..model.text import quoted
from .check import check
from .context import CheckContext
from .relations import Sum, judge_listed, judge_sum

_WAGES: Final = form.WAGES_AND_BENEFITS
_GOODS: Final = form.GOODS_AND_SERVICES
_SUBSIDIES: Final = form.INDIVIDUAL_AND_FAMILY_SUBSIDIES
_CLASSES: Final = form.BASIC_EXPENDITURE.parts
_BY_USE: Final = Sum(form.BASIC_EXPENDITURE, (form.PERSONNEL_FUNDS, form.OPERATING_FUNDS))
_PERSONNEL: Final = Sum(form.PERSONNEL_FUNDS, (_WAGES,), (_SUBSIDIES,))
_OPERATING: Final = Sum(
    form.OPERATING_FUNDS,
    (_GOODS,),
    tuple(line for line in _CLASSES if line not in (_WAGES, _GOODS, _SUBSIDIES)),
    words=f"{form.OPERATING_FUNDS.label}＝{_GOODS.label}＋{form.line_of('capital_expenditure').label}等",
)
_ECONOMIC: Final = Sum(form.BASIC_EXPENDITURE, (), _CLASSES, words=f"{form.BASIC_EXPENDITURE.label}＝各经济分类之和")


@check("D06", "基本支出分为人员经费和公用经费", Level.ERROR)
def basic_by_use(context: CheckContext) -> Iterator[Finding]:
    """基本支出应当等于人员经费加公用经费。

    为什么：基本支出就由养人的钱和办公的钱组成，两项相加不等于总数，说明其中有一个数不对。
    怎么算：基本支出＝人员经费＋公用经费，每个加数允许 0.01 万元的进位误差。人员经费没有公开时不用其他数推算，
    各经济分类之和由 D09 核对。
    依据：部门决算报表“一般公共预算财政拨款基本支出决算明细表”的表内关系。
    """
    yield from _BY_USE.judge(context.report)


@check("D07", "人员经费的构成", Level.ERROR)
def personnel_funds(context: CheckContext) -> Iterator[Finding]:
    """人员经费应当等于工资福利支出加对个人和家庭的补助。

    为什么：人员经费只包括这两个经济分类，对不上说明分类或合计录错。
    怎么算：人员经费＝工资福利支出（301）＋对个人和家庭的补助（303），每个加数允许 0.01 万元的进位误差。
    依据：政府收支分类科目的支出经济分类；部门决算报表的表内关系。
    """
    yield from _PERSONNEL.judge(context.report)


@check("D08", "公用经费的构成", Level.ERROR)
def operating_funds(context: CheckContext) -> Iterator[Finding]:
    """公用经费应当等于商品和服务支出加资本性支出等。

    为什么：公用经费是基本支出里除人员经费以外的部分，对不上说明分类或合计录错。
    怎么算：公用经费＝商品和服务支出（302）＋资本性支出（310），用到 307、309、311、312、399 的也计算在内，
    每个加数允许 0.01 万元的进位误差。
    依据：政府收支分类科目的支出经济分类；部门决算报表的表内关系。
    """
    yield from _OPERATING.judge(context.report)


@check("D09", "基本支出的经济分类", Level.ERROR)
def basic_by_class(context: CheckContext) -> Iterator[Finding]:
    """基本支出应当等于所列各经济分类之和。

    为什么：报告先写基本支出总数，再写其中工资福利、商品服务等各是多少，读者相加就应得到总数。
    怎么算：基本支出＝工资福利支出＋商品和服务支出＋对个人和家庭的补助＋资本性支出＋其他各类，
    没有的类可以不列，每个加数允许 0.01 万元的进位误差。
    依据：预算法第七十五条、预算法实施条例第六条要求基本支出按经济分类公开；部门决算报表的表内关系。
    """
    yield from _ECONOMIC.judge(context.report)


@check("D10", "类、款、项逐级相加", Level.ERROR)
def levels(context: CheckContext) -> Iterator[Finding]:
    """类等于款之和，款等于项之和，各类相加等于总数。

    为什么：明细逐级汇总是表格可信的基础；明细大于合计一定有错，明细小于合计多半是漏列。
    怎么算：功能分类按编码逐级相加（类 3 位、款 5 位、项 7 位），各类之和等于本年支出合计；经济分类的“其中”之和
    等于本类，只列了一部分的，请在校核说明里写明；公用经费的“其中”可以只列一部分，但不能大于总数。
    每个加数允许 0.01 万元的进位误差。
    依据：预算法第七十五条要求按功能分类编列到项、按经济分类编列到款；部门决算报表的表内关系。
    """
    yield from _functional(context)
    for line in _CLASSES:
        figure = line.of(context.report)
        yield from judge_sum(f"{figure.label}＝所列各款之和", figure, figure.parts())
    for line in (form.OPERATING_FUNDS, form.EXPENDITURE):
        yield from judge_listed(line.of(context.report), "对照明细表核对各项和总数，哪一处录错改哪一处")


def _functional(context: CheckContext) -> Iterator[Finding]:
    rows, figures = context.report.finance.functional, form.FUNCTIONAL.figures(context.report)
    coded = [(row.code or "", replace(figure, label=row.name)) for row, figure in zip(rows, figures, strict=True)]
    for code, row in coded:
        below = [other for other_code, other in coded if code and _is_below(other_code, code)]
        if below:
            yield from _judged(f"{row.label}（{code}）＝下一级之和", row, below, coded)
    classes = [row for code, row in coded if len(code) == 3]
    whole = form.EXPENDITURE.of(context.report)
    if classes:
        yield from _judged(f"{whole.label}＝功能分类各类之和", whole, classes, coded)


def _judged(relation: str, whole: Figure, parts: list[Figure], coded: list[tuple[str, Figure]]) -> Iterator[Finding]:
    """A sum by codes; what it lacks may stand in the rows without one, whose level nobody knows."""
    loose = [quoted(row.label) for code, row in coded if not code]
    for finding in judge_sum(relation, whole, parts):
        stated, found = finding.stated, finding.expected
        if loose and finding.outcome is Outcome.FAILS and stated is not None and found is not None and found < stated:
            yield not_run(finding.relation, finding.path, [f"{loose[0]}{'等' * (len(loose) > 1)}的编码"])
        else:
            yield finding


def _is_below(code: str, above: str) -> bool:
    return len(code) == len(above) + 2 and code.startswith(above)
