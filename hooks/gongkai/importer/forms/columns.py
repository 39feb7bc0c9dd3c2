"""What a heading says of the figures below it: 上年决算, 年初预算, 全年预算, 决算, or something that is computed."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ...model.beside import LABELS
from ..plain_words import plain

PRIOR, INITIAL, ADJUSTED, ACTUAL = LABELS.values()
#: The key for last year's budget, which stands among the keys of the line and is no column of its own.
PRIOR_BUDGET: Final = "上年预算"
#: What is computed of two figures, or is no figure of the year.
_COMPUTED: Final = re.compile(
    "增减|增长|增幅|幅度|比上年|较上年|比去年|同比|比年初|比预算|完成率|执行率|控制率|变动率|占比|比例|比重|比率"
    "|差额|差异|差值|进度|%|百分|未列明|超支|结余率|±|偏差率"
)
_PRIOR: Final = re.compile("上年|去年|上一年|前一年|上期|上年度")
_INITIAL: Final = re.compile("年初(?:部门)?(?:批复)?(?:的)?预算|年初批复|年初安排|初始预算|批复预算")
_ADJUSTED: Final = re.compile("全年预算|调整后?的?(?:年度|全年)?预算|变更后预算|预算调整数|调整后")
_BUDGET: Final = re.compile(
    "(?<!公共)(?<!基金)(?<!经营)预算(?!申请|部门|单位|科目|管理|编码|财政|控制|调整|收入|支出表)"
)
_ACTUAL: Final = re.compile(
    "决算|执行数|执行金额|全年执行|实际支出|支出数|实际执行|实际完成|完成数|实际数|发生数|本年数|本年累计"
)
#: That there are figures: of the column that the heading above says, or else of the year.
_ANY_FIGURES: Final = re.compile("金额|数额|统计数|数量|数值")
_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|度|$|[^\d.])")
#: Before the words for a budget: 全年预算执行数 is what was spent.
_EXECUTED: Final = re.compile("执行数|执行金额|预算支出执行|决算数|支出决算|决算支出")
_NO_COLUMN: Final = re.compile("结转|结余|年初财政|分值|得分")
_OPENING: Final = re.compile("年初数|期初数")
UNCERTAIN_OPENING: Final = "“年初数”可能是年初预算，也可能是年初的余额"
UNCERTAIN_BUDGET: Final = "表上只写“预算”，没有写明是年初预算还是全年预算"


class Meaning(NamedTuple):
    """What a heading means.

    Attributes:
        column: 上年决算, 年初预算, 全年预算, 决算, 上年预算; "" where it says none of them.
        is_out: the figures below are no place's: rates, differences, other years.
        doubt: why the column is not certain, in Chinese.
        is_bare: only the year, or the kind of money, is said, no column word.
    """

    column: str = ""
    is_out: bool = False
    doubt: str = ""
    is_bare: bool = False


NOTHING_SAID: Final = Meaning()
#: What words that say no column and no year mean.
NO_COLUMN_SAID: Final = Meaning(is_bare=True)


def meaning_of(heading: tuple[str, ...], year: int | None, *, is_form: bool = False) -> Meaning:
    """What a heading of one or several rows means; the lowest row that says a column has the word.

    Args:
        heading: from the top: ("2022年", "决算数").
        year: that the table is of; None where nobody knows.
        is_form: the table is the 基础数据表, whose 预算数 is 年初预算.
    """
    rows = [plain(words) for words in heading]
    if any(_COMPUTED.search(words) for words in rows):
        return Meaning(is_out=True)
    when = _when("".join(rows), year)
    if when == "other":
        return Meaning(is_out=True)
    for words in reversed(rows):
        if kind := _kind(words):
            return _column(kind, when, is_form=is_form)
    if any(_NO_COLUMN.search(words) for words in rows):
        return Meaning()
    if any(_ANY_FIGURES.search(words) for words in rows):
        return _column(ACTUAL, when, is_form=is_form)
    if when == "prior":
        return Meaning(PRIOR, is_bare=True)
    return Meaning(ACTUAL if when == "now" else "", is_bare=True)


def _kind(words: str) -> str:
    """Which kind of column the words of one heading say; "" where they say none."""
    if _EXECUTED.search(words):
        return ACTUAL
    if _NO_COLUMN.search(words):
        return ""
    kinds = ((INITIAL, _INITIAL), ("年初数", _OPENING), (ADJUSTED, _ADJUSTED), ("预算", _BUDGET), (ACTUAL, _ACTUAL))
    return next((kind for kind, pattern in kinds if pattern.search(words)), "")


def _column(kind: str, when: str, *, is_form: bool) -> Meaning:
    if kind == ACTUAL:
        return Meaning(PRIOR if when == "prior" else ACTUAL)
    if when == "prior":
        return Meaning(is_out=True) if kind in {ADJUSTED, "年初数"} else Meaning(PRIOR_BUDGET)
    if kind == "年初数":
        return Meaning(INITIAL, doubt=UNCERTAIN_OPENING)
    if kind == "预算":
        return Meaning(INITIAL, doubt="" if is_form else UNCERTAIN_BUDGET)
    return Meaning(kind)


def _when(plain: str, year: int | None) -> str:
    """now, prior, other; "" where a heading says no year."""
    years = {int(found) for found in _YEARS.findall(plain)}
    if years:
        if year is None or len(years) > 1:
            return "other"
        return {year: "now", year - 1: "prior"}.get(years.pop(), "other")
    return "prior" if _PRIOR.search(plain) else "now" if re.search("本年(?!收入|支出)|当年", plain) else ""
