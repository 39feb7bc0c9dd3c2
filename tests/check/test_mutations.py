"""Of numbers written wrong in ordinary sentences nearly all are noticed, and nothing is said about right ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import pytest
from tests.check.mutations import Tried, as_table, counted, tried
from tests.check.sentence_cases import TRAPS, read_sentence_cases
from tests.check.stated_numbers import KINDS

#: What must be noticed of all numbers, and of every kind of statement.
OF_ALL, OF_EACH_KIND = Fraction(90, 100), Fraction(80, 100)
#: Own sentences, phrasings of each kind, and texts of which nothing may be said.
SENTENCES, PHRASINGS, TRAP_TEXTS = 140, 20, 40
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
    noticed, of = (sum(column) for column in zip(*counts.values(), strict=True))
    missed = "\n".join(str(trial) for trial in trials if not trial.is_noticed)
    assert noticed >= OF_ALL * of, f"{as_table(counts)}\n{missed}"
    assert all(own >= OF_EACH_KIND * number for own, number in counts.values()), f"{as_table(counts)}\n{missed}"


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
