"""Words of a bureau's readers (名称.yml, 搜索): every mistake with its place and a cure; no report is read by them."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import pytest
import yaml
from tests.conftest import ROOT
from tests.load.codes import CODES
from tests.load.test_input_cases import data_folder, told
from tests.load.test_names_file import GOOD

from gongkai.build.digests import Digests
from gongkai.build.fingerprint import CheckInputs
from gongkai.guard.record import read_own_names
from gongkai.load.inventory import take_inventory
from gongkai.load.names_file import parse_names_file
from gongkai.model.everyday import EVERYDAY, searched_names
from gongkai.model.problem import Level


class Case(TypedDict):
    """A mistake: what is written, what is told, and what stands there when the cure is followed."""

    写着: str
    告诉: list[str]
    改成: str


MISTAKES: dict[str, Case] = yaml.safe_load((ROOT / "tests/cases/names/search_words.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_placed_and_cured(name: str) -> None:
    case = MISTAKES[name]
    _, document = parse_names_file(case["写着"], "x.yml")
    assert [told(problem) for problem in document.problems] == case["告诉"]
    assert {problem.code for problem in document.problems} <= CODES.keys()
    found, document = parse_names_file(case["改成"], "x.yml")
    assert document.problems == []
    assert found.words


@pytest.mark.parametrize("name", searched_names())
def test_everything_that_is_searched_may_have_words_of_a_bureau(name: str) -> None:
    found, document = parse_names_file(f"搜索:\n  {name}: [甲乙丙丁]\n", "x.yml")
    assert (found.words, found.names, document.problems) == (((name, ("甲乙丙丁",)),), (), [])


@pytest.mark.parametrize("name", EVERYDAY)
def test_a_word_that_is_known_is_needless(name: str) -> None:
    _, document = parse_names_file(f"搜索: {{{name}: [{EVERYDAY[name][0]}]}}\n", "x.yml")
    assert [(problem.code, problem.level) for problem in document.problems] == [("R13", Level.HINT)]


def test_words_go_with_the_archive_and_no_report_is_read_again(tmp_path: Path) -> None:
    data_folder(tmp_path, GOOD.encode())
    own = tmp_path / "data/名称.yml"
    seen = []
    for text in ("编制数: [定编人数]\n", "编制数: [定编人数]\n搜索:\n  公务接待费: [摆席]\n"):
        own.write_text(text, encoding="utf-8")
        inventory = take_inventory(tmp_path)
        digests = Digests(tmp_path / "digests")
        seen.append((inventory.frame.everyday, CheckInputs.of(tmp_path, "data", inventory, digests).fingerprint))
    assert [words for words, _ in seen] == [(), (("公务接待费", ("摆席",)),)]
    assert seen[0][1] == seen[1][1]


def test_the_guard_looks_on_names_that_sentences_are_read_by_only() -> None:
    was, new = (
        read_own_names(f"编制数: [定编人数]\n{more}".encode(), "data/名称.yml")
        for more in ("", "搜索:\n  公务接待费: [摆席]\n")
    )
    assert was
    assert new
    assert was.content == new.content == {"编制数": ["定编人数"]}
