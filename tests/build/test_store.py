"""What was made is found again exactly; what is damaged is as good as never made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.conftest import DEMO, demo

from gongkai.build.cache import Store
from gongkai.build.fingerprint import Basis
from gongkai.build.result import Made
from gongkai.build.setup import Setup
from gongkai.build.unit import make
from gongkai.build.unit_groups import Portion, portions
from gongkai.load.inventory import take_inventory
from gongkai.pages.data import Publication
from gongkai.render.html import Renderer


@pytest.fixture(scope="module")
def setup() -> Setup:
    """The demo, as it is built."""
    basis = Basis.of(DEMO, "data", take_inventory(DEMO))
    return Setup(basis, Publication(url="https://site.invalid/"), preview=False)


@pytest.fixture(scope="module")
def portion(setup: Setup) -> Portion:
    """The department with units below it."""
    return max(portions(take_inventory(DEMO)), key=lambda portion: len(portion.files))


@pytest.fixture(scope="module")
def made(setup: Setup, portion: Portion) -> Made:
    """Everything of that portion."""
    return make(portion, setup, Renderer())


def test_what_is_kept_is_found_again(tmp_path: Path, made: Made) -> None:
    Store(tmp_path).keep("ab12", made)
    store = Store(tmp_path)
    assert store.briefs("ab12") == made.briefs
    assert store.pages("ab12") == made.pages
    assert {name: store.texts("ab12", name) for name in made.texts} == made.texts
    assert store.briefs("cd34") is None


def test_a_damaged_file_is_not_read(tmp_path: Path, made: Made) -> None:
    Store(tmp_path).keep("ab12", made)
    for path in (tmp_path / "ab" / "ab12").iterdir():
        content = path.read_bytes()
        path.write_bytes(content.replace(b"1", b"7", 90))
    store, name = Store(tmp_path), next(iter(made.texts))
    assert (store.briefs("ab12"), store.pages("ab12"), store.texts("ab12", name)) == (None, None, None)


def test_bytes_are_made_once_for_a_key_and_again_when_they_are_damaged(tmp_path: Path) -> None:
    store = Store(tmp_path)
    made: list[int] = []

    def make() -> bytes:
        made.append(len(made))
        return f"第 {len(made)} 次".encode()

    assert store.once("ab12", "years/2020/data.csv", make) == store.once("ab12", "years/2020/data.csv", make)
    assert len(made) == 1
    (path,) = (tmp_path / "ab" / "ab12").iterdir()
    path.write_bytes(path.read_bytes() + b"x")
    assert store.once("ab12", "years/2020/data.csv", make) == "第 2 次".encode()
    assert store.once("cd34", "years/2020/data.csv", make) == "第 3 次".encode()


def test_what_nobody_has_asked_for_in_a_long_time_is_thrown_away(tmp_path: Path, made: Made) -> None:
    store = Store(tmp_path)
    for key in ("ab12", "cd34", "ef56"):
        store.keep(key, made)
        os.utime(tmp_path / key[:2] / key, (0, 0))
    assert store.briefs("ab12")
    store.once("cd34", "x", lambda: b"x")
    store.tidy()
    assert (bool(store.briefs("ab12")), bool(store.briefs("cd34")), store.briefs("ef56")) == (True, True, None)


def test_briefs_hold_every_figure_that_pages_of_several_units_show(made: Made) -> None:
    archive = demo().archive
    for brief in made.briefs.reports:
        whole, short = archive.entries[brief.unit_id, brief.year].report, brief.entry.report
        assert whole is not None
        assert short is not None
        for name in ("title", "disclosure", "people", "three_public", "operating_funds", "procurement"):
            assert getattr(short, name) == getattr(whole, name)
        assert short.finance.total_expenditure == whole.finance.total_expenditure
        assert (short.evaluation.score, short.evaluation.grade) == (whole.evaluation.score, whole.evaluation.grade)


def test_the_key_changes_with_a_data_file_and_with_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2020"
    folder.mkdir(parents=True)
    (tmp_path / "data/units.yml").write_text("jia: {名称: 甲单位}\nyi: {名称: 乙单位}\n", encoding="utf-8")
    (folder / "_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    for name in ("jia", "yi"):
        (folder / f"{name}.yml").write_text("标题: 报告\n公开: {状态: 已公开}\n", encoding="utf-8")

    def keys(publication: Publication = Publication()) -> list[str]:  # noqa: B008
        inventory = take_inventory(tmp_path)
        setup = Setup(Basis.of(tmp_path, "data", inventory), publication, preview=False)
        return [setup.key_of(portion) for portion in portions(inventory)]

    first = keys()
    (folder / "jia.yml").write_text("标题: 新报告\n公开: {状态: 已公开}\n", encoding="utf-8")
    assert [a == b for a, b in zip(first, keys(), strict=True)] == [False, True]
    assert not set(keys()) & set(keys(Publication(name="另一个网站")))
    (folder / "附件.pdf").write_bytes(b"x")
    assert not set(first) & set(keys())
