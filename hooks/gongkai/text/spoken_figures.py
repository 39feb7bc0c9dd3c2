"""The amounts and percentages of a sentence in a row, each with what the words before it make of it.

Coarser than a statement: whose figure it is stays open. So wording that no grammar reads (花了、省下) is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from .numbers import half_unit, parse_amount, parse_number

#: An amount or a percentage that is no bound, no range and no price.
FIGURE: Final = re.compile(
    r"(?<![\d.,A-Za-z])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<measure>亿元|万元|千元|元|万|[%％])"
    r"(?!多|余|左右|及?以[上下内]|[/／每吨亩斤人次户元]|[至到—－~～]\s*\d)"
)
_UP: Final = "增|多|升|涨|超|高于|高出|追加|添|提高|扩大|上调"
_DOWN: Final = "减|少|降|省|节约|节支|低于|低了|下滑|核减|缩|回落|砍|抠|压"
_WAY: Final = re.compile(f"(?P<up>{_UP})|(?P<down>{_DOWN})")
_UP_TO: Final = re.compile("[增减升降涨加压抠调掉缩添]?[加少低长升整]?[到至为达][到了]?$|后$|后[为达]")
_NOT: Final = re.compile(
    "[未没不无非](?!花|用|支|动|执)|多少|减[去值]|扣[减除]|其[余中]|共|合计|折合|平均|每|人均|多达|少数|超[过期长]?标|以上|累计|投资|[今本当]年的?$"
)
_LEFT: Final = re.compile("剩|结余|结下|余下|富余|没花|未用|未支出|没用|没动|攒下|差额|还差")
_PRIOR: Final = re.compile(r"上年(?!结|末)|去年|头年|前一年|上一年|头一年|同比|(?P<year>20\d\d)年")
_INITIAL, _ADJUSTED = re.compile("年初(?!结|余|的)|批复"), re.compile("全年预算|调整|变更|后[为达到]|[批砍加调][到至]")
_BUDGET: Final = re.compile("(?<!公共)(?<!基金)(?<!经营)预算(?!财政|拨款|收入)|批[了复]|安排|指标|打算")
_OPEN: Final = re.compile("年初(?!预算|批|安排|部门|编|只|的预|定|说|就|报)|年末|年底|结转")
_DONE: Final = re.compile("完成|执行|支付|支出率|进度|预算的|用[了到掉去]|支率|到位率|兑付率")
_OF_BASE: Final = re.compile("(?:[为是]|相当于|只有).*的$")
_RATES: Final = re.compile("[增减升降涨跌][幅长]|幅度|[增减]支?率")
_ADJUSTING: Final = re.compile("追加|调[增减]|[压核]减|添")
#: What a budget was changed by in the year is measured between its two columns.
ADJUSTING: Final = ("adjusting",)
NOT_SAID: Final[tuple[str, ...]] = ()


class Role(StrEnum):
    """What the words before a number make of it."""

    VALUE = "数额"
    BASE = "基数"
    CHANGE = "增减额"
    RATE = "增减率"
    DONE = "完成比例"
    LEFT = "剩余"
    SHARE = "占比"
    OTHER = "别的"


class Spoken(NamedTuple):
    """A number of a sentence.

    Attributes:
        role: what it is.
        number: 万元, or percent.
        slack: half a unit of its last digit.
        way: 1 for more, −1 for less, 0 where the words do not say.
        columns: those of the base that is meant; () where it is not said.
        gap: the words between the number before it and this one.
        measure: as written.
        digits: as written, without commas.
        start: where in the sentence it begins, and
        end: where its measure ends.
    """

    role: Role
    number: Decimal
    slack: Decimal
    way: int
    columns: tuple[str, ...]
    gap: str
    measure: str
    digits: str
    start: int
    end: int


def spoken_figures(sentence: str, year: int) -> Iterator[Spoken]:
    """The numbers of a sentence in its order, of a report on ``year``."""
    end, base = 0, NOT_SAID
    for found in FIGURE.finditer(sentence):
        gap, is_share = sentence[end : found.start()], found["measure"] in "%％"
        role, way = _role(gap, is_share=is_share)
        columns = _columns(gap if role in {Role.CHANGE, Role.RATE} else _last(gap), year)
        if role in {Role.CHANGE, Role.RATE} and _ADJUSTING.search(_last(gap)):
            columns = ADJUSTING
        elif role in {Role.CHANGE, Role.RATE} and not columns:
            columns = base
        elif role is Role.VALUE and columns:
            role = Role.BASE
        if columns == _NONE:
            role = Role.OTHER
        base = columns if role in {Role.BASE, Role.CHANGE, Role.RATE} and columns != ADJUSTING else NOT_SAID
        number, slack = _parsed(found)
        digits, start = found["number"].replace(",", ""), found.start()
        yield Spoken(role, number, slack, way, columns, gap, found["measure"], digits, start, found.end())
        end = found.end()


_NONE: Final = ("none",)


def _last(gap: str) -> str:
    """What stands behind the last pause."""
    at = max(map(gap.rfind, "，,：:（(、")) + 1
    return gap[at:] or gap


def _parsed(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    if found["measure"] in "%％":
        return parse_number(found["number"]), half_unit(found["number"])
    return parse_amount(found["number"], found["measure"])


def _role(gap: str, *, is_share: bool) -> tuple[Role, int]:
    words = _last(gap)
    if not is_share and _LEFT.search(words):
        return Role.LEFT, 0
    if _NOT.search(words):
        return Role.OTHER, 0
    ways = {match.lastgroup for match in _WAY.finditer(words)}
    if ways and (not _UP_TO.search(words) or (is_share and _RATES.search(words))):
        way = 0 if len(ways) > 1 else 1 if "up" in ways else -1
        return (Role.RATE if is_share else Role.CHANGE), way
    if is_share:
        if "占" in words or "比重" in words:
            return (Role.OTHER if "预算" in words else Role.SHARE), 0
        return (Role.DONE if _DONE.search(words) or _OF_BASE.search(words) else Role.OTHER), 0
    return Role.VALUE, 0


def _columns(gap: str, year: int) -> tuple[str, ...]:
    """The columns of what is compared with, or in which an amount stands."""
    if _OPEN.search(gap):
        return _NONE
    prior = _PRIOR.search(gap)
    if prior:
        named = int(prior["year"] or year - 1)
        if named < year - 1:
            return _NONE
        if named < year:
            return ("prior_actual",)
    if _ADJUSTED.search(gap):
        return ("adjusted_budget",)
    if _INITIAL.search(gap):
        return ("initial_budget",)
    return ("initial_budget", "adjusted_budget") if _BUDGET.search(gap) else ()
