"""Years and unit names in the text: D36, D37."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.finding import Finding, fails
from ..model.paths import TextSpan
from ..model.problem import KeyPath, Level
from ..model.text import quoted
from ..text.sentence import Sentence, quote, without_titles
from .check import check, holds_unless
from .context import CheckContext

#: What a sentence with a year of this century has; most have none and are done.
_SAID: Final = re.compile("20")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_OWN_YEAR: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年度?(?:全年|我?部门|本?部门|我?单位|本?单位|机关)?"
    r"(?:整体支出绩效|(?:[末底])(?:实有|在职|编制))"
)
_FIGURE_YEAR: Final = re.compile(
    r"(?P<before>比|较|自|从|与|和|、|至|到|—|-|～)?(?<!\d)(?P<year>(?:19|20)\d\d)年度?"
    r"(?:全年|我?部门|本?部门|我?单位|本?单位|机关|决算)?(?:“?三公”?经费|基本支出|项目支出|[收支]入?出?总计|公用经费|人员经费)"
)
_WITH_ITSELF: Final = re.compile(
    r"(?:比|较)(?P<year>(?:19|20)\d\d)年度?[^，。；]{0,8}?(?:增加|增长|减少|下降|持平|上升|降低)"
)
#: A year with an amount or among others, of a line of money or of the same as the one before.
_IN_ROW: Final = re.compile(
    r"(?<![比较同对自从至到—～\d-])(?P<year>20\d\d)年?度?(?:全年|我?部门|本?部门|我?单位|本?单位|机关|决算|的|为|是|实现|完成)*"
    r"(?P<line>“?三公”?经费|基本支出|项目支出|[收支]入?出?总计|公用经费|人员经费|)"
    r"(?:(?=[、和与及])|(?=[^，。；\d]{0,12}\d[\d.,]*\s*[万亿千元]))"
)
_ENDS: Final = "。！？\n"
_PLAN: Final = re.compile(r"计划|拟|将|预计|下一年|明年|来年|安排|编制|申报")
#: Fields that look back at earlier years or ahead to the next.
_OTHER_TIMES: Final = frozenset({"问题", "改进措施", "结果应用", "其他章节"})
#: Fields that name the report's own year.
_OWN_WORDS: Final = frozenset({"引言", "概况", "综述"})
_ORDINAL: Final = frozenset("一二三四五六七八九十东西南北中上下甲乙丙丁0123456789市县区镇乡")
_SHORTEST_NAME: Final = 6
#: Texts about the unit, and what tells of its change of name.
_ABOUT: Final = frozenset({"引言", "概况"})
_RENAMED: Final = re.compile("更名|改名|原名|前身|曾用名|改称|改为|更改为|组建|合并|划转|(?<![^，。；、（(])原")
#: What any title has, and what a title goes on with behind the name of the unit.
_OF_ANY_TITLE: Final = re.compile(r"20\d\d年?度?|部门|单位|整体|支出|绩效|自评|评价|报告|关于|的")
_GOES_ON: Final = r"(?=\s*(?:20\d\d|关于|部门|单位|整体|绩效|$))"


@check("D36", "年份与报告年度", Level.WARNING, "wording")
def years(context: CheckContext) -> Iterator[Finding]:
    """标题和正文里说本报告的年份，应当是报告年度。

    为什么：沿用上年的稿子，最容易留下旧年份；“比本年增加”更是笔误。
    怎么算：标题里的年份、“××年度整体支出绩效”“××年末实有人数”应为报告年度；带支出项目的年份只能是报告年度或上一年度；
    不能拿报告年度与自己比较。同一段文字里的同一个年份只提示一次；书名号里的文件名、文号、工作计划、改进措施里的年份不核对。
    依据：报告年度与文件所在的年度一致。
    """
    wrong: dict[tuple[KeyPath, str], Finding] = {}
    for sentence in context.sentences.with_match(_SAID):
        if not _OTHER_TIMES.intersection(sentence.path[:2]):
            for year, finding in _sentence_years(context.year, sentence):
                if not (year and _is_in_series(context, sentence, year)):
                    wrong.setdefault((finding.path, year), finding)
    yield from holds_unless((*_title_years(context), *wrong.values()), "正文年份与报告年度一致")


def _title_years(context: CheckContext) -> Iterator[Finding]:
    found = _YEAR.findall(without_titles(context.report.title)) or _YEAR.findall(context.report.title)
    if found and str(context.year) not in found:
        message = f"标题写的是 {found[0]} 年，本报告是 {context.year} 年度"
        yield fails("标题的年份是报告年度", ("标题",), message, "核对标题；文件放错年度文件夹的，移到正确的年度")


def _is_in_series(context: CheckContext, sentence: Sentence, year: str) -> bool:
    """Whether a year before the report's is told in a row with it: 2021年度收入总计…，2022年度…，2023年度…."""
    text = context.sentences.text
    at = text.find(sentence.text)
    start, end = max(text.rfind(stop, 0, at) for stop in _ENDS) + 1, at + len(sentence.text)
    while text[end : end + 1] in {"；", ";"}:  # a row may go on behind a semicolon
        end = min([stop for mark in (*_ENDS, "；", ";") if (stop := text.find(mark, end + 1)) > 0] or [len(text)])
    told = {found["year"]: found["line"] for found in _IN_ROW.finditer(without_titles(text[start:end]))}
    lines = {told.get(year), told.get(str(context.year))} - {""}
    return {year, str(context.year)} <= told.keys() and max(told) == str(context.year) and len(lines) <= 1


