"""Things that are listed by name and counted beside: part of D28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.finding import Finding, fails, holds
from ..text.numbers import parse_numeral
from ..text.sentence import Sentence, quote
from .context import CheckContext

_NUMERAL: Final = r"\d{1,3}|[一二三四五六七八九十两]{1,3}"
_THINGS: Final = "项目|股室|科室|处室|机构|办公室|站所|部门|单位|协会|中心|班|办|股|科|室|站|所|院|馆"
#: An item, as a list of names has them, and with its amount.
_ITEM: Final = r"[^\d\s，、；。：:（）()等和及与]{2,16}"
_VALUED: Final = r"[^\d\s，、；。：:（）()等]{2,24}\s*\d[\d,.]*\s*[亿万千]?元"
#: 设党政办、应急办2个办; with 等 there may be more of them than are named.
_COUNTED_AFTER: Final = re.compile(
    rf"(?:设有|设置|内设|[有设]|即|分别[为是]|包括)\s*(?P<items>{_ITEM}(?:、{_ITEM}){{1,40}}?)(?P<more>等)?"
    rf"(?P<count>{_NUMERAL})\s*个(?P<thing>{_THINGS})?(?![\u4e00-\u9fff]*[级类层])"
)
#: 涉及3个项目，依次为：甲10万元、乙20万元、丙5万元.
_COUNTED_BEFORE: Final = re.compile(
    rf"(?P<count>{_NUMERAL})\s*个(?:{_THINGS})[^\d。；]{{0,24}}(?:依次|分别|具体)(?:为|是|如下)?[：:]?\s*"
    rf"(?P<items>{_VALUED}(?:、{_VALUED}){{1,40}})(?=[。；]|$)"
)
_CURE: Final = "数一数列出的各个名称，个数写错的改个数，漏列的补上；没有列全的，写明还有别的"
_RELATION: Final = "文中列出的名称与个数相符"


def listed(context: CheckContext) -> Iterator[Finding]:
    """Where names are listed and their number is told beside, there are as many."""
    for sentence in context.sentences.with_any("个"):
        if "、" not in sentence.text:
            continue
        for pattern in (_COUNTED_AFTER, _COUNTED_BEFORE):
            for match in pattern.finditer(sentence.text):
                yield from _judge(sentence, match)


def _judge(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    """A list with 等 has at least as many things as are named."""
    named, count = match["items"].count("、") + 1, parse_numeral(match["count"])
    if not count:
        return
    is_open = bool(match.groupdict().get("more"))
    if named == count or (is_open and named < count):
        yield holds(_RELATION, sentence.path, formula=f"{named}；{count}")
        return
    message = f"文中写{quote(match.group(), 60)}，列出的是 {named} 个，写的是 {count} 个"
    yield fails(_RELATION, sentence.path, message, _CURE)
