"""What a bureau calls the lines of the forms beside their own names: ``data/名称.yml``, where there is one.

Under 搜索 stand words by which its readers look for terms and figures (see :mod:`.search_words`).
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..model.everyday import EVERYDAY_KEY, searched_names
from ..model.form import LINES, Line
from ..model.line_names import known_names, lines_called
from ..model.names import OwnNames
from ..model.problem import KeyPath, Level, Place, Problem
from ..text.own_names import find_name_fault
from .record_file import parse_mended, settle
from .search_words import SearchWords
from .source import one_line, read_source
from .yaml_text import MOST, Document

NAMES_FILE: Final = "名称.yml"
_EXAMPLE: Final = "公务接待费: [招待费]"
#: More would only slow the reading of every sentence.
_MOST_NAMES: Final = 1000
#: Codes whose examples are from reports.
_ELSEWHERE: Final = frozenset({"F02", "Y05", "Y18"})


class NamesFile(NamedTuple):
    """The file: names of lines, by which sentences are read too, and words that only help to search."""

    names: OwnNames = ()
    words: OwnNames = ()


def read_names(root: Path, folder: str, problems: list[Problem]) -> NamesFile:
    """The names that can be used; none where there is no file, or one that cannot be read."""
    file = f"{folder}/{NAMES_FILE}"
    if not os.path.lexists(root / file):
        return NamesFile()
    source = read_source(root / file, file)
    problems.extend(map(_with_example, source.problems))
    if source.text is None:
        return NamesFile()
    found, document = parse_names_file(source.text, file)
    problems.extend(document.problems)
    return found


def parse_names(text: str, file: str) -> tuple[OwnNames, Document]:
    """Text → names of lines; the document carries every problem, and one wrong name does not hide the others."""
    found, document = parse_names_file(text, file)
    return found.names, document


def parse_names_file(text: str, file: str) -> tuple[NamesFile, Document]:
    """Text → names and words."""
    mistakes, document = parse_mended(text, file, _labels())
    stated = document.value if isinstance(document.value, dict) and not document.broken else None
    if stated is None and not document.problems and not mistakes:
        words = (
            "名称文件里没有“项目: [名称]”这样的项",
            "左边写表上的名称，右边在方括号里写本地区的说法；没有就删掉这个文件",
        )
        document.problems.append(Problem(Place(file, 1, 1), Level.ERROR, "Y09", *words, _EXAMPLE))
    reader, readers_words = _Reader(document), SearchWords(document)
    lines = {label: others for label, others in (stated or {}).items() if label != EVERYDAY_KEY}
    searched = readers_words.read(stated[EVERYDAY_KEY]) if stated and EVERYDAY_KEY in stated else ()
    wrong = chain(reader.read(lines), searched)
    document.problems.extend(islice(wrong, MOST))
    if next(wrong, None):
        message, cure = f"名称文件里的问题超过 {MOST} 处，没有全部列出", "先改列出的，再校核一次"
        document.problems.append(Problem(Place(file, 1, 1), Level.ERROR, "Y09", message, cure))
    settle(mistakes, document)
    document.problems[:] = [_with_example(problem) for problem in document.problems]
    if document.stumbled:
        return NamesFile(), document
    return NamesFile(_kept(reader.found), _kept(readers_words.found)), document


def _kept(found: dict[str, list[str]]) -> OwnNames:
    return tuple((label, tuple(names)) for label, names in found.items())


@cache
def _labels() -> frozenset[str]:
    """Whatever a line of the file may begin with."""
    return frozenset({*_of_lines(), *searched_names(), EVERYDAY_KEY})


@cache
def _of_lines() -> frozenset[str]:
    """Whatever a line of the forms may be called."""
    return frozenset({*known_names(), *(line.label for line in LINES)})


class _Reader:
    """Reads the file line by line.

    Attributes:
        found: the names that can be used, by the name that stands to their left.
    """

    def __init__(self, document: Document) -> None:
        self.found: dict[str, list[str]] = {}
        self._document = document
        self._taken: dict[str, tuple[tuple[Line, ...], KeyPath]] = {}

    def read(self, stated: dict[str, Any]) -> Iterator[Problem]:
        """What is wrong, in the order of the file."""
        for label, others in stated.items():
            lines = lines_called(label)
            if not lines:
                yield self._unknown(label, others)
            elif isinstance(others, list) and others:
                for at, name in enumerate(others):
                    yield from self._take(label, lines, (label, at), name)
            else:
                yield self._no_list(label, others)

    def _take(self, label: str, lines: tuple[Line, ...], path: KeyPath, name: Any) -> Iterator[Problem]:
        if not isinstance(name, str) or not name:
            message = f"“{label}”的第 {int(path[-1]) + 1} 个名称不是文字"
            yield self._problem(path, "S12", message, "名称只写汉字，写在方括号里", _EXAMPLE)
        elif fault := find_name_fault(name, lines):
            level = Level.HINT if fault.is_needless else Level.ERROR
            example = _line(label, fault.right) if fault.right else ""
            yield self._problem(path, "R13", f"{label}：{one_line(fault.fact, 120)}", fault.cure, example, level)
        elif first := self._taken.get(name):
            where = self._document.place(first[1]).line
            message = f"“{name}”写了两次，第一次在第 {where} 行的“{first[1][0]}”"
            cure = "删掉一个" if first[0] == lines else "一个名称只说一项，删掉说错的一个"
            yield self._problem(path, "R13", message, cure)
        elif len(self._taken) == _MOST_NAMES:
            message, cure = f"“{name}”以前已经有 {_MOST_NAMES} 个名称", "只留本地区的报告真用的"
            yield self._problem(path, "R13", message, cure)
        else:
            self._taken[name] = lines, path
            self.found.setdefault(label, []).append(name)

    def _no_list(self, label: str, others: Any) -> Problem:
        fault = find_name_fault(others, lines_called(label)) if isinstance(others, str) and others else None
        if isinstance(others, str) and (right := fault.right if fault else others):
            cure = "名称写在英文方括号里，几个名称用英文逗号隔开"
            return self._problem((label,), "S14", f"“{label}”后面要一个一个写", cure, _line(label, right))
        cure = "在英文方括号里写本地区的说法，几个名称用英文逗号隔开；没有就删掉这一行"
        return self._problem((label,), "S14", f"“{label}”后面没有一个一个写的名称", cure, _EXAMPLE)

    def _unknown(self, label: str, others: Any) -> Problem:
        written = others if isinstance(others, list) else [others]
        swapped = next((name for name in written if isinstance(name, str) and lines_called(name)), None)
        near = difflib.get_close_matches(label, sorted(_of_lines()), n=1, cutoff=0.5)
        if swapped:
            cure, example = "左右写反了：左边写表上的名称，右边写本地区的说法", _line(swapped, one_line(label))
        elif near:
            cure, example = f"是不是“{near[0]}”？左边写表上的名称", f"{near[0]}:"
        else:
            cure, example = "左边写表上印的名称，例如公务接待费、基本支出、编制数；或者删掉这一行", _EXAMPLE
        message = f"表上没有“{one_line(label)}”这一项"
        return Problem(self._document.key_place((label,)), Level.ERROR, "R12", message, cure, example, (label,))

    def _problem(
        self, path: KeyPath, code: str, message: str, cure: str, example: str = "", level: Level = Level.ERROR
    ) -> Problem:
        return self._document.problem(path, level, code, message, cure, example)


def _with_example(problem: Problem) -> Problem:
    """A problem that every file may have, with an example from this one."""
    return replace(problem, example=_EXAMPLE) if problem.code in _ELSEWHERE else problem


def _line(label: str, names: str) -> str:
    """The line as it should be."""
    return f"{label}: [{names}]"
