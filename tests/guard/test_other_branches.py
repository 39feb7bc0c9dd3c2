"""What no file of the data shows: what a branch had in between, which was never public, and the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guard.evasion import change, commit, copy_of, git, published

from gongkai.guard.compare import compare_commits

NAME, UNITS = "data/2021/jia.yml", "data/units.yml"
EXEMPT = "标题: 2021年度部门整体支出绩效自评报告\n公开: {状态: 依法不公开, 理由: 涉及国家秘密（预算法第十四条）}\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return published(tmp_path / "mine")


def codes(folder: Path) -> set[str]:
    return {problem.code for problem in compare_commits(folder, "HEAD").problems}


def _false_figures(text: str) -> str:
    return text.replace("收入总计: 9712100.00", "收入总计: 9712200.00")


def _merge(folder: Path, way: str, *texts: tuple[str, str]) -> None:
    """Merge a branch from before the last commit, which had ``texts`` of files one after the other."""
    git(folder, "checkout", "--quiet", "-b", "other", "HEAD~1")
    for name, text in texts:
        change(folder, {"write": {name: text}})
        commit(folder)
    git(folder, "checkout", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-edit", *way.split(), "other")


@pytest.mark.parametrize("way", ["--no-ff", "--no-ff --strategy=ours"])
def test_a_merged_branch_puts_no_other_figures_into_the_history(way: str, mine: Path) -> None:
    true = (mine / NAME).read_text(encoding="utf-8")
    change(mine, {"write": {NAME: EXEMPT}})
    public = commit(mine)
    _merge(mine, way, (NAME, _false_figures(true)), (NAME, EXEMPT))
    assert compare_commits(mine, public, "HEAD").is_same
    change(mine, {"write": {NAME: _false_figures(true)}})
    assert codes(mine) == {"G02"}
    change(mine, {"write": {NAME: true}})
    assert codes(mine) == set()


def test_a_merged_branch_puts_no_other_name_into_the_history(mine: Path) -> None:
    true = (mine / UNITS).read_text(encoding="utf-8")
    broken, other = f"{true}x: {{\n", true.replace("区教育局", "区体育局")
    change(mine, {"write": {UNITS: broken}})
    commit(mine)
    _merge(mine, "--no-ff", (UNITS, other), (UNITS, broken))
    change(mine, {"write": {UNITS: other}})
    assert "G15" in codes(mine)
    change(mine, {"write": {UNITS: true}})
    assert codes(mine) == set()


def test_figures_that_were_hidden_again_at_once_are_no_public_version(mine: Path, tmp_path: Path) -> None:
    """Merged by fast forward, every commit of a pull request stands on the branch: only the last was published."""
    true = (mine / NAME).read_text(encoding="utf-8")
    public = git(mine, "rev-parse", "HEAD")
    for text in (_false_figures(true), EXEMPT):
        change(mine, {"write": {NAME: text}})
        commit(mine)
    other = copy_of(mine, tmp_path / "other", own=True)
    change(mine, {"write": {NAME: _false_figures(true)}})
    found = {problem.code: problem for problem in compare_commits(mine, "HEAD").problems}
    assert found.keys() == {"G02", "G22"}
    known = git(mine, "log", "--format=%H", public, "--", NAME).splitlines()[-1]
    assert f"gongkai correct {NAME} --base {known[:12]}" in found["G22"].cure
    change(other, {"write": {NAME: true}})
    assert codes(other) == set()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("site_name: 乙", "site_name 由 甲 改为 乙"),
        ("extra_css: [x.css]", "extra_css 由 （没有写） 改为 ['x.css']"),
        ("extra: {gongkai: {demo: true}}", "extra.gongkai.demo 由 （没有写） 改为 True"),
        ("extra: {gongkai: {footer: [{label: 甲}]}}", "extra.gongkai.footer 由 （没有写） 改为 [{'label': '甲'}]"),
        ("extra: {gongkai: {subtitle: 甲}}", "extra.gongkai.subtitle 由 （没有写） 改为 甲"),
        ("extra: {gongkai: {site_id_code: 1}}", "extra.gongkai.site_id_code 由 （没有写） 改为 1"),
        ("extra: {gongkai: {licence: CC BY 4.0}}", "extra.gongkai.licence 由 （没有写） 改为 CC BY 4.0"),
        ("extra: {gongkai: {signing_key: /x}}", "extra.gongkai.signing_key 由 （没有写） 改为 /x"),
        ("extra: {gongkai: {column: {name: 甲}}}", "extra.gongkai.column 由 （没有写） 改为 {'name': '甲'}"),
        ("extra: {generator: false}", "extra.generator 由 （没有写） 改为 False"),
        ("site_description: 甲", "site_description 由 （没有写） 改为 甲"),
        ("theme: material", "theme 由 （没有写） 改为 material"),
        ("theme: {name: material}", "theme.name 由 （没有写） 改为 material"),
        ("theme: {logo: x.svg}", "theme.logo 由 （没有写） 改为 x.svg"),
        ("nav: [index.md]", "nav 由 （没有写） 改为 ['index.md']"),
        ("markdown_extensions: [tables]", "markdown_extensions 由 （没有写） 改为 ['tables']"),
        ("edit_uri: edit/main/", "edit_uri 由 （没有写） 改为 edit/main/"),
    ],
)
def test_settings_that_every_page_shows_are_told(key: str, words: str, mine: Path) -> None:
    change(mine, {"write": {"mkdocs.yml": "site_name: 甲\n"}})
    public = commit(mine)
    change(mine, {"write": {"mkdocs.yml": key if key.startswith("site_name") else f"site_name: 甲\n{key}\n"}})
    assert compare_commits(mine, public).notes == (f"mkdocs.yml：{words}，请核对公开的内容",)


def test_two_long_settings_are_told_by_what_differs(mine: Path) -> None:
    """Cut where a line ends they would read alike."""
    pages = ", ".join(f"甲{number}.md" for number in range(40))
    change(mine, {"write": {"mkdocs.yml": f"nav: [{pages}, 旧.md]\n"}})
    public = commit(mine)
    change(mine, {"write": {"mkdocs.yml": f"nav: [{pages}, 新.md]\n"}})
    (note,) = compare_commits(mine, public).notes
    assert "旧.md" in note
    assert "新.md" in note


def test_settings_of_the_machine_that_builds_are_not_told(mine: Path) -> None:
    change(mine, {"write": {"mkdocs.yml": "site_name: 甲\n"}})
    public = commit(mine)
    of_machine = "site_dir: x\nwatch: [data]\nextra: {gongkai: {workers: 2, cluster: null}}\n"
    change(mine, {"write": {"mkdocs.yml": f"site_name: 甲\n{of_machine}"}})
    assert compare_commits(mine, public).notes == ()