def _sentence_years(year: int, sentence: Sentence) -> Iterator[tuple[str, Finding]]:
    """The years that are wrong in a sentence, each with its finding."""
    if not _YEAR.search(sentence.text):
        return
    text = without_titles(sentence.text)
    if sentence.path[-1] in _OWN_WORDS or sentence.path[0] in _OWN_WORDS:
        for match in _OWN_YEAR.finditer(text):
            if match["year"] != str(year):
                yield match["year"], _wrong_year(sentence, match.group(), year)
    for match in _WITH_ITSELF.finditer(text):
        if match["year"] == str(year) and not _PLAN.search(text[: match.start()]) and f"{year + 1}年" not in text:
            message = f"文中写{quote(match.group())}，是拿本年度与自己比较"
            yield "", fails("不与本年度自己比较", sentence.path, message, "核对年份，应写比较的那一年")
    for match in _FIGURE_YEAR.finditer(text):
        named = int(match["year"])
        if named not in (year, year - 1) and not (match["before"] if named < year else _PLAN.search(text)):
            yield match["year"], _wrong_year(sentence, match.group(), year)


def _wrong_year(sentence: Sentence, words: str, year: int) -> Finding:
    message = f"文中写{quote(words)}，本报告是 {year} 年度"
    cure = "核对年份是否沿用了别的年度的稿子；确实说的是那一年的，在“校核说明”里写明"
    return fails("正文年份与报告年度一致", sentence.path, message, cure)


@check("D37", "单位名称", Level.WARNING, "wording")
def names(context: CheckContext) -> Iterator[Finding]:
    """正文里的单位名称，应当与登记的全称一字不差。

    为什么：名称错一个字，就成了另一个单位；模板照抄时尤其容易出错。
    怎么算：找出正文中与本单位当年全称只差一个字（多、少或换一个字）的写法；登记表里另有其名的、只差序数或行政区划字的
    不算。标题和发布机构里仍用曾用名的，也请核对。
    依据：单位登记表里当年使用的全称。
    """
    name = context.unit_name
    spans = context.spans_holding(name[:2]) if len(name) >= _SHORTEST_NAME else ()
    other = (*_former_names(context), *_only_former_in_text(context), *_title_of_another(context))
    wrong = [*other, *(near for span in spans for near in _near_names(context, name, span))]
    looked = any(name in span.text for span in spans)
    yield from holds_unless(wrong, "单位名称与登记的全称一致", formula=name, looked=looked)


