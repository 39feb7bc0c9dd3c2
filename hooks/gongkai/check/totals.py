"""Totals and their parts: D01–D05, D11."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from ..model import form
from ..model.finding import Finding, Outcome
from ..model.problem import Level
from ..model.report import Report
from .check import check
from .context import CheckContext
from .other_funds import other_funds
from .relations import Sum, excuse_shortfall, judge_sum

_INCOME: Final = Sum(form.TOTAL_INCOME, (form.INCOME, form.OPENING_BALANCE), (form.USED_BALANCE,), is_expected=True)
_EXPENDITURE: Final = Sum(
    form.TOTAL_EXPENDITURE, (form.EXPENDITURE, form.CLOSING_BALANCE), (form.DISTRIBUTED_BALANCE,), is_expected=True
)
_SOURCES: Final = Sum(form.INCOME, (), form.INCOME.parts, is_expected=True, words="本年收入合计＝各项收入来源之和")
_ALWAYS_LISTED: Final = (form.GENERAL_PUBLIC_BUDGET, form.line_of("other_income"))
_KINDS: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE)
_CARRIED: Final = (form.DISTRIBUTED_BALANCE, form.CLOSING_BALANCE)
_SPENT: Final = Sum(
    form.EXPENDITURE, _KINDS, form.OTHER_EXPENDITURE,
    words="本年支出合计＝基本支出＋项目支出（＋上缴上级、经营、对附属单位补助支出）",
)  # fmt: skip # whole, parts and words
#: Lines that are the sums of others, of which a form can say what they add up to.
SUMS: Final = (_INCOME, _EXPENDITURE, _SPENT)
_SPENT_IN_TOTAL: Final = Sum(
    form.TOTAL_EXPENDITURE, _KINDS, (*form.OTHER_EXPENDITURE, *_CARRIED),
    words="支出总计＝基本支出＋项目支出（没有公开本年支出合计时）",
)  # fmt: skip # whole, parts and words


@check("D02", "收入总计的构成", Level.ERROR, "arithmetic")
def total_income(context: CheckContext) -> Iterator[Finding]:
    """收入总计应当等于本年收入合计加上动用的结余和年初结转。

    为什么：总计里有多少是当年的收入、多少是以前年度结转来的，要分得清，合得上。
    怎么算：收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余，每个加数允许 0.01 万元的进位误差。收入总计比
    另外几项之和多，而单位有财政拨款以外的资金、没有公开使用非财政拨款结余的，未能核对。
    依据：部门决算报表“收入支出决算总表”的表内关系。
    """
    yield from _INCOME.judge(context.report, partial(_unlisted_balance, context.report, form.USED_BALANCE))


@check("D03", "支出总计的构成", Level.ERROR, "arithmetic")
def total_expenditure(context: CheckContext) -> Iterator[Finding]:
    """支出总计应当等于本年支出合计加上结余分配和年末结转。

    为什么：总计里有多少是当年花出去的、多少是结转到下年的，要分得清，合得上。
    怎么算：支出总计＝本年支出合计＋结余分配＋年末结转和结余，每个加数允许 0.01 万元的进位误差。支出总计比另外几项之
    和多，而单位有财政拨款以外的资金、没有公开结余分配的，未能核对。
    依据：部门决算报表“收入支出决算总表”的表内关系。
    """
    yield from _EXPENDITURE.judge(context.report, partial(_unlisted_balance, context.report, form.DISTRIBUTED_BALANCE))


def _unlisted_balance(report: Report, line: form.Line, column: str, gap: Decimal) -> Collection[str]:
    """A balance that only units with other funds have: where there is a sign of them, it may be what is missing."""
    return (line.label,) if line.value(report, column) is None and other_funds(report, column) else ()


@check("D04", "本年收入的来源", Level.ERROR, "arithmetic")
def income_sources(context: CheckContext) -> Iterator[Finding]:
    """本年收入合计应当等于各项来源之和。

    为什么：读者要看清钱从哪里来；来源漏列或重列，合计就对不上。
    怎么算：本年收入合计＝一般公共预算＋政府性基金＋国有资本经营＋财政专户管理资金＋上级补助＋事业＋经营＋附属单位上缴
    ＋其他收入，没有的来源可以不列，每个加数允许 0.01 万元的进位误差。没有列“其他收入”时，来源之和比合计少的，可能是没有
    公开的来源，未能核对。
    依据：部门决算报表“收入决算表”的表内关系。
    """
    yield from _SOURCES.judge(context.report, partial(_unlisted_source, context.report))


def _unlisted_source(report: Report, column: str, gap: Decimal) -> Collection[str]:
    """The chief source and that of all the others stand in every whole list of sources."""
    return [line.label for line in _ALWAYS_LISTED if line.value(report, column) is None]


@check("D05", "支出分为基本支出和项目支出", Level.ERROR, "arithmetic")
def kinds_of_expenditure(context: CheckContext) -> Iterator[Finding]:
    """本年支出应当等于基本支出、项目支出和其他几类支出之和。

    为什么：这是预算单位支出的基本分类，漏掉一类或重复一类，合计就对不上。
    怎么算：本年支出合计＝基本支出＋项目支出（＋上缴上级支出＋经营支出＋对附属单位补助支出）。没有公开本年支出合计时，
    用支出总计核对，并把已公开的结余分配和年末结转计算在内；每个加数允许 0.01 万元的进位误差。基本支出可能只公开了财
    政拨款的数：单位有财政拨款以外的资金，几类支出之和比本年支出少、又不超过这些资金的，未能核对。
    依据：部门决算报表“支出决算表”的表内关系；预算法实施条例第六条要求公开基本支出和项目支出。
    """
    report = context.report
    if any(value is not None for value in form.EXPENDITURE.of(report).item.columns.values()):
        yield from _SPENT.judge(report, partial(_SPENT.may_be_other_funds, report))
    else:
        yield from _judge_in_total(report)


def _judge_in_total(report: Report) -> Iterator[Finding]:
    """With only 支出总计, a shortfall of the parts may be a carry-over that is not published."""
    whole = form.TOTAL_EXPENDITURE.of(report)
    unsaid = [line.label for line in _CARRIED if line.of(report).value() is None]
    excuse = partial(_SPENT_IN_TOTAL.may_be_other_funds, report)
    missing = (form.EXPENDITURE.label, *unsaid) if unsaid else ()
    for finding in excuse_shortfall(_SPENT_IN_TOTAL.judge(report, excuse), missing):
        if finding.outcome is not Outcome.NOT_RUN or finding.path == whole.path:
            yield finding


@check("D11", "项目支出的构成", Level.ERROR, "arithmetic")
def projects(context: CheckContext) -> Iterator[Finding]:
    """项目支出应当等于各个项目之和，也应当等于各功能分类之和。

    为什么：项目逐个列出以后，漏一个、多一个，读者一加就能看出来。
    怎么算：项目支出＝所列各项目之和；项目支出＝“其中”各项之和；每个加数允许 0.01 万元的进位误差。“其中”只列了一项、
    又比项目支出少的，其余的没有公开，未能核对。
    依据：部门决算报表“项目支出决算明细表”的表内关系。
    """
    whole = form.PROJECT_EXPENDITURE.of(context.report)
    classes = whole.parts()
    others = ("其余功能分类",) if len(classes) == 1 else ()
    yield from judge_sum(f"{whole.label}＝各功能分类之和", whole, classes, excuse=lambda *_: others)
    yield from judge_sum(f"{whole.label}＝各项目之和", whole, form.PROJECTS.figures(context.report))
