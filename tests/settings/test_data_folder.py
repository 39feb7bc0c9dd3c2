"""The folder of the data is inside the project and named in its settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.settings.asking import below, check, errors, only_error, read

from gongkai.model.problem import Level
from gongkai.settings import examine_settings


@pytest.mark.parametrize(
    "folder",
    [
        "/data",
        "..",
        "../data",
        "a/../..",
        "",
        '""',
        '" "',
        ".",
        "C:/data",
        "C:data",
        r"\\a\b",
        r"a\b",
        "nirgends",
        "data/x.yml",
        "out",
        "5",
        "[a]",
    ],
)
def test_the_data_folder_is_inside_the_project(project: Path, folder: str) -> None:
    (project / "data/x.yml").write_text("")
    (project / "out").symlink_to(project.parent)
    problem = only_error(read(project, below(f"data: {folder}")))
    assert (problem.code, problem.example) == ("G09", "data: data")
    assert examine_settings(project).data in ("data", folder)


@pytest.mark.parametrize("value", ["!ENV FOLDER", "!ENV [FOLDER, data]", "!ENV [ONE, FOLDER, data]"])
@pytest.mark.parametrize("said", ["", "data"])
def test_the_environment_does_not_name_the_data_folder(
    project: Path, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLDER", said)
    problem = next(p for p in errors(read(project, below(f"data: {value}"))) if "取自环境变量" in p.message)
    assert (problem.code, problem.level, problem.cure) == ("G09", Level.ERROR, "直接写文件夹的名称")


def test_a_data_folder_of_another_name_is_used(project: Path) -> None:
    (project / "shuju/a").mkdir(parents=True)
    assert read(project, below("data: ./shuju/a/")).data == "shuju/a"
    (project / "data/units.yml").rename(project / "shuju/a/units.yml")
    (project / "data").rmdir()
    assert "校核了 0 份报告" in check(project).output


def test_a_data_folder_that_is_not_there_is_said_with_its_line(project: Path) -> None:
    read(project, below("data: nirgends"))
    done = check(project)
    assert done.exit_code == 1
    assert "mkdocs.yml:3:5 必须改 G09 “data”：项目里没有“nirgends”这个文件夹" in done.output
