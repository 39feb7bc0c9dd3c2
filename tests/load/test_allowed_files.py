"""What may stand below ``data/`` is a closed list; ``gongkai check`` refuses anything else by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import DEMO, SEED

from gongkai.build.check_folder import check_folder
from gongkai.load.allowed_files import find_foreign_files

REPORT = "标题: 2020年度报告\n公开: {状态: 待公开}\n附件:\n  - {名称: 自评表, 文件: 附件/a.pdf}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A data folder with everything that may stand there."""
    files = {
        "units.yml": "jia:\n  名称: 甲\n",
        "名称.yml": "公务接待费: [来客接待支出]\n",
        "_schema.json": "{}\n",
        "提纲/_schema.json": "{}\n",
        "提纲/我区2020.yml": "章节: []\n",
        "2020/_year.yml": "提纲: 湖南2016\n",
        "2020/jia.yml": REPORT,
        "2020/附件/a.pdf": "%PDF-1.4",
    }
    for name, text in files.items():
        write(tmp_path, name, text)
    return tmp_path


def write(project: Path, name: str, text: str = "x") -> None:
    (project / "data" / name).parent.mkdir(parents=True, exist_ok=True)
    (project / "data" / name).write_text(text, encoding="utf-8")


def told(project: Path) -> list[tuple[str, str]]:
    return [(problem.place.file, problem.code) for problem in find_foreign_files(project)]


def test_what_may_stand_there_is_not_told(project: Path) -> None:
    assert told(project) == []
    assert [*find_foreign_files(DEMO), *find_foreign_files(SEED)] == []


@pytest.mark.parametrize(
    "name",
    [
        ".gitattributes", ".gitignore", "2020/.gitattributes", "x.py", "2020/x.py", "2020/.hid.yml", "2020/_a.yml",
        "2020/jia.yml~", "2020/.jia.yml.swp", "2020/jia.yml.bak", "2020/#jia.yml#", "2020/附件/b.pdf", "2020/a.pdf",
        "2021/附件/a.pdf", ".DS_Store", "2020/Thumbs.db", "提纲/x.md", "提纲/.x.yml", "说明.txt",
        "2020/附件/.git/config", "2020/附件/jia.yml", "_x.yml",
    ],
)  # fmt: skip  # names, read in a row
def test_anything_else_is_refused_by_its_name(name: str, project: Path) -> None:
    write(project, name)
    assert told(project) == [(f"data/{name}", "F11")]
    (problem,) = (problem for problem in check_folder(project).problems if problem.code == "F11")
    assert name in problem.message
    assert "删掉" in problem.cure


def test_an_empty_file_and_a_link_are_refused_too(project: Path) -> None:
    write(project, "2020/空", "")
    (project / "data/2020/etc").symlink_to("/etc")
    assert told(project) == [("data/2020/etc", "F11"), ("data/2020/空", "F11")]


def test_names_alike_are_refused(project: Path) -> None:
    write(project, "2020/附件/A.PDF")
    assert told(project) == [("data/2020/附件/A.PDF", "F11"), ("data/2020/附件/a.pdf", "F12")]


@pytest.mark.parametrize(
    "content", [b"\xff\xfea\x00", b"", "标题: x\n附件:\n  - {名称: 表, 文件: 附件/a.pdf\n".encode()]
)
def test_the_attachments_of_a_report_that_cannot_be_read_are_not_called_foreign(content: bytes, project: Path) -> None:
    (project / "data/2020/jia.yml").write_bytes(content)
    assert told(project) == []


def test_what_the_inventory_tells_is_not_told_twice(project: Path) -> None:
    for name in ("_schema.json", "提纲/_schema.json"):
        (project / "data" / name).unlink()  # their content is not what is asked here
    write(project, "Units.yaml", "x: {名称: 乙}\n")
    write(project, "2020/JIA2.yml", REPORT)
    write(project, "提纲/x.txt", "章节: []\n")
    found = check_folder(project).problems
    assert sorted(problem.code for problem in found if problem.code[0] in "FR") == ["F06", "F06", "R11"]
