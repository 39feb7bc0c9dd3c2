"""Functional and economic classification, level by level, codes and their names: D10, D49."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.amounts import Figure
from ..model.finding import Finding, fails
from ..model.functional_classes import CLASSES, class_named
from ..model.problem import Level
from ..model.report import Report
from ..model.text import quoted
from .check import check, holds_unless
from .context import CheckContext
from .other_funds import may_be_other_funds
from .relations import judge_listed, judge_sum, only_failures
from .tolerance import PER_ADDEND, agree, exact

_PATH: Final = ("收支", "功能分类")
_SAME: Final = "科目的编码与名称一致"
_CODE_CURE: Final = "照科目表核对编码和名称，哪一处录错改哪一处；原报告就是这样公开的，在“校核说明”里写明"
#: The row that holds what the others do not: 30199 其他工资福利支出; but not 30239 其他交通费用.
_ALL_OTHERS: Final = re.compile(
    r"^[3-5]\d\d99(?!\d)|^\s*其他(?:支出)?$|其他(?:工资福利支出|商品和服务支出|对个人和家庭的?补助(?:支出)?|资本性支出)$"
)
_ECONOMIC_ROW: Final = re.compile(r"(3\d\d)(?:\d\d)?(?=[ 　\u4e00-\u9fff])")
#: Key of an economic class → its code.
_ECONOMIC: Final = {
    form.line_of(key).path[-1]: code
    for key, code in (
        *(("wages_and_benefits", "301"), ("goods_and_services", "302"), ("individual_and_family_subsidies", "303")),
        *(("debt_interest", "307"), ("infrastructure", "309"), ("capital_expenditure", "310")),
        *(
            ("enterprise_infrastructure_subsidies", "311"),
            ("enterprise_subsidies", "312"),
            ("other_expenditure", "399"),
        ),
    )
}
_LISTED_CURE: Final = "对照明细表核对各项和总数，哪一处录错改哪一处"


class _Row(NamedTuple):
    """A row of 功能分类: its code, that of its name where it has none, its figure, and the funds it is of."""

    code: str
    figure: Figure
    source: str = ""


@check("D10", "类、款、项逐级相加", Level.ERROR, "arithmetic")
def levels(context: CheckContext) -> Iterator[Finding]:
    """类等于款之和，款等于项之和，各类相加等于总数。

    为什么：明细逐级汇总是表格可信的基础；明细大于合计一定有错，明细小于合计多半是漏列。
    怎么算：功能分类按编码逐级相加（类 3 位、款 5 位、项 7 位；没有列款的，类等于项之和；没有写编码的，按类的名称认），
    各类之和等于本年支出合计；没有列全类的，所列最上一级之和不大于本年支出合计。单位有财政拨款以外的资金、各类之和比本
    年支出少而不超过这些资金的，未能核对；有重复编码的由 D43 提示。经济分类的“其中”列到“其他……”的，各项之和等于本类；没
    有列到的，可能只列了一部分，只要求不大于本类；公用经费、本年支出的“其中”也是这样。每个加数允许 0.01 万元的进位误差。
    依据：预算法第七十五条要求按功能分类编列到项、按经济分类编列到款；部门决算报表的表内关系。
    """
    yield from _functional(context.report)
    for figure in context.classes:
        yield from _economic(figure)
    for line in (form.OPERATING_FUNDS, form.EXPENDITURE):
        yield from judge_listed(line.of(context.report), _LISTED_CURE)


def _economic(figure: Figure) -> Iterator[Finding]:
    """With the row of all the others the list is whole; without it there may be more."""
    parts = figure.parts()
    others = () if any(_ALL_OTHERS.search(part.label) for part in parts) else (f"{figure.label}其余各款",)
    yield from judge_sum(f"{figure.label}＝所列各款之和", figure, parts, excuse=lambda *_: others)


def _functional(report: Report) -> Iterator[Finding]:
    """Each source of funds has a table of its own; only a table of all funds makes up the whole."""
    rows = _rows(report)
    for source in dict.fromkeys(row.source for row in rows):
        yield from _judge_table(report, [row for row in rows if row.source == source])


def _judge_table(report: Report, rows: Sequence[_Row]) -> Iterator[Finding]:
    repeated = {code for code, count in Counter(row.code for row in rows if row.code).items() if count > 1}
    loose = [quoted(row.figure.label) for row in rows if not row.code]  # their level nobody knows
    missing = [f"{loose[0]}{'等' if len(loose) > 1 else ''}的编码"] if loose else []
    groups = {
        code: below for code, below in _by_parent(rows).items() if not repeated & {code, *(r.code for r in below)}
    }
    for row in rows:
        if below := groups.get(row.code) if row.code else None:
            relation = f"{row.figure.label}（{row.code}）＝下一级之和"
            yield from judge_sum(relation, row.figure, [r.figure for r in below], excuse=lambda *_: missing)
    if (top := groups.get("")) and not rows[0].source:
        yield from _judge_top(report, [row.figure for row in top], _what_is_missing(top, missing))


def _judge_top(report: Report, top: Sequence[Figure], missing: Collection[str]) -> Iterator[Finding]:
    whole = form.EXPENDITURE.of(report)

    def excuse(column: str, gap: Decimal) -> Collection[str]:
        return missing or may_be_other_funds(report, whole, top, column, gap)

    if whole.item.is_stated:
        yield from judge_sum(f"{whole.label}＝功能分类各类之和", whole, top, excuse=excuse)
    else:  # 支出总计 holds what is carried over, too
        yield from only_failures(_judge_within(form.TOTAL_EXPENDITURE.of(report), top))


def _judge_within(whole: Figure, top: Sequence[Figure]) -> Iterator[Finding]:
    return judge_sum(f"{whole.label}不小于功能分类各类之和", whole, top, excuse=lambda *_: (form.EXPENDITURE.label,))


def _what_is_missing(top: Sequence[_Row], missing: list[str]) -> list[str]:
    """A list that does not begin with classes may be a part of the whole."""
    return missing or ([] if all(len(row.code) == 3 for row in top) else ["其余功能分类"])


def _rows(report: Report) -> list[_Row]:
    """The rows; one that has no code but the name of a class has the code of that class."""
    stated, figures = report.finance.functional, form.FUNCTIONAL.figures(report)
    return [
        _Row(row.code or class_named(row.name) or "", figure._replace(label=row.name), row.source_of_funds or "")
        for row, figure in zip(stated, figures, strict=True)
    ]


def _by_parent(rows: Sequence[_Row]) -> dict[str, list[_Row]]:
    """The coded rows under the code of the nearest row above them that is listed, "" where none is."""
    listed, found = {row.code for row in rows}, defaultdict[str, list[_Row]](list)
    for row in rows:
        if row.code:
            above = (row.code[:length] for length in (5, 3) if length < len(row.code))
            found[next((code for code in above if code in listed), "")].append(row)
    return found


@check("D49", "科目编码与名称", Level.WARNING, "wording")
def code_names(context: CheckContext) -> Iterator[Finding]:
    """科目的编码和名称应当是同一个科目。

    为什么：编码写的是一类、名称写的是另一类，读者不知道钱花在哪里。
    怎么算：功能分类写了 3 位编码、名称是另一个类的（沿用以前年度名称的不算）；编码的前 3 位不是科目表里的类；各类之和
    已经等于本年支出合计、却另有款、项的类没有列出；经济分类的款，编码的前 3 位不是所在的类。不在类名表里的名称不核对。
    依据：政府收支分类科目。
    """
    rows = context.report.finance.functional
    wrong = [fault for at, row in enumerate(rows) if (fault := _fault_of_row(at, row.code or "", row.name))]
    wrong += _unlisted_classes(context.report)
    yield from holds_unless(wrong, _SAME, _PATH, looked=any(row.code for row in rows))
    yield from _economic_codes(context)


def _fault_of_row(at: int, code: str, name: str) -> Finding | None:
    known = CLASSES.get(code[:3])
    if (known and (len(code) > 3 or known == name)) or len(code) not in (3, 5, 7) or not code.isdecimal():
        return None
    path, named, said = (*_PATH, at, "编码"), class_named(name), f"{quoted(name)}的编码写的是“{code}”"
    if known is None:
        return fails(_SAME, path, f"{said}，支出功能分类里没有 {code[:3]} 类", _CODE_CURE)
    if named is not None and named != code:
        return fails(_SAME, path, f"{said}，{code} 是{quoted(known)}，{quoted(name)}是 {named}", _CODE_CURE)
    return None


def _unlisted_classes(report: Report) -> Iterator[Finding]:
    """Rows below a class that is not listed, where those that are listed make up the whole."""
    rows, whole = report.finance.functional, form.EXPENDITURE.value(report)
    listed = {row.code: row.actual for row in rows if len(row.code or "") == 3}
    values = [value for value in listed.values() if value is not None]
    slack = PER_ADDEND * len(listed)
    if whole is None or len(values) < len(listed) or not agree(whole, sum(values, Decimal(0)), slack):
        return
    for at, row in enumerate(rows):
        code = row.code or ""
        name = CLASSES.get(code[:3])
        if len(code) in (5, 7) and name and code[:3] not in listed and row.actual:
            message = (
                f"{quoted(row.name)}的编码写的是“{code}”，属于“{name}”（{code[:3]}）；"
                f"这一类没有列出，而所列各类之和已经等于{form.EXPENDITURE.label} {exact(whole)} 万元"
            )
            yield fails(_SAME, (*_PATH, at, "编码"), message, _CODE_CURE)


def _economic_codes(context: CheckContext) -> Iterator[Finding]:
    for figure in context.classes:
        code = _ECONOMIC.get(str(figure.path[-1]))
        for row in figure.parts():
            match = _ECONOMIC_ROW.match(row.label)
            if code and match and match[1] != code:
                message = f"{quoted(row.label)}列在{quoted(figure.label)}下面，编码应以 {code} 开头"
                yield fails("经济分类的款与类一致", row.path, message, _CODE_CURE)
