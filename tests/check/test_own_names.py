"""A name in 名称.yml is read in sentences as the line's own names are, of every line with money or counts."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any, Final

import pytest

from gongkai.check import CHECKS, check_entry
from gongkai.load.names_file import parse_names
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding, Outcome
from gongkai.model.form import LINES, Line
from gongkai.model.names import OwnNames
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

YEAR: Final = 2023
#: Ordinary words that no line is called by.
NAMES: Final = ("本地惯称", "口头的叫法")
#: How sentences say a value.
PHRASES: Final = (
    "{name}为{figure}。",
    "{year}年，{name}共{figure}，管理规范。",
    "我单位{year}年度{name}{figure}。",
    "全年工作顺利完成。{year}年{name}实际为{figure}，其他没有变化。",
)
#: What a sentence counts in where the form prints another measure.
_WRITTEN: Final[Mapping[str, str]] = {"台（套）": "台"}
_CHECKS: Final = tuple(check for check in CHECKS if check.code in {"D23", "D27", "D28"})


def stated(line: Line, text: str) -> Report:
    """A report whose ``line`` is 5, with a text."""
    filled: dict[str, Any] = {"标题": "绩效自评报告", "公开": {"状态": "已公开"}, "引言": text}
    here = filled
    for key in line.path[:-1]:
        here = here.setdefault(key, {})
    here[line.path[-1]] = {"决算": 5} if line.columns[1:] else 5
    return Report.model_validate(filled)


def findings(report: Report, names: OwnNames) -> list[Finding]:
    """What is wrong in the texts."""
    entry = Entry.of("jia", YEAR, "data/2023/jia.yml", "", report)
    rules = YearRules.model_validate({"提纲": "湖南2022"})
    archive = Archive({"jia": Unit(name="某区某局")}, {YEAR: rules}, {("jia", YEAR): entry}, names=names)
    return [f for f in check_entry(archive, entry, checks=_CHECKS) if f.outcome is Outcome.FAILS]


def sentence(line: Line, name: str, phrase: str, number: int) -> str:
    """The phrase with a figure in the line's measure."""
    return phrase.format(name=name, year=YEAR, figure=f"{number}{_WRITTEN.get(line.measure, line.measure)}")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_a_name_is_read_as_the_lines_own(line: Line) -> None:
    for name, phrase in product(NAMES, PHRASES):
        names, document = parse_names(f"{line.label}: [{name}]\n", "x.yml")
        assert document.problems == []
        wrong = stated(line, sentence(line, name, phrase, 7))
        (found,) = findings(wrong, names)
        assert (found.code, found.path) == ("D28", ("引言",))
        assert line.label in found.message
        assert findings(wrong, ()) == []
        assert findings(stated(line, sentence(line, name, phrase, 5)), names) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_two_lines_is_wrong_only_where_it_fits_neither(name: str) -> None:
    names, _ = parse_names(f"总收入: [{name}]\n", "x.yml")
    report = {"标题": "绩效自评报告", "公开": {"状态": "已公开"}, "收支": {"收入总计": 8, "本年收入合计": 5}}
    for number, is_wrong in ((8, False), (5, False), (7, True)):
        said = Report.model_validate({**report, "引言": f"{YEAR}年{name}为{number}万元。"})
        assert bool(findings(said, names)) == is_wrong


def test_a_claim_about_a_bureaus_name_is_not_laid_to_the_line_named_before() -> None:
    """That 招待费 was kept within its budget says nothing of 基本支出, which was not."""
    names, _ = parse_names("公务接待费: [招待费]\n", "x.yml")
    text = f"{YEAR}年基本支出为5万元，招待费控制在预算之内。"
    report = {
        "标题": "绩效自评报告",
        "公开": {"状态": "已公开"},
        "收支": {"基本支出": {"年初预算": 4, "决算": 5}},
        "三公经费": {"其中": {"公务接待费": {"年初预算": 2, "决算": 1}}},
        "引言": text,
    }
    assert findings(Report.model_validate(report), names) == []
    assert findings(Report.model_validate(report), ()) == []
    overspent = {**report, "三公经费": {"其中": {"公务接待费": {"年初预算": 2, "决算": 3}}}}
    assert ["公务接待费" in found.message for found in findings(Report.model_validate(overspent), names)] == [True]
