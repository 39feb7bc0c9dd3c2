"""Every fault of a kind in every field of that kind: told with its line and cure, and never published."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.load.test_folder import GOOD
from tests.load.test_input_cases import data_folder
from tests.pages.fields import NUMBERS, _step, _value

from gongkai.load.dates import day_of
from gongkai.load.folder import read_archive
from gongkai.load.inventory import take_inventory
from gongkai.load.record_file import parse_record
from gongkai.load.report_file import read_entry
from gongkai.load.source import find_unseen
from gongkai.model.disclosure import ATTACHMENT_TYPES
from gongkai.model.problem import KeyPath, Problem
from gongkai.model.report import Report
from gongkai.model.text import UNSEEN

TODAY: Final = date(2026, 11, 27)
VALUES: Final = {path: _value(path) for path in NUMBERS}
FIGURES: Final = [path for path, value in VALUES.items() if isinstance(value, Decimal)]
#: What was published once may be any number.
BOUNDED: Final = [path for path in FIGURES if path[-1] not in ("原来", "现在")]
DAYS: Final = [path for path, value in VALUES.items() if isinstance(value, str) and value[:2] == "20"]
WORDS: Final = [path for path, value in VALUES.items() if isinstance(value, str) and "号内容" in value]
HEAD: Final[dict[str, Any]] = {"标题": "题", "公开": {"状态": "已公开"}}


def file_with(path: KeyPath, written: str) -> str:
    """A data file in which ``written`` stands at ``path`` as it is."""
    data: Any = json.loads(json.dumps(HEAD))
    top = data
    for at, key in enumerate(path[:-1]):
        data = _step(data, key, path[at + 1])
    data[path[-1]] = "@@"
    return json.dumps(top, ensure_ascii=False, indent=1).replace('"@@"', written) + "\n"


def problems(text: str, tmp_path: Path, today: date = TODAY) -> tuple[Problem, ...]:
    """Everything that is said about a data file."""
    (tmp_path / "jia.yml").write_text(text, encoding="utf-8")
    read = read_entry(tmp_path, "jia.yml", "jia", 2020, today)
    assert (read.entry.report is None) == any(problem.level.label == "必须改" for problem in read.problems)
    return read.problems


def line_of(text: str, written: str) -> int:
    """The line in which something is written."""
    return text[: text.index(written)].count("\n") + 1


@pytest.mark.parametrize("zero", ["-0", "-0.0", "-0.00"])
def test_a_zero_with_a_minus_is_refused_in_every_field(zero: str, tmp_path: Path) -> None:
    assert len(FIGURES) > 250
    for path in FIGURES:
        text = file_with(path, zero)
        (found, *_) = [problem for problem in problems(text, tmp_path) if problem.code == "S08"]
        assert found.place.line == line_of(text, f": {zero}"), path
        assert "写 0" in found.cure


@pytest.mark.parametrize("number", ["9" * 28, "1" + "0" * 20, "4" * 18 + ".25"])
def test_a_number_of_absurd_size_is_refused_in_every_field(number: str, tmp_path: Path) -> None:
    for path in BOUNDED:
        found = [p for p in problems(file_with(path, number), tmp_path) if p.level.label == "必须改"]
        assert found, path
        assert found[0].place.line
        assert found[0].cure


@given(st.sampled_from(FIGURES), st.decimals("0.0000001", "0.9", places=7))
def test_no_figure_is_ever_written_with_an_exponent(path: KeyPath, number: Decimal) -> None:
    report, _ = parse_record(file_with(path, f"{number:f}"), "x.yml", Report)
    if report is not None:
        dumped = report.model_dump(by_alias=True)
        assert "E-" not in json.dumps(dumped, default=lambda value: f"{value:f}" if isinstance(value, Decimal) else "")


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u2060", "\u3164", "\u2800", "\ufe0f", "\u180e"])
def test_a_character_that_nobody_sees_is_found_in_every_text(character: str, tmp_path: Path) -> None:
    assert UNSEEN.fullmatch(character)
    assert len(WORDS) > 90
    for path in WORDS:
        text = file_with(path, f'"第{character}号内容"')
        (found,) = [problem for problem in problems(text, tmp_path) if problem.code == "F04"]
        assert found.place.line == line_of(text, character), path
        assert f"U+{ord(character):04X}" in found.message
        assert "删掉这个符号" in found.cure


def test_each_of_these_characters_is_found_in_a_text_that_has_no_other() -> None:
    unseen = [chr(code) for code in range(0x110000) if UNSEEN.fullmatch(chr(code))]
    assert len(unseen) > 50
    for character in unseen:
        (found,) = find_unseen(f"标题: 二〇二〇年度\n引言: 第{character}号\n", "x.yml")
        assert (found.place.line, found.place.column) == (2, 6), f"U+{ord(character):04X}"


@pytest.mark.parametrize("escaped", [r"\u200b", r"\xad", r"\u2800"])
def test_it_is_found_when_it_is_written_as_an_escape(escaped: str, tmp_path: Path) -> None:
    found = [p.code for p in problems(file_with(("引言",), f'"甲{escaped}乙"'), tmp_path)]
    assert "F04" in found


def test_it_is_found_in_names_of_the_units_own_and_inside_long_texts(tmp_path: Path) -> None:
    text = f"{GOOD}  项目支出: {{决算: 1, 其中: {{修\u200b路: 1}}}}\n引言: |\n  第一行\n  第\u2060二行\n"
    assert sorted((p.place.line, p.code) for p in problems(text, tmp_path)) == [(5, "Y10"), (8, "F04")]


def test_a_day_that_has_not_come_is_refused_in_every_field(tmp_path: Path) -> None:
    assert len(DAYS) >= 6
    for path in DAYS:
        for day, is_right in (("2026-11-27", True), ("2026-11-28", False), ("2099-01-01", False)):
            text = file_with(path, f'"{day}"')
            found = [p for p in problems(text, tmp_path) if p.code == "S28"]
            assert (found == []) == is_right, path
            assert all(p.place.line == line_of(text, day) and "真实的日期" in p.cure for p in found)


def test_a_day_in_words_is_none(tmp_path: Path) -> None:
    assert [p.code for p in problems(GOOD + "引言: 规划到 2035-01-01 完成。\n", tmp_path)] == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("units.yml", "jia:\n  名称: 甲\n  变更: [{日期: 2099-01-01, 内容: 名称更正为全称, 原因: 登记时录入有误}]\n"),
        ("2020/_year.yml", "提纲: 湖南2016\n变更: [{日期: 2099-01-01, 内容: 名称更正为全称, 原因: 登记时录入有误}]\n"),
    ],
)
def test_a_change_of_register_or_rules_does_not_lie_ahead(file: str, text: str, tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data" / file).write_text(text, encoding="utf-8")
    assert [p.code for p in read_archive(root, today=TODAY)[1]] == ["S28"]
    assert read_archive(root, today=date(2099, 1, 1))[1] == ()


def test_a_deadline_may_lie_ahead(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/_year.yml").write_text("提纲: 湖南2016\n公开期限: {截止日期: 2099-01-01}\n", encoding="utf-8")
    assert take_inventory(root, today=TODAY).problems == ()


def test_the_day_is_that_of_china() -> None:
    assert day_of(1_700_000_000) == date(2023, 11, 15)
    assert day_of(1_699_977_599) == date(2023, 11, 14)


FIX: Final = "更正: [{{日期: {day}, 内容: {what}, 原因: {why}}}]\n"
RIGHT: Final = {"day": "2021-09-01", "what": "收入总计由1万元更正为2万元", "why": "录入时看错一行"}
PUBLISHED: Final = GOOD.replace("{状态: 已公开}", "{状态: 已公开, 发布日期: 2021-06-30}")
EMPTY_WORDS: Final = (
    '""', '" "', '"　"', "。", "、。", "无", "没有", '"-"', "——", "的的的的的", "更正更正更正", "'1234567'", "abcdefgh",
    "改", "写明改了什么", "为什么改", "公务接待费由3.20万元更正为3.02万元", "……",
)  # fmt: skip


@pytest.mark.parametrize("words", EMPTY_WORDS)
@pytest.mark.parametrize("key", ["what", "why"])
def test_a_correction_says_something(key: str, words: str, tmp_path: Path) -> None:
    found = [p for p in problems(PUBLISHED + FIX.format(**RIGHT | {key: words}), tmp_path) if p.level.label == "必须改"]
    assert [p.code for p in found] == ["S29"]
    assert found[0].place.line == PUBLISHED.count("\n") + 1
    assert found[0].cure
    assert found[0].example


@pytest.mark.parametrize("words", ["已改", "录错", "更名", "3.20→3.02", "属实"])
@pytest.mark.parametrize("key", ["what", "why"])
def test_a_correction_in_few_words_is_taken(key: str, words: str, tmp_path: Path) -> None:
    found = problems(PUBLISHED + FIX.format(**RIGHT | {key: words}), tmp_path)
    assert [(p.code, p.level.label) for p in found] == [("S29", "建议")]


def test_a_right_correction_is_taken(tmp_path: Path) -> None:
    assert problems(PUBLISHED + FIX.format(**RIGHT), tmp_path) == ()


def test_a_correction_does_not_come_before_publication(tmp_path: Path) -> None:
    for day, codes in (("2021-06-30", []), ("2021-06-29", ["S29"]), ("2026-11-27", []), ("2026-11-28", ["S28"])):
        assert [p.code for p in problems(PUBLISHED + FIX.format(**RIGHT | {"day": day}), tmp_path)] == codes


def test_a_value_that_did_not_change_is_no_change(tmp_path: Path) -> None:
    same = (
        "更正: [{日期: 2021-09-01, 内容: 收入总计更正, 原因: 录入时看错一行, 改动: [{项目: 甲, 原来: 1, 现在: 1}]}]\n"
    )
    assert [p.code for p in problems(PUBLISHED + same, tmp_path)] == ["S29"]


def packed(*names: str) -> bytes:
    """A ZIP with these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name in names:
            files.writestr(name, "<x/>")
    return out.getvalue()


COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
WORD, EXCEL, OFD = (
    packed("[Content_Types].xml", "word/a.xml"),
    packed("[Content_Types].xml", "xl/a.xml"),
    packed("OFD.xml"),
)
CONTENTS: Final = {
    "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n..", "jpg": b"\xff\xd8\xff\xe0", "csv": "甲,乙\r\n".encode(),
    "gbk": "甲,乙\r\n".encode("gb18030"), "compound": COMPOUND, "word": WORD, "excel": EXCEL,
    "ofd": packed("OFD.xml"),
    "html": b"<!DOCTYPE html><script>alert(1)</script>", "exe": b"MZ\x90\0" + bytes(60), "empty": b"",
    "blank": b"\n \n", "zip": packed("a.exe"), "cut": EXCEL[:30], "nul": b"a,b\0c\n", "svg": b"<svg onload=alert(1)>",
    "rar": b"Rar!\x1a\x07",
}  # fmt: skip  # names, read in a row
TAKEN: Final = {
    ".pdf": {"pdf"}, ".png": {"png"}, ".jpg": {"jpg"}, ".jpeg": {"jpg"}, ".csv": {"csv", "gbk"}, ".docx": {"word"},
    ".xlsx": {"excel"}, ".doc": {"compound", "word"}, ".xls": {"compound", "excel"}, ".ofd": {"ofd"},
    ".wps": {"compound", "word"}, ".et": {"compound", "excel"},
}  # fmt: skip  # names, read in a row


