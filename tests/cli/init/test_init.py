"""A bureau's own repository in one command."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
from tests.cli.test_check import gongkai
from tests.workflows.test_scripts import git, write

from gongkai.load.folder import read_archive
from gongkai.settings import examine_settings


def test_it_is_the_tagged_program_without_data_and_with_what_is_ones_own(program: Path, tmp_path: Path) -> None:
    (tmp_path / "logo.PNG").write_bytes(b"png")
    words = ("--name", '某区"绩效"', "--publisher", "某某区财政局", "--url", "https://jixiao.example.gov.cn/")
    done = gongkai(
        "init", "new/site", *words, "--logo", "logo.PNG", "--colour", "#A11D21", "--outline", "湖南2016",
        "--year", "2020", "--branch", "trunk", cwd=tmp_path,
    )  # fmt: skip  # one call
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "new/site"
    assert git(folder, "log", "--format=%s").splitlines() == ["建站：自己的设置，空的数据", "gongkai v0.1.0"]
    assert git(folder, "branch", "--show-current") == "trunk"
    assert git(folder, "status", "--porcelain") == ""
    tagged = git(program, "ls-tree", "-r", "v0.1.0").splitlines()
    assert git(folder, "ls-tree", "-r", "HEAD^").splitlines() == [line for line in tagged if "\tdata/" not in line]
    assert os.access(folder / "run", os.X_OK)
    found = examine_settings(folder)
    assert (found.site_name, found.publisher, found.site_url) == ('某区"绩效"', "某某区财政局", words[-1])
    assert found.colour == "#a11d21"
    assert re.findall(r"^  (?:logo|favicon): (.*)", (folder / "mkdocs.yml").read_text(encoding="utf-8"), re.M) == [
        "own/logo.png",
        "own/logo.png",
    ]
    assert (folder / "docs/own/logo.png").read_bytes() == b"png"
    assert sorted(str(path.relative_to(folder)) for path in (folder / "data").rglob("*.yml")) == [
        "data/2020/_year.yml",
        "data/units.yml",
    ]
    archive, problems = read_archive(folder)
    assert archive.years[2020].outline == "湖南2016"
    assert [(problem.code, problem.level.label) for problem in problems] == [("Y09", "建议")]
    assert gongkai("check", cwd=folder).returncode == 0


def test_another_bureau_begins_from_the_version_of_a_bureau_without_what_is_its_own(
    bureau: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.cli.init.own_checkout", lambda: bureau)
    done = gongkai("init", "other", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "程序 v0.1.0，自己的设置" in done.stdout
    assert git(tmp_path / "other", "rev-parse", "HEAD^^{tree}") == git(bureau, "rev-parse", "HEAD^^^{tree}")
    assert examine_settings(tmp_path / "other").site_name == "预算绩效公开"


def test_without_a_tag_it_says_which_commit_it_took(program: Path, tmp_path: Path) -> None:
    git(program, "tag", "--delete", "v0.1.0")
    done = gongkai("init", "site", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    head = git(program, "rev-parse", "HEAD")[:12]
    assert done.stdout.startswith(f"{head} 没有版本标签")
    assert (tmp_path / "site/docs/later").exists()


WRONG: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "a folder with something in it": (("full",), "full 已经有了，里面有别的东西，没有动它。怎么改：换一个"),
    "a file": (("file",), "file 已经有了，不是文件夹"),
    "inside a repository": (("program/docs/site",), "program 里面，两个仓库会混在一起。怎么改：换一个不在仓库里的"),
    "no such version": (("site", "--tag", "v9"), "没有版本 v9。怎么改：有的版本：v0.1.0"),
    "no such outline": (("site", "--outline", "广东"), "没有提纲“广东”。自带的有 湖南2016、湖南2022"),
    "no such picture": (("site", "--logo", "no.svg"), "没有图片 no.svg"),
    "no picture": (("site", "--logo", "file"), "file 不能作图标。怎么改：换成 .jpeg、"),
    "no branch": (("site", "--branch", "a b"), "“a b”不能作分支的名称"),
    "a colour too pale": (("site", "--colour", "#ffaa00"), "颜色太浅，白底上的字看不清"),
    "no colour": (("site", "--colour", "red"), "要写颜色"),
    "no address": (("site", "--url", "jixiao"), "要写完整的网址"),
    "two lines": (("site", "--publisher", "甲\n乙"), "只能是一行文字"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_done_is_said_and_leaves_nothing(program: Path, tmp_path: Path, case: str) -> None:
    write(tmp_path, full__a="1", file="1")
    before = sorted(tmp_path.rglob("*"))
    words, said = WRONG[case]
    done = gongkai("init", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "怎么改" in done.stderr or "例：" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_nobody_is_made_up(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    monkeypatch.delenv("EMAIL", raising=False)
    done = gongkai("init", "site", cwd=tmp_path)
    assert done.returncode == 2
    (name, email) = re.findall(r"git config --global (user\.\w+) ", done.stderr)
    assert (name, email) == ("user.name", "user.email")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for key in (name, email):  # the cure, followed
        subprocess.run(["git", "config", "--global", key, "某某"], check=True)
    assert gongkai("init", "site", cwd=tmp_path).returncode == 0


def test_a_program_that_is_not_in_a_repository_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.cli.program_files.__file__", str(tmp_path / "a/b/c/d.py"))
    done = gongkai("init", "site", cwd=tmp_path)
    assert done.returncode == 2
    assert "那里不是克隆下来的仓库，取不到带版本的程序。怎么改：git clone" in done.stderr
