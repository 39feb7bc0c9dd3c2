"""A schema in the data folder is the one that the program writes, byte for byte, or there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import DEMO, SEED

from gongkai.build.check_folder import check_folder
from gongkai.build.schema_files import check_schemas
from gongkai.cli.new_year import write_schemas
from gongkai.load.allowed_files import find_foreign_files
from gongkai.load.inventory import take_inventory

NAMES: Final = ("_schema.json", "提纲/_schema.json")
OUTLINE: Final = "章节:\n  - {标题: 部门概况, 地址: gaikuang, 文字: 概况.基本情况}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A data folder with both schemas as they are written."""
    files = {"units.yml": "jia: {名称: 甲}\n", "提纲/我区2020.yml": OUTLINE, "2020/_year.yml": "提纲: 我区2020\n"}
    for name, text in files.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    assert [path.relative_to(tmp_path / "data").as_posix() for path in write_schemas(tmp_path, "data")] == [*NAMES]
    return tmp_path


def told(project: Path) -> list[str]:
    return [problem.place.file for problem in check_schemas(project, "data", take_inventory(project, "data"))]


#: What becomes of the bytes of a schema that nobody would look at.
CHANGES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "empty": lambda _: b"",
    "an empty object": lambda _: b"{}\n",
    "one letter": lambda content: content.replace(b"type", b"tyqe", 1),
    "a blank at the end": lambda content: content + b" ",
    "other spaces": lambda content: json.dumps(json.loads(content)).encode(),
    "a key of its own": lambda content: content.replace(b"{\n", b'{\n "x": 1,\n', 1),
    "a key twice": lambda content: content.replace(b"{\n", b'{\n "type": "object",\n', 1),
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "no text": lambda _: b"\xff\xfe\x00",
    "a page": lambda _: "<p>区财政局的另一套数字".encode(),
}


def test_what_is_written_is_accepted_and_so_is_none(project: Path) -> None:
    assert (told(project), [*find_foreign_files(project)]) == ([], [])
    for name in NAMES:
        (project / "data" / name).unlink()
        assert told(project) == []
    for root in (DEMO, SEED):
        assert told(root) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", CHANGES)
def test_any_other_content_is_refused_by_name_and_the_cure_works(how: str, name: str, project: Path) -> None:
    path = project / "data" / name
    path.write_bytes(CHANGES[how](path.read_bytes()))
    (problem,) = (found for found in check_folder(project).problems if found.code == "F13")
    assert (problem.place.file, problem.example) == (f"data/{name}", "gongkai schema")
    write_schemas(project, "data")
    assert told(project) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_link_and_a_folder_are_no_schema(name: str, project: Path) -> None:
    path = project / "data" / name
    path.rename(project / "elsewhere.json")
    path.symlink_to(project / "elsewhere.json")
    assert told(project) == [f"data/{name}"]
    path.unlink()
    path.mkdir()
    assert told(project) == [f"data/{name}"]


def test_line_ends_of_windows_are_the_same_schema(project: Path) -> None:
    path = project / "data/_schema.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(project) == []


def test_grades_of_a_new_year_make_it_old(project: Path) -> None:
    rules = "提纲: 我区2020\n等级: [{等级: 一等, 下限: 90}]\n"
    (project / "data/2020/_year.yml").write_text(rules, encoding="utf-8")
    assert told(project) == ["data/_schema.json"]
    (project / "data/2020/_year.yml").write_text("提纲: {\n", encoding="utf-8")
    assert told(project) == []
