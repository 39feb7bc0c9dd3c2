"""Things that are listed by name and counted beside: part of D40."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.finding import Finding, holds_if
from ..text.numbers import parse_numeral
from ..text.sentence import Sentence, quote

_NUMERAL: Final = r"\d{1,3}|[一二三四五六七八九十两]{1,3}"
_THINGS: Final = "项目|股室|科室|处室|机构|办公室|站所|部门|单位|协会|中心|班|办|股|科|室|站|所|院|馆"
#: An item, as a list of names has them, and with its amount.
_ITEM: Final = r"[^\d\s，、；。：:（）()等和及与的]{2,16}"
_VALUED: Final = r"[^\d\s，、；。：:（）()等]{2,24}\s*\d[\d,.]*\s*[亿万千]?元"
#: 设党政办、应急办2个办; with 等 there may be more of them than are named.
_COUNTED_AFTER: Final = re.compile(
    rf"(?:设有|设置|内设|(?<![没具所拥])有|设|即|分别[为是]|包括)\s*(?P<items>{_ITEM}(?:、{_ITEM}){{1,40}}?)(?P<more>等)?"
    rf"(?P<count>{_NUMERAL})\s*个(?:{_THINGS}|(?=[，。；]|$))(?![\u4e00-\u9fff]*[级类层])"
)
#: 涉及3个项目，依次为：甲10万元、乙20万元、丙5万元.
_COUNTED_BEFORE: Final = re.compile(
    rf"(?P<count>{_NUMERAL})\s*个(?:{_THINGS})[^\d。；]{{0,24}}(?:依次|分别|具体)(?:为|是|如下)?[：:]?\s*"
    rf"(?P<items>{_VALUED}(?:、{_VALUED}){{1,40}})(?=[。；]|$)"
)
_CURE: Final = "核对个数，把名称列全，或改正个数"
_RELATION: Final = "说的个数＝列出的个数"


def listed(sentence: Sentence) -> Iterator[Finding]:
    """Where names are listed and their number is told beside, there are as many; with 等 at least as many."""
    for pattern in (_COUNTED_AFTER, _COUNTED_BEFORE):
        for match in pattern.finditer(sentence.text):
            if count := parse_numeral(match["count"]):
                yield _judge(sentence, match, match["items"].count("、") + 1, count)


def _judge(sentence: Sentence, match: re.Match[str], named: int, count: int) -> Finding:
    is_open = bool(match.groupdict().get("more"))
    message = f"文中写{quote(match.group(), 60)}，列出的是 {named} 个，写的是 {count} 个"
    formula = f"说 {count} 个，列出 {named} 个"
    is_right = named == count or (is_open and named < count)
    return holds_if(is_right, _RELATION, sentence.path, message, _CURE, formula=formula)
