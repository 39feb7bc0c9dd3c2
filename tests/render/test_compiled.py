"""Compiled templates are found again only where they would be compiled to the same, and no file can stop a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.environment import Template

from gongkai.render.compiled import Compiled


def compiled(folder: Path | None, source: str, kept: Compiled | None = None) -> Template:
    """The template, in an environment of its own."""
    environment = Environment(loader=DictLoader({"page": source}), bytecode_cache=kept or Compiled(folder))
    return environment.get_template("page")


def no_compiler(*_: object) -> None:
    raise AssertionError("compiled again")


def test_another_process_finds_what_was_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path, "{{ a }}")
    monkeypatch.setattr(Environment, "compile", no_compiler)
    assert compiled(tmp_path, "{{ a }}").render(a=1) == "1"
    with pytest.raises(AssertionError):
        compiled(tmp_path, "{{ b }}")


def test_another_text_or_compiler_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path, "{{ a }}")
    assert compiled(tmp_path, "b{{ a }}").render(a=1) == "b1"
    monkeypatch.setattr("gongkai.render.compiled.version", lambda _: "0")
    assert compiled(tmp_path, "b{{ a }}").render(a=2) == "b2"


@pytest.mark.parametrize("content", [b"", b"j2", b"\0" * 100])
def test_a_damaged_file_is_written_again(tmp_path: Path, content: bytes) -> None:
    compiled(tmp_path, "{{ a }}")
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for damaged in (content, whole[:-20]):
        path.write_bytes(damaged)
        assert compiled(tmp_path, "{{ a }}").render(a=1) == "1"
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Compiled(tmp_path / "none")
    assert compiled(None, "{{ a }}", kept).render(a=1) == "1"
    monkeypatch.setattr(Environment, "compile", no_compiler)
    assert compiled(None, "{{ a }}", kept).render(a=2) == "2"
