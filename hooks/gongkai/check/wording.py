"""Left-overs of the template, document numbers and typos: D38, D41, D47."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ..model.finding import Finding, fails
from ..model.problem import Level
from ..model.text import quoted
from .check import check, holds_unless
from .context import CheckContext
from .sentence import quote

#: Of these pieces a left-over has at least one; most texts have none and are done.
_PIECES: Final = (
    *("XX", "Xx", "xX", "xx", "ＸＸ", "ｘｘ", "××", "╳╳", "___", "＿＿＿"),
    *("字以", "字左", "保留", "填写", "输入", "请删除"),
    *(word + mark for word in "加长升少降低" for mark in "（(/／"),
    *("…", "。。。"),
)
_TRIGGERS: Final = tuple(map(re.compile, ("|".join(map(re.escape, _PIECES)), r"20[0-3]?[ 　XxＸ×*＊]", r"\.\.\.")))
_LEFT_OVER: Final = re.compile(
    r"(?<![A-Za-z0-9/.])(?:[XxＸｘ]{2,}|[×╳]{2,})(?![A-Za-z0-9])"
    r"|[_＿]{3,}"
    r"|[（(]\s*\d+\s*字(?:以内|左右|以上)[^）)]{0,10}[）)]"
    r"|(?:增加|增长|上升|减少|下降|降低)[（(/／](?:增加|增长|上升|减少|下降|降低)[）)]?(?=\d|[XxＸ×_…]|万元|了|$|[，。；])"
    r"|无[^，。；\n]{0,20}的，?(?:仍|也)?(?:应)?保留(?:该|本|此)?(?:表格|表|格式)"
    r"|(?:请(?:在此)?填写|此处填写|（填写|在此处?输入|请删除本)"
    r"|(?<!\d)20\d?[ 　]+年度?(?!\d)"
    r"|(?<!\d)20\d?[XxＸ×*＊]{1,2}年"
    r"|^[ 　]*(?:…+|\.{3,}|。{3,})[ 　]*$",
    re.MULTILINE,
)
_WRONG_BRACKETS: Final = re.compile(
    r"[\u4e00-\u9fff]{1,10}[发函办字绩预综财通政监资][\[［（(【]\s*20\d\d年?\s*[\]］）)】]\s*第?\d+号"
)
_LOST_BRACKETS: Final = re.compile(r"[\u4e00-\u9fff]{0,8}[\u4e00-\u9fff][发函办字绩预财综]20[012]\d\d{1,4}号")
_LOST_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,10}〔20\d\d〕\d+(?![\d号])")
#: A year that is not followed by 年 stands in every document number, right or wrong.
_NUMBERED: Final = re.compile(r"20[012]\d(?!年\D)(?<=[发函办字绩预综财通政监资\s〔\[［（(【]20[012]\d)")
_NO_NUMBER: Final = re.compile("[，。；、]")
_RIGHT_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,10}〔20\d\d〕\d+号")


@check("D38", "模板残留", Level.ERROR, "wording")
def left_overs(context: CheckContext) -> Iterator[Finding]:
    """公开的报告里不应留有模板的占位和提示。

    为什么：“××单位”“（100字以内）”“下降（增长）”是填表提示，留在公开的报告里，说明没有填完。
    怎么算：查找 ××、XX、下划线空格、字数提示、没有选定的“增加（减少）”、“仍保留该表格”之类的提示、没有写全的年份、
    整行的省略号。网址和型号里的字母不算。
    依据：报告文本应当完整。
    """
    relation, cure = "正文没有模板残留", "填上实际内容，或删去这处提示"
    wrong = (
        fails(relation, span.path, f"正文里留有模板的占位或提示{quote(match.group().strip())}", cure)
        for span in context.spans_matching(*_TRIGGERS)
        if span.is_narrative and (match := _LEFT_OVER.search(span.text))
    )
    yield from holds_unless(wrong, relation, looked=bool(context.narrative))


@check("D41", "文号的写法", Level.HINT, "wording")
def document_numbers(context: CheckContext) -> Iterator[Finding]:
    """文号应当写成“机关代字〔年份〕顺序号号”。

    为什么：括号用错或漏掉，读者就查不到文件。
    怎么算：年份用六角括号〔〕，后面有“号”字；查找用了方括号、圆括号、漏了括号或漏了“号”的写法。
    依据：党政机关公文格式的通行写法，如“财预〔2016〕143号”。
    """
    numbered = [
        (span, [part for part in _NO_NUMBER.split(span.text) if _NUMBERED.search(part)])
        for span in context.spans_matching(_NUMBERED)
        if span.is_narrative
    ]
    relation, cure = "文号写法规范", "年份用六角括号〔〕，后面写“号”，例如：财预〔2016〕143号"
    wrong = (
        fails(relation, span.path, f"文号写成{quote(match.group())}", cure)
        for span, parts in numbered
        for pattern in (_WRONG_BRACKETS, _LOST_BRACKETS, _LOST_NUMBER)
        for part in parts
        for match in pattern.finditer(part)
    )
    looked = any(_RIGHT_NUMBER.search(part) for _, parts in numbered for part in parts)
    yield from holds_unless(wrong, relation, looked=looked)


#: Common typos, each with the right word; a bureau adds its own in _year.yml (校核 易错词).
_TYPOS: Final = """
    拔付→拨付 拔款→拨款 布署→部署 松驰→松弛 通迅→通讯 惯彻→贯彻 园满→圆满 帐号→账号 帐户→账户
    帐目→账目 台帐→台账 结帐→结账 报帐→报账 记帐→记账 对帐→对账 截止目前→截至目前 再接再励→再接再厉
    一如继往→一如既往 名符其实→名副其实 迫不急待→迫不及待 不径而走→不胫而走 走头无路→走投无路
    克勤克检→克勤克俭 报消→报销 侯补→候补 渡假→度假 稳订→稳定 ，，→， 、、→、 ；；→； ，。→。 。，→，
    建立建全→建立健全 竟争→竞争 己经→已经 贯切→贯彻