@pytest.mark.parametrize("ending", ATTACHMENT_TYPES)
def test_an_attachment_is_what_its_name_says(ending: str, tmp_path: Path) -> None:
    for name, content in CONTENTS.items():
        if ending == ".csv" and name in {"pdf", "rar"}:
            continue  # text as far as anybody can tell
        (tmp_path / f"a{ending}").write_bytes(content)
        found = problems(f"{GOOD}附件: [{{名称: 表, 文件: a{ending}}}]\n", tmp_path)
        assert [p.code for p in found] == ([] if name in TAKEN[ending] else ["S16"]), (ending, name)
        assert all(p.place.line and p.cure for p in found)


def test_what_it_is_instead_is_said(tmp_path: Path) -> None:
    said = {"html": "是网页", "exe": "是程序", "empty": "是空的", "zip": "是压缩包（ZIP）"}
    for name, words in said.items():
        (tmp_path / "a.pdf").write_bytes(CONTENTS[name])
        (found,) = problems(f"{GOOD}附件: [{{名称: 表, 文件: a.pdf}}]\n", tmp_path)
        assert words in found.message


WITHDRAWN: Final = (
    "标题: 2020年度部门整体支出绩效自评报告\n公开:\n  状态: 撤下\n  理由: 附件误载个人信息，依法撤下\n"
    f"  撤下日期: 2021-09-01\n  原文件校验值: {'0' * 63}a\n"
)


def test_a_withdrawn_report_holds_nothing_else(tmp_path: Path) -> None:
    assert problems(WITHDRAWN, tmp_path) == ()
    for path in NUMBERS:
        if path[0] not in {"标题", "公开"}:
            more = json.loads(file_with(path, json.dumps(str(VALUES[path]), ensure_ascii=False)))[path[0]]
            text = WITHDRAWN + f"{path[0]}: {json.dumps(more, ensure_ascii=False)}\n"
            assert any(p.level.label == "必须改" for p in problems(text, tmp_path)), path
    for line in WITHDRAWN.splitlines(keepends=True)[3:]:
        assert [p.code for p in problems(WITHDRAWN.replace(line, ""), tmp_path)] == ["S30"]
    assert [p.code for p in problems(WITHDRAWN.replace(f"{'0' * 63}a", "abc"), tmp_path)] == ["S30"]
    assert [p.code for p in problems(WITHDRAWN + "  批复日期: 2021-01-05\n", tmp_path)] == ["S30"]


def test_looking_for_faults_parses_no_plain_file_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the slow reader was asked")

    monkeypatch.setattr(yaml, "compose", refused)
    assert problems(PUBLISHED + "引言: 一段文字。\n", tmp_path) == ()
