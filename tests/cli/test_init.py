"""A bureau's own repository in one command, and its next version without a word of its data changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Final

import pytest
from tests.cli.test_check import gongkai
from tests.conftest import ROOT
from tests.workflows.test_scripts import git, write

from gongkai.load.folder import read_archive
from gongkai.settings import examine_settings

GUIDE: Final = ROOT / "docs/guide/bureau.md"
#: As the program gives its settings out: some set, some switched off.
SETTINGS: Final = """\
site_name: 预算绩效公开
# site_url: 发布后的网址
docs_dir: docs
theme:
  name: material
  favicon: assets/logo.svg
  logo: assets/logo.svg

plugins: []
extra:
  gongkai:
    data: data
    # colour: "#1d4f91"   # 主色
    # publisher:          # 发布数据的单位全称
"""


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody in particular commits, who has set nothing else."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.invalid")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of a small program with somebody's data, at v0.1.0 and a commit further."""
    folder = tmp_path / "program"
    write(
        folder,
        data__units="jia: {名称: 甲}\n",
        hooks__program="one\ntwo\nthree\n",
        docs__index="page\n",
        run="#!/bin/sh\n",
    )
    (folder / "run").chmod(0o755)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "hooks/gongkai/outlines", folder / "hooks/gongkai/outlines")
    commit(folder, "first", "v0.1.0")
    write(folder, docs__later="not given out\n")
    commit(folder, "later")
    monkeypatch.setattr(sys.modules["gongkai.cli.init"], "own_checkout", lambda: folder)
    return folder


def commit(folder: Path, words: str, tag: str = "") -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", words)
    if tag:
        git(folder, "tag", tag)


