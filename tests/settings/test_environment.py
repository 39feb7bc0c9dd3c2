"""What the environment says is true or false or nothing, and nothing else is taken from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.settings.asking import BOOLEANS, NOT_BOOLEAN, below, errors, only_error, read

from gongkai.model.problem import Level
from gongkai.settings import Keys, examine_settings


@pytest.mark.parametrize("key", BOOLEANS)
def test_the_environment_says_true_or_false_or_nothing(
    project: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = Keys.model_fields[key].default
    text = below(f"{key}: !ENV [GONGKAI_X, {str(default).lower()}]")
    for words, value in (("true", True), ("false", False), ("", default)):
        monkeypatch.setenv("GONGKAI_X", words)
        found = read(project, text)
        assert not errors(found)
        assert getattr(found, key) is value
    plain = [wrong for wrong in NOT_BOOLEAN if wrong and not re.search("[\n\"'!]", wrong)]
    for wrong in (*plain, " true", "true ", "\ttrue", "True\n", "'no'"):
        monkeypatch.setenv("GONGKAI_X", wrong)
        problem = only_error(read(project, text))
        assert "GONGKAI_X" in problem.message
        assert problem.example in {"GONGKAI_X=true", "GONGKAI_X=false"}
        assert getattr(examine_settings(project), key) is default  # the build stops; the check goes on with this
    monkeypatch.delenv("GONGKAI_X")
    for unset in ("!ENV GONGKAI_X", "!ENV [GONGKAI_X]", "!ENV [GONGKAI_X, null]", "!ENV [A, GONGKAI_X, null]"):
        assert getattr(read(project, below(f"{key}: {unset}")), key) is default
        assert not errors(examine_settings(project))


@pytest.mark.parametrize("moment", ["abc", "", "-1", "1_0", "²", "１２", " 1", "1.5", "1e9", "4354819199", "9" * 30])
def test_a_wrong_time_stops_the_build(project: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    problem = only_error(read(project, ""))
    assert "SOURCE_DATE_EPOCH" in problem.message
    monkeypatch.setenv(*problem.example.split("="))
    assert examine_settings(project).timestamp == 1700000000
    assert not errors(examine_settings(project))


def test_a_variable_that_no_setting_reads_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = below("preview: !ENV [GONGKAI_PREVIEW, false]\nworkers: !ENV [GONGKAI_WORKERS, 0]")
    for name, cure in (
        ("GONGKAI_PREIVEW", "是不是 GONGKAI_PREVIEW？"),
        ("GONGKAI_EXCEL", "在 gongkai 下面的 excel 里引用它"),
        ("GONGKAI_X", "用不着就运行 unset GONGKAI_X"),
    ):
        monkeypatch.setenv(name, "true")
        (hint,) = (problem for problem in read(project, text).problems if problem.code == "G10")
        assert (hint.level, hint.cure) == (Level.HINT, cure)
        assert "GONGKAI_PREVIEW、GONGKAI_WORKERS" in hint.message
        monkeypatch.delenv(name)


def test_a_preview_that_is_written_down_is_asked_about(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [problem.code for problem in read(project, below("preview: true")).problems]
    assert "G11" in codes
    monkeypatch.setenv("GONGKAI_PREVIEW", "true")
    found = read(project, below("preview: !ENV [GONGKAI_PREVIEW, false]"))
    assert found.preview is True
    assert "G11" not in [problem.code for problem in found.problems]


@pytest.mark.parametrize("command", [("gongkai", "check"), ("gongkai", "--help"), ("mkdocs", "build", "-d", "site")])
def test_without_docstrings_nothing_runs(project: Path, command: tuple[str, ...]) -> None:
    environment = os.environ | {"PYTHONOPTIMIZE": "2", "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    config = ("-f", str(ROOT / "tests/seed/mkdocs.yml")) if command[0] == "mkdocs" else ()
    words = [sys.executable, "-m", *command, *config]
    done = subprocess.run(words, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if config else 2)
    assert "先运行 unset PYTHONOPTIMIZE" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()
