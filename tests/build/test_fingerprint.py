"""The fingerprint of the program is another one whenever a file of it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.build import fingerprint
from gongkai.build.digests import Digests

FILES = (
    "publish.py",
    "gongkai/site.py",
    "gongkai/theme/main.html",
    "gongkai/outlines/湖南2022.yml",
    "gongkai/a/b/c/d.py",
)
NO_CODE = ("gongkai/__pycache__/site.cpython-311.pyc", "gongkai/a/__pycache__/left.py", "gongkai/note.txt")


@pytest.fixture(autouse=True)
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program."""
    for name in (*FILES, *NO_CODE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr(fingerprint, "_HOOKS", tmp_path)
    return tmp_path


def found() -> str:
    return fingerprint.fingerprint_of_code(Digests())


@pytest.mark.parametrize("name", FILES)
def test_it_changes_with_every_file_of_the_program(hooks: Path, name: str) -> None:
    before = found()
    (hooks / name).write_text("2", encoding="utf-8")
    changed = found()
    assert changed != before
    (hooks / name).rename(hooks / f"other.{name.rpartition('.')[2]}")
    assert found() not in {before, changed}


@pytest.mark.parametrize("name", NO_CODE)
def test_what_is_no_code_does_not_matter(hooks: Path, name: str) -> None:
    before = found()
    (hooks / name).unlink()
    assert found() == before
