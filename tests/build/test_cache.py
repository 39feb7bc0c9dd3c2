"""What was made is found again exactly; what is damaged is as good as never made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gongkai.build.cache import BuildCache
from tests.conftest import DEMO, demo

from gongkai.build.fingerprint import BuildInputs, CheckInputs
from gongkai.build.unit import BuildResult, build_unit_group
from gongkai.build.unit_groups import UnitGroup, unit_groups
from gongkai.load.inventory import take_inventory
from gongkai.pages.data import Publication
from gongkai.render.html import Renderer


@pytest.fixture(scope="module")
def inputs() -> BuildInputs:
    """The demo, as it is built."""
    check = CheckInputs.of(DEMO, "data", take_inventory(DEMO))
    return BuildInputs(check, Publication(url="https://site.invalid/"), preview=False)


@pytest.fixture(scope="module")
def group(inputs: BuildInputs) -> UnitGroup:
    """The department with units below it."""
    return max(unit_groups(take_inventory(DEMO)), key=lambda group: len(group.files))


@pytest.fixture(scope="module")
def result(inputs: BuildInputs, group: UnitGroup) -> BuildResult:
    """Everything of that group."""
    return build_unit_group(group, inputs, Renderer())


def test_what_is_kept_is_found_again(tmp_path: Path, result: BuildResult) -> None:
    BuildCache(tmp_path).save("ab12", result)
    cache = BuildCache(tmp_path)
    assert cache.summary("ab12") == result.summary
    assert cache.pages("ab12") == result.pages
    assert {name: cache.texts("ab12", name) for name in result.texts} == result.texts
    assert cache.summary("cd34") is None


def test_a_damaged_file_is_not_read(tmp_path: Path, result: BuildResult) -> None:
    BuildCache(tmp_path).save("ab12", result)
    for path in (tmp_path / "ab" / "ab12").iterdir():
        content = path.read_bytes()
        path.write_bytes(content.replace(b"1", b"7", 90))
    cache, name = BuildCache(tmp_path), next(iter(result.texts))
    assert (cache.summary("ab12"), cache.pages("ab12"), cache.texts("ab12", name)) == (None, None, None)


def test_bytes_are_made_once_for_a_key_and_again_when_they_are_damaged(tmp_path: Path) -> None:
    cache = BuildCache(tmp_path)
    made: list[int] = []

    def make() -> bytes:
        made.append(len(made))
        return f"第 {len(made)} 次".encode()

    assert cache.get_or_build("ab12", "years/2020/data.csv", make) == cache.get_or_build(
        "ab12", "years/2020/data.csv", make
    )
    assert len(made) == 1
    (path,) = (tmp_path / "ab" / "ab12").iterdir()
    path.write_bytes(path.read_bytes() + b"x")
    assert cache.get_or_build("ab12", "years/2020/data.csv", make) == "第 2 次".encode()
    assert cache.get_or_build("cd34", "years/2020/data.csv", make) == "第 3 次".encode()


def test_what_nobody_has_asked_for_in_a_long_time_is_thrown_away(tmp_path: Path, result: BuildResult) -> None:
    cache = BuildCache(tmp_path)
    for key in ("ab12", "cd34", "ef56"):
        cache.save(key, result)
        os.utime(tmp_path / key[:2] / key, (0, 0))
    assert cache.summary("ab12")
    cache.get_or_build("cd34", "x", lambda: b"x")
    cache.remove_unused()
    assert (bool(cache.summary("ab12")), bool(cache.summary("cd34")), cache.summary("ef56")) == (True, True, None)


def test_summaries_hold_every_figure_that_pages_of_several_units_show(result: BuildResult) -> None:
    archive = demo().archive
    for summary in result.summary.reports:
        whole, short = archive.entries[summary.unit_id, summary.year].report, summary.entry.report
        assert whole is not None
        assert short is not None
        for name in ("title", "disclosure", "people", "three_public", "operating_funds", "procurement"):
            assert getattr(short, name) == getattr(whole, name)
        assert short.finance.total_expenditure == whole.finance.total_expenditure
        assert (short.evaluation.score, short.evaluation.grade) == (whole.evaluation.score, whole.evaluation.grade)


def test_the_fingerprint_changes_with_a_data_file_and_with_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2020"
    folder.mkdir(parents=True)
    (tmp_path / "data/units.yml").write_text("jia: {名称: 甲单位}\nyi: {名称: 乙单位}\n", encoding="utf-8")
    (folder / "_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    for name in ("jia", "yi"):
        (folder / f"{name}.yml").write_text("标题: 报告\n公开: {状态: 已公开}\n", encoding="utf-8")

    def keys(publication: Publication = Publication()) -> list[str]:  # noqa: B008
        inventory = take_inventory(tmp_path)
        inputs = BuildInputs(CheckInputs.of(tmp_path, "data", inventory), publication, preview=False)
        return [inputs.fingerprint_of(group) for group in unit_groups(inventory)]

    first = keys()
    (folder / "jia.yml").write_text("标题: 新报告\n公开: {状态: 已公开}\n", encoding="utf-8")
    assert [a == b for a, b in zip(first, keys(), strict=True)] == [False, True]
    assert not set(keys()) & set(keys(Publication(name="另一个网站")))
    (folder / "附件.pdf").write_bytes(b"x")
    assert not set(first) & set(keys())
