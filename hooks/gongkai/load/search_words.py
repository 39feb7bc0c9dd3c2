"""Words of a bureau's readers in ``data/名称.yml``, under 搜索: what they look for, and where that leads."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from ..model.everyday import EVERYDAY, EVERYDAY_KEY, searched_names
from ..model.problem import KeyPath, Level, Problem
from .source import one_line
from .yaml_text import Document

_LINE: Final = "公务接待费: [摆席]"
_EXAMPLE: Final = f"{EVERYDAY_KEY}: {{{_LINE}}}"
_SHORTEST: Final = 2
_LONGEST: Final = 12
_WORD: Final = re.compile("[\u4e00-\u9fffA-Za-z]+")

_QUOTES: Final = str.maketrans("", "", "“”")


@cache
def _targets() -> dict[str, str]:
    """What may stand to the left, with or without quotation marks (三公经费)."""
    return {name.translate(_QUOTES): name for name in searched_names()}


class SearchWords:
    """Reads the part of the file line by line.

    Attributes:
        found: the words that can be used, by the term or figure that they lead to.
    """

    def __init__(self, document: Document) -> None:
        self.found: dict[str, list[str]] = {}
        self._document = document

    def read(self, stated: Any) -> Iterator[Problem]:
        """What is wrong, in the order of the file."""
        if not isinstance(stated, dict) or not stated:
            cure = "下一行起，前面空两格，左边写名词或数字，右边在英文方括号里写大家的说法；没有就删掉这一行"
            yield self._problem((EVERYDAY_KEY,), "S13", f"“{EVERYDAY_KEY}”下面要写下一级内容", cure, _EXAMPLE)
            return
        for written, words in stated.items():
            path, name = (EVERYDAY_KEY, written), _targets().get(written.translate(_QUOTES), "")
            if not name:
                yield self._unknown(written)
            elif isinstance(words, list) and words:
                for at, word in enumerate(words):
                    yield from self._take(name, (*path, at), word)
            else:
                cure = "在英文方括号里写大家的说法，几个说法用英文逗号隔开；没有就删掉这一行"
                yield self._problem(path, "S14", f"“{written}”后面要一个一个写", cure, _LINE)

    def _take(self, name: str, path: KeyPath, word: Any) -> Iterator[Problem]:
        if not isinstance(word, str) or not word:
            message = f"“{name}”的第 {int(path[-1]) + 1} 个说法不是文字"
            yield self._problem(path, "S12", message, "说法只写汉字，写在方括号里", _LINE)
        elif fault := self._fault(name, word):
            yield self._problem(path, "R13", f"{name}：{fault[0]}", fault[1])
        elif word == name or word in EVERYDAY.get(name, ()):
            yield self._problem(path, "R13", f"{name}：“{word}”不写也查得到", "删掉这个说法", level=Level.HINT)
        else:
            self.found.setdefault(name, []).append(word)

    def _fault(self, name: str, word: str) -> tuple[str, str] | None:
        """What is wrong with a word, and what to do."""
        shown = one_line(word, 30)
        if not _WORD.fullmatch(word):
            return f"“{shown}”里有空格、数字或标点", "说法只写汉字和字母，几个说法用英文逗号隔开"
        if not _SHORTEST <= len(word) <= _LONGEST:
            return f"“{shown}”有 {len(word)} 个字", f"写 {_SHORTEST} 到 {_LONGEST} 个字的说法，不写整句话"
        if word != name and word in searched_names():
            return f"“{shown}”本身是名词或数字，查到的是它自己", "换一个大家的说法，或者删掉它"
        if word in self.found.get(name, ()):
            return f"“{shown}”写了两次", "删掉一个"
        return None

    def _unknown(self, name: str) -> Problem:
        near = difflib.get_close_matches(name, searched_names(), n=1, cutoff=0.5)
        cure = f"是不是“{near[0]}”？" if near else ""
        cure += "左边写名词解释里的名词，或者可以比较的数字，例如公务接待费、比年初预算；或者删掉这一行"
        message = f"没有“{one_line(name)}”这个名词或数字"
        place, path = self._document.key_place((EVERYDAY_KEY, name)), (EVERYDAY_KEY, name)
        return Problem(place, Level.ERROR, "R12", message, cure, f"{near[0]}:" if near else _LINE, path)

    def _problem(
        self, path: KeyPath, code: str, message: str, cure: str, example: str = "", level: Level = Level.ERROR
    ) -> Problem:
        return self._document.problem(path, level, code, message, cure, example)
