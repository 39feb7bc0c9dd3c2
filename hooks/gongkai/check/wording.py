"""Left-overs of the template, document numbers and typos: D38, D41, D47."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ..model.finding import Finding, fails
from ..model.problem import Level
from ..model.text import quoted
from ..text.sentence import quote
from .check import check, holds_unless
from .context import CheckContext
from .pieces import DOCUMENT_NUMBERS, LEFT_OVERS

_MORE: Final = "(?:增加|增长|上升|减少|下降|降低)"
_LEFT_OVER: Final = re.compile(
    r"(?<![A-Za-z0-9/.])(?:[XxＸｘ]{2,}|[×╳]{2,})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])[×XＸ]年[×XＸ]{1,2}月"
    r"|[_＿]{3,}"
    r"|[（(]\s*\d+\s*字(?:以内|左右|以上)[^）)]{0,10}[）)]"
    rf"|(?P<choice>{_MORE}[（(/／]{_MORE}[）)]?(?=\d|[XxＸ×_…]|万元|了|$|[，。；]|的?(?:主要)?原因|主要)"
    rf"|[（(]{_MORE}[/／、或]{_MORE}[）)](?![额率数幅比金情]))"
    r"|无[^，。；\n]{0,20}的，?(?:仍|也)?(?:应)?保留(?:该|本|此)?(?:表格|表|格式)"
    r"|(?:无|没有|不涉及)[^，。；\n]{0,20}的，?请(?:予以|另行|注明|说明|写明|填|删)"
    r"|(?:请(?:在此)?填写|此处填写|（填写|在此处?输入|请删除本)"
    r"|[（(](?:此处|这里)[^）)\n]{0,40}[）)]"
    r"|[（(](?:填[写报表])?(?:说明|提示)：[^）)\n]{0,40}(?:请|如实|据实|逐项|填写|填报)[^）)\n]{0,40}[）)]"
    r"|[（(]如(?:无|没有|不涉及)[^）)\n]{0,30}[删填写注][^）)\n]{0,20}[）)]"
    r"|[（(]请?(?:据实|如实)(?:填|写|说明|描述)[^）)\n]{0,20}[）)]"
    r"|【(?:单位|部门)(?:全称|名称)】|【(?:填|此处)[^】\n]{0,20}】|【年度】"
    r"|(?<!\d)20\d?[ 　]+年度?(?!\d)"
    r"|(?<!\d)20\d?[XxＸ×*＊]{1,2}年"
    r"|^[ 　]*(?:…+|\.{3,}|。{3,})[ 　]*$",
    re.MULTILINE,
)
#: A line with one of these, so near in characters, is a table, a formula or a rule of how to fill in.
_NEAR: Final = 200
_CHOICE_IS_RIGHT: Final = ("|", "＝", "=", "÷", "填列", "公式", "“-”", "“－”", "负数")


@check("D38", "模板残留", Level.ERROR, "wording")
def left_overs(context: CheckContext) -> Iterator[Finding]:
    """公开的报告里不应留有模板的占位和提示。

    为什么：“××单位”“（100字以内）”“下降（增长）”是填表提示，留在公开的报告里，说明没有填完。
    怎么算：查找 ××、XX、下划线空格、字数提示、没有选定的“增加（减少）”“（增加/减少）”、“仍保留该表格”“没有的请说明”“
    （此处填写……）”“【单位名称】”之类的提示、没有写全的年份和日期、整行的省略号。网址和型号里的字母，表头、计算公式和
    填列规则里的“增加（减少）”不算。
    依据：报告文本应当完整。
    """
    relation, cure = "正文没有模板残留", "填上实际内容，或删去这处提示"
    wrong = (
        fails(relation, span.path, f"正文里留有模板的占位或提示{quote(match.group().strip())}", cure)
        for span in context.spans_with(LEFT_OVERS)
        if span.is_narrative and (match := _find_left_over(span.text))
    )
    yield from holds_unless(wrong, relation, looked=bool(context.narrative))


def _find_left_over(text: str) -> re.Match[str] | None:
    return next((match for match in _LEFT_OVER.finditer(text) if not _is_right_choice(match)), None)


def _is_right_choice(match: re.Match[str]) -> bool:
    if not match["choice"]:
        return False
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    line = before + text[start : end + _NEAR].partition("\n")[0]
    return any(mark in line for mark in _CHOICE_IS_RIGHT)


_NUMBER: Final = re.compile(
    r"(?P<open>[〔﹝\[［（(【]\s*)?(?<!\d)(?P<year>20[0-3]\d)(?P<between>年?\s*[〕﹞\]］）)】]\s*第?|)(?P<number>\d{1,5})"
    r"(?P<more>(?:[、和至—~-]\d{1,5}){0,9})(?P<end>号)?(?!\d)"
)
_ISSUER: Final = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_BEFORE_ISSUER: Final = re.compile(
    r".*(?:根据|按照|依据|依照|印发|关于|贯彻|下发|转发|执行|落实|[的和与及以按照据])(?=.{2})"
)
_LETTERS: Final = frozenset("发函办字绩预综财通政监资规告教税审采社")


@check("D41", "文号的写法", Level.HINT, "wording")
def document_numbers(context: CheckContext) -> Iterator[Finding]:
    """文号应当写成“机关代字〔年份〕顺序号号”。

    为什么：括号用错或漏掉，读者就查不到文件。
    怎么算：年份用六角括号〔〕，括号里不写“年”，顺序号前面不写“第”、后面写“号”；查找用了方括号、圆括号，漏了一边或两
    边的括号、漏了“号”的写法。六角括号以外的写法，要前面是“发、函、办、字、绩、预”等机关代字、后面有“号”才算。
    依据：党政机关公文格式的通行写法，如“财预〔2016〕143号”。
    """
    numbers = [
        (span, found)
        for span in context.spans_with(DOCUMENT_NUMBERS)
        if span.is_narrative
        for match in _NUMBER.finditer(span.text)
        if (found := _document_number(match))
    ]
    relation, cure = "文号写法规范", "年份用六角括号〔〕，后面写“号”，例如：财预〔2016〕143号"
    wrong = (
        fails(relation, span.path, f"文号写成{quote(written)}，一般写作“{right}”", cure)
        for span, (written, right) in numbers
        if written != right
    )
    yield from holds_unless(wrong, relation, looked=bool(numbers))


def _document_number(match: re.Match[str]) -> tuple[str, str] | None:
    """A document number as written and as it should be; None where it may be something else."""
    issuer = _ISSUER.search(match.string, max(0, match.start() - 12), match.start())
    around = f"{match['open'] or ''}{match['between']}"
    if not issuer:
        return None
    is_bracketed = any(bracket in around for bracket in "〔〕﹝﹞")
    if not is_bracketed and not (issuer[0][-1] in _LETTERS and match["end"]):
        return None
    name = _BEFORE_ISSUER.sub("", issuer[0])
    return f"{name}{match.group()}", f"{name}〔{match['year']}〕{match['number']}{match['more']}号"


#: Common typos, each with the right word; a bureau adds its own in _year.yml (校核 易错词).
_TYPOS: Final = """
    拔付→拨付 拔款→拨款 布署→部署 松驰→松弛 通迅→通讯 惯彻→贯彻 园满→圆满 帐号→账号 帐户→账户
    帐目→账目 台帐→台账 结帐→结账 报帐→报账 记帐→记账 对帐→对账 截止目前→截至目前 再接再励→再接再厉
    一如继往→一如既往 名符其实→名副其实 迫不急待→迫不及待 不径而走→不胫而走 走头无路→走投无路
    克勤克检→克勤克俭 报消→报销 侯补→候补 渡假→度假 稳订→稳定 ，，→， 、、→、 ；；→； ，。→。 。，→，
    建立建全→建立健全 竟争→竞争 己经→已经 贯切→贯彻
