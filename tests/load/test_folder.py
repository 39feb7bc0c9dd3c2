"""Files that are not text, names that are not units, folders that are not years – and one bad file stops no other."""

from __future__ import annotations

import codecs
import itertools
import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.load.test_input_cases import data_folder

from gongkai.cli.data_files import lacks_rules
from gongkai.cli.new_year import begin_year
from gongkai.load.folder import find_document, read_archive
from gongkai.load.record_file import parse_record
from gongkai.load.register import rules_to_begin_with
from gongkai.load.source import MAX_BYTES
from gongkai.load.yaml_text import MOST, parse_yaml
from gongkai.model.disclosure import State
from gongkai.model.problem import KeyPath, Place
from gongkai.model.report import Report
from gongkai.model.text import folded

GOOD = "标题: 2020年度报告\n公开: {状态: 已公开}\n收支:\n  收入总计: 971.21\n"


def codes(root: Path) -> list[str]:
    return [problem.code for problem in read_archive(root)[1]]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "F02", "文件是空的"),
        (b"\n  \n", "F02", "文件是空的"),
        (GOOD.encode("gb18030"), "F03", "GBK"),
        (codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"), "F03", "UTF-16"),
        (b"\xff\xfe\xfa\x80\x81", "F03", "UTF-8"),
        (GOOD.encode() + "说明\x00".encode(), "F04", "U+0000"),
        (b"x" * (5 * 1024 * 1024), "F01", "5.0 MB"),
    ],
    ids=["empty", "blank", "gbk", "utf16", "noise", "control", "5MB"],
)
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    archive, problems = read_archive(data_folder(tmp_path, content))
    assert [problem.code for problem in problems] == [code]
    assert words in problems[0].message
    assert archive.entries["jia", 2020].report is None
    assert MAX_BYTES < 5 * 1024 * 1024


@pytest.mark.parametrize(
    "content", [codecs.BOM_UTF8 + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()], ids=["bom", "crlf"]
)
def test_bytes_that_are_read_rightly(tmp_path: Path, content: bytes) -> None:
    archive, problems = read_archive(data_folder(tmp_path, content))
    report = archive.entries["jia", 2020].report
    assert report is not None
    assert report.finance.total_income.actual == Decimal("971.21")
    assert all(problem.code == "F05" for problem in problems)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jia.yml", "F06"), ("甲.yml", "F06"), ("jia 2.yml", "F06"), ("jia.yaml", "F06"), ("jia.txt", "F06"),
        ("jja.yml", "R01"), ("xin-danwei.yml", "R01"),
    ],
)  # fmt: skip
def test_names_that_are_no_units(tmp_path: Path, name: str, code: str) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/jia.yml").rename(root / "data/2020" / name)
    archive, problems = read_archive(root)
    assert [problem.code for problem in problems] == [code]
    assert not archive.entries


