"""Numbering and counting in the text: D39, D40."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ..model.finding import Finding, Outcome, fails, holds, holds_if
from ..model.paths import TextSpan
from ..model.problem import KeyPath, Level
from ..text.numbers import parse_numeral
from ..text.sentence import Sentence, quote
from .check import check, holds_unless
from .context import CheckContext
from .listed import listed
from .pieces import FIRST_NUMBERS

_CN: Final = "[一二三四五六七八九十]{1,3}"
#: Numbering at the beginning of a line, with the line end before it; the page shows the numbers of a list (1. with a
#: space) as they are written.
_LEAD: Final = re.compile(
    rf"\n[ 　]*(?P<heading>#+ *)?(?:(?P<cn>{_CN})、|[（(](?P<cn2>{_CN})[）)]"
    r"|(?P<ar>[0-9０-９]{1,2})(?:[、．]|\.(?= ))|[（(](?P<ar2>[0-9０-９]{1,2})[）)])(?P<mark>[、.．])?"
)
#: A bracketed number before these is a reference: 第（一）、（三）项.
_REFERRED: Final = r"(?![、，]?(?:和|及|与|至|到|[—\-~～]|、|项|款|目|条|点|[①-⑳（(]))"
#: What may be a number of a list; what stands before it decides. It begins with one of few characters, to be quick.
_MARK: Final = re.compile(
    r"[（(①-⑳一二三四五六七八九十0-9第]"
    rf"(?:(?<=[（(])(?:(?P<cn2>{_CN})|(?P<ar2>[0-9]{{1,2}}))[）)]{_REFERRED}|(?<=[①-⑳])(?P<circled>){_REFERRED}"
    rf"|(?<=[一-龥])(?:(?P<cn>{_CN}|)(?=、(?![一二三四五六七八九十]))|(?P<inline>{_CN}|)(?=是(?!否|非)))(?<!第)"
    r"|(?<=[0-9])(?P<ar>[0-9]?)(?=[、．](?!\s*[0-9])|\.(?=[ \u4e00-\u9fff“（《]))"
    rf"|(?<=第)(?P<ordinal>{_CN})(?=[，：]))"
)
_SPACE: Final = " 　\t\n"
#: Style → what may stand before a number that is run into a line.
_BEFORE: Final = {
    **dict.fromkeys(("cn", "ar"), f"。；;：:！!？?{_SPACE}"),
    **dict.fromkeys(("cn2", "ar2", "inline", "ordinal"), f"。；;：:！!？?，,{_SPACE}"),
}
#: Before these a circled number is a reference.
_REFERRING: Final = frozenset("见第同按如至到和与及、—-~～①②③④⑤⑥⑦⑧⑨⑩")
_STYLES: Final = {
    "cn": "一、", "cn2": "（一）", "ar": "1、", "ar2": "（1）", "circled": "①", "inline": "一是", "ordinal": "第一",
}  # fmt: skip # styles, read in a row
#: Styles with something around the number.
_INSIDE: Final = frozenset({"cn2", "ar2", "ordinal"})
#: Run into the lines of a text, which they take no account of.
_ANYWHERE: Final = frozenset({"inline", "ordinal"})
_BODIES: Final = "机构|科室|股室|处室|部门|委员会|单位|中心|室|科|站所|站|院|所"
_COUNT: Final = r"(?P<count>\d{1,3}|[一二三四五六七八九十两]{1,3})"
_LIST_FIRST: Final = re.compile(
    rf"(?:内设|下设|下辖|设有|包括|设|辖)(?P<list>[^。；：，\n]{{0,60}}?、[^。；，\n]{{0,400}}?)(?:共|共计)?{_COUNT}"
    rf"[个家所](?:内设|下属|职能|二级|直属|事业)*(?:{_BODIES})"
)
_COUNT_FIRST: Final = re.compile(
    rf"{_COUNT}[个家所](?P<noun>[^：:，。；、\n]{{0,8}}?(?:{_BODIES}))(?:[：:]|，?分别[为是][：:]?|，?即[：:]?|，?包括[：:]?)"
    r"(?P<list>[^。；\n，]{1,400})"
)
_LISTS: Final = re.compile("[设辖有即：:]|包括|分别|依次|具体")
#: Each begins with one character, to be quick.
_SAID: Final = tuple(re.compile(rf"{counted}(?<=[\d一二三四五六七八九十两]{counted})") for counted in "个家所")
_BRACKETED: Final = re.compile(r"[（(][^（()）]{0,200}[）)]")


@check("D39", "编号的写法", Level.HINT, "wording")
def numbering(context: CheckContext) -> Iterator[Finding]:
    """编号应当连续，不重复，不叠用标点；页面会自动编号的地方不用手写编号。

    为什么：编号跳号或重号，读者会怀疑漏了内容；“（一）、”是叠用标点。
    怎么算：同一段文字里，“一、”“（一）”“1、”“1.”“（1）”“①”“一是”“第一，”各自一个接一个，不跳不重，可以重新从一数起；
    两行以上行首有同一种编号的，或者一行里从一数起、连着写的，才算编号。法规的“第（三）项”、“见（二）”、小数、日期不
    算；“问题”“改进措施”和小标题由页面编号。
    依据：党政机关公文结构层次序数的通行写法。
    """
    run_in, leads = context.places_with(FIRST_NUMBERS), context.matches_in_lines(_LEAD)
    numbered = ((at, context.spans[at]) for at in sorted(run_in | leads.keys()))
    found = [
        finding
        for at, span in numbered
        if span.is_narrative
        for finding in _judge_numbers(span, leads.get(at, []), run_in=at in run_in)
    ]
    wrong = (finding for finding in found if finding.outcome is Outcome.FAILS)
    yield from holds_unless(wrong, "所用编号连续", looked=bool(found))


def _judge_numbers(span: TextSpan, leads: Sequence[re.Match[str]], *, run_in: bool) -> Iterator[Finding]:
    """The first thing wrong with the numbers of a text, or that they are right; nothing where it has none."""
    in_list = span.path[0] in ("问题", "改进措施")
    if doubled := next((lead for lead in leads if lead["mark"] and (lead["cn2"] or lead["ar2"])), None):
        message = f"编号{quote(doubled.group().strip())}叠用了标点"
        yield fails("编号不叠用标点", span.path, message, "带括号的编号后面不再写顿号")
    elif by_hand := next((lead for lead in leads if lead["heading"] or in_list), None):
        message = f"手写了编号{quote(by_hand.group().lstrip().strip('# 　'))}，页面会自动编号"
        yield fails("页面编号处不手写编号", span.path, message, "删去手写的编号，只留文字")
    elif (run_in or len(leads) > 1) and (lists := [f for style in _marks_of(span.text) if (f := _lists(*style))]):
        breaks = (_find_break(marks) for listed in lists for marks in listed)
        broken = next((found for found in breaks if found), None)
        yield _broken(span, *broken) if broken else holds("所用编号连续")


class _Mark(NamedTuple):
    """A number in a text: its style, as written, its value, its line, and whether it begins the line."""

    style: str
    written: str
    number: int
    line: int
    leads: bool


def _marks_of(text: str) -> Iterator[tuple[str, list[_Mark]]]:
    """The numbers of each style, in the order of the text."""
    found: dict[str, list[_Mark]] = {}
    line, at = 0, 0
    for match in _MARK.finditer(text):
        style, start = match.lastgroup or "", match.start()
        leads = not start or (text[start - 1] in _SPACE and _leads(text, start))
        if leads or _may_stand(style, text[start - 1]):
            line += text.count("\n", at, start)
            at = start
            written = match[style] if style in _INSIDE else match.group()
            number = ord(written) - ord("①") + 1 if style == "circled" else parse_numeral(written)
            found.setdefault(style, []).append(_Mark(style, written, number or 0, line, leads))
    yield from found.items()


def _leads(text: str, start: int) -> bool:
    """Whether nothing but space stands before ``start`` in its line."""
    while start and text[start - 1] in " 　":
        start -= 1
    return not start or text[start - 1] == "\n"


def _may_stand(style: str, before: str) -> bool:
    """Whether a number of ``style`` may be run into a line after the character ``before``."""
    return before not in _REFERRING if style == "circled" else before in _BEFORE[style]


def _lists(style: str, marks: list[_Mark]) -> list[list[_Mark]]:
    """The marks that make up lists: of several lines, or run in from one on."""
    if style in _ANYWHERE:
        return [marks] if len(marks) > 1 and marks[0].number == 1 else []
    found = [_joined(marks)] if sum(mark.leads for mark in marks) > 1 else []
    for _, same_line in groupby(marks, key=lambda mark: mark.line):
        run_in = list(same_line)
        if len(run_in) > 1 and (run_in[0].number == 1 or run_in[0].leads):
            found.append(run_in)
    return found


def _joined(marks: list[_Mark]) -> list[_Mark]:
    """The marks at the beginnings of lines, with those between that go on with them."""
    kept: list[_Mark] = []
    for mark in marks:
        if mark.leads or (kept and mark.number == kept[-1].number + 1):
            kept.append(mark)
    return kept


def _find_break(marks: list[_Mark]) -> tuple[_Mark, _Mark] | None:
    """Two marks of which the second does not follow; a list may begin anywhere and hold others that begin at one."""
    open_lists = [marks[0]]
    for mark in marks[1:]:
        if mark.number == 1:
            open_lists.append(mark)
            continue
        last = open_lists[-1]
        while open_lists and mark.number != open_lists[-1].number + 1:
            open_lists.pop()
        if not open_lists:
            return last, mark
        open_lists[-1] = mark
    return None


def _broken(span: TextSpan, last: _Mark, mark: _Mark) -> Finding:
    message = f"“{_STYLES[mark.style]}”这一级编号在“{last.written}”之后写的是“{mark.written}”"
    return fails("所用编号连续", span.path, message, "核对编号，补上漏掉的或改正重复的")


@check("D40", "说的个数与列出的个数", Level.HINT, "text")
def counted(context: CheckContext) -> Iterator[Finding]:
    """说有几个机构、几个项目，列出的名称就应当是几个。

    为什么：说“八个机构”只列出六个，读者不知道还有哪两个。
    怎么算：数出顿号隔开的名称，与前面或后面说的个数比较；名称里的“和”“及”可能是名称的一部分，两种数法都认可。写了“等”
    的，只是列举，列出的比说的少不算不符；列出的比说的多，写没写“等”都提示。
    依据：机构设置应当写明内设机构。
    """
    for sentence in context.sentences.with_match(*_SAID):
        if "、" in sentence.text and _LISTS.search(sentence.text):
            yield from tuple(_count_names(sentence)) or listed(sentence)


def _count_names(sentence: Sentence) -> Iterator[Finding]:
    for pattern in (_LIST_FIRST, _COUNT_FIRST):
        for match in pattern.finditer(_BRACKETED.sub("", sentence.text)):
            count = parse_numeral(match["count"])
            if count and "、" in match["list"]:
                yield from _judge_count(sentence.path, match["list"], count, match["count"])


def _judge_count(path: KeyPath, written_list: str, count: int, written: str) -> Iterator[Finding]:
    listed_names = written_list.removesuffix("等").removesuffix("等")
    names = [name for name in listed_names.split("、") if name.strip()]
    most = len(names) + len(re.findall("[和及与]", names[-1])) if names else 0
    if not names or (listed_names != written_list and count > most):
        return  # “等” says that there are others
    relation, formula = "说的个数＝列出的个数", f"说 {count} 个，列出 {len(names)} 个"
    message = f"文中说“{written}个”，列出的名称是 {len(names)} 个"
    cure = "核对个数，把名称列全，或改正个数"
    yield holds_if(len(names) <= count <= most, relation, path, message, cure, formula=formula)
