"""Publishes a copy of a project, kills it on the way, and reads what is published all the time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.conftest import project_copy

ENVIRONMENT: Final = os.environ | {"SOURCE_DATE_EPOCH": "1790000000", "NO_MKDOCS_2_WARNING": "1"}
#: Pages that a reader looks at, over and over.
POLLED: Final = (
    "index.html",
    "404.html",
    "units/index.html",
    "years/index.html",
    "data/index.html",
    "quality/index.html",
)
#: Seconds after the audit within which a site is put in its place.
_SWAP: Final = 0.5


def command(project: Path, site: Path, *options: str) -> list[str]:
    """What an operator types; the first time it is said that it is."""
    if not (site / "chain.json").exists():
        options = (*options, "--first")
    return [sys.executable, "-m", "gongkai", "publish", str(site), "--root", str(project), *options]


def publish(project: Path, site: Path, *options: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Publish to the end; ``changed`` variables of the environment."""
    environment = ENVIRONMENT | changed
    return subprocess.run(
        command(project, site, *options), capture_output=True, text=True, env=environment, cwd=project, check=False
    )


def sums(site: Path) -> dict[str, str]:
    """The SHA-256 of every file that was built, not of the record of when it was published."""
    left = (".gongkai", "chain.json")
    files = (Path(home, name) for home, _, names in os.walk(site) for name in names if not name.startswith(left))
    return {str(path.relative_to(site)): sha256(path.read_bytes()).hexdigest() for path in files}


@dataclass
class Trial:
    """A project with two states, and the sites of both.

    Attributes:
        site: where it is published.
        options: how.
        versions: the sums of both sites.
        seen: what readers saw that is of neither.
        polls: how often they looked.
    """

    project: Path
    site: Path
    options: tuple[str, ...]
    versions: list[dict[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    polls: int = 0
    seconds: float = 0

    @classmethod
    def of(cls, folder: Path, source: Path, *options: str) -> Trial:
        """Both sites are published once."""
        trial = cls(project_copy(folder / "project", source), folder / "www/site", options)
        trial.site.parent.mkdir()
        for version in (1, 0):
            trial.turn(version)
            begun = time.monotonic()
            done = publish(trial.project, trial.site, *options)
            assert done.returncode == 0, done.stderr
            trial.seconds = time.monotonic() - begun
            trial.versions.insert(0, sums(trial.site))
        assert trial.versions[0] != trial.versions[1]
        return trial

    def turn(self, version: int) -> None:
        """Edit the project: its name, which is on every page, and an own page of the bureau."""
        path = self.project / "mkdocs.yml"
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("site_name:")]
        path.write_text("\n".join([*kept, f"site_name: 公开第{version}版", ""]), encoding="utf-8")
        own = self.project / "docs/about/own.txt"
        own.write_text(f"{version}\n", encoding="utf-8")

    @property
    def is_whole(self) -> bool:
        """Whether exactly one of both sites is published."""
        return sums(self.site) in self.versions

    def kill(self, chance: random.Random) -> bool:
        """Begin to publish and kill it at a moment; whether it was published before that."""
        process = subprocess.Popen(
            command(self.project, self.site, *self.options),
            env=ENVIRONMENT, cwd=self.project, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert process.stdout is not None
        if chance.random() < 0.4:  # late: where it is put in its place
            for line in process.stdout:
                if "核对了".encode() in line:
                    break
            time.sleep(chance.uniform(0, _SWAP))
        else:
            time.sleep(chance.uniform(0, self.seconds))
        ended = process.poll() is not None
        if chance.random() < 0.5:  # the command alone: what it started goes on for a while
            process.kill()
        else:
            _kill_group(process.pid)
        process.wait()
        process.stdout.close()
        whole = self.is_whole
        _kill_group(process.pid)
        assert whole
        return ended

    @contextmanager
    def reader(self) -> Iterator[None]:
        """While it lasts, pages are read all the time."""
        stop = threading.Event()
        known = {page: {version[page] for version in self.versions} for page in POLLED}

        def read() -> None:
            while not stop.wait(0.01):
                for page in POLLED:
                    self.polls += 1
                    try:
                        digest = sha256((self.site / page).read_bytes()).hexdigest()
                    except OSError as error:
                        self.seen.append(f"{page} {error}")
                        continue
                    if digest not in known[page]:
                        self.seen.append(f"{page} {digest}")

        thread = threading.Thread(target=read)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def _kill_group(leader: int) -> None:
    """Kill all that is left of a command, and wait until it is gone."""
    for _ in range(1000):
        try:
            os.killpg(leader, signal.SIGKILL)
        except ProcessLookupError:
            return
        time.sleep(0.01)


def run_kills(trial: Trial, times: int, seed: int) -> str:
    """Kill it so often; both states in turn, now and then without a cache. What came of it, in words."""
    chance, published = random.Random(seed), 0
    with trial.reader():
        for turn in range(times):
            trial.turn(turn % 2)
            if turn % 5 == 4:
                shutil.rmtree(trial.project / ".cache", ignore_errors=True)
            published += trial.kill(chance)
        done = publish(trial.project, trial.site, *trial.options)
        assert done.returncode == 0, done.stderr + done.stdout
        trial.turn(1 - (times - 1) % 2)
        done = publish(trial.project, trial.site, *trial.options)
        assert done.returncode == 0, done.stderr + done.stdout
    assert trial.is_whole
    assert not trial.seen, trial.seen[:5]
    assert trial.polls > 20 * times
    return f"{times} kills, whole {times} of {times}, {published} after the end, {trial.polls} pages read, none missing"
