"""Versions of a small program, as a bureau takes them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.workflows.test_scripts import git, write

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


def commit(folder: Path, words: str, tag: str = "") -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", words)
    if tag:
        git(folder, "tag", tag)


def next_version(program: Path) -> None:
    """v0.2.0: another program, another page, other settings and other data of the program's own."""
    write(program, hooks__program="one\ntwo\nthree\nfour\n", docs__new="new\n", data__units="yi: {名称: 乙}\n")
    (program / "data/2030").mkdir()
    write(program, **{"data__2030___year.yml": "提纲: 湖南2022\n"})
    (program / "mkdocs.yml").write_text(SETTINGS.replace("plugins: []", "plugins: []  # none"), encoding="utf-8")
    commit(program, "next", "v0.2.0")
