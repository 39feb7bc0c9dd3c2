"""What a report leaves open that it should say: why it is looked into, when it came out, its grade by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from ..model.archive import Entry
from ..model.disclosure import State
from ..model.empty_words import fault_of_words
from ..model.evaluation import Evaluation
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.year import YearRules, grade_of

PUBLISHED_ON: Final = ("公开", "发布日期")
_QUOTES: Final = "“”‘’「」『』\"'"
#: Grades as they are said, and as the standard of the Ministry of Finance names them.
_SAID: Final = {"优秀": "优", "良好": "良", "中等": "中"}


def left_open(entry: Entry, rules: YearRules | None, is_written: Callable[[KeyPath], bool]) -> Iterator[Problem]:
    """One problem for each, at the file as a whole; its path tells the line.

    ``is_written`` tells whether something stands at a path of the file, be it a null.
    """
    report, place = entry.report, Place(entry.file)
    if report is None:
        return
    stated = report.disclosure
    if stated.state is State.UNDER_REVIEW and (fault := fault_of_words(stated.reason or "")):
        fact = f"的理由{fault}" if stated.reason else "没有写理由"
        message, cure = f"“核实中”{fact}，读者不知道在核实什么", "在“公开”里补上“理由”，写明在核实什么"
        yield Problem(place, Level.WARNING, "S18", message, cure, "理由: 项目支出明细与总数正在核对", ("公开", "状态"))
    if stated.state is State.PUBLISHED and stated.published_on is None and not is_written(PUBLISHED_ON):
        message, cure = "“已公开”没有写发布日期", "在“公开”里写“发布日期”：首次公开的日期；查不到的，写 null"
        yield Problem(place, Level.WARNING, "S31", message, cure, "发布日期: 2021-06-30", PUBLISHED_ON)
    yield from _grade(report.evaluation, rules, place)


def _grade(stated: Evaluation, rules: YearRules | None, place: Place) -> Iterator[Problem]:
    written = stated.grade
    names = [band.grade for band in rules.grades] if rules else []
    if not written or not names or written in names:
        return
    bare = written.strip(_QUOTES)
    grade = bare if bare in names else _SAID.get(bare, "")
    if grade not in names or not _fits(stated.score, grade, rules):
        return  # D22 says which grade the score is
    message = f"自评等级写的是“{written.strip('“”')}”，本年度的等级标准里是“{grade}”"
    cure = f"写 {grade}，不加引号" if bare == grade else f"照等级标准写 {grade}；报告原文就是这样写的，可以不改"
    message = f"自评等级“{bare}”多了引号" if bare == grade else message
    level = Level.WARNING if bare == grade else Level.HINT
    yield Problem(place, level, "S32", message, cure, f"自评等级: {grade}", ("绩效", "自评等级"))


def _fits(score: Decimal | None, grade: str, rules: YearRules | None) -> bool:
    """Whether the score is of that grade, or nothing says of which it is."""
    expected = grade_of(score, rules.grades) if rules and score is not None else None
    return expected is None or expected == grade
