"""The numbers that a text states, and what kind of statement each belongs to; reads words only, never a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Kinds of statements, in the order of printing: 数值, 增减额, 增减率, 占比, 完成比例, 个数.
KINDS: Final = ("value", "change", "rate", "share", "completion", "count")
_MONEY: Final = ("亿元", "万元", "元")
_PERCENT: Final = ("个百分点", "%", "％")
_COUNTED: Final = (
    *(
        "批次",
        "人次",
        "台（套）",
        "台(套)",
        "平方米",
        "家次",
        "人",
        "名",
        "个",
        "辆",
        "台",
        "批",
        "分",
        "家",
        "次",
        "所",
    ),
    *("组", "件", "户", "项", "处", "套"),
)
_MEASURES: Final = "|".join(map(re.escape, (*_MONEY, *_PERCENT, *_COUNTED)))
_NUMERALS: Final = "零一二三四五六七八九十两"
_NUMBER: Final = re.compile(
    rf"""(?P<number>(?<![\d.A-Za-z〔［\[])(?:\d{{1,3}}(?:[,，]\d{{3}})+|\d+)(?:\.\d+)?)(?![\d.]*\d)
         (?:\s*(?P<measure>{_MEASURES}))?
       |(?<![第每某{_NUMERALS}])(?!一[个名人辆台家批])(?P<numeral>[{_NUMERALS}]+)(?P<counted>个|名|人|辆|台|家|批次|人次)(?!月|人[大民]|百分点)
       |等级(?:为|是|评定为|：|:)?\s*[“"「]?(?P<grade>优|良|中|差)(?!\w)""",
    re.VERBOSE,
)
#: What is no quantity: years, dates, clause numbers, numbers of documents and of lists.
_NO_QUANTITY: Final = re.compile(r"\s*(?:年|月|日|号|条|款|时|级|届|[-—~～/]\d|[×:：]\d)")
_LIST_NUMBER: Final = re.compile(r"(?:^|\n)[ \t]*[#（(]*\s*$")
_AFTER_LIST_NUMBER: Final = re.compile(r"[)）.．、](?!\d)")
_ORDINAL: Final = re.compile(r"(?:第|[-—~～/×]|\d年?[-—至])\s*$")
_LAST_YEARS: Final = re.compile(r"(?:19|20)\d\d")

_RISE_OR_FALL: Final = (
    "增加|增长|增多|增支|净增|上升|提高|超出|超过|超支|多支出|上涨|调增|追加|"
    "减少|减支|净减|下降|降低|节约|节省|下跌|压减|压缩|调减|核减|回落|低于|高于|多|少|减|增"
)
_CHANGED_BY: Final = re.compile(
    rf"(?:{_RISE_OR_FALL})(?:支出|收入|经费|预算|额|数|金额)?(?:了|额|为|是|达|：|:|人民币|\s)*$"
)
_WORDS: Final = {
    "completion": re.compile(
        r"完成|执行|支付率|支出进度|(?:完成|支付)比例|(?:占|为|是|达到?)[^，。；]{0,10}(?:预算|计划)[数额]?的"
        r"|预算[数额]?[\d.,]*(?:万元)?的"
    ),
    "share": re.compile(r"占|比重|比例|份额|构成"),
    "rate": re.compile(rf"{_RISE_OR_FALL}|增幅|减幅|降幅|涨幅|幅度|(?:变动|控制|调整|增长)率|增速|同比|环比"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text.

    Attributes:
        start: its first character.
        text: as written: 1,203.50, 六, or a grade.
        measure: what follows it, 万元, %, 人 …; "" where nothing does.
        kind: one of :data:`KINDS`.
    """

    start: int
    text: str
    measure: str
    kind: str

    @property
    def end(self) -> int:
        """The character behind it."""
        return self.start + len(self.text)

    @property
    def is_grade(self) -> bool:
        """Whether it is a grade, which has no digits."""
        return self.text in {"优", "良", "中", "差"}

    @property
    def is_numeral(self) -> bool:
        """Whether it is written in Chinese."""
        return self.text[0] in _NUMERALS

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.measure in _MONEY

    @property
    def is_percentage(self) -> bool:
        """Whether it is a percentage."""
        return self.measure in _PERCENT

    def written(self) -> str:
        """The number with its measure, as a case names it."""
        return self.text + self.measure


def numbers_of(text: str) -> Iterator[Number]:
    """The quantities of a text, in their order; neither years and dates nor the numbers of lists."""
    for match in _NUMBER.finditer(text):
        if match["number"] and _is_no_quantity(text, match):
            continue
        group = next(name for name in ("number", "numeral", "grade") if match[name])
        measure = match["measure"] or match["counted"] or ""
        yield Number(match.start(group), match[group], measure, _kind(text, match.start(group), measure))


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    if match["measure"]:
        return bool(re.search(r"第\s*$", before))
    if _NO_QUANTITY.match(text, match.end()) or _ORDINAL.search(before):
        return True
    if _LAST_YEARS.fullmatch(match["number"]):
        return True
    return bool(
        _LIST_NUMBER.search("\n" * (match.start() < 12) + before) and _AFTER_LIST_NUMBER.match(text, match.end())
    )


def _kind(text: str, at: int, measure: str) -> str:
    """The kind, from the words before a number in its sentence, the nearest first."""
    sentence = re.split(r"[。；;\n]", text[max(0, at - 60) : at])[-1]
    if measure in _PERCENT:
        last = {kind: max((m.end() for m in words.finditer(sentence)), default=-1) for kind, words in _WORDS.items()}
        return max(last, key=lambda kind: last[kind]) if max(last.values()) >= 0 else "share"
    if measure in _MONEY or not measure:
        return "change" if _CHANGED_BY.search(sentence) else "value" if measure or "." in text[at : at + 9] else "count"
    return "count"
