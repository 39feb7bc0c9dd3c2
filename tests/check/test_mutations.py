"""Of numbers written wrong in ordinary sentences nearly all are noticed, and nothing is said about right ones."""

from __future__ import annotations

import logging
from fractions import Fraction
from typing import Final

import pytest
from tests.check.mutations import Told, Tried, as_table, counted, read_told, tried
from tests.check.sentence_cases import TRAPS, read_sentence_cases
from tests.check.stated_numbers import KINDS, Number, numbers_of
from tests.conftest import DEMO, demo

from gongkai.model.problem import KeyPath

log = logging.getLogger(__name__)

#: What must be noticed of all numbers, and of every kind of statement that is tried often enough to tell.
OF_ALL, OF_EACH_KIND, ENOUGH = Fraction(90, 100), Fraction(80, 100), 10
#: Of the numbers of ordinary sentences so many may be undecidable.
LEFT_OUT: Final = Fraction(5, 100)
#: Own sentences, phrasings of each kind, and texts of which nothing may be said.
SENTENCES, PHRASINGS, TRAP_TEXTS = 140, 20, 40
#: Of so many reports of the demo one is tried in `make test`, all in `make trial`.
ONE_OF: Final = 12
#: Where the demo tells what has a place in the data; elsewhere only of money and percentages.
COUNTS_STAND_IN: Final = {("概况", "基本情况"), ("概况", "机构设置"), ("概况", "人员编制"), ("绩效", "综述")}
CASES: Final = read_sentence_cases()
ONCE_OR_EVERY_WAY: Final = [
    pytest.param(False, id="each once"),
    pytest.param(True, id="every way", marks=pytest.mark.trial),
]


def trials_of(*, every_way: bool) -> list[Tried]:
    """Every decidable number of the sentences, written wrong."""
    ordinary = [case for case in CASES if case.file != TRAPS]
    return [trial for case in ordinary for trial in tried(case.told(), case.is_decidable, every_way=every_way)]


def assert_noticed(trials: list[Tried]) -> None:
    """Nearly all are noticed, of every kind; says which are not."""
    counts = counted(trials)
    log.info("noticed\n%s", as_table(counts))
    noticed, of = (sum(column) for column in zip(*counts.values(), strict=True))
    missed = "\n".join(str(trial) for trial in trials if not trial.is_noticed)
    assert noticed >= OF_ALL * of, f"{as_table(counts)}\n{missed}"
    poor = {kind for kind, (own, number) in counts.items() if number >= ENOUGH and own < OF_EACH_KIND * number}
    assert not poor, f"{as_table(counts)}\n{missed}"


def test_there_are_enough_sentences() -> None:
    of_file = {file: sum(case.file == file for case in CASES) for file in (*KINDS, TRAPS)}
    assert sum(of_file.values()) == len(CASES) == len({case.name for case in CASES})
    assert len(CASES) - of_file[TRAPS] >= SENTENCES
    assert all(of_file[kind] >= PHRASINGS for kind in KINDS)
    assert of_file[TRAPS] >= TRAP_TEXTS


def test_every_number_marked_as_undecidable_stands_in_its_text() -> None:
    for case in CASES:
        text = "".join(case.stated["文字"].values())
        assert all(str(number) in text for number in case.stated.get("不可判", ())), case.name


def test_few_numbers_of_ordinary_sentences_are_left_out() -> None:
    """What is left out is not counted, so it must not be much."""
    told = [(case, case.told()) for case in CASES if case.file != TRAPS]
    stated = [(case, each, path, text) for case, each in told for path, text in each.texts()]
    counted_in = [case.is_decidable(each, path, text, n) for case, each, path, text in stated for n in numbers_of(text)]
    assert counted_in.count(False) <= LEFT_OUT * len(counted_in)


def test_nothing_is_said_about_what_is_right() -> None:
    said = [f"{case.name}：{f.code} {f.message}" for case in CASES for f in case.told().findings()]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("every_way", ONCE_OR_EVERY_WAY)
def test_wrong_numbers_are_noticed(every_way: bool) -> None:
    assert_noticed(trials_of(every_way=every_way))


@pytest.mark.parametrize("every_way", ONCE_OR_EVERY_WAY)
def test_nothing_is_said_about_what_cannot_be_decided(every_way: bool) -> None:
    """Whatever the numbers of a trap are: other scopes, other years, plans, limits, other people's money."""
    traps = [case for case in CASES if case.file == TRAPS and "只看原文" not in case.stated]
    trials = [trial for case in traps for trial in tried(case.told(), case.is_decidable, every_way=every_way)]
    said = [f"{trial}\n    {f.code} {f.message}" for trial in trials for f in trial.found]
    assert not said, "\n".join(said)


def is_decidable_in_demo(told: Told, path: KeyPath, text: str, number: Number) -> bool:
    """Whether the demo's figures say it: money, percentages, and the counts of people, bodies and points.

    “98.24%付给了完成的工作” is told of what was paid, and of no budget: nothing contradicts another figure.
    """
    if text[number.end :].startswith("%付给"):
        return False
    return number.is_money or number.is_percentage or path in COUNTS_STAND_IN


@pytest.mark.parametrize("one_of", [ONE_OF, pytest.param(1, marks=pytest.mark.trial)])
def test_wrong_numbers_of_the_demo_are_noticed(one_of: int) -> None:
    files = sorted(file for file in DEMO.glob("data/20*/*.yml") if file.name[0] != "_")[::one_of]
    told = [read_told(file, demo().archive) for file in files]
    assert_noticed([trial for each in told for trial in tried(each, is_decidable_in_demo)])
