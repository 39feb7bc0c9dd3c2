"""Quantities in words against the figures: D28."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model.finding import Finding, fails, holds
from ..model.problem import KeyPath, Level
from ..model.report import Report
from .check import check
from .context import CheckContext
from .sentence import AMOUNT, Mention, Sentence, names_other_year, parse_amount, parse_numeral, quote
from .tolerance import CONVERTED, PER_ADDEND, agree, money

_QUALIFIED: Final = re.compile(r"上年|去年|上一年|年初|预算|计划|拟|预计|比|较|每|人均")
_QUANTITY: Final = re.compile(
    rf"\s*(?:经费)?(?:决算|支出|实际支出|费用|总额|金额|数){{0,3}}(?:共计|合计|总计|共|为|是|达到|达|：|:)?\s*{AMOUNT}"
)
_TEXT_CURE: Final = "对照报表核对文字里的数和表里的数，哪一处录错改哪一处；口径不同的，在文字里写明口径"


@check("D28", "文字里的数与表里的数", Level.WARNING, "text")
def quantities(context: CheckContext) -> Iterator[Finding]:
    """正文里写出的金额、人数、得分和等级，应当与数据一致。

    为什么：同一个数在正文和表格里各写一遍，改了一处忘了另一处是最常见的差错。
    怎么算：正文点名的项目（如“基本支出 971.21 万元”）换算成万元后，应等于这一项的决算、预算或上年数之一，
    万元按写出的位数比较，元和亿元换算允许相差 0.05 万元；自评得分、等级、人数、机构数应当相等。
    说到以前年度、预算安排或财政拨款口径的句子不核对。
    依据：正文与表格应当一致。
    """
    for sentence in context.sentences.with_any("元"):
        for mention in sentence.mentions():
            if match := _QUANTITY.match(sentence.text, mention.end):
                yield from _judge_quantity(context, sentence, mention, match)
    yield from _plain_quantities(context)


def _judge_quantity(
    context: CheckContext, sentence: Sentence, mention: Mention, match: re.Match[str]
) -> Iterator[Finding]:
    before = sentence.text[: mention.start]
    figure = mention.line.of(context.report)
    published = [value for value in figure.item.columns.values() if value is not None]
    actual = figure.value()
    if actual is None or names_other_year(before, context.year) or _QUALIFIED.search(before):
        return
    amount = parse_amount(match["number"], match["measure"])
    slack = CONVERTED if match["measure"] != "万元" else _half_unit(match["number"])
    relation, written = f"正文的{figure.label}与数据一致", match.group().strip()
    if any(agree(amount, value, slack) for value in published):
        yield holds(relation, sentence.path, formula=written)
    else:
        message = f"文中写{quote(figure.label + written)}，数据里的决算是 {money(actual)}"
        yield fails(relation, sentence.path, message, _TEXT_CURE)


def _half_unit(number: str) -> Decimal:
    """971万元 stands for 970.50 to 971.50; never less than the rounding of one addend."""
    exponent = Decimal(number.replace(",", "")).as_tuple().exponent
    return max(Decimal(5).scaleb(int(exponent) - 1), PER_ADDEND)


_IS: Final = r"(?:为|共|是|有|：)?\s*"
_BODIES: Final = "机构|科室|股室|处室|部门"


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A figure other than money: its keys in the file, and how texts write it (a word of it, to skip the rest)."""

    label: str
    measure: str
    path: KeyPath
    find: Callable[[Report], Decimal | int | str | None]
    word: str
    pattern: re.Pattern[str]


_QUANTITIES: Final = tuple(
    _Quantity(label, measure, path, find, word, re.compile(pattern))
    for label, measure, path, find, word, pattern in (
        (
            "自评得分", "分", ("绩效", "自评得分"), lambda r: r.evaluation.score, "自评",
            rf"自评(?:得分|总分|分数)?{_IS}(?P<count>\d+(?:\.\d+)?)分",
        ),
        (
            "自评等级", "", ("绩效", "自评等级"), lambda r: r.evaluation.grade, "等级",
            r"(?:自评|评价|分)[^。；]{0,4}等级(?:为|是|：)[“\"「]?(?P<count>优秀?|良好?|中等?|差|合格|不合格)(?!\w)",
        ),
        (
            "年末实有人数", "人", ("人员", "年末实有"), lambda r: r.people.year_end_staff, "实有",
            rf"实有人数{_IS}(?P<count>\d+)[人名]",
        ),
        (
            "在职人员", "人", ("人员", "在职人员"), lambda r: r.people.serving_staff, "在职",
            rf"在职(?:在编)?(?:人员|人数|干部职工|职工){_IS}(?P<count>\d+)[人名]",
        ),
        (
            "编制数", "人", ("人员", "编制数"), lambda r: r.people.authorized_posts, "编制",
            rf"(?:核定|人员|现有)编制(?:人数|数)?{_IS}(?P<count>\d+)[人名个]",
        ),
        (
            "内设机构", "个", ("人员", "内设机构"), lambda r: r.people.internal_bodies, "内设",
            rf"内设[^。；]{{0,400}}?(?P<count>\d+|[一二三四五六七八九十两]{{1,3}})个(?:内设)?(?:职能)?(?:{_BODIES})",
        ),
    )
)  # fmt: skip # two lines a row


def _plain_quantities(context: CheckContext) -> Iterator[Finding]:
    for quantity in _QUANTITIES:
        value = quantity.find(context.report)
        for sentence in context.sentences.with_any(quantity.word) if value is not None else ():
            match = quantity.pattern.search(sentence.text)
            if match and value is not None and not names_other_year(sentence.text[: match.start()], context.year):
                yield _compare_plain(sentence, quantity, match["count"], value)


def _compare_plain(sentence: Sentence, quantity: _Quantity, written: str, value: Decimal | int | str) -> Finding:
    relation, measure = f"正文的{quantity.label}与数据一致", quantity.measure
    if written[0] == value.strip('“”"')[0] if isinstance(value, str) else _number(written) == Decimal(value):
        return holds(relation, quantity.path, formula=f"{written}{measure}")
    message = f"文中写{quantity.label} {written}{measure}，数据里是 {value}{measure}"
    return fails(relation, sentence.path, message, _TEXT_CURE)


def _number(text: str) -> Decimal | int | None:
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else parse_numeral(text)