"""
_WORDS: Final = {wrong: right for wrong, _, right in (pair.partition("→") for pair in _TYPOS.split())}
#: Words that also stand in right ones by chance: 毕竟争取, 创建立建全国文明城市.
_BY_CHANCE: Final = {
    "建立建全": "建立建全(?![国省市区县面民球])",
    "竟争": "(?<!毕)竟争",
    "己经": "(?<!自)己经",
    "贯切": "(?<!一)贯切",
}


@check("D47", "常见错别字", Level.HINT, "wording")
def typos(context: CheckContext) -> Iterator[Finding]:
    """正文里不应有常见的错别字和重复的标点。

    为什么：错别字影响政府信息的严肃性，也是网站检查的内容。
    怎么算：按词表查找（如“建立建全”应为“建立健全”、“拔付”应为“拨付”），词表可以由本级财政部门在年度规则里增加；
    “毕竟争取”“自己经办”“创建全国文明城市”之类恰好连在一起的字不算。
    依据：政府网站与政务新媒体检查指标对错别字的要求。
    """
    trigger, pattern, known = _compiled(tuple(context.rules.checks.typos.items()))
    relation, cure = "正文没有常见错别字", "核对用字；原文引用如此的不用改"
    wrong = (
        fails(relation, span.path, f"文中写{quoted(word)}，一般写作{quoted(known[word])}", cure)
        for span in context.spans_matching(trigger)
        if span.is_narrative
        for word in pattern.findall(span.text)
    )
    yield from holds_unless(wrong, relation, looked=bool(context.narrative))


@lru_cache(maxsize=32)
def _compiled(extra: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Any wrong word, each where it is wrong, the longest first, and what is right; ``extra`` are the bureau's."""
    known = {**_WORDS, **dict(extra)}
    longest_first = sorted(known, key=len, reverse=True)
    trigger = "|".join(map(re.escape, longest_first))
    return re.compile(trigger), re.compile("|".join(_BY_CHANCE.get(w, re.escape(w)) for w in longest_first)), known
