"""Numbering and counting in the text: D39, D40."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.finding import Finding, Outcome, fails, holds, holds_if
from ..model.paths import TextSpan
from ..model.problem import KeyPath, Level
from .check import check, holds_unless
from .context import CheckContext
from .sentence import parse_numeral, quote

_CN: Final = "[一二三四五六七八九十]{1,3}"
#: Numbering at the beginning of a line; the page shows the numbers of a list (1. with a space) as they are written.
_LEAD: Final = re.compile(
    rf"[ 　]*(?P<heading>#+ *)?(?:(?P<cn>{_CN})、|[（(](?P<cn2>{_CN})[）)]"
    r"|(?P<ar>\d{1,2})(?:[、．]|\.(?= ))|[（(](?P<ar2>\d{1,2})[）)])(?P<mark>[、.．])?"
)
_FIRST: Final = frozenset("#（( 　一二三四五六七八九十0123456789０１２３４５６７８９")
_STYLES: Final = {"cn": "一、", "cn2": "（一）", "ar": "1、", "ar2": "（1）"}
_INLINE: Final = re.compile(rf"(?:^|[。；：，,;:\n])\s*({_CN})是(?!否|非)")
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
_LISTS: Final = re.compile("设|辖|包括|分别|即|：|:")
_SAID: Final = re.compile(r"[\d一二三四五六七八九十两][个家所]")
_BRACKETED: Final = re.compile(r"[（(][^（()）]{0,200}[）)]")


@check("D39", "编号的写法", Level.HINT, "wording")
def numbering(context: CheckContext) -> Iterator[Finding]:
    """编号应当连续，不重复，不叠用标点；页面会自动编号的地方不用手写编号。

    为什么：编号跳号或重号，读者会怀疑漏了内容；“（一）、”是叠用标点。
    怎么算：同一段文字里，“一、”“（一）”“1、”“（1）”“一是”各自从一数起，不跳不重；“问题”“改进措施”和小标题由页面编号。
    依据：党政机关公文结构层次序数的通行写法。
    """
    spans = (span for span in context.narrative if _may_be_numbered(span.text))
    found = [finding for span in spans for finding in _judge_numbers(span)]
    wrong = (finding for finding in found if finding.outcome is Outcome.FAILS)
    yield from holds_unless(wrong, "所用编号连续", looked=bool(found))


def _may_be_numbered(text: str) -> bool:
    return "\n" in text or "二是" in text or (text[0] in _FIRST and _LEAD.match(text) is not None)


def _judge_numbers(span: TextSpan) -> Iterator[Finding]:
    """The first thing wrong with the numbers of a text, or that they are right; nothing where it has none."""
    leads = [m for text in span.text.split("\n") if text[:1] in _FIRST and (m := _LEAD.match(text))]
    inline = [match[1] for match in _INLINE.finditer(span.text)] if "二是" in span.text else []
    in_list = span.path[0] in ("问题", "改进措施")
    if doubled := next((lead for lead in leads if lead["mark"] and (lead["cn2"] or lead["ar2"])), None):
        message = f"编号{quote(doubled.group().strip())}叠用了标点"
        yield fails("编号不叠用标点", span.path, message, "带括号的编号后面不再写顿号")
    elif by_hand := next((lead for lead in leads if lead["heading"] or in_list), None):
        message = f"手写了编号{quote(by_hand.group().strip('# 　'))}，页面会自动编号"
        yield fails("页面编号处不手写编号", span.path, message, "删去手写的编号，只留文字")
    elif leads or inline:
        yield _broken(span, leads, inline) or holds("所用编号连续")


def _broken(span: TextSpan, leads: list[re.Match[str]], inline: list[str]) -> Finding | None:
    numbers = {style: [lead[key] for lead in leads if lead[key]] for key, style in _STYLES.items()}
    for style, written in {**numbers, "一是": inline}.items():
        last = 0
        for text in written:
            number = parse_numeral(text) or 0
            if number not in (1, last + 1):
                after = f"在“{last}”之后" if last else "开头就"
                message = f"“{style}”这一级编号{after}写的是“{text}”"
                return fails("所用编号连续", span.path, message, "核对编号，补上漏掉的或改正重复的")
            last = number
    return None


@check("D40", "说的个数与列出的个数", Level.HINT, "text")
def counted(context: CheckContext) -> Iterator[Finding]:
    """说有几个机构，列出的名称就应当是几个。

    为什么：说“八个机构”只列出六个，读者不知道还有哪两个。
    怎么算：数出顿号隔开的名称，与前面或后面说的个数比较；名称里的“和”“及”可能是名称的一部分，两种数法都认可。
    写了“等”的，列出的比说的少也提示，请把名称列全或只列主要的并写明。
    依据：机构设置应当写明内设机构。
    """
    for sentence in context.sentences.with_any("个", "家", "所"):
        if "、" not in sentence.text or not _LISTS.search(sentence.text) or not _SAID.search(sentence.text):
            continue
        for pattern in (_LIST_FIRST, _COUNT_FIRST):
            for match in pattern.finditer(_BRACKETED.sub("", sentence.text)):
                count = parse_numeral(match["count"])
                if count and "、" in match["list"]:
                    yield from _judge_count(sentence.path, match["list"], count, match["count"])


def _judge_count(path: KeyPath, written_list: str, count: int, written: str) -> Iterator[Finding]:
    listed = written_list.removesuffix("等").removesuffix("等")
    names = [name for name in listed.split("、") if name.strip()]
    if not names:
        return
    most = len(names) + len(re.findall("[和及与]", names[-1]))
    relation, formula = "说的个数＝列出的个数", f"说 {count} 个，列出 {len(names)} 个"
    etc = "（后面有“等”字）" if listed != written_list else ""
    message = f"文中说“{written}个”，列出的名称是 {len(names)} 个{etc}"
    cure = "核对个数，把名称列全，或改正个数"
    yield holds_if(len(names) <= count <= most, relation, path, message, cure, formula=formula)
