"""A pull request may hold anything: no file ends the process, hangs it, or brings in what lies outside the data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.load.test_input_cases import data_folder

from gongkai.load.folder import read_archive
from gongkai.load.record_file import keys_of, parse_record
from gongkai.load.source import CONTROL, find_control
from gongkai.load.syntax_mistakes import find_mistakes
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.report import Report

GOOD = "标题: 2020年度报告\n公开: {状态: 核实中}\n"
#: Each of these, within the size limit, once ended the process in the C composer.
DEEP = {
    "brackets-with-tabs": "[ \t" * 200_000,
    "braces": "{a: " * 100_000,
    "brackets-with-words": "[a," * 200_000,
    "complex-keys": "\n  " + "? " * 300_000,
    "lists-of-complex-keys": "\n  " + "- ? " * 200_000 + "x",
}


#: Where one program or another ends a line, changes the order of reading, or sees no text at all.
LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
NO_TEXT = LINE_ENDS + "\0\x1b\x7f\x9f\u061c\u200e\u200f\u202a\u202e\u2066\u206f\ufdd0\ufeff\ufff9\ufffe\uffff\U000e0001"
#: A text for each place where a character may come in, as itself and as an escape.
PLACES = {
    "units.yml": 'jia:\n  名称: "甲{}乙"\n  类别: "丙{}"\n',
    "units.yml key": 'jia: {{名称: 甲}}\n"{}": {{名称: 乙}}\n',
    "名称.yml": '公务接待费: ["招待{}费"]\n',
    "名称.yml key": '公务接待费: [招待费]\n"编{}制数": [定编人数]\n',
    "2020/_year.yml": '提纲: 湖南2016\n说明: "甲{}"\n',
    "2020/_year.yml key": '提纲: 湖南2016\n校核: {{易错词: {{"甲{}": 乙}}}}\n',
    "2020/jia.yml": '标题: "2020{}年度报告"\n公开: {{状态: 核实中}}\n引言: "甲{}乙"\n问题: ["丙{}丁"]\n',
    "2020/jia.yml key": '标题: 2020年度报告\n公开: {{状态: 核实中}}\n政府采购: {{其中: {{"货物{}": 1}}}}\n',
}


def codes(root: Path) -> list[str]:
    return [problem.code for problem in read_archive(root)[1]]


def test_deep_nesting_is_refused_and_ends_no_process() -> None:
    """In a process of its own: a crash in C would take the tests with it."""
    script = (
        "import json, sys\n"
        "from gongkai.load.yaml_text import parse_yaml\n"
        "for deep in json.load(sys.stdin):\n"
        "    print(*(p.code for p in parse_yaml(deep, 'x.yml').problems))\n"
    )
    texts = json.dumps([f"{GOOD}引言: {deep}" for deep in DEEP.values()])
    paths = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(
        [sys.executable, "-c", script], input=texts, env=paths, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stdout) == (0, "Y08\n" * len(DEEP)), done.stderr


def test_many_brackets_that_do_not_nest_are_read() -> None:
    assert parse_yaml(GOOD + "引言: '" + "[{-?" * 1000 + "'\n", "x.yml").problems == []


def test_a_file_of_nothing_but_faults_is_told_in_seconds(tmp_path: Path) -> None:
    unknown = "".join(f"键{number}: 1\n" for number in range(10_000))
    begun = time.monotonic()
    found = codes(data_folder(tmp_path, (GOOD + unknown).encode()))
    assert time.monotonic() - begun < 20
    assert len(found) <= 201


def test_a_file_cannot_forge_lines_of_the_log(tmp_path: Path) -> None:
    root = data_folder(tmp_path, (GOOD + '"甲\\n::error::乙\\e[31m": 1\n').encode())
    (root / "data/2020/a\n::error::b.yml").write_text(GOOD, encoding="utf-8")
    for problem in read_archive(root)[1]:
        assert all(character.isprintable() for character in f"{problem}{problem.cure}{problem.example}")


def _replace(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    _replace(root / "data/2020/jia.yml", lambda path: path.mkdir())
    assert codes(root) == ["F09"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    _replace(root / "data/2020/jia.yml", os.mkfifo)
    assert codes(root) == ["F09"]


@pytest.mark.parametrize("file", ["units.yml", "2020/_year.yml", "2020/jia.yml"])
def test_no_data_file_may_be_a_link(tmp_path: Path, file: str) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    outside = (root / "data" / file).rename(tmp_path / "outside.yml")
    (root / "data" / file).symlink_to(outside)
    assert codes(root) == ["F08"]


def test_a_year_may_not_be_a_link(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    outside = (root / "data/2020").rename(tmp_path / "outside")
    (root / "data/2020").symlink_to(outside)
    archive, problems = read_archive(root)
    assert [problem.code for problem in problems] == ["F08"]
    assert not archive.entries


@pytest.mark.parametrize(
    ("name", "code"), [("a" * 5000 + ".pdf", "S16"), ("a" * 196 + ".pdf", "R05"), ("in/biao.pdf", "S16")]
)
def test_attachments_with_impossible_names_or_in_linked_folders(tmp_path: Path, name: str, code: str) -> None:
    root = data_folder(tmp_path, (GOOD + f"附件: [{{名称: 表, 文件: {name}}}]\n").encode())
    (root / "data/2020/real").mkdir()
    (root / "data/2020/real/biao.pdf").write_bytes(b"%PDF-1.7")
    (root / "data/2020/in").symlink_to(root / "data/2020/real")
    assert codes(root) == [code]


def test_a_register_of_nothing_but_remarks_is_a_new_sites_and_hides_no_report(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/units.yml").write_text("# caizheng:\n#   名称: 某某区财政局\n", encoding="utf-8")
    assert codes(root) == ["R01", "Y09"]


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        ("", ["F02"]),
        ("- jia\n", ["Y09"]),
        ("jia: 甲\n", ["S13"]),
        ("jia:\n  名称：甲\n", ["Y01"]),
        ("jia: {name: 甲}\n", ["S01", "S02"]),
    ],
    ids=["empty", "list", "text", "full-width colon", "English key"],
)
def test_a_broken_register_is_told_once_not_for_every_report(
    tmp_path: Path, register: str, expected: list[str]
) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/units.yml").write_text(register, encoding="utf-8")
    assert codes(root) == expected


def test_a_relation_to_an_unknown_unit_is_told_at_its_line(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/units.yml").write_text("jia:\n  名称: 甲\n  主管部门: yi\n", encoding="utf-8")
    (problem,) = read_archive(root)[1]
    assert (problem.code, problem.place.line, problem.place.column) == ("R03", 3, 9)


def test_empty_rules_of_a_year_are_told_once(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/_year.yml").write_text("", encoding="utf-8")
    assert codes(root) == ["F02"]


@pytest.mark.parametrize("place", sorted(PLACES))
def test_no_character_that_breaks_lines_or_is_no_text_comes_in_anywhere(tmp_path: Path, place: str) -> None:
    """Neither as itself nor as an escape, in a value or in a key; and what is refused goes no further."""
    root = data_folder(tmp_path, GOOD.encode())
    for character in NO_TEXT:
        escape = f"\\U{ord(character):08x}"
        for written in (character, escape):
            content = PLACES[place].replace("{}", written).replace("{{", "{").replace("}}", "}")
            (root / "data" / place.removesuffix(" key")).write_bytes(content.encode())
            archive, problems = read_archive(root)
            assert {"F04"} <= {p.code for p in problems}, (character, written)
            assert all(p.level == 0 and p.cure for p in problems if p.code == "F04")
            assert repr(character)[1:-1] not in repr((archive, [entry.report for entry in archive.entries.values()]))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_every_usual_end_of_a_line_is_read_as_one(tmp_path: Path, end: str) -> None:
    archive, problems = read_archive(data_folder(tmp_path, (GOOD + "引言: 甲\n").replace("\n", end).encode()))
    report = archive.entries["jia", 2020].report
    assert not problems
    assert report is not None
    assert report.introduction == "甲"


@pytest.mark.parametrize("key", ["其中", "名称", "上年决算", "分值"])
def test_a_key_of_many_lines_is_not_sent_to_one_of_them(key: str) -> None:
    text = f"标题: 甲\n公开: {{状态: 已公开}}\n收支:\n  追加预算: 1\n  收入总计: {{决算: 1}}\n目录信息: {{{key}: 1}}\n"
    (problem,) = parse_record(text, "data/2020/jia.yml", Report)[1].problems
    assert problem.code == "S02"
    assert "应写在" not in problem.cure
    assert problem.cure.startswith("删掉这一项")


@pytest.mark.parametrize("filler", [" ", "\n", "  字\n", "- ", "甲: |\n  字\n", "甲: ", "{", "，", "&"])
def test_looking_for_mistakes_takes_time_in_proportion_to_the_text(filler: str) -> None:
    text = "引言: |\n" + filler * (100_000 // len(filler)) + "\n收支：5\n"
    began = time.process_time()
    list(find_mistakes(text, keys_of(Report), "data/2020/jia.yml"))
    assert time.process_time() - began < 3


def test_no_control_character_is_passed_over() -> None:
    refused = CONTROL.findall("".join(map(chr, range(0x110000))))
    assert len(refused) > 2000
    assert [character for character in refused if not find_control(f"甲{character}\n")] == []
