"""Totals and their parts, and 基本支出 by use and by economic class: D01–D11."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model import form
from ..model.amounts import COLUMNS
from ..model.finding import Finding, Outcome
from ..model.problem import Level
from ..model.report import Report
from ..model.text import quoted
from .check import check
from .context import CheckContext
from .relations import Sum, excuse_shortfall, judge_listed, judge_sum

_BALANCE: Final = Sum(form.TOTAL_INCOME, (form.TOTAL_EXPENDITURE,))
_INCOME: Final = Sum(form.TOTAL_INCOME, (form.INCOME, form.OPENING_BALANCE), (form.USED_BALANCE,), is_expected=True)
_EXPENDITURE: Final = Sum(
    form.TOTAL_EXPENDITURE, (form.EXPENDITURE, form.CLOSING_BALANCE), (form.DISTRIBUTED_BALANCE,), is_expected=True
)
_SOURCES: Final = Sum(form.INCOME, (), form.INCOME.parts, is_expected=True, words="本年收入合计＝各项收入来源之和")
_KINDS: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE)
_OTHER_KINDS: Final = (form.REMITTED_TO_SUPERIOR, form.BUSINESS_EXPENDITURE, form.AFFILIATED_SUBSIDY)
_CARRIED: Final = (form.DISTRIBUTED_BALANCE, form.CLOSING_BALANCE)
_SPENT: Final = Sum(
    form.EXPENDITURE, _KINDS, _OTHER_KINDS,
    words="本年支出合计＝基本支出＋项目支出（＋上缴上级、经营、对附属单位补助支出）",
)  # fmt: skip # whole, parts and words
_SPENT_IN_TOTAL: Final = Sum(
    form.TOTAL_EXPENDITURE, _KINDS, (*_OTHER_KINDS, *_CARRIED),
    words="支出总计＝基本支出＋项目支出（没有公开本年支出合计时）",
)  # fmt: skip # whole, parts and words


@check("D01", "收支总计相等", Level.ERROR)
def balance(context: CheckContext) -> Iterator[Finding]:
    """收入总计与支出总计应当相等。

    为什么：总计这一级，收入方包括年初结转，支出方包括年末结转，两边必然相等；不等说明有一方录错或漏项。
    怎么算：收入总计＝支出总计，年初预算、全年预算、决算、上年决算各栏分别核对，允许相差 0.01 万元。
    依据：部门决算报表“收入支出决算总表”的表内关系；预算法第七十五条要求决算收支真实、数额准确、内容完整。
    """
    yield from _BALANCE.judge(context.report)


@check("D02", "收入总计的构成", Level.ERROR)
def total_income(context: CheckContext) -> Iterator[Finding]:
    """收入总计应当等于本年收入合计加上动用的结余和年初结转。

    为什么：总计里有多少是当年的收入、多少是以前年度结转来的，要分得清，合得上。
    怎么算：收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余，每个加数允许 0.01 万元的进位误差。
    依据：部门决算报表“收入支出决算总表”的表内关系。
    """
    yield from _INCOME.judge(context.report)


@check("D03", "支出总计的构成", Level.ERROR)
def total_expenditure(context: CheckContext) -> Iterator[Finding]:
    """支出总计应当等于本年支出合计加上结余分配和年末结转。

    为什么：总计里有多少是当年花出去的、多少是结转到下年的，要分得清，合得上。
    怎么算：支出总计＝本年支出合计＋结余分配＋年末结转和结余，每个加数允许 0.01 万元的进位误差。
    依据：部门决算报表“收入支出决算总表”的表内关系。
    """
    yield from _EXPENDITURE.judge(context.report)


@check("D04", "本年收入的来源", Level.ERROR)
def income_sources(context: CheckContext) -> Iterator[Finding]:
    """本年收入合计应当等于各项来源之和。

    为什么：读者要看清钱从哪里来；来源漏列或重列，合计就对不上。
    怎么算：本年收入合计＝一般公共预算＋政府性基金＋国有资本经营＋财政专户管理资金＋上级补助＋事业＋
    经营＋附属单位上缴＋其他收入，
    没有的来源可以不列，每个加数允许 0.01 万元的进位误差。
    依据：部门决算报表“收入决算表”的表内关系。
    """
    yield from _SOURCES.judge(context.report)


@check("D05", "支出分为基本支出和项目支出", Level.ERROR)
def kinds_of_expenditure(context: CheckContext) -> Iterator[Finding]:
    """本年支出应当等于基本支出、项目支出和其他几类支出之和。

    为什么：这是预算单位支出的基本分类，漏掉一类或重复一类，合计就对不上。
    怎么算：本年支出合计＝基本支出＋项目支出（＋上缴上级支出＋经营支出＋对附属单位补助支出）。没有公开本年支出合计时，
    用支出总计核对，并把已公开的结余分配和年末结转计算在内；每个加数允许 0.01 万元的进位误差。
    依据：部门决算报表“支出决算表”的表内关系；预算法实施条例第六条要求公开基本支出和项目支出。
    """
    report = context.report
    if any(form.EXPENDITURE.of(report).value(column) is not None for column in COLUMNS):
        yield from _SPENT.judge(report)
    else:
        yield from _judge_in_total(report)


def _judge_in_total(report: Report) -> Iterator[Finding]:
    """With only 支出总计, a shortfall of the parts may be a carry-over that is not published."""
    whole = form.TOTAL_EXPENDITURE.of(report)
    unsaid = [line.label for line in _CARRIED if line.of(report).value() is None]
    missing = (form.EXPENDITURE.label, *unsaid) if unsaid else ()
    for finding in excuse_shortfall(_SPENT_IN_TOTAL.judge(report), missing):
        if finding.outcome is not Outcome.NOT_RUN or finding.path == whole.path:
            yield finding


@check("D11", "项目支出的构成", Level.ERROR)
def projects(context: CheckContext) -> Iterator[Finding]:
    """项目支出应当等于各个项目之和，也应当等于各功能分类之和。

    为什么：项目逐个列出以后，漏一个、多一个，读者一加就能看出来。
    怎么算：项目支出＝所列各项目之和；项目支出＝“其中”各项之和；每个加数允许 0.01 万元的进位误差。
    依据：部门决算报表“项目支出决算明细表”的表内关系。
    """
    whole = form.PROJECT_EXPENDITURE.of(context.report)
    yield from judge_sum(f"{whole.label}＝各功能分类之和", whole, whole.parts())
    yield from judge_sum(f"{whole.label}＝各项目之和", whole, form.PROJECTS.figures(context.report))


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
    for figure in context.classes:
        yield from judge_sum(f"{figure.label}＝所列各款之和", figure, figure.parts())
    for line in (form.OPERATING_FUNDS, form.EXPENDITURE):
        yield from judge_listed(line.of(context.report), "对照明细表核对各项和总数，哪一处录错改哪一处")


def _functional(context: CheckContext) -> Iterator[Finding]:
    rows, figures = context.report.finance.functional, form.FUNCTIONAL.figures(context.report)
    coded = [(row.code or "", figure._replace(label=row.name)) for row, figure in zip(rows, figures, strict=True)]
    loose = [quoted(row.label) for code, row in coded if not code]  # their level nobody knows
    missing = [f"{loose[0]}{'等' if len(loose) > 1 else ''}的编码"] if loose else []
    for code, row in coded:
        below = [other for other_code, other in coded if code and _is_below(other_code, code)]
        if below:
            yield from excuse_shortfall(judge_sum(f"{row.label}（{code}）＝下一级之和", row, below), missing)
    classes = [row for code, row in coded if len(code) == 3]
    whole = form.EXPENDITURE.of(context.report)
    if classes:
        yield from excuse_shortfall(judge_sum(f"{whole.label}＝功能分类各类之和", whole, classes), missing)


def _is_below(code: str, above: str) -> bool:
    return len(code) == len(above) + 2 and code.startswith(above)
