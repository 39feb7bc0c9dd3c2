"""Of which years a unit should publish: what the register says, what follows from it, and what contradicts itself."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from tests.conftest import ROOT

from gongkai.load.folder import read_archive
from gongkai.model.problem import Level
from gongkai.model.unit import Change, Lifetime, Origin, Unit, lifetime_of

_FORMER = {"名称": "旧名", "起": None, "止": 2018}


def project(folder: Path, register: str, reports: tuple[tuple[str, int], ...] = ()) -> Path:
    """A project with a register, three years, and reports that say nothing."""
    for year in (2020, 2021, 2022):
        home = folder / f"data/{year}"
        home.mkdir(parents=True)
        (home / "_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    for unit, year in reports:
        report = f"标题: {year}年度报告\n公开: {{状态: 已公开, 发布日期: {year + 1}-08-01}}\n"
        (folder / f"data/{year}/{unit}.yml").write_text(report, encoding="utf-8")
    (folder / "data/units.yml").write_text(dedent(register), encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    """What is said of the years of the register and of the reports."""
    _, problems = read_archive(folder, "data")
    return [problem.message for problem in problems if problem.code in {"R07", "R11"}]


@pytest.mark.parametrize("change", Change)
def test_the_example_of_the_readme_makes_the_year_pages_right(change: Change, tmp_path: Path) -> None:
    register = f"""\
        wenlv: {{名称: 文化和旅游局, 前身: {{年度: 2021, 方式: {change}, 单位: [wenhua, lvyou]}}}}
        wenhua: {{名称: 文化局}}
        lvyou: {{名称: 旅游局}}
    """
    archive, _ = read_archive(project(tmp_path, register), "data")
    there = {year: [unit for unit, _ in archive.units_of_year(year)] for year in (2020, 2021, 2022)}
    before = ["wenhua", "lvyou"]
    goes_on = [] if change in {Change.MERGED, Change.SUCCEEDED} else before
    assert there == {2020: before, 2021: ["wenlv", *goes_on], 2022: ["wenlv", *goes_on]}
    assert told(tmp_path) == []


def test_the_readme_tells_it_so() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    example = dedent("\n".join(line for line in lines if line.startswith("     前身:")))
    assert yaml.safe_load(example) == {"前身": {"年度": 2021, "方式": "合并", "单位": ["wenhua", "lvyou"]}}
    assert "写明撤销年度" not in example


@pytest.mark.parametrize(
    ("change", "stated", "former", "reported"), list(product(Change, (None, 2017), (True, False), (2020, 2021)))
)
def test_what_is_stated_or_shown_goes_before_what_follows(
    change: Change, stated: int | None, former: bool, reported: int
) -> None:
    origin = Origin.model_validate({"年度": 2021, "方式": change, "单位": ["jiu"]})
    new = Unit.model_validate({"名称": "新", "前身": origin, "设立年度": stated, "曾用名": [_FORMER] if former else []})
    was_there = former or reported < 2021
    assert lifetime_of(new, (), [reported]) == Lifetime(stated or (None if was_there else 2021), None)
    old = Unit.model_validate({"名称": "旧", "撤销年度": stated})
    ended = change in {Change.MERGED, Change.SUCCEEDED} and reported <= 2020
    assert lifetime_of(old, (origin,), [reported]) == Lifetime(None, stated or (2020 if ended else None))


CONTRADICTIONS = {
    "jia: {名称: 甲, 设立年度: 2021, 撤销年度: 2020}": "jia 的设立年度 2021 在撤销年度 2020 之后",
    "jia: {名称: 甲, 曾用名: [{名称: 旧, 起: 2020, 止: 2019}]}": "曾用名“旧”从 2020 年起用，却只用到 2019 年",
    "jia: {名称: 甲, 撤销年度: 2020, 曾用名: [{名称: 旧, 止: 2020}]}": (
        "曾用名“旧”用到 2020 年，单位的撤销年度是 2020：现名一年也没有用过"
    ),
    "jia: {名称: 甲, 设立年度: 2020, 曾用名: [{名称: 旧, 止: 2019}]}": (
        "曾用名“旧”只用到 2019 年，单位的设立年度是 2020"
    ),
    "jia: {名称: 甲, 曾用名: [{名称: 旧, 止: 2019}, {名称: 更旧, 止: 2018}]}": "曾用名“更旧”和“旧”有同一年",
    "jia: {名称: 甲, 设立年度: 2022, 前身: {年度: 2021, 方式: 承接, 单位: [yi]}}\nyi: {名称: 乙}": (
        "jia 从 2021 年起接着前身公开，设立年度却是 2022"
    ),
    "jia: {名称: 甲, 撤销年度: 2020, 前身: {年度: 2021, 方式: 承接, 单位: [yi]}}\nyi: {名称: 乙}": (
        "jia 从 2021 年起接着前身公开，撤销年度却是 2020"
    ),
    "jia: {名称: 甲, 前身: {年度: 2021, 方式: 分立, 单位: [yi]}}\nyi: {名称: 乙, 设立年度: 2021}": (
        "前身 yi 的设立年度是 2021，不早于 2021 年"
    ),
    "jia: {名称: 甲, 前身: {年度: 2021, 方式: 合并, 单位: [yi]}}\nyi: {名称: 乙, 撤销年度: 2021}": (
        "yi 从 2021 年起由 jia 公开（合并），它的撤销年度却是 2021"
    ),
    "jia: {名称: 甲, 前身: {年度: 2021, 方式: 合并, 单位: [yi]}}\nyi: {名称: 乙, 撤销年度: 2019}": (
        "yi 公开到 2019 年，jia 从 2021 年起：2020 年没有单位公开"
    ),
}


@pytest.mark.parametrize(("register", "message"), list(CONTRADICTIONS.items()), ids=list(CONTRADICTIONS.values()))
def test_years_that_contradict_each_other_are_asked_about(register: str, message: str, tmp_path: Path) -> None:
    _, problems = read_archive(project(tmp_path, register), "data")
    asked = [problem for problem in problems if problem.code == "R11"]
    assert [problem.message for problem in asked] == [message]
    assert asked[0].level is Level.WARNING
    assert asked[0].place.line > 0


@pytest.mark.parametrize(
    ("register", "report", "message"),
    [
        ("jia: {名称: 甲, 撤销年度: 2020}", ("jia", 2021), "units.yml 里 jia 的撤销年度是 2020"),
        ("jia: {名称: 甲, 设立年度: 2021}", ("jia", 2020), "units.yml 里 jia 的设立年度是 2021"),
        (
            "jia: {名称: 甲, 前身: {年度: 2021, 方式: 合并, 单位: [yi]}}\nyi: {名称: 乙}",
            ("jia", 2020),
            "units.yml 里 jia 的前身写的年度是 2021",
        ),
        (
            "jia: {名称: 甲, 前身: {年度: 2021, 方式: 合并, 单位: [yi]}}\nyi: {名称: 乙}",
            ("yi", 2021),
            "units.yml 里 jia 的前身写明 yi 从 2021 年起由它公开（合并）",
        ),
    ],
)
def test_a_report_for_a_year_without_the_unit_is_asked_about(
    register: str, report: tuple[str, int], message: str, tmp_path: Path
) -> None:
    assert told(project(tmp_path, register, (report,))) == [f"这是 {report[1]} 年度的报告，{message}"]
