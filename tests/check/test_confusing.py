"""Right sentences that are easily read wrong: of another body, year, scope or row. Nothing is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from tests.check.mutations import RULES, Told, tried
from tests.check.sentence_cases import with_text

from gongkai.load.yaml_text import parse_yaml
from gongkai.model.archive import Archive
from gongkai.model.finding import Finding
from gongkai.model.problem import Level
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

FILE: Final = Path(__file__).parent.parent / "cases/confusing.yml"
_YEAR, _UNIT = 2022, "danwei"
#: What accuses of a difference between words and figures; D26 asks for a reason, which these sentences may owe.
ACCUSING: Final = frozenset({"D19", "D23", "D24", "D25", "D27", "D28", "D40", "D48"})
#: Of whose numbers nothing may be said, whatever they are.
OTHERS: Final = "别的单位、账户的数"
#: In them the unit's own numbers stand, too.
_WITH_OWN: Final = ("与邻近", "全县林业系统支出总计", "2022年全县")
SENTENCES: Final = 250


def _stated() -> Mapping[str, Any]:
    document = parse_yaml(FILE.read_text(encoding="utf-8"), FILE.name)
    assert not document.problems, document.problems
    value: Mapping[str, Any] = document.value
    return value


def _sentences() -> Iterator[tuple[str, str, str]]:
    """Kind, place and sentence."""
    for kind, places in _stated()["句子"].items():
        for place, sentences in places.items():
            for sentence in sentences:
                yield kind, place, str(sentence)


def _told(place: str, sentence: str) -> Told:
    stated = _stated()
    report = {"标题": "部门整体支出绩效自评报告", "公开": {"状态": "已公开"}, **stated["数据"]}
    if place.startswith("财政拨款"):
        report["财政拨款"] = stated["财政拨款"]
    rules = YearRules.model_validate(RULES)
    units = {_UNIT: Unit.model_validate({"名称": "松岭县林业局"})}
    archive = Archive(units, {_YEAR: rules, _YEAR - 1: rules}, {})
    return Told(sentence, archive, (_UNIT, _YEAR), with_text(report, place, sentence))


def _accusing(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{f.code} {f.message}" for f in findings if f.code in ACCUSING and f.level is not Level.HINT]


CASES: Final = tuple(_sentences())


def test_there_are_enough_sentences() -> None:
    assert len({sentence for _, _, sentence in CASES}) >= SENTENCES


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in CASES}))
def test_nothing_is_said_of_a_right_sentence(kind: str) -> None:
    own = [(place, sentence) for of, place, sentence in CASES if of == kind]
    said = {sentence: found for place, sentence in own if (found := _accusing(_told(place, sentence).findings()))}
    assert not said, "\n".join(f"{sentence}\n    {found}" for sentence, found in said.items())


def test_nothing_is_said_of_the_numbers_of_others() -> None:
    others = [(place, text) for kind, place, text in CASES if kind == OTHERS and not text.startswith(_WITH_OWN)]
    trials = [trial for place, text in others for trial in tried(_told(place, text), _is_in(text))]
    said = [f"{trial}\n    {found}" for trial in trials if (found := _accusing(trial.found))]
    assert trials
    assert not said, "\n".join(said)


def _is_in(sentence: str) -> Any:
    return lambda told, path, text, number: text == sentence
