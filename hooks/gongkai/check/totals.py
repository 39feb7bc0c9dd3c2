"""Totals of income and expenditure: D01–D05, D11."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMNS
from ..model.finding import Finding, not_run
from ..model.problem import Level
from ..model.report import Report
from .check import check
from .context import CheckContext
from .relations import Sum, judge_sum

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
    怎么算：本年收入合计＝一般公共预算＋政府性基金＋国有资本经营＋上级补助＋事业＋经营＋附属单位上缴＋其他收入，
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
    for finding in _SPENT_IN_TOTAL.judge(report):
        short = finding.message and finding.stated is not None and finding.stated > (finding.expected or Decimal(0))
        if not (short and unsaid):
            yield finding
        elif finding.path == whole.path:
            yield not_run(_SPENT_IN_TOTAL.words, whole.path, (form.EXPENDITURE.label, *unsaid))


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
