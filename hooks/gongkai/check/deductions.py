"""Points taken off, one by one and in all: part of D28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.finding import Finding, fails, holds
from ..text.sentence import Sentence, quote
from .context import CheckContext
from .tolerance import POINTS, exact

_TAKEN: Final = re.compile(
    r"(?P<all>合计|共计?|总计|累计|总共)?(?:被)?[扣失](?:了|掉|减)?(?:分)?\s*(?P<points>\d+(?:\.\d+)?)\s*分"
)
_BRACKETS: Final = re.compile(r"[（(][^（）()]{0,200}[）)]")
#: Rules of scoring, a list within a list, and one that leaves some out.
_UNDECIDED: Final = re.compile("每|标准|规则|扣完|最多|不扣|满分|等(?![级次第])|其中.{0,200}其中|以上|上年|去年")
_CURE: Final = "核对扣分的合计和各项，哪一处写错改哪一处"


def deductions(context: CheckContext) -> Iterator[Finding]:
    """Where the points taken off are told one by one and in all, they come to that."""
    for sentence in context.sentences.with_any("扣", "失"):
        if "分" in sentence.text:
            yield from _judge(sentence)


def _judge(sentence: Sentence) -> Iterator[Finding]:
    text = _BRACKETS.sub("", sentence.text)
    taken = [(bool(match["all"]), Decimal(match["points"])) for match in _TAKEN.finditer(text)]
    if len(taken) < 3 or _UNDECIDED.search(text):
        return
    sums, parts = [points for is_all, points in taken if is_all], [points for is_all, points in taken if not is_all]
    is_headed = not sums and re.search("原因|情况|包括|具体|如下|[：:]", text) is not None
    if is_headed:
        sums, parts = parts[:1], parts[1:]
    if len(sums) != 1 or len(parts) < 2:
        return
    whole, told, relation = sums[0], sum(parts, Decimal(0)), "文中逐项的扣分与合计相符"
    if abs(told - whole) <= POINTS:
        yield holds(relation, sentence.path, formula=f"{exact(told)}；{exact(whole)}")
    elif told > whole or not is_headed:
        worked = "＋".join(map(exact, parts))
        message = f"文中写{quote(sentence.text, 60)}，各项扣分 {worked}＝{exact(told)} 分，合计写的是 {exact(whole)} 分"
        yield fails(relation, sentence.path, message, _CURE)
