"""Measures of money and codes: D42, D43."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, fails, holds_if
from ..model.form import Line
from ..model.problem import Level
from ..model.rates import total
from ..model.text import quoted
from .check import check, holds_unless
from .context import CheckContext
from .jumps import WATCHED
from .tolerance import exact, money, percentage

#: A ratio between two years near 10,000 means 元 in one of them and 万元 in the other.
_RATIO_BOUNDS: Final = (Decimal(3000), Decimal(30000))
#: Pay for one person and year outside these bounds (万元) can only be another measure of money.
_PAY_BOUNDS: Final = (Decimal("0.1"), Decimal(1000))
_CODE_LENGTHS: Final = (3, 5, 7)
_CODED_LABEL: Final = re.compile(r"^(\d+)\s*\D")
_ECONOMIC_CODE: Final = re.compile(r"^3\d\d(?:\d\d)?$")


@check("D42", "金额单位", Level.ERROR, "question")
def measure(context: CheckContext) -> Iterator[Finding]:
    """金额的单位应当一致，不应把元写成万元。

    为什么：单位错了，数字就差一万倍。
    怎么算：与上年同一项相比，相差 3,000 倍到 30,000 倍的，多半是单位写错；工资福利支出除以人数，每人每年不到
    0.1 万元或超过 1,000 万元的，也请核对。
    依据：数据文件的金额写万元；写明“原文金额单位”的照原文写，读入时换算成万元。
    """
    for line in (form.TOTAL_INCOME, *WATCHED):
        yield from _judge_ratio(context, line)
    yield from _judge_pay(context)


def _cure(context: CheckContext) -> str:
    """How amounts are written in this file."""
    measure = context.report.written_measure
    if not measure.places:
        return "元要除以 10000 换算成万元再填"
    return f"本文件写了“原文金额单位: {measure}”，金额要照原文写{measure}数；已经是万元的，删去这一行"


def _judge_ratio(context: CheckContext, line: Line) -> Iterator[Finding]:
    value, stated = line.value(context.report), line.value(context.report, "prior_actual")
    last = total(line.value(report) for report in context.prior)
    for base, where in ((stated, "上年决算"), (last, "上年报告")):
        if not value or not base:
            continue
        ratio = max(value / base, base / value)
        if _RATIO_BOUNDS[0] <= ratio <= _RATIO_BOUNDS[1]:
            message = f"{line.label} {money(value)}，{where} {money(base)}，相差约 {ratio:,.0f} 倍"
            cure = f"核对两年的单位，{_cure(context)}"
            yield fails(f"{line.label}与{where}单位一致", line.path, message, cure, stated=value, expected=base)
            return


def _judge_pay(context: CheckContext) -> Iterator[Finding]:
    wages = form.WAGES_AND_BENEFITS.of(context.report)
    paid, staff = wages.value(), form.STAFF.value(context.report)
    if not paid or not staff:
        return
    each, relation = paid / staff, f"{wages.label}与人数相配"
    formula = f"{exact(paid)}÷{staff}＝{percentage(each).removesuffix('%')} 万元/人"
    message = f"{wages.label} {money(paid)}，{staff} 人，平均每人不合常理"
    cure = f"核对金额单位和人数，{_cure(context)}"
    yield holds_if(_PAY_BOUNDS[0] <= each <= _PAY_BOUNDS[1], relation, wages.path, message, cure, formula=formula)


@check("D43", "科目编码", Level.ERROR, "wording")
def codes(context: CheckContext) -> Iterator[Finding]:
    """科目编码应当是类 3 位、款 5 位、项 7 位数字，不重复。

    为什么：编码漏了位数，科目就对不上；30102 不能写成 2。
    怎么算：功能分类编码为 3、5 或 7 位数字，同一编码只出现一次；经济分类写了编码的，为 3 或 5 位，以 3 开头。
    依据：政府收支分类科目；预算法第七十五条要求按功能分类编列到项、按经济分类编列到款。
    """
    relation, path, cure = "功能分类编码规范", ("收支", "功能分类"), '照科目表写全编码并加引号，例如 "2010101"'
    seen: set[str] = set()
    wrong = []
    for position, row in enumerate(context.report.finance.functional):
        if not row.code:
            continue
        if problem := _code_problem(row.code, seen):
            message = f"{quoted(row.name)}的编码{quoted(row.code)}{problem}"
            wrong.append(fails(relation, (*path, position, "编码"), message, cure))
        seen.add(row.code)
    yield from holds_unless(wrong, relation, path, formula=f"{len(seen)} 个编码", looked=bool(seen))
    yield from _economic_codes(context)


def _code_problem(code: str, seen: set[str]) -> str:
    if not code.isascii() or not code.isdigit():
        return "不全是数字"
    if len(code) not in _CODE_LENGTHS:
        return f"是 {len(code)} 位，应为 3、5 或 7 位"
    return "重复出现" if code in seen else ""


def _economic_codes(context: CheckContext) -> Iterator[Finding]:
    for figure in context.classes:
        for row in figure.parts():
            match = _CODED_LABEL.match(row.label)
            if match and not _ECONOMIC_CODE.match(match[1]):
                message = f"{quoted(row.label)}的编码“{match[1]}”不是 3 或 5 位的经济分类编码"
                cure = "照科目表写全编码，例如 30102 津贴补贴"
                yield fails("经济分类编码规范", row.path, message, cure)
