"""No change of what the public sees is silent: every evasion that we know, as data, and every harmless change."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.guard.evasion import HERE, change, commit, copy_of, git, published

from gongkai.guard.compare import Comparison, compare_commits


def cases(*names: str) -> list[Any]:
    """The cases of some files, each under its name."""
    read = [case for name in names for case in yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))]
    assert len({case["name"] for case in read}) == len(read)
    return [pytest.param(case, id=case["name"]) for case in read]


EVASIONS: Final = cases("reports", "states", "corrections", "rules", "files", "empty")
HARMLESS: Final = cases("harmless")
HISTORIES: Final = cases("histories")


def compared(case: dict[str, Any], public: Path, folder: Path) -> Comparison:
    """What the guard says of a change that lies in the folder."""
    change(copy_of(public, folder, own=False), case["change"])
    return compare_commits(folder, "HEAD")


def told(found: Comparison) -> set[str]:
    """The codes of all problems."""
    return {problem.code for problem in found.problems}


@pytest.mark.parametrize("case", EVASIONS)
def test_no_evasion_is_silent(case: dict[str, Any], public: Path, tmp_path: Path) -> None:
    found = compared(case, public, tmp_path / "case")
    assert told(found) == set(case["codes"]), [str(problem) for problem in found.problems]
    assert all(problem.cure for problem in found.problems)
    words = "\n".join(f"{problem} {problem.cure}" for problem in found.problems)
    assert case.get("says", "") in words
    assert not found.is_same


@pytest.mark.parametrize("case", HARMLESS)
def test_a_harmless_change_passes(case: dict[str, Any], public: Path, tmp_path: Path) -> None:
    found = compared(case, public, tmp_path / "case")
    assert not found.problems, [str(problem) for problem in found.problems]
    assert not found.is_same
    assert case.get("notes", "") in "\n".join(found.notes)
    assert "silent" not in case or case["silent"] not in "\n".join(found.notes)


@pytest.fixture(scope="module")
def public_below(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a folder below the top of its repository, of a name that git may take for a pattern."""
    top = tmp_path_factory.mktemp("guard") / "top"
    published(top, top / PLACE)
    return top


PLACE: Final = ":(top)区[1]*/站"


@pytest.mark.parametrize("place", ["", PLACE])
@pytest.mark.parametrize("case", HISTORIES)
def test_no_history_hides_a_change(
    case: dict[str, Any], place: str, public: Path, public_below: Path, tmp_path: Path
) -> None:
    """Several commits: each step but the last is committed, and the last but one is what the public can see."""
    folder = copy_of(public_below if place else public, tmp_path / "case", own=True) / place
    commits = []
    for at, step in enumerate(case["steps"], start=1):
        change(folder, step)
        commits.append(commit(folder, day=f"2021-10-{at:02}"))
    base = {"first": commits[0], "last": commits[-2] if len(commits) > 1 else git(folder, "rev-parse", "HEAD~1")}
    found = compare_commits(folder, base[case.get("base", "last")], commits[-1])
    assert told(found) == set(case["codes"]), [str(problem) for problem in found.problems]


def test_there_are_enough_cases_of_each_kind() -> None:
    assert len(EVASIONS) + len(HISTORIES) >= 90
    assert len(HARMLESS) >= 25