"""
_WORDS: Final = {wrong: right for wrong, _, right in (pair.partition("→") for pair in _TYPOS.split())}
_MARKS: Final = frozenset("，、；。")
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
    怎么算：按词表查找（如“建立建全”应为“建立健全”、“拔付”应为“拨付”），词表可以由本级财政部门在年度规则里增加；“毕竟
    争取”“自己经办”“创建全国文明城市”之类恰好连在一起的字不算。
    依据：政府网站与政务新媒体检查指标对错别字的要求。
    """
    triggers, pattern, known = _compiled(tuple(context.rules.checks.typos.items()))
    relation, cure = "正文没有常见错别字", "核对用字；原文引用如此的不用改"
    wrong = (
        fails(relation, span.path, f"文中写{quoted(word)}，一般写作{quoted(known[word])}", cure)
        for span in context.spans_matching(*triggers)
        if span.is_narrative
        for word in pattern.findall(span.text)
    )
    yield from holds_unless(wrong, relation, looked=bool(context.narrative))


@lru_cache(maxsize=32)
def _compiled(
    extra: tuple[tuple[str, str], ...],
) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str], dict[str, str]]:
    """Any wrong word, each where it is wrong, the longest first, and what is right; ``extra`` are the bureau's.

    Marks, which texts are full of, are looked for each by itself: a choice of many words is tried at each of them.
    """
    known = {**_WORDS, **dict(extra)}
    longest_first = sorted(known, key=len, reverse=True)
    words = "|".join(re.escape(word) for word in longest_first if word[0] not in _MARKS)
    triggers = (words, *(re.escape(word) for word in longest_first if word[0] in _MARKS))
    pattern = re.compile("|".join(_BY_CHANCE.get(word, re.escape(word)) for word in longest_first))
    return tuple(map(re.compile, triggers)), pattern, known
