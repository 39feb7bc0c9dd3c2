"""One change rewrites what shows it, and all of that: the site is then, byte for byte, that of a clean build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.build.few_reports import UNITS, YEARS, change_figure, copy_few, times, write_site

from gongkai.pages.data import BUNDLE, CATALOGUE, DATA, DICTIONARY, PACKAGE, SCHEMA
from gongkai.pages.parts.page import GLOSSARY, METHODOLOGY

STATES = ("已公开", "核实中", "依法不公开", "待公开")
Change = Callable[[Path], object]


def edit(file: str, pattern: str, new: str) -> Change:
    """Replace what ``pattern`` finds first in a data file."""

    def change(root: Path) -> None:
        path = root / "data" / file
        text, count = re.subn(f"(?m){pattern}", new, path.read_text(encoding="utf-8"), count=1)
        assert count, f"nothing to change in {file}"
        path.write_text(text, encoding="utf-8")

    return change


def add(file: str, text: str) -> Change:
    """Add lines to a data file."""

    def change(root: Path) -> None:
        path = root / "data" / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")

    return change


def remove(file: str) -> Change:
    """Take a file away."""
    return lambda root: (root / "data" / file).unlink()


def attach(root: Path) -> None:
    """A new attachment."""
    (root / "data/2022/附件").mkdir()
    (root / "data/2022/附件/a.csv").write_text("甲,乙\n", encoding="utf-8")
    add("2022/yanshi-renda.yml", "附件:\n  - {名称: 附表, 文件: 附件/a.csv}")(root)


def of_report(file: str) -> dict[str, Change]:
    """Everything that may change in a report."""
    figures = ("支出总计", "年初结转和结余", "人员经费")
    return {
        **{name: edit(file, f"({name}: .*决算: )(\\d)", r"\g<1>1\g<2>") for name in figures},
        "text": edit(file, "^(引言: (?:[|]\n +)?)", r"\1改写。"),
        "title": edit(file, "^标题: .*", "标题: 另一个标题"),
        "kind": edit(file, "^文种: .*", "文种: 部门整体支出绩效评价报告"),
        "grade": edit(file, "自评等级: .*", "自评等级: 中"),
        "score": edit(file, "自评得分: .*", "自评得分: 61"),
        "staff": edit(file, "在职人员: .*", "在职人员: 3"),
        "published": edit(file, "发布日期: 202[23]-", "发布日期: 2024-"),
        "undated": edit(file, ", 发布日期: [-0-9]+", ""),
        "answer": add(file, "校核说明: {A01: 已经核对过。}"),
        "unreadable": edit(file, "^标题: .*", "标题: {"),
        "gone": remove(file),
        "comment": add(file, "# 只是注释"),
    }


def names(text: str) -> Change:
    """The bureau's names of lines as they are from now on."""
    return lambda root: (root / "data/名称.yml").write_text(text, encoding="utf-8")


def call_by_own_name(root: Path) -> None:
    """A report says a wrong figure by a name that only the bureau knows."""
    edit("2022/yanshi-renda.yml", "^(引言: (?:[|]\\n +)?)", r"\1本地惯称为7.77万元。")(root)


