"""A paragraph → its statements: one pass over its words, with the figure that is spoken of kept in mind.

A sentence says whose figure it means once and goes on: 公务接待费年初预算为6.20万元，支出决算为4.85万元，
完成预算的78.23%，比上年减少1.20万元。 The reader keeps the subject, what it is compared with and the last amount;
whatever stands between the words and is no filling takes the subject away, for then nobody knows whose figure follows.
It costs no more than the length of the paragraph.
"""

from __future__ import annotations

import re
from typing import Final

from ..model.problem import KeyPath
from . import columns, comparing, completing, figures, lists, naming, pauses, results
from .counts import COUNTED_IN, counted_as
from .gaps import is_compound, is_filling
from .paragraph import Paragraph, Setting
from .statement import NOBODY, Statement, Subjects
from .words import Word, read_words

_READERS: Final = {
    kind: getattr(module, kind)
    for module, kinds in (
        (pauses, "stop funds each"),
        (columns, "years year within column"),
        (naming, "whole name"),
        (lists, "quoted part"),
        (comparing, "base over way either same cause plan share"),
        (completing, "completion ratio rate adjusting"),
        (figures, "amount count percent"),
    )
    for kind in kinds.split()
}
#: 2020年同口径为170万元.
_SAME_SCOPE: Final = re.compile("同一?口径的?[数为是]{0,2}")
#: Who grants a budget.
_GIVERS: Final = frozenset({"财政", "县财政", "市财政", "区财政", "财政局", "县财政局", "财政部门", "县人大", "人大"})
#: 差不多是预算的45.3%.
_ROUGHLY: Final = frozenset({"差不多", "大约", "约", "将近"})
#: Beside another budget 年初为1010万元 is 年初预算.
_BEGUN: Final = frozenset({"年初", "年初为", "年初是", "年初的"})
_FIGURES: Final = frozenset({"amount", "count", "percent"})
#: Words before which a gap means nothing.
_UNTOUCHED: Final = frozenset({"name", "stop", "quoted"})


def read_statements(text: str, path: KeyPath, setting: Setting, home: Subjects = NOBODY) -> tuple[Statement, ...]:
    """What a paragraph says about figures, in its order; ``home`` is the line whose 说明 it stands in."""
    paragraph = Paragraph(text, path, setting, home)
    for word in read_words(text, setting.extra):
        _take(paragraph, word)
    return tuple(paragraph.found)


def _take(paragraph: Paragraph, word: Word) -> None:
    """Go on to the next word; what stands before it may be the name of something else."""
    gap = ""
    if word.start > paragraph.at:
        gap = _without_own_names(paragraph, paragraph.text[paragraph.at : word.start].strip())
        if gap in naming.JOINTS and paragraph.last in _FIGURES:
            gap = ""
        if gap and paragraph.last == "name" and is_compound(gap) and not paragraph.is_after_receiving:
            paragraph.unname()
        if gap and word.kind not in _UNTOUCHED:
            _pass_gap(paragraph, word, gap)
    _READERS[word.kind](paragraph, word, gap)
    paragraph.at, paragraph.last = word.end, word.kind


def _pass_gap(paragraph: Paragraph, word: Word, gap: str) -> None:
    if figures.TOGETHER.fullmatch(gap) and word.kind == "amount":
        return
    if _is_told_of_here(paragraph, word, gap):
        return
    if paragraph.last == "year" and _SAME_SCOPE.fullmatch(gap):
        return
    if not is_filling(gap) or (not paragraph.here.subjects and word.kind in _FIGURES):
        paragraph.pass_over(gap, word)
    elif paragraph.is_other_side(gap):
        paragraph.speak_of_other(gap)


def _is_told_of_here(paragraph: Paragraph, word: Word, gap: str) -> bool:
    """Whether the words name nothing else: 结余, 取得收入, 财政批复, 预算调整增加."""
    if word.kind == "completion" and gap in _ROUGHLY:
        return True
    if word.kind == "count" and gap in COUNTED_IN:
        return bool(counted_as(paragraph.topic.subjects, word.match["counted"]))
    if word.kind == "amount":
        return _is_amount_told(paragraph, gap)
    return gap in (_GIVERS if word.kind == "column" else comparing.ADJUSTED_BY if word.kind == "way" else ())


def _is_amount_told(paragraph: Paragraph, gap: str) -> bool:
    if gap in _BEGUN and any(column.endswith("budget") for column in paragraph.here.said):
        paragraph.column, paragraph.is_named = "initial_budget", True
        return True
    return results.is_moved(paragraph, gap) or results.is_left(paragraph, gap) or results.is_side(paragraph, gap)


def _without_own_names(paragraph: Paragraph, gap: str) -> str:
    for name in paragraph.setting.own_names:
        gap = gap.replace(name, "")
    return gap
