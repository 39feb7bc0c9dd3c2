"""A file is read and explained in the same words with the parser in C and without it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
import yaml
from tests.conftest import DEMO, ROOT, SEED

from gongkai.load import parsers
from gongkai.load.record_file import parse_record
from gongkai.load.source import parse_source
from gongkai.model.report import Report

#: What slips in while somebody types, and what means something to YAML.
SIGNS: Final = (
    *":-#[]{}|>'\"\\,&*!%@`?\t \n~=<　：，“”.",
    "\u00a0", "\u200b", "\ufeff", ": ", "- ", "---\n", "...\n", "<<<<<<< HEAD\n", "null", "  ", "? ", "!a, ",
)  # fmt: skip  # signs, read in a row
MUTATED: Final = 2200


class _OnlyPython(parsers.SlowLoader):
    """What stands in for the parser in C where there is none."""

    is_quick: Final = False


@contextmanager
def without_parser_in_c() -> Iterator[None]:
    """As in a browser's Python."""
    quick = parsers.QuickLoader
    parsers.QuickLoader = _OnlyPython  # type: ignore[assignment,misc]  # one for the other
    try:
        yield
    finally:
        parsers.QuickLoader = quick  # type: ignore[misc]


def originals() -> list[str]:
    """The seed with its texts shortened, reports of the demo, and every file with a mistake."""
    cases = sorted((ROOT / "tests/cases/input").glob("*.yml"))
    files = (*SEED.glob("data/2020/zh*.yml"), *sorted(DEMO.glob("data/20*/*.yml"))[::25], *cases)
    texts = (path.read_bytes().decode(errors="replace") for path in files if path.stat().st_size < 100_000)
    return ["\n".join(line[:60] for line in text.split("\n")) for text in texts]


def mutated(text: str, chance: random.Random) -> str:
    """A sign too many, some too few, a line moved, joined or lost."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        at, kind = chance.randrange(len(text) or 1), chance.randrange(6)
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        if kind < 3:
            text = text[:at] + chance.choice(SIGNS) + text[at:]
        elif kind == 3:
            text = text[:at] + text[at + chance.choice((1, 1, 2, 5, 30)) :]
        elif kind == 4:
            lines[line] = " " * chance.randrange(1, 5) + lines[line] if chance.random() < 0.5 else lines[line][2:]
            text = "\n".join(lines)
        else:
            lines[line : line + 2] = [" ".join(lines[line : line + 2])] if chance.random() < 0.5 else []
            text = "\n".join(lines)
    return text


def read(text: str) -> tuple[Report | None, list[tuple[str, str, str]]]:
    """The report, and all that is said of the file."""
    source = parse_source(text.encode(), "data/2020/jia.yml")
    report, document = parse_record(source.text, source.file, Report) if source.text else (None, None)
    problems = (*source.problems, *(document.problems if document else ()))
    return report, [(str(problem), problem.cure, problem.example) for problem in problems]


@pytest.mark.skipif(not hasattr(yaml, "CBaseLoader"), reason="there is one parser only, so that nothing can differ")
def test_both_parsers_read_and_explain_alike() -> None:
    chance, texts = random.Random(15), originals()
    assert len(texts) > 100
    failed = 0
    for _ in range(MUTATED):
        text = mutated(chance.choice(texts), chance)
        with_c = read(text)
        with without_parser_in_c():
            assert read(text) == with_c, text
        failed += with_c[0] is None
    assert failed > MUTATED / 2


@pytest.mark.skipif(not hasattr(yaml, "CBaseLoader"), reason="there is one parser only")
@pytest.mark.parametrize(
    "line",
    ["决算:\t5", "决算: 5\t# 注", "{决算: 5,\t名称: 甲?}", "甲: {决算: 是否?}", '甲: "是\t否?"', "甲: |\n  1\t2?\n"],
)
def test_what_only_one_parser_can_read_is_read_by_both(line: str) -> None:
    with_c = parsers.compose(line)
    with without_parser_in_c():
        alone = parsers.compose(line)
    assert yaml.serialize(with_c) == yaml.serialize(alone)