CHANGES: dict[str, Change] = {
    **{f"{file} {name}": change for file in ("2021/yanshi-renda.yml", "2022/yanshi-jiaotong.yml")
       for name, change in of_report(file).items()},
    "correction": add("2022/yanshi-renda.yml", "更正:\n  - {日期: 2024-01-02, 内容: 一个数, 原因: 抄错}"),
    "another correction": edit("2021/yanshi-jiaotong.yml", "内容: 问题一节", "内容: 原因一节"),
    "attachment": attach,
    "category": edit("units.yml", "区人大常委会, 类别: 人大机关", "区人大常委会, 类别: 政府部门"),
    "new category": edit("units.yml", "区人大常委会, 类别: 人大机关", "区人大常委会, 类别: 新类别"),
    "name": edit("units.yml", "名称: 云溪市演示区交通运输局", "名称: 云溪市演示区交通局"),
    "short name": edit("units.yml", "简称: 区交通局", "简称: 交通局"),
    "scope": edit("units.yml", "类别: 人大机关, 范围: 部门", "类别: 人大机关, 范围: 本级"),
    "department": edit("units.yml", "(?<=区交通局, 类别: 政府部门, 范围: 部门)", ", 主管部门: yanshi-nongye"),
    "end": edit("units.yml", "(?<=区交通局, 类别: 政府部门, 范围: 部门)", ", 撤销年度: 2021"),
    "grades": edit("2022/_year.yml", "下限: 90", "下限: 95"),
    "deadline": edit("2022/_year.yml", "截止日期: 2023-08-20", "截止日期: 2023-08-01"),
    "outline": edit("2022/_year.yml", "提纲: 湖南2022", "提纲: 湖南2016"),
    "rules gone": remove("2021/_year.yml"),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, built once for all tests."""
    root = copy_few(tmp_path_factory.mktemp("kept"))
    write_site(root)
    return root


@pytest.fixture
def root(kept: Path, tmp_path: Path) -> Path:
    """The same, as if it had just been built here: with its times."""
    return shutil.copytree(kept, tmp_path / "project")


def check(root: Path, changes: Iterable[Change]) -> None:
    """After each of the ``changes`` the site that is kept up is that of a clean build."""
    for number, change in enumerate(changes):
        change(root)
        clean = root.parent / f"clean-{number}"
        shutil.copytree(root / "data", clean / "data")
        assert write_site(root) == write_site(clean)
        shutil.rmtree(clean)


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_the_site_is_that_of_a_clean_build(root: Path, name: str) -> None:
    check(root, [CHANGES[name]])


def test_after_any_change_of_the_names_the_site_is_that_of_a_clean_build(root: Path) -> None:
    """With the names a figure is held against its line, and with others, a broken file or none it is not."""
    call_by_own_name(root)
    write_site(root)
    check(root, [names("公用经费: [本地惯称]\n")])
    assert "本地惯称" in (root / "site/quality/index.html").read_text(encoding="utf-8")
    check(root, [names("公用经费: [别的惯称]\n")])
    assert "本地惯称" not in (root / "site/quality/index.html").read_text(encoding="utf-8")
    check(root, [names("公用经费: [本地惯称]\n")])
    check(root, [names("公用经费: [本地惯称\n"), remove("名称.yml")])


def test_after_any_change_of_a_state_the_site_is_that_of_a_clean_build(root: Path) -> None:
    """From every state to every other, for the reports of a year may come to have files, or have none any more."""
    way = [state for pair in permutations(STATES, 2) for state in pair]
    check(root, [edit("2022/yanshi-renda.yml", "公开: .*", f"公开: {{状态: {state}}}") for state in way])


@pytest.mark.parametrize("name", ["excel", "demo", "site_name", "publisher", "preview"])
def test_after_a_change_of_the_settings_the_site_is_that_of_a_clean_build(root: Path, name: str) -> None:
    changed: dict[str, Any] = {name: {"excel": False, "demo": True, "preview": True}.get(name, "别的")}
    edit("2022/yanshi-renda.yml", "状态: 已公开", "状态: 待公开")(root)
    write_site(root)
    shutil.copytree(root / "data", root.parent / "clean/data")
    assert write_site(root, **changed) == write_site(root.parent / "clean", **changed)


@pytest.mark.trial
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_after_any_changes_of_figures_the_site_is_that_of_a_clean_build(
    kept: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = shutil.copytree(kept, tmp_path_factory.mktemp("any") / "project")
    for _ in range(3):
        path = root / f"data/{data.draw(st.sampled_from(YEARS))}/{data.draw(st.sampled_from(UNITS))}.yml"
        text = path.read_text(encoding="utf-8")
        found = data.draw(st.sampled_from(list(re.finditer(r"(?<=: )\d+(?=[.,}\n])", text))))
        new = str(data.draw(st.integers(0, 9999)))
        path.write_text(text[: found.start()] + new + text[found.end() :], encoding="utf-8")
        check(root, [lambda _: None])


def written_after(root: Path, change: Change) -> set[str]:
    """The files that a change rewrites."""
    change(root)
    before = times(root / "site")
    write_site(root)
    return {path for path, written in times(root / "site").items() if before.get(path) != written}


def test_a_text_rewrites_nothing_about_several_units_but_their_files(root: Path) -> None:
    written = written_after(root, edit("2022/yanshi-renda.yml", "^(引言: (?:[|]\n +)?)", r"\1改写。"))
    common = {path for path in written if not path.startswith("units/yanshi-renda/")}
    files = {f"years/2022/data.{ending}" for ending in ("csv", "json", "xlsx", "zip")}
    sums = {"data/manifest.json", "SHA256SUMS", CATALOGUE, PACKAGE}  # what holds the checksums of those
    assert common == {*files, BUNDLE, *sums}


def test_a_figure_leaves_what_shows_no_figure_of_its_year_and_category(root: Path) -> None:
    written = written_after(root, change_figure)
    assert {"years/2021/index.html", "years/2022/index.html", "compare/2021.json"} <= written
    left = ("units/index.html", "years/index.html", "search/units.json", METHODOLOGY, GLOSSARY, f"{DATA}index.html")
    other = ("compare/2021/zhengfubumen/", "compare/2022/zhengfubumen/", SCHEMA, DICTIONARY)
    assert not {path for path in written if path.startswith((*left, *other))}
