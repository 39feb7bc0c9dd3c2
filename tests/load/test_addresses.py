"""Names that become addresses: ids of units, years, and files of attachments. One right name, one right place."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.load.test_input_cases import data_folder

from gongkai.load.folder import read_archive
from gongkai.model.disclosure import PAGE_FILE, REPORT_FILES, AttachmentPath
from gongkai.model.kind import KINDS
from gongkai.model.problem import Level, Problem
from gongkai.model.record import Record, field
from gongkai.model.text import UNIT_ID, fault_of_id, folded, quoted

GOOD = "标题: 2020年度报告\n公开: {状态: 已公开}\n收支: {收入总计: 1, 支出总计: 1}\n"
DEVICES = ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)))
TAKEN = (
    PAGE_FILE,
    *REPORT_FILES.values(),
    *("预算", "决算", "项目自评"),
    *(word for kind in KINDS for word in kind.words),
)


class OneFile(Record):
    """An attachment's path alone."""

    file: AttachmentPath | None = field("文件", "路径")


def is_accepted(path: str) -> bool:
    try:
        return OneFile.model_validate({"文件": path}).file == path
    except ValueError:
        return False


def read(root: Path, **attachments: str) -> tuple[Problem, ...]:
    """The problems of a report with these attachments, each name with the path that the report gives."""
    rows = "".join(f"  - {{名称: {name}, 文件: '{path}'}}\n" for name, path in attachments.items())
    (root / "data/2020/jia.yml").write_text(f"{GOOD}附件:\n{rows}", encoding="utf-8")
    return read_archive(root)[1]


@given(st.from_regex(r"[a-z0-9-]{0,70}", fullmatch=True) | st.sampled_from(DEVICES) | st.text(max_size=5))
def test_an_id_is_right_or_told_why_not(unit_id: str) -> None:
    right = (
        1 <= len(unit_id) <= 64
        and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", unit_id) is not None
        and unit_id not in DEVICES
    )
    assert (fault_of_id(unit_id) is None) == right == (re.search(f"^{UNIT_ID.pattern}$", unit_id) is not None)


@pytest.mark.parametrize("length", [1, 36, 37, 40, 64])
def test_an_id_of_any_length_is_read_at_its_own_file(tmp_path: Path, length: int) -> None:
    root, unit_id = data_folder(tmp_path, GOOD.encode()), "a" * length
    (root / "data/units.yml").write_text(f"jia: {{名称: 甲}}\n{unit_id}: {{名称: 乙}}\n", encoding="utf-8")
    (root / f"data/2020/{unit_id}.yml").write_text(GOOD, encoding="utf-8")
    archive, problems = read_archive(root)
    assert not problems
    assert archive.entries[unit_id, 2020].report is not None
    assert (root / archive.entries[unit_id, 2020].file).is_file()


@pytest.mark.parametrize("unit_id", ["a" * 65, "con", "com1", "nul", "Jia", "jia-", "甲"])
def test_a_wrong_id_is_told_in_the_register_in_a_reference_and_as_a_file(tmp_path: Path, unit_id: str) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    register = f"jia: {{名称: 甲, 主管部门: {unit_id}}}\n{unit_id}: {{名称: 乙}}\n"
    (root / "data/units.yml").write_text(register, encoding="utf-8")
    (root / f"data/2020/{unit_id}.yml").write_text(GOOD, encoding="utf-8")
    found = {(p.code, p.place.file.rpartition("/")[2], p.place.line) for p in read_archive(root)[1]}
    assert found == {("S11", "units.yml", 1), ("F06", "units.yml", 2), ("F06", f"{unit_id}.yml", 0)}


@pytest.mark.parametrize("name", ["Jia.yml", "jia.YML", "jia.yaml", "ｊｉａ.yml", "jia.txt", "jia.yml ", "jia.yml."])
def test_a_name_that_differs_by_case_form_or_ending_does_not_ask_to_overwrite_the_other(
    tmp_path: Path, name: str
) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data/2020" / name).write_text(GOOD, encoding="utf-8")
    (problem,) = read_archive(root)[1]
    assert (problem.code, "已经有 jia.yml" in problem.message) == ("F06", True)


@pytest.mark.parametrize("name", ["２０２０", "20２０", "2020 ", "٢٠٢٠", "2020年"])
def test_a_year_is_written_in_plain_digits(tmp_path: Path, name: str) -> None:
    root = data_folder(tmp_path, GOOD.encode())
    (root / "data" / name).mkdir()
    archive, problems = read_archive(root)
    assert [problem.code for problem in problems] == ["F07"]
    assert list(archive.years) == [2020]


def test_a_problem_of_a_file_names_it_whole(tmp_path: Path) -> None:
    root, name = data_folder(tmp_path, GOOD.encode()), f"{'部门整体支出绩效自评报告' * 4}  终稿.txt"
    (root / "data/2020" / name).write_text(GOOD, encoding="utf-8")
    (problem,) = read_archive(root)[1]
    assert (root / problem.place.file).is_file()


