"""Claims in words against the figures: D27."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, Figure
from ..model.finding import Finding, fails, holds, holds_if
from ..model.problem import Level
from ..model.rates import percent, rounded
from ..text.gaps import is_filling
from ..text.sentence import DENIALS, Sentence, names_other_year, quote
from .check import check
from .context import CheckContext
from .tolerance import agree, exact, exceeds, money

#: Of these words a claim has at least one; most sentences have none and are done.
_SAID: Final = (*DENIALS, *map(re.compile, ("控制在", "不超", "持平", "零支出")))
_WITHIN: Final = re.compile(
    r"(?:控制在|不超过|不超|未超过|未超|没有超过|未突破|没有突破|未超出|没有超出)"
    r"(?P<budget>年初预算|全年预算|调整后?预算|预算)(?:批复|安排)?数?(?:的?范围)?(?:之?内|以内)?"
)
_SAME: Final = re.compile(r"(?:与|和|同)(?P<base>上年度?|去年|年初预算)(?:决算|预算|批复|支出|数){0,2}(?:基本)?持平")
_NONE: Final = re.compile(r"(?:没有|未)(?:发生|安排|产生|支出|列支)|零支出|无(?:支出|开支|发生)")
_WHOLE: Final = re.compile(r"整体|总支出|支出总计|总计")
_ADVERBS: Final = re.compile(
    r"严格|切实|有效|始终|较好地?|全部|基本|总的?|做到|确保|坚持|力争|将|把|[都均也]|[\d.,]+[万亿]?元|[（(].*?[）)]"
)
_QUALIFIED: Final = re.compile(
    r"上年|去年|上一年|年初|预算|计划|拟|预计|比|较|除|季度|[上下]半年|期间|(?<!\d)\d{1,2}\s*月(?!31)|[一二三四五六七八九十]月|以[来后前]"
)
#: 执行率为99%，与上年持平.
_OF_A_RATE: Final = re.compile(r"[%％](?:[，,、]|[^，。；、\d]{0,4}$)$|[率占比例重][，,]?$")
#: The name of an indicator claims nothing.
_INDICATORS: Final = ("自评表", "指标")
_CLAIM_CURE: Final = "核对文字和数字；文字不符合实际的改文字，数字录错的改数字，原报告如此的在“校核说明”里说明"


@check("D27", "说法与数字", Level.WARNING, "text")
def claims(context: CheckContext) -> Iterator[Finding]:
    """“控制在年初预算范围之内”“与上年持平”“没有发生”这类说法，应当与数字相符。

    为什么：结论性的话读者最容易记住，数字却超了预算，报告就自相矛盾。
    怎么算：说控制在预算之内的，决算≤所说的预算；说持平的，增减额为零；说没有发生的，决算为零。说的是哪一项，
    按同一句里写明的项目，没有写明的按所在的项目；整体支出没有公开预算时，用基本支出核对。
    依据：报告文字与本报告数字的比较，不评价是否合理。
    """
    for sentence in context.sentences.with_match(*_SAID):
        if sentence.path[:2] == _INDICATORS:
            continue
        for match in _WITHIN.finditer(sentence.text):
            yield from _judge_within(context, sentence, match)
        for match in _SAME.finditer(sentence.text):
            yield from _judge_same(context, sentence, match)
        if (none := _NONE.search(sentence.text)) and (figure := _spoken_of(context, sentence, none.start())):
            yield from _judge_none(sentence, figure)


def _judge_within(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    wanted = {"年初预算": ("initial_budget",), "预算": ("adjusted_budget", "initial_budget")}
    for figure in _candidates(context, sentence, match.start()):
        columns = wanted.get(match["budget"], ("adjusted_budget",))
        column = next((c for c in columns if figure.value(c) is not None), None)
        actual, budget = figure.value(), figure.value(column) if column else None
        changes = figure.item.changes if not column and "initial_budget" in columns else None
        stated = changes.on_budget if changes else None
        if stated is not None and actual is not None:  # the report says by how much, and not the budget itself
            column, budget = "initial_budget", actual - stated
        if column and actual is not None and budget is not None:
            yield _compare_budget(sentence, figure, column, actual, budget)
            return


def _compare_budget(sentence: Sentence, figure: Figure, column: str, actual: Decimal, budget: Decimal) -> Finding:
    label = COLUMN_LABELS[column]
    relation = f"{figure.label}控制在{label}之内的说法与数字"
    clause = next((part for part in re.split("[，,]", sentence.text) if _WITHIN.search(part)), sentence.text)
    if not exceeds(actual, budget):
        return holds(relation, sentence.path, formula=f"{exact(actual)}≤{exact(budget)}")
    above, rate = actual - budget, percent(actual - budget, budget)
    more = f"多 {money(above)}" + (f"（{rounded(rate, 1)}%）" if rate is not None else "")
    message = f"文中写{quote(clause)}，而{figure.label} {money(actual)}，比{label} {money(budget)}{more}"
    formula = f"{exact(actual)}－{exact(budget)}＝{exact(above)}"
    found = fails(relation, sentence.path, message, _CLAIM_CURE, formula=formula, stated=actual, expected=budget)
    return found._replace(nature="overspending")


def _candidates(context: CheckContext, sentence: Sentence, position: int) -> tuple[Figure, ...]:
    """The figures a budget claim may speak of: the whole first where it says so, then the line spoken of."""
    clause = re.split("[，,：:]", sentence.text[:position])[-1]
    line = sentence.line_before(position)
    if not _speaks_of_it(sentence, position):
        return ()
    wholes = (form.TOTAL_EXPENDITURE, form.EXPENDITURE, form.BASIC_EXPENDITURE)
    found = wholes if line is None or _WHOLE.search(clause) else (line,)
    return tuple(line.of(context.report) for line in found)


def _speaks_of_it(sentence: Sentence, position: int) -> bool:
    """Whether the clause names a line or nothing at all: 会议费控制在预算之内 is of no line before it."""
    start = max(sentence.text.rfind(mark, 0, position) for mark in "，,：:、") + 1
    clause = _ADVERBS.sub("", sentence.text[start:position])
    is_named = any(start <= mention.start < position for mention in sentence.mentions())
    return is_named or bool(_WHOLE.search(clause)) or is_filling(clause.strip())


def _judge_same(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    line = sentence.line_before(match.start())
    column = "initial_budget" if match["base"] == "年初预算" else "prior_actual"
    if line is None or not _speaks_of_it(sentence, match.start()) or _OF_A_RATE.search(sentence.text[: match.start()]):
        return
    figure = line.of(context.report)
    actual, base = figure.value(), context.base(line, column)
    if actual is None or base is None:
        return
    relation, formula = f"{figure.label}持平的说法与数字", f"{exact(actual)}；{exact(base)}"
    is_rough = "基本" in match.group() and abs(actual - base) * 20 <= base
    message = (
        f"文中写{figure.label}{quote(match.group())}，而决算 {money(actual)}，"
        f"{COLUMN_LABELS[column]} {money(base)}，相差 {money(abs(actual - base))}"
    )
    yield holds_if(is_rough or agree(actual, base), relation, sentence.path, message, _CLAIM_CURE, formula=formula)


def _spoken_of(context: CheckContext, sentence: Sentence, position: int) -> Figure | None:
    """The figure that 没有发生 speaks of: named just after, or else just before; never a mere neighbour."""
    mentions = sentence.mentions()
    after = [m for m in mentions if 0 <= m.start - position <= 8]
    before = [m for m in mentions if 0 <= position - m.end <= 6]
    if _QUALIFIED.search(sentence.text) or names_other_year(sentence.text, context.year):
        return None
    found = (after or before[-1:])[:1]
    return found[0].line.of(context.report) if found else None


def _judge_none(sentence: Sentence, figure: Figure) -> Iterator[Finding]:
    actual, relation = figure.value(), f"{figure.label}没有发生的说法与数字"
    if actual is not None:
        message = f"文中写{quote(sentence.text)}，而{figure.label} {money(actual)}"
        yield holds_if(not actual, relation, sentence.path, message, _CLAIM_CURE)
