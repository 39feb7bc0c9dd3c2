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

from ..model.amounts import COLUMN_LABELS
from ..model.rates import percent
from ..text.numbers import parse_amount
from ..text.statement import Kind, Statement
from .tolerance import PER_ADDEND, agree

_AMOUNT: Final = re.compile(r"(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?)\s*(?P<measure>亿元|万元|千元|元)")
_ENDS: Final = re.compile("[。！？\n]")
_COLUMN: Final = re.compile("预算|批复|指标|安排|计划|上年|去年|年初|[12]\\d{3}年")
#: How far around a statement, and of how many amounts on either side.
_NEAR: Final = 200
_MOST: Final = 8
#: In percentage points: the figures of one sentence are as exact as they are written.
_POINTS: Final = Decimal("0.01")


def is_column_said_before(said: Statement) -> bool:
    """Whether the column was not named in the clause itself but carried on to it."""
    return said.column not in {"", "actual"} and not _COLUMN.search(said.words)


def other_columns(said: Statement) -> tuple[str, ...]:
    """Every column that the words may mean as well."""
    return ("actual", *COLUMN_LABELS) if is_column_said_before(said) else ()


def fits_sentence(said: Statement) -> bool:
    """Whether two amounts of the sentence give the change, the rate, the share or the completion that is stated."""
    amounts = list(dict.fromkeys(_amounts_around(said)))
    if said.kind is Kind.CHANGE:
        rest = [amount for amount in amounts if amount != abs(said.number)]
        return any(agree(a - b, abs(said.number), max(said.slack, PER_ADDEND)) for a, b in permutations(rest, 2))
    slack = max(said.slack, _POINTS)
    ratios = (percent(a, b) for a, b in permutations(amounts, 2))
    return any(_is_ratio(said, ratio, slack) for ratio in ratios if ratio is not None)


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
    for found in (*list(_AMOUNT.finditer(before))[-_MOST:], *list(_AMOUNT.finditer(after))[: _MOST // 2]):
        yield parse_amount(found["number"], found["measure"])[0]