@pytest.fixture
def bureau(program: Path, tmp_path: Path) -> Path:
    """A bureau's repository, with a unit of its own."""
    done = gongkai("init", "site", "--name", "某某区预算绩效公开", "--year", "2023", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "site"
    (folder / "data/units.yml").write_text("caizheng: {名称: 某某区财政局}\n", encoding="utf-8")
    commit(folder, "登记")
    return folder


def next_version(program: Path) -> None:
    """v0.2.0: another program, another page, other settings and other data of the program's own."""
    write(program, hooks__program="one\ntwo\nthree\nfour\n", docs__new="new\n", data__units="yi: {名称: 乙}\n")
    (program / "data/2030").mkdir()
    write(program, **{"data__2030___year.yml": "提纲: 湖南2022\n"})
    (program / "mkdocs.yml").write_text(SETTINGS.replace("plugins: []", "plugins: []  # none"), encoding="utf-8")
    commit(program, "next", "v0.2.0")


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


def test_the_examples_of_the_register_are_right_when_followed_to_the_letter(bureau: Path) -> None:
    """Uncommented as the file says, they give the years that they speak of."""
    text = git(bureau, "show", "HEAD^:data/units.yml")
    entries = [line.removeprefix("# ") for line in text.splitlines() if re.match(r"# ( *[\w-]+:|  )", line)]
    (bureau / "data/units.yml").write_text("\n".join(entries) + "\n", encoding="utf-8")
    archive, problems = read_archive(bureau)
    assert list(problems) == []
    years = {unit: [year for year in range(2014, 2026) if archive.exists_in(unit, year)] for unit in archive.units}
    assert (years["wenhua"][-1], years["lvyou"][-1], years["wenlv"][0]) == (2019, 2019, 2020)
    assert (years["zhaoshang"][0], years["zhaoshang"][-1]) == (2016, 2021)
    assert len(years["caizheng"]) == len(years["weijian"]) == 12
    assert archive.units["weijian"].name_in(2018) == "某某区卫生和计划生育局"


def registers() -> list[str]:
    """What README and the guide tell a bureau to write into units.yml, without the indentation of a list."""
    texts = [(ROOT / "README.md").read_text(encoding="utf-8"), GUIDE.read_text(encoding="utf-8")]
    blocks = [
        textwrap.dedent(block) for text in texts for block in re.findall(r"^ *```yaml\n(.*?)```", text, re.M | re.S)
    ]
    return [block for block in blocks if re.search("^caizheng:", block, re.M)]


def test_the_registers_of_readme_and_guide_are_right_when_followed_to_the_letter(tmp_path: Path) -> None:
    """Nobody who has gone is asked for a report of later years, and no new unit for one of earlier years."""
    shown = registers()
    assert len(shown) == 2
    for number, text in enumerate(shown):
        folder = tmp_path / str(number)
        write(folder, **{"data__units.yml": text})
        archive, problems = read_archive(folder)
        assert list(problems) == []
        began = archive.units["wenlv"].origin
        assert began is not None
        for former in ("wenhua", "lvyou"):
            assert archive.exists_in(former, began.year - 1)
            assert not archive.exists_in(former, began.year)
        assert archive.exists_in("wenlv", began.year)
        assert not archive.exists_in("wenlv", began.year - 1)


def commands(heading: str) -> str:
    """The commands of a section of the guide."""
    section = GUIDE.read_text(encoding="utf-8").partition(heading)[2]
    return section.partition("```sh\n")[2].partition("```")[0]


def test_the_commands_of_the_guide_lead_to_a_repository_and_to_its_next_version(program: Path, tmp_path: Path) -> None:
    """As they are written, one after the other, but for cloning, installing and building."""
    (words,) = re.findall(r"\.venv/bin/gongkai (init .*)", commands("{#fuke}"))
    done = gongkai(*words.split(), cwd=program)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "jixiao"
    assert examine_settings(folder).publisher == "某某区财政局"
    next_version(program)
    (words,) = re.findall(r"\.venv/bin/gongkai (upgrade .*)", commands("{#shengji}"))
    address = words.split()[1]
    git(folder, "switch", "--quiet", "-c", "xin-banben")
    done = gongkai(*words.replace(address, program.as_uri()).split(), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert git(folder, "show", "HEAD:docs/new") == "new"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (words,) = re.findall(r"\.venv/bin/gongkai (init .*)", readme)
    assert words in commands("{#fuke}")


def test_the_options_that_the_guide_names_are_those_of_the_command(tmp_path: Path) -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("{#fuke}")[2].partition("{#danwei}")[0]
    named = set(re.findall(r"--[a-z]+", "".join(line for line in table.splitlines() if line.startswith("| `--"))))
    assert named == set(re.findall(r"^ +(--[a-z]+) ", gongkai("init", "--help", cwd=tmp_path).stdout, re.M)) - {
        "--help"
    }


def test_another_bureau_begins_from_the_version_of_a_bureau_without_what_is_its_own(
    bureau: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["gongkai.cli.init"], "own_checkout", lambda: bureau)
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


def test_the_next_version_comes_without_touching_data_or_settings(program: Path, bureau: Path) -> None:
    next_version(program)
    data = git(bureau, "rev-parse", "HEAD:data")
    done = gongkai("upgrade", str(program), "--tag", "v0.2.0", cwd=bureau)
    assert done.returncode == 0, done.stderr
    assert "程序已从 v0.1.0 换成 v0.2.0，data/ 没有动" in done.stdout
    assert git(bureau, "rev-parse", "HEAD:data") == data
    settings = (bureau / "mkdocs.yml").read_text(encoding="utf-8")
    assert "site_name: 某某区预算绩效公开" in settings
    assert "plugins: []  # none" in settings
    assert (bureau / "docs/new").exists()
    assert (bureau / "hooks/program").read_text(encoding="utf-8").endswith("four\n")
    assert git(bureau, "status", "--porcelain") == ""
    again = gongkai("upgrade", str(program), cwd=bureau)
    assert (again.returncode, again.stdout) == (0, "已经是 v0.2.0，没有要换的。\n")


def test_a_version_comes_from_an_address_and_after_a_version(program: Path, bureau: Path) -> None:
    """Twice in a row, the second time by address; the merge knows what the first has brought."""
    next_version(program)
    assert gongkai("upgrade", str(program), cwd=bureau).returncode == 0
    write(bureau, docs__new="our own words\n")
    commit(bureau, "自己的网页")
    write(program, hooks__program="zero\none\ntwo\nthree\nfour\n")
    commit(program, "third", "v0.3.0")
    done = gongkai("upgrade", program.as_uri(), "--tag", "v0.3.0", cwd=bureau)
    assert done.returncode == 0, done.stderr
    assert "从 v0.2.0 换成 v0.3.0" in done.stdout
    assert (bureau / "docs/new").read_text(encoding="utf-8") == "our own words\n"
    assert (bureau / "hooks/program").read_text(encoding="utf-8").startswith("zero\n")


def test_what_both_have_changed_is_asked_about_and_the_cure_works(program: Path, bureau: Path) -> None:
    write(bureau, hooks__program="one\n2\nthree\n")
    commit(bureau, "自己改了程序")
    write(program, hooks__program="one\nzwei\nthree\n")
    commit(program, "next", "v0.2.0")
    done = gongkai("upgrade", str(program), cwd=bureau)
    assert done.returncode == 2
    assert "v0.2.0 和自己改过的地方有冲突：hooks/program。怎么改：编辑这些文件" in done.stderr
    assert "有没有提交的改动" in gongkai("upgrade", str(program), cwd=bureau).stderr
    write(bureau, hooks__program="one\n2\nthree\n")
    git(bureau, "add", "-A")
    git(bureau, "commit", "--quiet", "--no-edit")
    assert "已经是 v0.2.0" in gongkai("upgrade", str(program), cwd=bureau).stdout


def test_an_upgrade_that_cannot_be_is_said(program: Path, bureau: Path, tmp_path: Path) -> None:
    assert "没有版本 v9。怎么改：有的版本：v0.1.0" in gongkai("upgrade", str(program), "--tag", "v9", cwd=bureau).stderr
    missing = gongkai("upgrade", (tmp_path / "nowhere").as_uri(), cwd=bureau)
    assert missing.returncode == 2
    assert "怎么改：检查网址、版本和网络" in missing.stderr
    write(bureau, docs__new="1")
    assert "有没有提交的改动。怎么改：先 git add 和 git commit" in gongkai("upgrade", str(program), cwd=bureau).stderr
    assert "不是 gongkai init 建的" in gongkai("upgrade", str(program), cwd=program).stderr


#: What a site is built from, and with that what makes and tests it.
SITE_PARTS: Final = ("docs", "hooks", "mkdocs.yml")
ALL_PARTS: Final = (
    *(*SITE_PARTS, "tests", ".ci", ".github", ".gitea", ".workflow", ".gitattributes", ".gitignore", "CHANGELOG.md"),
    *("CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "pyproject.toml", "requirements.txt"),
)


@pytest.fixture
def whole_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A repository of the program as it is here."""
    folder = tmp_path / "program"
    folder.mkdir()
    for name in request.param:
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", ".*cache", "*.egg-info")
            shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, folder)
    commit(folder, "first", "v0.1.0")
    monkeypatch.setattr(sys.modules["gongkai.cli.init"], "own_checkout", lambda: folder)
    return folder


@pytest.mark.parametrize("whole_program", [SITE_PARTS], indirect=True, ids=["site"])
def test_the_new_site_is_built_at_once_and_says_that_there_is_nothing_yet(whole_program: Path, tmp_path: Path) -> None:
    """As `make site` builds it; the colour is on every page."""
    done = gongkai("init", "site", "--name", "某某区预算绩效公开", "--colour", "#a11d21", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "site"
    built = subprocess.run(
        [sys.executable, "-m", "gongkai", "publish", "site", "--plain", "--local", "--anyway"], cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip  # one call
    assert built.returncode == 0, built.stderr
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "登记 0 个单位，已公开 0 份报告" in re.sub(r"<[^>]+>|\n", "", home)
    assert "某某区预算绩效公开" in home
    assert 'href="assets/gongkai-colour.css"' in home
    assert "var(--gk-light, #a11d21)" in (folder / "site/assets/gongkai-colour.css").read_text(encoding="utf-8")
    assert "衡阳" not in home


@pytest.mark.trial
@pytest.mark.parametrize("whole_program", [ALL_PARTS], indirect=True, ids=["all"])
def test_make_site_and_make_test_pass_in_it_at_once(whole_program: Path, tmp_path: Path) -> None:
    """Before and after a later version."""
    assert gongkai("init", "site", cwd=tmp_path).returncode == 0
    folder = tmp_path / "site"
    for step in ("site", "test"):
        done = subprocess.run(["make", step], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    write(whole_program, **{"docs__about__new.md": "# 新\n", "data__units.yml": "jia: {名称: 甲}\n"})
    commit(whole_program, "next", "v0.2.0")
    assert gongkai("upgrade", str(whole_program), cwd=folder).returncode == 0
    assert subprocess.run(["make", "site"], cwd=folder, capture_output=True, check=False).returncode == 0
