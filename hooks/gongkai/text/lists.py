"""Words that open a list: 其中, 分别, and a row of the report in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..model.line_names import known_names
from .gaps import is_filling
from .paragraph import Paragraph
from .parts import close_parts, open_parts
from .statement import NOBODY, Subject, is_people, subjects_of
from .topic import Topic, topic_called
from .words import Word

#: 比2019年减少3万元，比2018年减少6万元，分别下降: each against another.
_BASES: Final = re.compile("[比较](?:20|上年|去年|年初|预算)")
#: Money that came in or was promised: its parts are not what was spent.
_GRANTED: Final = re.compile(
    "下达|到位|拨入|争取|申报|合同|下拨|送审|总投资|^(?:资金|项目支出|资金)?结余(?!.*结转)|追加"
    "|未[支使执]?[用付行]|尚余|剩余|余下|还剩|节余|收回|差额|缺口|欠[付拨]|[应未]付款"
)
#: 分别是：甲项目10万元、乙项目20万元.
_LISTS: Final = re.compile(r"(?<=[是为])[：:]?\s*(?!上|去|年初)[^\d\s：:占－-]{2,20}\d")
_IN_ORDER: Final = ("分别", "依次")
#: What is told of each: 甲、乙两个项目的执行率依次为.
_TOLD_OF_EACH: Final = re.compile(
    r"(?:等?[\d两三四五六七八九十]{1,2}[个项类者]?(?:项目|支出)?)?的?(?:全年|年初)?(?:预算|资金)?"
    "(?:支出)?(?:执行率|完成率|支付率|执行进度|占比|比重|比例|决算|预算|增幅|降幅)?$"
)
_CHANGES_AFTER: Final = re.compile(r"[^，；。]*")
_LONGEST_LIST: Final = 120
_PERCENT: Final = re.compile("[%％]")
_PERCENT_FIRST: Final = re.compile(r"\D*[\d,.]+\s*[%％]")


def part(r: Paragraph, word: Word, gap: str) -> None:
    """其中 or 分别."""
    if word.match.group().startswith(_IN_ORDER) and not _LISTS.match(r.text, word.end):
        percents = _percents_after(r, word.end)
        listed = _listed(r, word)
        r.spread = listed or (r.valued[-percents:] if 0 < percents <= len(r.valued) else [])
        is_of_bases = len(_BASES.findall(r.text[max(0, word.start - _LONGEST_LIST) : word.start].split("。")[-1])) > 1
        r.is_spread_change = word.is_before_change(r.text)
        if r.is_spread_change and not listed and _amounts_after(r, word.end) == len(r.valued) > 1:
            r.spread = listed = list(r.valued)
        is_of_told = r.is_spread_change and not listed
        r.is_clause_muted = r.is_clause_muted or not r.spread or is_of_bases or is_of_told
        return
    r.is_muted = False
    close_parts(r, word)
    open_parts(r)
    r.is_divided = True
    clause = re.split("[，；。：]", r.text[max(0, r.at - _LONGEST_LIST) : r.at].rstrip("，；。："))[-1]
    if _GRANTED.search(clause):
        r.part_era = r.era = r.column = "other"
    r.whole, r.is_narrowed = r.topic, r.topic.subjects[:1] != NOBODY and is_people(r.topic.subjects)
    if r.here.column and "" not in r.here.said:
        r.part_era = r.era = r.column = r.here.column  # 年初预算700万元，其中基本支出500万元
    r.speak_of(Topic())
    r.is_named, r.names, r.valued = False, [], []


def _percents_after(r: Paragraph, start: int) -> int:
    """How many percentages follow in the sentence; none where amounts come first."""
    rest = re.split("[。；\n]", r.text[start : start + _LONGEST_LIST], maxsplit=1)[0]
    return len(_PERCENT.findall(rest)) if _PERCENT_FIRST.match(rest) else 0


def _amounts_after(r: Paragraph, start: int) -> int:
    """How many amounts follow in the clause."""
    clause = _CHANGES_AFTER.match(r.text, start, start + _LONGEST_LIST)
    return len(re.findall(r"\d\s*[亿万千]?元", clause[0])) if clause else 0


def quoted(r: Paragraph, word: Word, gap: str) -> None:
    """“基层文化活动”: a row of the report whatever stands before it."""
    if r.is_share:
        return
    r.column = r.column if is_filling(gap) else r.era
    if found := r.find_row(word.match["inner"]):
        r.speak_of(Topic(found))
    elif "三公" not in word.match["inner"]:
        r.here = topic_called(word.match["inner"])


def _joined(pieces: list[str], known: Mapping[str, object]) -> list[str]:
    """The names in a list, those with 和 in them whole: 商品和服务支出."""
    items = pieces[:1]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if f"{items[-1]}{joint}{piece}" in known:
            items[-1] += joint + piece
        else:
            items.append(piece)
    return items


def _listed(r: Paragraph, word: Word) -> list[Topic]:
    """货物、工程、服务 before 分别, each as what is spoken of."""
    clause = re.split("[，；。：\n]", r.text[max(0, word.start - _LONGEST_LIST) : word.start])[-1]
    clause = clause.split("占", 1)[0]
    known = known_names(r.setting.extra)
    last = re.split("[、和及与]", clause)[-1].strip()
    if last not in known and not r.find_row(last):
        clause = _TOLD_OF_EACH.sub("", clause)
    items = _joined([item.strip() for item in re.split("([、和及与])", clause)], known)
    is_known = any(item in known or r.find_row(item) for item in items)
    if len(items) < 2 or not is_known or any(character.isdigit() for character in clause):
        return []
    named = [subjects_of(known[item]) if item in known else r.find_row(item) or (Subject(item, ()),) for item in items]
    return [Topic((Subject(s[0].label, ()),) if r.is_scoped else s) for s in named]
