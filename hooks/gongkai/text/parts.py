"""The parts of a whole: what is told after 其中 or in brackets, and what it comes to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ..model.form import AUTHORIZED_POSTS
from .paragraph import Paragraph
from .statement import Kind, Statement, is_people
from .topic import Parts
from .words import Word

_PARTIAL: Final = re.compile("等|主要|如|例如|包括|比|较|增|减|降|预算|均|每")
_PARTIAL_POINTS: Final = re.compile("等(?![级次第])|主要|如|例如|包括|比|较|均|每|满分|扣|失")
#: Measures of people.
SAME: Final = {"名": "人", "个": "人"}
_CLAUSES: Final = re.compile("[，；、（：。\n]|其中")
_NEAR: Final = 40
_PEOPLE: Final = {"人", "名"}
PART_SLACK: Final = Decimal("0.01")
#: People who are never part of those in service or of the posts, and what goes on about something else.
_NO_PART: Final = re.compile(
    "退休|离休|临聘|编外|聘|去世|死亡|病故|调[入出]|新[增进招]|招录|遗属|借调|[空缺超]编|缺员|空缺"
    "|^(?:已|累计|剩余|尚|另)|^[共可并]?(?:授予|涉及|惠及|覆盖|受益|辐射|带动|建成|新建成|组织|开展|培训|发放|解决|完成|占|用于|扣|失分)"
)
#: Posts are no people, people no posts, and neither are the heads that may be appointed: a list of ones ends there.
_OTHER_COUNT: Final = {
    True: re.compile("在[职编岗册]|[实现]有|干部|职[工员]|工作人员|人[数口]|职数|党员"),
    False: re.compile("(?:^|核[定准]|批[准复]|共有?|单位|[局委院校所站])编制|职数"),
}
#: What people are told apart by: those of one kind may be told with those of another, and are counted twice.
_ATTRIBUTES: Final = re.compile(
    "(?P<sex>[男女])|(?P<party>党员|团员|群众|民主党派)|(?P<age>岁|青年)|(?P<people>民族)"
    "|(?P<degree>学历|学位|本科|大专|专科|硕士|博士|研究生|中专|高中(?!生))|(?P<rank>职称|高级|中级|初级|技师|教授|医师)"
    "|(?P<other>残疾|退役|转业|驻村|兼职|双师|骨干)"
)


def open_parts(r: Paragraph, *, in_brackets: bool = False) -> None:
    """Parts may follow of the value said last: after 其中, or in brackets."""
    whole = r.here.said.get("") if r.here.subjects and r.measure else None
    if whole is not None and r.parts is None and r.is_heard and not r.here.label.endswith(("扣", "失", "扣分")):
        r.parts = Parts(r.here.subjects, whole, in_brackets, r.at, r.measure, r.counted)


def add_part(r: Paragraph, word: Word, number: Decimal, measure: str) -> None:
    """Add what was said to the parts that are being told."""
    parts = r.parts
    is_aside = parts is not None and r.before is not None and not parts.in_brackets
    if parts is None or is_aside or r.here.subjects == parts.subjects:
        return
    if parts.is_closed:
        parts.is_whole = parts.is_whole and measure != "万元"
        return
    is_mixed = _is_mixed(r, parts, measure)
    parts.is_known = r.here.is_known
    clause = _CLAUSES.split(r.text[max(0, word.start - _NEAR) : word.start])[-1].strip()
    is_outside = any(_NO_PART.search(words) for words in _without_whole(parts, clause, r.here.label))
    if is_mixed or is_outside or _is_other_count(parts, clause):
        parts.is_closed, parts.is_whole = True, parts.is_whole and bool(not is_mixed or parts.numbers[1:])
        parts.numbers = [] if is_mixed and (measure == "万元" or len(parts.numbers) < 2) else parts.numbers
    is_other = measure == "万元" and r.column not in {"", "actual"}
    if is_other or not _is_alike(parts, measure):
        parts.is_whole = False
    elif not parts.is_closed:
        parts.numbers.append(number)


def _without_whole(parts: Parts, *words: str) -> tuple[str, ...]:
    """离退休17人，其中离休1人: those are parts of their own whole."""
    return tuple(re.sub("离退休|[离退]休", "", said) for said in words) if "退休" in parts.subjects[0].label else words


def _is_other_count(parts: Parts, clause: str) -> bool:
    """编制118名，其中行政编制80名…，在职人员112人: whether people are told where posts were, or the other way round."""
    is_posts = any(subject.path == AUTHORIZED_POSTS.path for subject in parts.subjects)
    return is_people(parts.subjects) and _OTHER_COUNT[is_posts].search(clause) is not None


def _is_alike(parts: Parts, measure: str) -> bool:
    """Whether both count the same: 编制3个 are people, 机构3个 are none."""
    if measure == parts.counted or measure == "万元":
        return parts.measure == SAME.get(measure, measure)
    return {measure, parts.counted} == _PEOPLE or (is_people(parts.subjects) and measure in SAME.keys() | _PEOPLE)


def _is_mixed(r: Paragraph, parts: Parts, measure: str) -> bool:
    """Whether what is told is no part beside those before: lines beside names, women beside party members."""
    if measure == "万元":
        return parts.is_known is not None and parts.is_known != r.here.is_known
    found = _ATTRIBUTES.search(r.here.label)
    parts.attributes.add((found.lastgroup or "") if found else "")
    return len(parts.attributes) > 1


def end_clause(r: Paragraph) -> None:
    """A semicolon: a list of several in a row has ended there, one with a semicolon after each goes on."""
    parts = r.parts
    if parts is None or parts.in_brackets:
        return
    is_list = len(parts.numbers) - parts.told > 1
    parts.is_closed = parts.is_closed or parts.measure != "万元" or not parts.numbers or is_list
    parts.told = len(parts.numbers)


def close_parts(r: Paragraph, word: Word, *, in_brackets: bool = False) -> None:
    """The parts are told: say what they come to."""
    parts = r.parts
    if parts is None or parts.in_brackets != in_brackets:
        return
    r.parts = None
    text = r.text[parts.start : word.start]
    partial = _PARTIAL_POINTS if parts.measure == "分" else _PARTIAL
    if len(parts.numbers) > 1 and not partial.search(text):
        r.found.append(
            Statement(
                Kind.PARTS, parts.subjects, r.path, text.strip(), sum(parts.numbers, Decimal(0)),
                slack=PART_SLACK * len(parts.numbers), measure=parts.measure, whole=parts.whole,
                is_whole_named=parts.is_whole, text=r.text, end=word.end, counted=parts.counted,
            )
        )  # fmt: skip  # in the order of the record
