"""What a reviewer is told of a large change: every figure first, then words; whatever is left out is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from hashlib import sha256

from tests.conftest import demo

from gongkai.build.check_folder import ChangedFile, CheckResult
from gongkai.cli.formats import markdown
from gongkai.cli.summary import is_figure
from gongkai.model.archive import Archive, Entry
from gongkai.model.changed import changed_values
from gongkai.model.correction import Correction
from gongkai.model.problem import Level, Place, Problem
from gongkai.model.report import Report

MOST = 1024 * 1024


def edited(report: Report) -> Report:
    """Another total, another sentence in the introduction, and a problem more."""
    income = report.finance.total_income
    other = income.model_copy(update={"actual": (income.actual or 0) + 1})
    words = f"{report.introduction or ''}\n\n另一段，说的是另一件事。"
    finance = report.finance.model_copy(update={"total_income": other})
    return report.model_copy(update={"finance": finance, "introduction": words})


@cache
def change() -> tuple[Archive, Archive]:
    """The demo, and the demo with 94 of its reports edited."""
    before = demo().archive
    entries = dict(before.entries)
    keys = [key for key, entry in entries.items() if entry.report and entry.is_shown][:94]
    for key in keys:
        entry = entries[key]
        assert entry.report is not None
        digest = sha256(str(key).encode()).hexdigest()
        entries[key] = Entry.of(*key, entry.file, digest, edited(entry.report))
    assert len(keys) == 94
    return before, replace(before, entries=entries)


def result(
    archives: tuple[Archive, Archive], files: tuple[ChangedFile, ...] = (), problems: tuple[Problem, ...] = ()
) -> CheckResult:
    """What is to be told."""
    return CheckResult(tuple(entry.file for entry in archives[1].entries.values()), problems, archives, files)


def changed_files(archives: tuple[Archive, Archive]) -> tuple[ChangedFile, ...]:
    """The files of the reports that were edited."""
    before, now = archives
    pairs = [(before.entries[key], entry) for key, entry in now.entries.items()]
    return tuple(ChangedFile(new.file, old.digest, new.digest) for old, new in pairs if old.digest != new.digest)


def test_every_changed_figure_of_94_files_is_there_and_comes_first() -> None:
    archives = change()
    at_places = (Place(f"data/2020/x{at}.yml", 1, 1) for at in range(94))
    problems = tuple(Problem(at, Level.ERROR, "G02", "改了" * 40, "写" * 40, "例: 1") for at in at_places)
    said = markdown(result(archives, changed_files(archives), problems))
    assert len(said.encode()) < MOST
    assert "94 个文件有变化" in said
    assert said.index("#### 数字（94 处）") < said.index("#### 文字（94 处）") < said.index("### 必须改（94 处）")
    rows = [line for line in said.splitlines() if line.startswith("| data/")]
    for key, entry in archives[1].entries.items():
        old = archives[0].entries[key]
        if old.report and entry.report and old.digest != entry.digest:
            for value in changed_values(old.report, entry.report):
                (row,) = [row for row in rows if row.startswith(f"| {entry.file} | {value.item} |")]
                assert is_figure(value) == ("| +1" in row)
    figures = [row for row in rows if "收入总计" in row]
    assert figures == sorted(figures)


def test_a_changed_text_is_shown_where_it_changed() -> None:
    archives = change()
    said = markdown(result(archives, changed_files(archives)))
    texts = [line for line in said.partition("#### 文字")[2].splitlines() if line.startswith("| data/")]
    assert len(texts) == 94
    for row in texts:
        *_, before, after, _ = re.split(r"(?<!\\)\|", row)
        assert "<ins>" in after
        assert "说的是另一件事" in after
        assert before.strip() != after.strip()


def test_it_says_that_nothing_changed_only_where_no_byte_did() -> None:
    before, _ = change()
    assert "没有一个字节变化" in markdown(result((before, before)))
    comment = ChangedFile("data/units.yml", "1" * 64, "2" * 64)
    said = markdown(result((before, before), (comment,)))
    assert "没有一个字节变化" not in said
    assert "data/units.yml" in said
    gone = dict(before.entries)
    gone.pop(next(iter(gone)))
    assert "没有一个字节变化" not in markdown(result((before, replace(before, entries=gone))))


def test_attachments_register_rules_and_other_files_have_their_places() -> None:
    before, _ = change()
    units, years = dict(before.units), dict(before.years)
    unit_id, year = next(iter(units)), max(years)
    units[unit_id] = units[unit_id].model_copy(update={"name": "另一个名称"})
    bands = years[year].grades
    years[year] = years[year].model_copy(update={"grades": (bands[0].model_copy(update={"grade": "甲等"}), *bands[1:])})
    files = (
        ChangedFile("data/2022/附件/a.pdf", "1" * 64, "2" * 64), ChangedFile("data/x.py", None, "3" * 64),
        ChangedFile("data/2022/附件/b.pdf", "4" * 64, None), ChangedFile("data/units.yml", "5" * 64, "6" * 64),
    )  # fmt: skip  # one after the other
    said = markdown(result((before, replace(before, units=units, years=years)), files))
    told = {
        "附件（2 处）": "111111111111 → 222222222222", "登记（1 处）": "另一个名称", "年度规则（1 处）": "甲等",
        "其他文件（1 处）": "data/x.py",
    }  # fmt: skip  # titles and words
    for title, words in told.items():
        assert words in said.partition(f"#### {title}")[2].partition("####")[0], title


def test_a_report_that_cannot_be_read_is_named() -> None:
    before, _ = change()
    key = next(iter(before.entries))
    broken = {**before.entries, key: replace(before.entries[key].without_report(), digest="0" * 64)}
    said = markdown(result((before, replace(before, entries=broken))))
    assert f"`{before.entries[key].file}`：现在的读不出来" in said


def test_what_does_not_fit_is_counted() -> None:
    before, now = change()
    long = {}
    for key, entry in now.entries.items():
        report = entry.report
        words = tuple(f"第{at}个问题是{'很长的一句话' * 30}" for at in range(60))
        more = report and report.model_copy(update={"problems": words})
        long[key] = Entry.of(*key, entry.file, "9" * 64, more) if more else entry
    said = markdown(result((before, replace(now, entries=long))))
    assert len(said.encode()) < MOST
    (told,) = re.findall(r"\*\*文字另有 (\d+) 处，这里放不下\*\*", said)
    texts = said.partition("#### 文字")[2].partition("####")[0].splitlines()
    shown = sum(1 for line in texts if line.startswith("| data/"))
    (total,) = re.findall(r"#### 文字（(\d+) 处）", said)
    assert shown + int(told) == int(total)
    assert "<details><summary>其余" in said


def test_problems_beyond_many_are_folded_and_counted() -> None:
    problems = tuple(Problem(Place("a.yml", at + 1, 1), Level.WARNING, "D09", "对不上") for at in range(500))
    said = markdown(CheckResult(("a.yml",), problems))
    assert said.count("- `a.yml:") == 200
    assert "<details><summary>另有 440 处</summary>" in said
    assert "还有 300 处没有列出" in said


def test_every_new_correction_is_printed_with_its_day_and_words() -> None:
    archives = change()
    key, entry = next((key, entry) for key, entry in archives[1].entries.items() if entry.report)
    assert entry.report
    words = {"日期": "2024-09-01", "内容": "收入总计由1.00改为2.00", "原因": "录入时看错了一行"}
    report = entry.report.model_copy(
        update={"corrections": (*entry.report.corrections, Correction.model_validate(words))}
    )
    entries = dict(archives[1].entries) | {key: Entry.of(*key, entry.file, "0" * 64, report)}
    pair = (archives[0], replace(archives[1], entries=entries))
    text = markdown(result(pair, changed_files(pair)))
    assert "#### 新的更正和变更（1 处）" in text
    row = next(line for line in text.splitlines() if "更正 | 2024-09-01" in line)
    assert entry.file.replace("_", "\\_") in row
    assert "收入总计由1.00改为2.00 | 录入时看错了一行" in row
