"""What a setting may say: true or false, a number, a text; nothing falls back on another meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.settings.asking import BOOLEANS, NOT_BOOLEAN, below, errors, only_error, read

TEXTS = ("subtitle", "publisher", "licence", "licence_url", "site_id_code")


@pytest.mark.parametrize("key", BOOLEANS)
def test_yes_and_no_are_true_and_false_and_nothing_else(project: Path, key: str) -> None:
    for value in (True, False):
        found = read(project, below(f"{key}: {str(value).lower()}"))
        assert not errors(found)
        assert getattr(found, key) is value
    for wrong in NOT_BOOLEAN:
        problem = only_error(read(project, below(f"{key}: {wrong}")))
        assert (problem.code, problem.place.file, problem.place.line) == ("G09", "mkdocs.yml", 3), wrong
        assert f"“{key}”" in problem.message
        mended = read(project, below(problem.example))
        assert not errors(mended), problem.example
    assert read(project, below(f"{key}: 是")).problems[0].example == f"{key}: true"


@given(st.text(max_size=12))
def test_no_text_whatever_turns_a_preview_on(project: Path, words: str) -> None:
    quoted = yaml.safe_dump(words, allow_unicode=True, default_style='"').strip().replace("\n", " ")
    found = read(project, below(f"preview: {quoted}"))
    assert errors(found)
    assert found.preview is False
    if words.isascii() and words.isalnum() and words != "true":
        assert read(project, below(f"preview: {words}")).preview is False


@pytest.mark.parametrize(
    "words", ["two", "-1", "1e9", "257", "1000000000", "4.0", "010", "0x10", "1_0", '"4"', "true", "", "[1]"]
)
def test_workers_are_a_number_that_a_machine_can_have(project: Path, words: str) -> None:
    problem = only_error(read(project, below(f"workers: {words}")))
    assert (problem.code, problem.example) == ("G09", "workers: 0")
    assert read(project, below("workers: 256")).workers == 256


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_one_line_as_written_or_left_open(project: Path, key: str) -> None:
    for wrong in ("true", "[a]", "{a: b}", '"a\\nb"', '"a\\0b"', '"a\\u202eb"', "x" * 501, "!!python/name:os.system x"):
        assert only_error(read(project, below(f"{key}: {wrong}"))).code == "G09"
    for nothing in ("", "null", "~", '""', "!ENV X"):
        found = read(project, below(f"{key}: {nothing}"))
        assert not errors(found)
        assert getattr(found, key) == ""


def test_a_code_keeps_its_zeros_however_yaml_would_read_it(project: Path) -> None:
    for written in ("0430100001", '"0430100001"', "'0430100001'", "!ENV [X, 0430100001]"):
        assert read(project, below(f"site_id_code: {written}")).site_id_code == "0430100001"
    for wrong in (
        "430100001",
        "43010000010",
        "43010000a1",
        "４３０１００００１２",
        "4301-00001",
        "1e9",
        "4301000012.0",
    ):
        assert only_error(read(project, below(f"site_id_code: {wrong}"))).code == "G09"
