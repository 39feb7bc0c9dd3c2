"""One build at a time: the second is told who is at work, and a killed one holds nobody up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.build.lock import BusyError, hold, lock_of, release

HOLDS = """
import sys
from pathlib import Path
from gongkai.build.lock import hold
hold(Path(sys.argv[1]), "站")
print("held", flush=True)
sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    """Another process that holds a lock until it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_is_told_who_is_at_work_until_that_one_ends(tmp_path: Path) -> None:
    path = lock_of(tmp_path / "site")
    with holder(path) as other:
        with pytest.raises(
            BusyError, match=f"站 正在由另一次生成写入（进程 {other.pid}，.* 开始）.*怎么改：.*kill {other.pid}"
        ):
            hold(path, "站")
        other.kill()
        other.wait()
        assert hold(path, "站") is not None
    release(path)
    assert not path.exists()


def test_a_lock_that_is_left_over_means_nothing(tmp_path: Path) -> None:
    path = lock_of(tmp_path / "site")
    path.write_bytes(b"\xff no note")
    assert hold(path, "站") is not None
    assert hold(path, "站") is not None
    release()


def test_the_lock_of_another_user_is_held_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, opened = tmp_path / "x.lock", os.open
    path.write_text("1 1700000000", encoding="ascii")

    def refuse_writing(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "", str(name))
        return opened(name, flags, mode)

    monkeypatch.setattr(os, "open", refuse_writing)
    assert hold(path, "site") is not None
    held = subprocess.run(["flock", "--nonblock", str(path), "true"], check=False)
    assert held.returncode == 1
    monkeypatch.undo()
    release()


def test_without_a_place_for_it_there_is_no_lock(tmp_path: Path) -> None:
    assert hold(tmp_path / "none/lock", "站") is None


def test_a_link_has_its_own_lock(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "site").symlink_to("a")
    (tmp_path / "parent").symlink_to(tmp_path)
    assert lock_of(tmp_path / "parent/site") == lock_of(tmp_path / "site") != lock_of(tmp_path / "a")
