"""What runs in the browser is fetched by hash, or the build stops with one sentence and leaves nothing half."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from gongkai.build.faults import words_of
from gongkai.desk.program import ON_DEMAND, PROGRAM
from gongkai.desk.runtime import LOCK, PYODIDE, MissingRuntimeError, find_runtime

WANTED = {*PROGRAM, *(name for names in ON_DEMAND.values() for name in names)}
Run = Callable[..., subprocess.CompletedProcess[str]]


def pretend(result: int, *, leaves: bytes | None = None) -> Run:
    """A command that ends with ``result``, npm's with a file of this content."""

    def run(command: tuple[str, ...], *, cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
        if leaves is not None:
            (cwd / f"pyodide-{PYODIDE}.tgz").write_bytes(leaves)
        return subprocess.CompletedProcess(command, result, "", "")

    return run


def refused(tmp_path: Path) -> str:
    """The sentence that ends the build; nothing is left in the cache."""
    with pytest.raises(MissingRuntimeError) as error:
        find_runtime(cache=tmp_path / "cache")
    assert not any((tmp_path / "cache").glob("*"))
    assert words_of(error.value) == str(error.value)
    return str(error.value)


def test_a_file_with_another_hash_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "npm")
    monkeypatch.setattr("subprocess.run", pretend(0, leaves=b"something else"))
    assert "校验值不同" in (said := refused(tmp_path))
    assert "怎么改：" in said


def test_without_npm_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "怎么改：先运行 apt-get install nodejs npm" in (said := refused(tmp_path))
    assert "desk: false" in said


def test_without_a_network_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "npm")
    monkeypatch.setattr("subprocess.run", pretend(1))
    assert "怎么改：检查网络，再运行 make desk" in (said := refused(tmp_path))
    assert "npm_config_registry" in said


def test_a_lock_without_a_package_is_told(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("", encoding="utf-8")
    with pytest.raises(MissingRuntimeError, match=r"没有 pydantic-core.*怎么改：从程序的仓库恢复"):
        find_runtime(lock, tmp_path / "cache")


def test_the_same_versions_run_here_and_there() -> None:
    pinned = LOCK.read_text(encoding="utf-8")
    assert len(WANTED) == 11
    for name in WANTED:
        assert f"\n{name}=={version(name)} \\\n" in f"\n{pinned}", name
