"""The workload is realistic, valid and the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.bench.workload import SIZES, Document, Size, unit_documents, units, write_workload

from gongkai.model.problem import Level
from gongkai.read_and_check import problems_of, read_and_check

FEW = Size(units=2, years=3)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workload."""
    folder = tmp_path_factory.mktemp("workload")
    write_workload(folder / "data", FEW, workers=1)
    return folder


def digest(folder: Path) -> str:
    """One hash over all files and names."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return sha256(b"".join(str(file.relative_to(folder)).encode() + file.read_bytes() for file in files)).hexdigest()


def test_the_data_passes_every_check(project: Path) -> None:
    found = read_and_check(project)
    assert len(found.archive.entries) == FEW.units * FEW.years
    assert not [str(problem) for problem in problems_of(project, found) if problem.level is not Level.HINT]


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(project: Path, tmp_path: Path) -> None:
    write_workload(tmp_path / "again", FEW, workers=2)
    write_workload(tmp_path / "other", FEW, seed=2, workers=1)
    assert digest(tmp_path / "again") == digest(project / "data") != digest(tmp_path / "other")


def test_sizes_are_those_that_the_document_names() -> None:
    assert {name: (size.units, size.years, size.span[-1]) for name, size in SIZES.items()} == {
        "S": (20, 5, 2023),
        "M": (100, 10, 2023),
        "L": (1000, 10, 2023),
        "XL": (15000, 10, 2023),
    }
    most = units(SIZES["XL"].units)
    assert len({unit.id for unit in most}) == len({unit.name for unit in most}) == 15000
    assert most[:1000] == units(1000)
    assert all(unit.name.startswith("演示") for unit in most)


@cache
def documents() -> list[Document]:
    """Reports of some units in some years."""
    return [document for unit in units(8) for _, document in unit_documents(unit, range(2021, 2024), 1)]


def leaves(value: Any) -> Iterator[Any]:
    """Every single value of a document."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value


def sizes_of(document: Document) -> tuple[int, int, int]:
    """Figures besides the indicators, indicators, and characters of narrative."""
    rows = document["自评表"]["指标"]
    rest = document | {"自评表": {"资金": document["自评表"]["资金"]}}
    values = list(leaves(rest))
    figures = [v for v in values if isinstance(v, int) or re.fullmatch(r"\d+\.\d\d", v)]
    words = "".join(v for v in values if not isinstance(v, int) and len(v) > 40)
    return len(figures), len(rows), len(re.sub(r"[\s#*>-]", "", words))


def test_a_report_is_as_long_as_a_real_one() -> None:
    found = [sizes_of(document) for document in documents()]
    assert {figures for figures, _, _ in found} == {50}
    assert {indicators for _, indicators, _ in found} == {12}
    assert 4500 < sum(characters for _, _, characters in found) / len(found) < 5500


def test_reports_do_not_repeat_each_other() -> None:
    sentences = [
        sentence
        for document in documents()
        for sentence in re.split("[。\n]", document["绩效"]["成效"])
        if len(sentence) > 15
    ]
    assert len(set(sentences)) > 0.95 * len(sentences)
