"""Reasons of increases and decreases: D26."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.finding import Finding, fails
from ..model.problem import Level
from ..text.sentence import quote
from ..text.statement import Statement
from .changes import CHANGES
from .check import check
from .context import CheckContext

#: Of these a sentence that leaves its reason out has one.
_SAID: Final = (re.compile("原因"), re.compile("主要"))
_REASON_ENDS: Final = frozenset("是为于因：: ")
_EMPTY_REASON: Final = re.compile(
    r"(?:原因(?:主要)?(?:是|为|在于)|(?:增加|减少|增长|下降|变动)的?主要原因|主要(?:是|为)|主要因)(?:由于|因为)?[:：]?\s*$"
)
_REASON: Final = re.compile(r"原因|由于|因为|主要是|系|因(?!公)|为了|导致|所致|受.{1,20}影响|影响")
#: What makes up the difference, told line by line, and what goes up where people are fewer.
_MADE_UP: Final = re.compile(r"其中[^。]{0,80}?(?:增加|减少|增长|下降|压减|节约)[^。；，\d]{0,6}\d")
_PER_HEAD: Final = re.compile("均|每|占比|比重")
_FORMAL: Final = re.compile("增加|减少|增长|下降|上升|降低|提高")
_MONEY_WORDS: Final = "经费|支出|费用|人员|预算|工资"
_REASON_MORE: Final = re.compile(rf"(?:原因|由于|因为|主要是)[^。；]{{0,30}}(?:{_MONEY_WORDS})(?:增加|增长)$")
_REASON_LESS: Final = re.compile(rf"(?:原因|由于|因为|主要是)[^。；]{{0,30}}(?:{_MONEY_WORDS})(?:减少|下降)$")


@check("D26", "增减要有原因", Level.WARNING, "reason")
def reasons(context: CheckContext) -> Iterator[Finding]:
    """写了增减，就要写原因；原因不能留空，也不能与增减方向相反。

    为什么：“主要原因是。”是模板留下的半句话；“减少……原因是经费增加”则前后矛盾。
    怎么算：文字里“原因是”后面要有内容；说减少的，原因不能是经费增加，说增加的，原因不能是经费减少；
    说明里写了比上年增减多少的，同一段里（后面的句子也算）要有原因。
    依据：预算法第十四条要求对预决算作出说明。
    """
    for sentence in context.sentences.with_match(*_SAID):
        if sentence.text[-1:] in _REASON_ENDS and _EMPTY_REASON.search(sentence.text[-12:]):
            message = f"{quote(sentence.text[-30:])}后面没有写原因"
            yield fails("原因不留空", sentence.path, message, "把原因补写完整；没有原因可写的，删去这半句")
    judged: set[object] = set()
    for said in context.statements:
        if said.kind in CHANGES and (said.path, said.text) not in judged and _contradicts(said):
            judged.add((said.path, said.text))
            message = f"{quote(said.words + _rest(said), 60)}，原因与增减方向相反"
            yield fails("原因与增减方向一致", said.path, message, "核对增减方向和原因，哪一处写错改哪一处")
    yield from _without_reason(context)


def _contradicts(said: Statement) -> bool:
    if _PER_HEAD.search(said.words) or _PER_HEAD.search(said.label):
        return False
    return (_REASON_LESS if said.number > 0 else _REASON_MORE).search(_rest(said)) is not None


def _rest(said: Statement) -> str:
    """The rest of the sentence."""
    return re.split("[。；！？]", said.text[said.end :], maxsplit=1)[0] if said.number else ""


def _asks(said: Statement) -> bool:
    """Whether it is a change of the line against last year, in the words of the forms."""
    is_own = said.subjects[0].path == said.path[:-1] and said.column == "prior_actual" and bool(said.number)
    return is_own and _FORMAL.search(said.words) is not None


def _without_reason(context: CheckContext) -> Iterator[Finding]:
    """Notes of lines that state a change against last year and give no reason anywhere."""
    notes = {span.path: span.text for span in context.narrative if span.path[-1] == "说明"}
    told = {s.path: s for s in context.statements if s.kind in CHANGES and _asks(s)}
    for path, said in told.items():
        if path in notes and not (_REASON.search(notes[path]) or _MADE_UP.search(notes[path])):
            message = (
                f"{path[-2] if isinstance(path[-2], str) else said.label}的说明写了{quote(said.words)}，没有写原因"
            )
            yield fails("有增减就有原因", path, message, "在这段说明里补写增减的主要原因")
