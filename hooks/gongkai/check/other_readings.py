"""What a sentence may mean beside the first reading: asked before anything is called wrong.

Nothing here makes a finding. Where the amounts that stand in the same sentence give what is stated, or another
column of the same line is meant by a word said before, the words hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS
from ..model.rates import percent
from ..text.numbers import parse_amount
from ..text.statement import Kind, Statement
from .context import CheckContext
from .tolerance import PER_ADDEND, agree

AMOUNT: Final = re.compile(r"(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?)\s*(?P<measure>亿元|万元|千元|元)")
#: Lines that are called alike.
_ALIKE: Final = (
    (form.SUPPLEMENTARY_BUDGET, *(form.line_at("收支", "预算调整", key) for key in ("追加", "政策性追加"))),
    (form.line_of("vehicles"), form.line_of("vehicles_kept")),
)
_ADDED: Final = re.compile(r"(?<!净)追加(?:预算|资金|经费)?\s*\d")
_ADJUSTED: Final = re.compile("追加|调整|调增|调减|下达|压减指标|新增指标")
_IN_ORDER: Final = re.compile("分别|依次")
_ENDS: Final = re.compile("[。！？\n]")
_COLUMN: Final = re.compile("预算|批复|指标|安排|计划|上年|去年|年初|[12]\\d{3}年")
#: How far around a statement, and of how many amounts on either side.
_NEAR: Final = 200
_MOST: Final = 8
#: In percentage points: the figures of one sentence are as exact as they are written.
_POINTS: Final = Decimal("0.01")


def other_values(context: CheckContext, said: Statement) -> list[Decimal]:
    """What else is published that the words may mean: a column named before, 追加 before anything was cut."""
    columns = ("actual", *COLUMN_LABELS) if is_column_said_before(said) else ()
    values = [context.value(subject, column) for subject in said.subjects for column in columns]
    for alike in _ALIKE:
        if said.subjects[0].path in {line.path for line in alike}:
            values += [line.value(context.report) for line in alike]
    return [value for value in values if value is not None]


def is_of_unpublished_budget(context: CheckContext, said: Statement) -> bool:
    """Whether 预算 may mean the adjusted one, of which the words beside it speak and which is not published."""
    near = said.text[max(0, said.end - _NEAR // 2) : said.end + _NEAR // 4]
    is_open = said.column == "budget" and all(context.value(s, "adjusted_budget") is None for s in said.subjects)
    return is_open and _ADJUSTED.search(near) is not None


def is_one_of_several(said: Statement) -> bool:
    """Whether 追加 is told of twice in the sentence: each is less than all."""
    near = said.text[max(0, said.end - _NEAR) : said.end + _NEAR]
    return said.subjects[0].path == form.SUPPLEMENTARY_BUDGET.path and len(_ADDED.findall(near)) > 1


def is_column_said_before(said: Statement) -> bool:
    """Whether the column was not named in the clause itself but carried on to it."""
    return said.column not in {"", "actual"} and not _COLUMN.search(said.words)


def fits_sentence(said: Statement) -> bool:
    """Whether two amounts of the sentence give the change, the rate, the share or the completion that is stated."""
    amounts = list(_amounts_around(said))
    if said.kind is Kind.CHANGE:
        rest = [amount for amount in amounts if amount != abs(said.number)]
        return any(agree(a - b, abs(said.number), max(said.slack, PER_ADDEND)) for a, b in permutations(rest, 2))
    slack = max(said.slack, _POINTS)
    own = _part_told(said)
    ratios = (percent(a, b) for a, b in permutations(amounts, 2) if own is None or a == own)
    return any(_is_ratio(said, ratio, slack) for ratio in ratios if ratio is not None)


def _part_told(said: Statement) -> Decimal | None:
    """基金104万元，占5.89%: the amount whose share stands just behind it; None where another may be meant."""
    before = said.text[max(0, said.end - len(said.words) - 2) : said.end - len(said.words)]
    is_next = said.kind is Kind.SHARE and re.match("占(?!比)", said.words) is not None and before.startswith("元")
    return said.said.get("") if is_next or is_in_order(said) else None


def is_in_order(said: Statement) -> bool:
    """Whether it is one of several that are told in the order of what they are of."""
    is_told = "" in said.said or said.kind is Kind.COMPLETION
    return is_told and _IN_ORDER.search(said.words) is not None


def _is_ratio(said: Statement, ratio: Decimal, slack: Decimal) -> bool:
    """Of a rate also as a change of what was before: 10 of 110 is 10 % more than 100."""
    if agree(ratio, abs(said.number), slack):
        return True
    if said.kind is not Kind.RATE:
        return False
    if agree(abs(ratio - 100), abs(said.number), slack):
        return True
    before = 100 - ratio if said.number > 0 else 100 + ratio
    return before > 0 and agree(percent(ratio, before) or Decimal(0), abs(said.number), slack)


def _amounts_around(said: Statement) -> Iterator[Decimal]:
    before = _ENDS.split(said.text[max(0, said.end - _NEAR) : said.end])[-1]
    after = _ENDS.split(said.text[said.end : said.end + _NEAR], maxsplit=1)[0]
    for found in (*list(AMOUNT.finditer(before))[-_MOST:], *list(AMOUNT.finditer(after))[: _MOST // 2]):
        yield parse_amount(found["number"], found["measure"])[0]