def test_a_misspelt_unit_is_guessed(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/jia.yml").rename(root / "data/2020/jiaa.yml")
    assert "是不是 jia？" in read_archive(root)[1][0].cure


@pytest.mark.parametrize("folder", ["20", "2020年", "backup"])
def test_folders_that_are_no_years(tmp_path: Path, folder: str) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data" / folder).mkdir()
    assert codes(root) == ["F07"]


def test_a_report_outside_its_year(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/yi.yml").write_text(GOOD, encoding="utf-8")
    assert codes(root) == ["F07"]


def test_a_year_without_rules_or_with_an_unknown_outline(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/_year.yml").write_text("提纲: 湖南2061\n", encoding="utf-8")
    assert codes(root) == ["R04"]
    (root / "data/2020/_year.yml").unlink()
    assert codes(root) == ["R02"]


@pytest.mark.parametrize("year", [2010, 2016, 2021, 2022, 2023, 2031])
def test_a_year_without_rules_is_told_of_in_one_way(tmp_path: Path, year: int) -> None:
    """The check, and the commands that would begin the year, name the same file and the same outline; it works."""
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/_year.yml").unlink()
    (root / "data/2020").rename(root / f"data/{year}")
    (problem,) = read_archive(root)[1]
    assert (problem.code, problem.example) == ("R02", rules_to_begin_with(year))
    said = lacks_rules(f"data/{year}/_year.yml", year)
    assert problem.example in said
    assert problem.message == f"还没有 {year} 年度的规则 _year.yml"
    with pytest.raises(click.UsageError) as refused:
        begin_year(root, "data", year)
    assert refused.value.message.startswith(said)
    (root / f"data/{year}/_year.yml").write_text(problem.example + "\n", encoding="utf-8")
    assert "R02" not in codes(root)


@given(st.text("abcAB 财政局-_.9", min_size=1, max_size=12), st.sampled_from(["", "2020/"]))
def test_an_example_is_of_ones_own_register_or_of_nobody(stem: str, home: str) -> None:
    """Files with any name, in the folder of a year and outside: no example is another repository's unit."""
    with TemporaryDirectory() as folder:
        root = data_folder(Path(folder), GOOD.encode())
        (root / "data/units.yml").write_text("jia: {名称: 某某区财政局, 简称: 财政局}\n", encoding="utf-8")
        (root / f"data/{home}{stem}.yml").write_text(GOOD, encoding="utf-8")
        for problem in read_archive(root)[1]:
            words = [word for word in re.split(r"[/.:\n]", problem.example) if re.fullmatch(r"[a-z][a-z0-9-]*", word)]
            typed = re.sub(r"[^a-z0-9]+", "-", folded(stem)).strip("-")
            own = {"jia", "mou-ju", "data", "yml", "units", typed, f"{typed}-danwei"}
            assert set(words) <= own, (problem.example, stem)
            if stem == "财政局" and home:
                assert problem.example == "jia.yml"
                assert "已经有 jia.yml" in problem.message


def test_a_year_with_broken_rules_keeps_its_addresses(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020/_year.yml").write_text("提纲：湖南2016\n", encoding="utf-8")
    archive, problems = read_archive(root)
    assert [problem.code for problem in problems] == ["Y01"]
    assert sorted(archive.years) == [2020]
    assert archive.entries["jia", 2020].state is State.UNDER_REVIEW


def test_a_unit_is_not_its_own_department_or_predecessor(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    units = "jia:\n  名称: 甲\n  主管部门: jia\n  前身: {年度: 2020, 方式: 合并, 单位: [jia]}\n"
    (root / "data/units.yml").write_text(units, encoding="utf-8")
    assert codes(root) == ["R03", "R03"]


def test_units_above_each_other_in_a_circle(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    above = {"jia": "yi", "yi": "bing", "bing": "jia", "ding": "jia"}
    units = "".join(f"{unit}:\n  名称: {unit}\n  主管部门: {other}\n" for unit, other in above.items())
    (root / "data/units.yml").write_text(units, encoding="utf-8")
    (problem,) = read_archive(root)[1]
    assert problem.code == "R06"
    way = problem.message.removeprefix("“主管部门”绕成了一圈：").split(" → ")
    assert all(above[lower] == upper for lower, upper in itertools.pairwise(way))
    assert len(way) == 4
    assert problem.place.line % 3 == 0


def test_a_register_of_nothing_but_circles_is_told_in_good_time(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    pairs = [(f"a{n}", f"b{n}") for n in range(MOST + 50)]
    long = [f"c{n}" for n in range(MOST + 50)]
    above = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    above |= dict(zip(long, [*long[1:], long[0]], strict=True)) | {"jia": "a0"}
    units = "".join(f"{unit}: {{名称: {unit}, 主管部门: {other}}}\n" for unit, other in above.items())
    (root / "data/units.yml").write_text(units, encoding="utf-8")
    _, problems = read_archive(root)
    assert {problem.code for problem in problems} == {"R06"}
    assert len(problems) == MOST
    assert max(len(problem.message) for problem in problems) < 80


def test_units_that_came_from_each_other(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    units = "".join(
        f"{unit}:\n  名称: {unit}\n  前身: {{年度: 2020, 方式: 合并, 单位: [{other}]}}\n"
        for unit, other in (("jia", "yi"), ("yi", "jia"))
    )
    (root / "data/units.yml").write_text(units, encoding="utf-8")
    assert codes(root) == ["R06"]


@pytest.mark.parametrize(
    ("said", "expected"), [("撤销年度: 2019", ["R07"]), ("设立年度: 2021", ["R07"]), ("撤销年度: 2020", [])]
)
def test_a_report_outside_the_years_of_its_unit(tmp_path: Path, said: str, expected: list[str]) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/units.yml").write_text(f"jia:\n  名称: 甲\n  {said}\n", encoding="utf-8")
    archive, problems = read_archive(root)
    assert [problem.code for problem in problems] == expected
    assert archive.entries["jia", 2020].report is not None


def test_units_that_name_unknown_units(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    units = "jia:\n  名称: 甲\n  主管部门: yi\nBing:\n  名称: 丙\n"
    (root / "data/units.yml").write_text(units, encoding="utf-8")
    assert sorted(codes(root)) == ["F06", "R03"]


def test_a_missing_register(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/units.yml").unlink()
    assert "R01" in codes(root)


def test_links_are_refused(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    secret = tmp_path / "secret.yml"
    secret.write_text(GOOD, encoding="utf-8")
    (root / "data/2020/jia.yml").unlink()
    (root / "data/2020/jia.yml").symlink_to(secret)
    assert codes(root) == ["F08"]


def test_an_attachment_that_is_a_link_is_refused(tmp_path: Path) -> None:
    root = data_folder(tmp_path, (GOOD + "附件:\n  - {名称: 表, 文件: biao.pdf}\n").encode())
    (root / "data/2020/biao.pdf").symlink_to("/etc/hostname")
    assert codes(root) == ["S16"]


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/units.yml").write_text("jia:\n  名称: 甲\nyi:\n  名称: 乙\n", encoding="utf-8")
    (root / "data/2020/yi.yml").write_text(GOOD.replace(": 971", "：971"), encoding="utf-8")
    archive, problems = read_archive(root)
    assert [problem.place.file for problem in problems] == ["data/2020/yi.yml"]
    assert archive.entries["jia", 2020].published is not None
    assert archive.entries["yi", 2020].published is None


def test_values_are_found_again_in_their_file(tmp_path: Path) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    document = find_document(root, "data/2020/jia.yml")
    paths: set[KeyPath] = {("收支", "收入总计"), ("收支", "没有", "这个"), ()}
    assert document is not None
    assert find_document(root, "data/2020/yi.yml") is None
    assert {path: document.place(path) for path in paths} == {
        ("收支", "收入总计"): Place("data/2020/jia.yml", 4, 9),
        ("收支", "没有", "这个"): Place("data/2020/jia.yml", 4, 3),
        (): Place("data/2020/jia.yml", 1, 1),
    }


@given(st.decimals(min_value=0, max_value=100_000_000, places=6, allow_nan=False))
def test_any_amount_written_is_the_amount_read(amount: Decimal) -> None:
    report, document = parse_record(GOOD.replace("971.21", f"{amount:f}"), "x.yml", Report)
    assert document.problems == []
    assert report is not None
    assert report.finance.total_income.actual == amount
    assert str(report.finance.total_income.actual) == f"{amount:f}"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_but_never_raises(text: str) -> None:
    report, document = parse_record(text.replace("\x00", ""), "x.yml", Report)
    assert report is None
    assert document.problems


@given(
    st.dictionaries(
        st.text(max_size=8), st.text(max_size=8) | st.integers() | st.lists(st.text(max_size=4)), max_size=5
    )
)
def test_any_mapping_gets_problems_with_a_place(content: dict[str, object]) -> None:
    document = parse_yaml(yaml.safe_dump(content, allow_unicode=True), "x.yml")
    for problem in document.problems:
        assert problem.place.line >= 1
