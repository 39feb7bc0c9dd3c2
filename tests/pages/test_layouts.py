"""Whole reports in the layouts that are published: each goes in without a problem, adds up, and is on its page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from tests.pages.fields import OUTLINES, page_of, words_of

from gongkai.check import check_entry
from gongkai.load.record_file import parse_record
from gongkai.load.report_file import check_file
from gongkai.load.texts import check_texts
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Outcome
from gongkai.model.money import shifted
from gongkai.model.paths import stated_in
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

FILES = sorted((Path(__file__).parent.parent / "layouts").glob("*.yml"))
GRADES = [{"等级": grade, "下限": Decimal(floor)} for grade, floor in (("优", 90), ("良", 80), ("中", 60), ("差", 0))]
LAYOUT = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file: Path) -> Report:
    """The report, in which reading finds nothing to mend."""
    text = file.read_text(encoding="utf-8")
    report, document = parse_record(text, file.name, Report)
    assert report is not None, document.problems
    assert document.problems == []
    assert [*check_file(report, document), *check_texts(text, document)] == []
    return report


def outline_name(report: Report) -> str:
    return "湖南2022" if int(report.title[:4]) >= 2022 else "湖南2016"


def wanting(value: Any, words: str) -> bool:
    """Whether a value is not on the page, with the digits or words in which it was published."""
    if isinstance(value, date):
        return value.isoformat() not in words
    if isinstance(value, Decimal):
        forms = {f"{abs(value):f}", f"{abs(value):.2f}" if value == round(value, 2) else ""} - {""}
        return not any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d])", words) for form in forms)
    if isinstance(value, int):
        return re.search(rf"(?<![\d.]){value}(?!\d)", words) is None
    lines = re.sub(r"^(?:#+|-) ", "", str(value), flags=re.MULTILINE).split("\n")
    return any(line.strip() not in words for line in lines)


@LAYOUT
def test_it_is_read_whole_and_adds_up(file: Path) -> None:
    report = read(file)
    year = int(report.title[:4])
    rules = YearRules.model_validate({"提纲": outline_name(report), "等级": GRADES})
    entry = Entry.of("jia", year, f"data/{year}/jia.yml", "", report)
    unit = Unit.model_validate({"名称": str(report.profile.situation).partition("是")[0]})
    found = check_entry(Archive({"jia": unit}, {year: rules}, {("jia", year): entry}), entry)
    assert [str(finding) for finding in found if finding.outcome is Outcome.FAILS] == []
    assert len([finding for finding in found if finding.outcome is Outcome.HOLDS]) > 25


@LAYOUT
def test_everything_that_it_states_is_on_its_page(file: Path) -> None:
    report = read(file)
    words = words_of(page_of(report, OUTLINES[outline_name(report)]))
    stated = [(path, value) for path, value in stated_in(report) if path != ("公开", "状态")]
    assert len(stated) > 100
    assert [(path, value) for path, value in stated if not isinstance(value, Enum) and wanting(value, words)] == []
    assert "其他公开内容" not in words, "every place of the layout is in its outline"


def test_a_report_in_yuan_is_shown_in_wanyuan_and_says_so() -> None:
    (file,) = [file for file in FILES if "元" in file.stem]
    report = read(file)
    words = words_of(page_of(report, OUTLINES["湖南2022"]))
    assert "原文金额单位：元，已换算为万元" in words
    assert report.finance.total_expenditure.actual == shifted(Decimal("8601900.85"), -4) == Decimal("860.190085")
    assert "860.190085" in words
    assert "8601900.85" not in words
