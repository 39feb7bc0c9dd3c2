"""Whatever goes wrong with the machine is one Chinese sentence with its cure; a mistake of the program is none."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.build.cache import cache_of
from gongkai.build.faults import FaultError, words_of
from gongkai.build.lock import BusyError


@given(st.sampled_from(sorted(errno.errorcode)), st.sampled_from([None, "site/index.html", b"x"]))
def test_every_error_of_the_system_is_a_sentence(number: int, name: str | bytes | None) -> None:
    words = words_of(OSError(number, os.strerror(number), name))
    assert re.fullmatch(r"[^。]+。怎么改：[^。]+(。)?", words), words
    assert os.strerror(number) not in words
    assert "\n" not in words
    assert not isinstance(name, str) or number == errno.ENOMEM or name in words


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    """The cure is to move it away, so it must be something that is there."""
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as caught:
        (tmp_path / "file/a/b").mkdir()
    assert words_of(caught.value).startswith(f"{tmp_path / 'file'} 的位置")


@pytest.mark.parametrize("error", [BrokenProcessPool(), MemoryError()])
def test_so_are_workers_and_memory(error: BaseException) -> None:
    assert re.fullmatch(r"[^。]+。怎么改：.*GONGKAI_WORKERS=1[^。]*", words_of(error))


def test_what_says_itself_is_passed_on_and_a_mistake_of_the_program_is_not_hidden() -> None:
    assert words_of(FaultError("满了")) == "满了"
    assert words_of(BusyError("忙")) == "忙"
    assert words_of(ValueError("x")) == words_of(KeyError("y")) == words_of(OSError("no number")) == ""


def test_a_cache_that_cannot_be_made_is_elsewhere_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".cache").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = cache_of(tmp_path)
    assert found.folder.parent == tmp_path
    assert found.folder.stat().st_mode & 0o777 == 0o700
    assert re.fullmatch(r".*\.cache .*：这一次缓存放在 .*怎么改：.*", found.complaint)


def test_a_cache_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    other = tmp_path / "project"
    other.mkdir()
    (other / ".cache").write_text("in the way", encoding="utf-8")
    cache_of(other).folder.chmod(0o777)
    cache_of.cache_clear()
    with pytest.raises(FaultError, match=r"不是只归本用户的文件夹.*怎么改"):
        cache_of(other)


def test_other_file_names_than_utf_8_are_refused_in_words() -> None:
    environment = os.environ | {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "gongkai", "check"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert "不是 UTF-8" in done.stderr.decode()
    assert "export PYTHONUTF8=1" in done.stderr.decode()
