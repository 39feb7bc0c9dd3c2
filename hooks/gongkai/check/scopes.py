"""财政拨款 beside all funds, and the rows of the 功能分类 by kind of expenditure: D52."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, Figure
from ..model.finding import Finding, Outcome, holds
from ..model.form import Line, line_at
from ..model.problem import Level
from ..model.report import Report
from .check import check
from .context import CheckContext
from .functional_rows import judge_rows
from .relations import AtMost, Excuse, Sum, excuse_shortfall, in_column
from .tolerance import PER_ADDEND, agree, exact

_CURE: Final = "核对财政拨款和全部资金两个口径的数是否填反或混用；原报告就是这样公开的，在“校核说明”里写明原因"
#: Last year's figures are not this year's to mend.
_COLUMNS: Final = ("initial_budget", "adjusted_budget", "actual")


def _fiscal(*keys: str) -> Line:
    return line_at("财政拨款", *keys)


_TOTAL_INCOME, _INCOME, _OPENING = _fiscal("收入总计"), _fiscal("本年收入合计"), _fiscal("年初结转和结余")
_TOTAL, _SPENT, _CLOSING = _fiscal("支出总计"), _fiscal("本年支出合计"), _fiscal("年末结转和结余")
_BASIC, _PROJECT = _fiscal("基本支出"), _fiscal("项目支出")
_PERSONNEL, _OPERATING = _fiscal("人员经费"), _fiscal("公用经费")
_WAGES, _GOODS, _SUBSIDIES, _CAPITAL = (
    _fiscal("基本支出", "其中", key) for key in ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")
)
#: Each line of 财政拨款 with the same line of all funds.
PAIRS: Final = (
    (_TOTAL_INCOME, form.TOTAL_INCOME), (_INCOME, form.INCOME), (_OPENING, form.OPENING_BALANCE),
    (_TOTAL, form.TOTAL_EXPENDITURE), (_SPENT, form.EXPENDITURE), (_CLOSING, form.CLOSING_BALANCE),
    (_BASIC, form.BASIC_EXPENDITURE), (_PROJECT, form.PROJECT_EXPENDITURE),
    (_PERSONNEL, form.PERSONNEL_FUNDS), (_OPERATING, form.OPERATING_FUNDS),
    *zip(_BASIC.parts, form.BASIC_EXPENDITURE.parts, strict=True),
)  # fmt: skip  # pairs, read in a row
_OF_ALL: Final = {whole.path: fiscal for fiscal, whole in PAIRS}
_OF_OPERATING: Final = tuple(part for part in _BASIC.parts if part not in (_WAGES, _GOODS, _SUBSIDIES))
#: Their 基本支出, which is rare, stands in no table by economic class.
_OTHER_BUDGETS: Final = (form.GOVERNMENT_FUND, form.STATE_CAPITAL)
#: A sum of 财政拨款, and what may be missing where its parts fall short.
_SUMS: Final = (
    (Sum(_TOTAL_INCOME, (_TOTAL,)), (_CLOSING,)),
    (Sum(_TOTAL_INCOME, (_INCOME, _OPENING)), ()),
    (Sum(_TOTAL, (_SPENT, _CLOSING)), ()),
    (Sum(_SPENT, (_BASIC, _PROJECT)), ()),
    (Sum(_BASIC, (_PERSONNEL, _OPERATING)), ()),
    (Sum(_BASIC, (), _BASIC.parts, words=f"{_BASIC.label}＝各经济分类之和"), (_WAGES, _GOODS, _SUBSIDIES, _CAPITAL)),
    (Sum(_PERSONNEL, (_WAGES,), (_SUBSIDIES,)), (_SUBSIDIES,)),
    (Sum(_OPERATING, (_GOODS,), _OF_OPERATING, words=f"{_OPERATING.label}＝{_GOODS.label}等各类之和"), (_CAPITAL,)),
)


@check("D52", "财政拨款和全部资金两个口径", Level.ERROR, "arithmetic")
def scopes(context: CheckContext) -> Iterator[Finding]:
    """财政拨款是全部资金的一部分，两个口径应当各自相加得上；功能分类的各行，分列的支出应当等于本行。

    为什么：同一份报告里基本支出可能有两个数，一个是全部资金，一个是财政拨款，都可能是对的；分开核对，才不会把口径不同
    当成差错，也才看得出真正填错的数。
    怎么算：财政拨款的各项≤全部资金的同一项；财政拨款本年支出＝基本支出＋项目支出，基本支出＝人员经费＋公用经费＝各经济
    分类之和，收入总计＝支出总计；功能分类各行的基本支出＋项目支出等＝本行决算；最末一级各行相加等于本年支出时，各行基本
    支出之和＝基本支出；分资金来源的，财政拨款各行之和≤财政拨款本年支出。每个加数允许 0.01 万元的进位误差，没有公开的数
    不作核对。
    依据：部门决算报表“财政拨款收入支出决算总表”“支出决算表”“一般公共预算财政拨款支出决算表”的表内、表间关系。
    """
    report = context.report
    if "fiscal" in report.model_fields_set:
        yield from _within(report)
        for relation, unsaid in _SUMS:
            yield from _excused(relation.judge(report), report, unsaid)
    if report.finance.functional:
        yield from judge_rows(report, ((_SPENT, _BASIC), (form.EXPENDITURE, form.BASIC_EXPENDITURE)))


def _within(report: Report) -> Iterator[Finding]:
    """财政拨款 in every line not more than all funds."""
    for fiscal, whole in PAIRS:
        part, all_ = fiscal.of(report), whole.of(report)
        for column in _COLUMNS:
            one, other = part.value(column), all_.value(column)
            if one is not None and other is not None:
                labels = part.label + in_column(column), f"全部资金的{all_.label}"
                yield AtMost(*labels, part.path_of(column), _CURE, slack=PER_ADDEND).judge(one, other)


def _excused(findings: Iterable[Finding], report: Report, unsaid: tuple[Line, ...]) -> Iterator[Finding]:
    """What falls short by a line that is not published cannot be judged."""
    missing = [line.label for line in unsaid if line.value(report) is None]
    if _WAGES in unsaid and any(line.value(report) for line in _OTHER_BUDGETS):
        missing.append("一般公共预算以外的基本支出分类")
    return excuse_shortfall(findings, missing)


def of_either_scope(relation: Sum, report: Report, excuse: Excuse) -> Iterator[Finding]:
    """The findings on a sum of all funds; one whose parts make up the whole of 财政拨款 holds in that scope."""
    findings = relation.judge(report, excuse)
    if "fiscal" not in report.model_fields_set:
        yield from findings
        return
    unexcused = {finding.relation: finding for finding in relation.judge(report)}
    for finding in findings:
        fiscal = _same_of_fiscal(unexcused.get(finding.relation, finding), report)
        yield finding if fiscal is None else holds(finding.relation, finding.path, formula=fiscal)


def _same_of_fiscal(finding: Finding, report: Report) -> str | None:
    """The working of a failed sum in the scope of 财政拨款; None where it fails there, too."""
    if finding.outcome is not Outcome.FAILS or finding.expected is None:
        return None
    *above, last = finding.path
    column = next((name for name, label in COLUMN_LABELS.items() if label == last), "actual")
    line = _OF_ALL.get(tuple(map(str, finding.path if column == "actual" else above)))
    total = line.value(report, column) if line else None
    if line is None or total is None or not agree(total, finding.expected, _slack(line, report, column)):
        return None
    return f"按财政拨款口径：{finding.formula}，与{line.label} {exact(total)} 相符"


def _slack(line: Line, report: Report, column: str) -> Decimal:
    figure: Figure = line.of(report)
    return PER_ADDEND * max(2, sum(part.value(column) is not None for part in figure.parts()))
