"""Shares in words: D48."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS
from ..model.finding import Finding, holds_if
from ..model.problem import Level
from ..model.rates import percent
from ..text.sentence import quote
from ..text.statement import Kind, Statement, Subject
from .check import check
from .context import CheckContext
from .other_figures import may_be_of_another
from .other_readings import fits_sentence, is_column_said_before
from .related_figures import judge_in_scopes
from .tolerance import PERCENTAGE_POINTS, agree, exact, percentage
from .wholes import above_of

_CURE: Final = "对照报表核对这一项和总数，哪一处录错改哪一处；与别的总数相比的，在文字里写明占什么的比例"


@check("D48", "所占比例", Level.WARNING, "text")
def shares(context: CheckContext) -> Iterator[Finding]:
    """写出的“占百分之几”，应当等于这一项除以总数。

    为什么：比例是读者看懂支出结构的捷径，数改了而比例没有改，前后就对不上。
    怎么算：比例＝这一项÷所说的总数×100%，允许相差 0.1 个百分点（写整数的按四舍五入）；没有写明占什么的，按“其中”前面的
    总数、表上的上一级或这一项自己的预算计算，与其中一个相符就算相符。句子说的是预算数或上年数的，只用这一段文字里写出
    的数核对。
    依据：部门决算公开说明的通行写法。
    """
    for said in context.statements:
        if said.kind is Kind.SHARE and (finding := judge_in_scopes(context, said, _judge)):
            yield finding


def _judge(context: CheckContext, said: Statement) -> Finding | None:
    parts, wholes = _parts(context, said), _wholes(context, said)
    found = [(part, whole, share) for part in parts for whole in wholes if (share := percent(part, whole)) is not None]
    if not found:
        return None
    slack = max(said.slack, PERCENTAGE_POINTS)
    right = next((known for known in found if agree(known[2], said.number, slack)), None)
    if right is None and not said.is_whole_named and _is_of_budget(context, said, parts, slack):
        return None
    if right is None and (not said.is_whole_named or is_column_said_before(said)) and fits_sentence(said):
        return None
    if right is None and (_is_of_itself(said) or may_be_of_another(context, said)):
        return None
    if right is None and _is_of_other_column(context, said, wholes, slack):
        return None
    part, whole, share = right or found[0]
    worked = f"{said.label} {exact(part)}，总数 {exact(whole)}，占 {percentage(share)}"
    message = f"文中写{quote(said.words)}，按所列的数，{worked}"
    formula = f"{exact(part)}÷{exact(whole)}＝{percentage(share)}"
    return holds_if(right is not None, f"{said.label}所占比例与数字", said.path, message, _CURE, formula=formula)


def _is_of_itself(said: Statement) -> bool:
    """金额最大的是森林防火，占了项目支出的: what is a share of the line is not the line."""
    return said.is_whole_named and bool(said.wholes) and said.wholes[0] == said.subjects[0]


def _is_of_other_column(context: CheckContext, said: Statement, wholes: list[Decimal], slack: Decimal) -> bool:
    """Whether the amount is 预算 or 上年决算 of the line, and its share so: not where the share is that of 决算."""
    told, own = said.said.get(""), [v for s in said.subjects if (v := context.value(s)) is not None]
    shares = (percent(part, whole) for part in own for whole in wholes)
    if told is None or any(agree(told, value) for value in own):
        return False
    if any(share is not None and agree(share, said.number, slack) for share in shares):
        return False
    values = (context.value(subject, column) for subject in said.subjects for column in COLUMN_LABELS)
    return any(value is not None and agree(told, value) for value in values)


def _parts(context: CheckContext, said: Statement) -> list[Decimal]:
    if said.column:
        return [said.said[said.column]] if said.column in said.said else []
    published = [value for subject in said.subjects if (value := context.value(subject)) is not None]
    return [said.said[""]] if "" in said.said else published


def _wholes(context: CheckContext, said: Statement) -> list[Decimal]:
    """The wholes that may be meant: the named one, or else those before 其中 and on the form above."""
    told = [] if said.whole is None else [said.whole]
    if said.column:
        return told
    wholes = said.wholes if said.is_whole_named else (*said.wholes, *above_of(said.subjects[0]))
    published = [value for subject in wholes if (value := context.value(subject)) is not None]
    rows = [] if said.is_whole_named else _classes(context, said.subjects[0])
    return [*published, *told, *rows]


def _is_of_budget(context: CheckContext, said: Statement, parts: list[Decimal], slack: Decimal) -> bool:
    """Whether 占 speaks of its own budget."""
    budgets = _budgets(context, said)
    shares = (percent(part, budget) for part in parts for budget in budgets)
    return any(share is not None and agree(share, said.number, slack) for share in shares)


def _budgets(context: CheckContext, said: Statement) -> list[Decimal]:
    columns = [column for column in COLUMN_LABELS if column.endswith("budget")]
    published = [context.value(subject, column) for subject in said.subjects for column in columns]
    return [v for v in (*published, *(said.said.get(c) for c in (*columns, "budget"))) if v is not None]


def _classes(context: CheckContext, subject: Subject) -> list[Decimal]:
    """The total of the table of a row of 功能分类, where its classes are listed."""
    if subject.path[:2] != form.FUNCTIONAL.path:
        return []
    rows = context.report.finance.functional
    known = [row.actual for row in rows if len(row.code or "") == 3 and row.actual is not None]
    return [sum(known, Decimal(0))] if known else []
