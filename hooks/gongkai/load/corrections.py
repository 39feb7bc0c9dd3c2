"""更正 and 变更 that mean something: words that say what was changed and why, on a day after publication. S29."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..model.correction import Correction
from ..model.problem import KeyPath, Level, Problem
from ..model.record import key_of
from .source import one_line
from .yaml_text import Document

CODE: Final = "S29"
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003fffd]")
#: Fewer characters, or fewer different ones, say nothing: 无, 更正, 。。。, 的的的的.
FEWEST: Final = 4
_FEWEST_KINDS: Final = 3
#: Words that stand in the examples, and those that say no more than that there was a change.
_COPIED: Final = frozenset(str((declared.examples or [""])[0]) for declared in (Correction.model_fields["what"],)) | {
    "写明改了什么",
    "写明为什么改",
    "为什么改",
    "改了什么",
    "按照要求更正",
    "按要求更正",
    "核对后的说明",
    "校核说明",
    "校核编号",
    "情况说明",
    "说明情况",
    "写明原因",
    "写明核对的结果和原因",
}
_EXAMPLES: Final = {"what": "公务接待费由3.20万元更正为3.02万元", "why": "录入时数字颠倒"}
_ASKED: Final = {"what": "写明改了什么，原来是什么，现在是什么", "why": "写明为什么要改，例如录入、汇总还是原报告有误"}


def check_corrections(
    corrections: tuple[Correction, ...], document: Document, base: KeyPath, published_on: date | None = None
) -> Iterator[Problem]:
    """What is wrong with the entries below ``base``: 更正 of a report, 变更 of the register or of a year's rules."""
    for at, correction in enumerate(corrections):
        path = (*base, at)
        for name in ("what", "why"):
            if fault := fault_of_words(getattr(correction, name)):
                key = key_of(Correction, name)
                message = f"{base[-1]}第{at + 1}条的“{key}”{fault}"
                yield document.problem(
                    (*path, key), Level.ERROR, CODE, message, _ASKED[name], f"{key}: {_EXAMPLES[name]}"
                )
        if published_on and correction.corrected_on < published_on:
            message = f"{base[-1]}第{at + 1}条的日期 {correction.corrected_on} 早于发布日期 {published_on}"
            cure = "写真正更正的日期；发布日期录错的，改发布日期"
            yield document.problem((*path, "日期"), Level.ERROR, CODE, message, cure, f"日期: {published_on}")
        for place, value in enumerate(correction.changed):
            if value.before == value.after:
                message = f"{base[-1]}第{at + 1}条的改动“{one_line(value.item)}”，原来和现在一样"
                cure = "删去这一项，或者运行 gongkai correct 重新写出"
                yield document.problem((*path, "改动", place), Level.ERROR, CODE, message, cure)


def fault_of_words(text: str) -> str | None:
    """Why ``text`` says nothing to a reader; None where it may."""
    words = _HAN.findall(text)
    bare = "".join(words)
    if not text.strip():
        return "是空的"
    if text.strip().rstrip("。") in _COPIED:
        return f"照抄了例子或提示“{one_line(text, 20)}”"
    if len(bare) < FEWEST or len(set(words)) < _FEWEST_KINDS:
        return f"写的是“{one_line(text, 20)}”，读者看不出意思；至少写 {FEWEST} 个汉字"
    return None
