"""What a command costs: wall and processor time, peak memory of the whole process tree, files and bytes written."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Seconds between two looks at the memory, at most as long as a twentieth of the run so far: a short run is looked at
#: too. A look makes the kernel walk through the pages, and the process may have to wait for it: looking never takes
#: more than a twentieth of the time.
INTERVAL: Final = 0.1
RARELY: Final = 20


class BuildError(RuntimeError):
    """A builder that failed has no time."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took.

    Attributes:
        wall: seconds from start to end.
        cpu: seconds of processor time, user and system, all children counted.
        memory: the largest sum over the process tree, in bytes; shared pages are counted once.
        files, size: what stands in the output folder afterwards, files and bytes.
    """

    wall: float
    cpu: float
    memory: int
    files: int = 0
    size: int = 0


def measure(command: tuple[str, ...], folder: Path, environment: Mapping[str, str], out: Path) -> Cost:
    """Run ``command`` to its end.

    Raises:
        BuildError: it failed; carries what it said.
    """
    log = out.parent / f"{out.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w+", encoding="utf-8") as said:
        begun = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | dict(environment), stdout=said, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        if process.returncode:
            said.seek(0)
            raise BuildError(f"{command[0]}: {process.returncode}\n{said.read()[-4000:]}")
    files, size = _written(out)
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(watch.peak, _largest(usage)), files, size)


def _largest(usage: resource.struct_rusage) -> int:
    """The largest single process: the floor of the peak, for a run too short to be looked at often.

    Linux begins to count before the program is loaded, when the new process is still as large as this one has been;
    what is no larger says nothing.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) if usage.ru_maxrss > own else 0


def _written(out: Path) -> tuple[int, int]:
    sizes = [file.stat().st_size for file in out.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._done = pid, threading.Event()
        self.peak = 0

    def run(self) -> None:
        first, pause = time.monotonic(), 0.0
        while not self._done.wait(pause):
            begun = time.monotonic()
            self.peak = max(self.peak, sum(map(_memory, _tree(self._pid))))
            ended = time.monotonic()
            pause = max(min(INTERVAL, (ended - first) / RARELY), RARELY * (ended - begun))

    def stop(self) -> None:
        """Look no more."""
        self._done.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    """The process and everything it has started."""
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has ended meanwhile
        return
    for child in children:
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    """The proportional set size in bytes: a page shared by two processes counts half for each."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