def _disguises(name: str) -> st.SearchStrategy[str]:
    """What one file system or another takes for ``name``."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    forms = (name, name.upper(), name.title(), wide, wide.upper(), name.replace("i", "ｉ"))
    return st.tuples(st.sampled_from(forms), st.sampled_from(("", ".", " ", "..", ". "))).map("".join)


@given(st.sampled_from(TAKEN).flatmap(_disguises), st.sampled_from(("", "/x.pdf", "/y/x.csv")))
def test_no_attachment_takes_the_name_of_what_is_made_or_planned_beside_a_report(name: str, rest: str) -> None:
    assert not is_accepted(name + rest)


@pytest.mark.parametrize(
    "name", ["预算.pdf", "附件/report.csv", "附件/index.html/x.pdf", "2020年报告.pdf", "reports/x.pdf"]
)
def test_names_that_only_look_like_reserved_ones_are_free(name: str) -> None:
    assert is_accepted(name)


@given(st.lists(st.text(st.sampled_from("aA.~ /\\:\0\n\t汉é#?%&'\"<|*"), max_size=6), max_size=4).map("/".join))
def test_an_accepted_path_is_safe_on_every_system(path: str) -> None:
    if not is_accepted(f"{path}.pdf"):
        return
    assert re.search(OneFile.model_json_schema()["properties"]["文件"]["anyOf"][0]["pattern"], f"{path}.pdf")
    for part in f"{path}.pdf".split("/"):
        assert part
        assert part == part.strip().rstrip(".")
        assert part[0] not in ".~"
        assert not re.search(r"[\\:\x00-\x1f]", part)
        assert len(part.encode()) <= 200


@pytest.mark.parametrize("device", ["con", "NUL", "Com1", "lpt9", "com¹", "aux.x", "ｃｏｎ", "nul "])
@pytest.mark.parametrize("path", ["{}.pdf", "附件/{}.pdf", "{}/x.pdf"])
def test_no_attachment_is_called_like_a_device(device: str, path: str) -> None:
    assert not is_accepted(path.format(device))


@pytest.mark.parametrize(
    "path", ["汉" * 66 + ".pdf", "a" * 197 + ".pdf", f"{'汉' * 67}/x.pdf", "/".join(["a" * 150] * 5) + ".pdf", "..pdf"]
)
def test_long_and_hidden_names_are_refused(path: str) -> None:
    assert not is_accepted(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("biao.pdf", "Biao.PDF"),
        ("é.pdf", unicodedata.normalize("NFD", "é.pdf")),
        ("１.pdf", "1.pdf"),
        ("附件/a.pdf", "附件/A.pdf"),
        ("a.pdf", "A.pdf/b.pdf"),
        ("a.pdf/b.pdf", "a.pdf"),
    ],
)
def test_two_attachments_that_would_be_one_file_are_told(tmp_path: Path, one: str, other: str) -> None:
    found = read(data_folder(tmp_path, b""), 甲=one, 乙=other)
    assert ("S16", Level.ERROR, 6) in {(p.code, p.level, p.place.line) for p in found}


def test_one_file_may_be_named_twice_and_folders_may_differ_by_case(tmp_path: Path) -> None:
    root = data_folder(tmp_path, b"")
    for name in ("biao.pdf", "A/x.pdf", "a/y.pdf"):
        (root / "data/2020" / name).parent.mkdir(exist_ok=True)
        (root / "data/2020" / name).write_bytes(b"%PDF-1.7")
    assert not read(root, 甲="biao.pdf", 乙="biao.pdf", 丙="A/x.pdf", 丁="a/y.pdf")


def test_a_file_under_another_form_of_its_name_is_pointed_at(tmp_path: Path) -> None:
    root = data_folder(tmp_path, b"")
    (root / "data/2020/Biao.PDF").write_bytes(b"%PDF-1.7")
    (problem,) = read(root, 表="biao.pdf")
    assert (problem.code, "Biao.PDF" in problem.cure) == ("R05", True)


def test_what_only_windows_refuses_is_asked_about(tmp_path: Path) -> None:
    root = data_folder(tmp_path, b"")
    (root / "data/2020/a?b.pdf").write_bytes(b"%PDF-1.7")
    (problem,) = read(root, 表="a?b.pdf")
    assert (problem.code, problem.level) == ("S16", Level.WARNING)


@given(st.text())
def test_names_that_fold_alike_stay_alike(name: str) -> None:
    assert folded(name) == folded(folded(name))
    assert folded(name) == folded(unicodedata.normalize("NFD", name)) == folded(f"{name} .")


@pytest.mark.parametrize("text", ["优", "优“良", "“优”和“良”", "”优“", "'优", "“", ""])
def test_a_value_is_put_in_quotes(text: str) -> None:
    assert quoted(text) == f"“{text}”"


@pytest.mark.parametrize("text", ["“优”", "‘优’", '"优"', "「优」", "'优'"])
def test_a_value_with_quotes_of_its_own_is_printed_as_it_is(text: str) -> None:
    assert quoted(text) == text