def _near_names(context: CheckContext, name: str, span: TextSpan) -> Iterator[Finding]:
    for near in sorted({n for n in _candidates(name, span.text) if _is_typo(name, n)}):
        if all(unit.name != near for unit in context.archive.named_units.values()):
            message = f"文中写{quoted(near)}，登记的全称是{quoted(name)}，差一个字"
            yield fails("单位名称与登记的全称一致", span.path, message, "核对单位全称，与登记表写成一样")


def _candidates(name: str, text: str) -> Iterator[str]:
    """Runs of ``text`` that begin and end like ``name`` and are about as long, other than ``name`` itself."""
    start = text.find(name[:2])
    while start >= 0:
        if not text.startswith(name, start):
            for length in (len(name) - 1, len(name), len(name) + 1):
                run = text[start : start + length]
                if run.endswith(name[-2:]) and len(run) == length:
                    yield run
        start = text.find(name[:2], start + 1)


def _is_typo(name: str, near: str) -> bool:
    """Whether ``near`` is ``name`` with one character added, left out or changed, and not merely an ordinal."""
    same = 0
    while same < min(len(name), len(near)) and name[same] == near[same]:
        same += 1
    if len(name) == len(near):
        differs = name[same : same + 1], near[same : same + 1]
        return name[same + 1 :] == near[same + 1 :] and not _ORDINAL.issuperset(differs)
    longer, shorter = (name, near) if len(name) > len(near) else (near, name)
    return longer[same + 1 :] == shorter[same:]


def _only_former_in_text(context: CheckContext) -> Iterator[Finding]:
    """引言 and 概况 that call the unit by a name of other years and never by that of the report's year."""
    name, relation = context.unit_name, "单位名称与登记的全称一致"
    spans = [span for span in context.narrative if span.path[0] in _ABOUT]
    if any(name in span.text for span in spans):
        return
    for former in {one.name for one in context.unit.former_names} - {name}:
        span = next((span for span in spans if former in span.text), None)
        if span is not None and not _RENAMED.search(span.text):
            message = f"文中写{quoted(former)}，{context.year} 年度的全称是{quoted(name)}，没有写到"
            cure = "核对这一年度使用的单位全称；说的是改名以前的，在文字里写明现在的全称"
            yield fails(relation, span.path, message, cure, level=Level.HINT)


def _title_of_another(context: CheckContext) -> Iterator[Finding]:
    """A title that names another unit of the register, and this one by none of its names."""
    title, unit = context.report.title, context.unit
    own = {context.unit_name, unit.name, unit.short_name, *(former.name for former in unit.former_names)} - {None, ""}
    if any(name and name in title for name in own) or len(_OF_ANY_TITLE.sub("", title)) < _SHORTEST_NAME:
        return
    for other_id, other in context.archive.named_units.items():
        name = other.name_in(context.year)
        if (
            other_id != context.unit_id
            and len(name) >= _SHORTEST_NAME
            and name in title
            and re.search(f"{re.escape(name)}{_GOES_ON}", title)
        ):
            message = f"标题写的是{quoted(name)}，这个文件登记的单位是{quoted(context.unit_name)}"
            cure = "核对标题和文件名；是另一个单位的报告，把文件改名为那个单位的标识"
            yield fails("标题是本单位的", ("标题",), message, cure, level=Level.HINT)
            return


def _former_names(context: CheckContext) -> Iterator[Finding]:
    name = context.unit_name
    others = {former.name for former in context.unit.former_names} | {context.unit.name}
    printed = ((("标题",), context.report.title), (("目录信息", "发布机构"), context.report.catalogue.issuer or ""))
    for other in sorted(others - {name}):
        for path, text in printed:
            if other in text and name not in text:
                message = f"{path[-1]}写{quoted(other)}，{context.year} 年度的全称是{quoted(name)}"
                yield fails("单位名称与登记的全称一致", path, message, "核对这一年度使用的单位全称")
