"""更正 and 变更 that mean something: words that say what was changed and why, on a day after publication. S29."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ..model.correction import Correction
from ..model.empty_words import fault_of_words, is_scanty
from ..model.problem import KeyPath, Level, Problem
from ..model.record import key_of
from .source import one_line
from .yaml_text import Document

CODE: Final = "S29"
_EXAMPLES: Final = {"what": "公务接待费由3.20万元更正为3.02万元", "why": "录入时数字颠倒"}
_ASKED: Final = {"what": "写明改了什么，原来是什么，现在是什么", "why": "写明为什么要改，例如录入、汇总还是原报告有误"}


def check_corrections(
    corrections: tuple[Correction, ...], document: Document, base: KeyPath, published_on: date | None = None
) -> Iterator[Problem]:
    """What is wrong with the entries below ``base``: 更正 of a report, 变更 of the register or of a year's rules."""
    for at, correction in enumerate(corrections):
        path = (*base, at)
        for name in ("what", "why"):
            yield from _wrong_words(path, name, getattr(correction, name), document)
        if published_on and correction.corrected_on < published_on:
            message = f"{base[-1]}第{at + 1}条的日期 {correction.corrected_on} 早于发布日期 {published_on}"
            cure = "写真正更正的日期；发布日期录错的，改发布日期"
            yield document.problem((*path, "日期"), Level.ERROR, CODE, message, cure, f"日期: {published_on}")
        for place, value in enumerate(correction.changed):
            if value.before == value.after:
                message = f"{base[-1]}第{at + 1}条的改动“{one_line(value.item)}”，原来和现在一样"
                cure = "删去这一项，或者运行 gongkai correct 重新写出"
                yield document.problem((*path, "改动", place), Level.ERROR, CODE, message, cure)


def _wrong_words(path: KeyPath, name: str, words: str, document: Document) -> Iterator[Problem]:
    """What is wrong with the words of the attribute ``name`` of the entry at ``path``."""
    key, fault = key_of(Correction, name), fault_of_words(words)
    if fault or is_scanty(words):
        at = f"{path[-2]}第{int(path[-1]) + 1}条的“{key}”"
        level, message = (Level.ERROR, f"{at}{fault}") if fault else (Level.HINT, f"{at}只写了“{one_line(words)}”")
        yield document.problem((*path, key), level, CODE, message, _ASKED[name], f"{key}: {_EXAMPLES[name]}")
