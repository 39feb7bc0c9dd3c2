"""What is published stays as it is whatever goes wrong, in one Chinese sentence; and what is published is right."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from tests.build.publishing import ENVIRONMENT, Trial, command, publish, sums
from tests.conftest import SEED, build

from gongkai.build.lock import hold, lock_of, release
from gongkai.build.output import UNFINISHED
from gongkai.build.releases import PublishedSite

pytestmark = pytest.mark.build
LONG: Final = pytest.mark.trial

#: Where root is not held by modes, it is without this right; nobody else has it.
AS_USER: Final = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
#: A worker that is killed; a data folder that is taken away; a disk that is full.
KILLED: Final = "b.build_unit_group = lambda *_: os.kill(os.getpid(), 9)"
VANISHED: Final = (
    "old = s.take_inventory; s.take_inventory = lambda r, d, *t: (old(r, d, *t), os.rename(r / d, r / 'gone'))[0]"
)
FULL: Final = "def full(*_): raise OSError(28, 'No space left on device', 'x')\ns.write_index = full"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """The seed, published through a link, with an edit that waits to be published."""
    trial = Trial.of(tmp_path_factory.mktemp("trial"), SEED)
    trial.turn(1)
    return trial


@pytest.fixture
def unchanged(trial: Trial) -> Iterator[Trial]:
    """Nothing that happens shows on the published site."""
    release()
    target = os.readlink(trial.site)
    yield trial
    release()
    assert os.readlink(trial.site) == target
    assert sums(trial.site) == trial.versions[0]


def assert_sentence(done: subprocess.CompletedProcess[str], words: str) -> None:
    """It failed, with one sentence and its cure, and no trace of the program."""
    said = done.stdout + done.stderr
    assert done.returncode not in (0, None)
    assert re.search(rf"{words}[^\n]*怎么改", said), said
    assert "Traceback" not in said


def patched(folder: Path, code: str) -> dict[str, str]:
    """The environment of a Python in which something goes wrong."""
    text = f"import os\nimport gongkai.build.build as b\nimport gongkai.site as s\n{code}\n"
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": str(folder), "GONGKAI_WORKERS": "2"}


@pytest.mark.parametrize(
    ("code", "words"), [(KILLED, "有一个工作进程被系统结束了"), pytest.param(FULL, "磁盘满了", marks=LONG)]
)
def test_a_fault_on_the_way_is_a_sentence(tmp_path: Path, unchanged: Trial, code: str, words: str) -> None:
    assert_sentence(publish(unchanged.project, unchanged.site, **patched(tmp_path, code)), words)


def test_data_that_vanish_stop_the_build_even_where_faults_are_let_through(tmp_path: Path, unchanged: Trial) -> None:
    done = publish(unchanged.project, unchanged.site, "--anyway", **patched(tmp_path, VANISHED))
    (unchanged.project / "gone").rename(unchanged.project / "data")
    assert_sentence(done, "data 不见了")


def test_a_file_too_large_for_the_disk_is_a_sentence(unchanged: Trial) -> None:
    limited = ["sh", "-c", 'ulimit -f 60; exec "$@"', "sh", *command(unchanged.project, unchanged.site)]
    done = subprocess.run(limited, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert_sentence(done, "磁盘满了")


@pytest.mark.parametrize("place", ["www/site.releases", "project/.cache"])
def test_read_only_folders(unchanged: Trial, place: str) -> None:
    """The output stops it; the cache does not, and is said once. What is built then is not looked at here."""
    folder = unchanged.site.parent.parent / place
    into = unchanged.site if "www" in place else unchanged.site.parent / "other"
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [*AS_USER, *command(unchanged.project, into)], capture_output=True, text=True, env=ENVIRONMENT, check=False
        )
    finally:
        folder.chmod(0o755)
    if "www" in place:
        assert_sentence(done, "没有权限")
    else:
        assert done.returncode == 0, done.stderr
        assert len(re.findall("这一次缓存放在 .*怎么改", done.stderr)) == 1


def test_a_data_file_without_permission_is_named(unchanged: Trial) -> None:
    file = unchanged.project / "data/2020/zhengxiang-renda.yml"
    file.chmod(0)
    try:
        done = subprocess.run(
            [*AS_USER, *command(unchanged.project, unchanged.site)], capture_output=True, text=True, env=ENVIRONMENT,
            check=False,
        )  # fmt: skip
    finally:
        file.chmod(0o644)
    assert_sentence(done, "F09 文件打不开\n +")
    assert "没有发布，原来公开的没有动" in done.stderr


@pytest.mark.parametrize("host", [True, False])
def test_the_second_of_two_builds_is_told_who_is_at_work(unchanged: Trial, tmp_path: Path, host: bool) -> None:
    hold(lock_of(tmp_path / "site" if host else unchanged.site), "")
    if host:
        done = build(unchanged.project / "mkdocs.yml", tmp_path / "site")
    else:
        done = publish(unchanged.project, unchanged.site)
    assert_sentence(done, f"正在由另一次生成写入（进程 {os.getpid()}")


def test_nothing_is_built_in_place_through_the_link(unchanged: Trial) -> None:
    assert_sentence(build(unchanged.project / "mkdocs.yml", unchanged.site), "是发布用的链接")


def test_a_wrong_date_is_a_sentence(unchanged: Trial) -> None:
    done = publish(unchanged.project, unchanged.site, SOURCE_DATE_EPOCH="abc")
    assert_sentence(done, "SOURCE_DATE_EPOCH.*\n +")


@pytest.mark.parametrize(
    "which", [signal.SIGINT, *(pytest.param(one, marks=LONG) for one in (signal.SIGTERM, signal.SIGHUP))]
)
def test_breaking_off_is_a_sentence(unchanged: Trial, which: signal.Signals) -> None:
    begun = PublishedSite(unchanged.site).staged.root / UNFINISHED
    shutil.rmtree(begun.parent, ignore_errors=True)  # of one that was broken off before
    process = subprocess.Popen(
        command(unchanged.project, unchanged.site), env=ENVIRONMENT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not begun.exists():
        assert process.poll() is None, "it ended before it began"
        time.sleep(0.01)
    os.killpg(process.pid, which)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "已中断。原来公开的没有动。" in said
    assert "Traceback" not in said


def test_a_report_with_errors_stops_it_unless_it_is_to_be_published_anyway(tmp_path: Path) -> None:
    trial = Trial.of(tmp_path, SEED, "--plain")
    trial.turn(0)
    (trial.project / "data/2020/zhengxiang-renda.yml").write_text("标题: [\n", encoding="utf-8")
    assert publish(trial.project, trial.site, "--plain").returncode == 1
    assert sums(trial.site) == trial.versions[0]
    assert publish(trial.project, trial.site, "--plain", "--anyway").returncode == 0
    assert "核实中" in (trial.site / "units/zhengxiang-renda/2020/index.html").read_text(encoding="utf-8")


def rot(site: Path) -> None:
    """A published page is another, and nothing shows it."""
    path = site / "units/zhengxiang-renda/2020/index.html"
    status, content = path.stat(), path.read_bytes()
    path.unlink()
    path.write_bytes(content.replace(b"1", b"2"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def unfinish(site: Path) -> None:
    """A build in place was killed on the way."""
    (site / ".gongkai").rename(site / ".gongkai-unfinished")
    rot(site)


def forget(site: Path) -> None:
    """Nothing is known of what is published."""
    shutil.rmtree(site.parent.parent / "project/.cache")
    rot(site)


@pytest.mark.parametrize("spoil", [rot, pytest.param(unfinish, marks=LONG), pytest.param(forget, marks=LONG)])
def test_what_cannot_be_built_on_is_not(tmp_path: Path, spoil: object) -> None:
    """Whatever became of the published folder, the next one is right; what is no longer of the site is gone."""
    assert callable(spoil)
    trial = Trial.of(tmp_path, SEED)
    (trial.project / "docs/about/gone.txt").write_text("x", encoding="utf-8")
    assert publish(trial.project, trial.site).returncode == 0
    (trial.project / "docs/about/gone.txt").unlink()
    spoil(trial.site)
    done = subprocess.run(
        ["sh", "-c", 'umask 077; exec "$@"', "sh", *command(trial.project, trial.site)],
        capture_output=True, text=True, env=ENVIRONMENT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sums(trial.site) == trial.versions[0]
    modes = {path.stat().st_mode & 0o777 for path in trial.site.resolve().rglob("*") if not path.is_symlink()}
    assert modes == {0o755, 0o644}


def test_what_did_not_change_is_the_same_file_and_an_equal_site_is_not_published(tmp_path: Path) -> None:
    trial = Trial.of(tmp_path, SEED)
    target = os.readlink(trial.site)
    done = publish(trial.project, trial.site)
    assert done.returncode == 0
    assert "与公开的完全相同" in done.stdout
    assert os.readlink(trial.site) == target
    before = (trial.site / "units/zhengxiang-renda/2020/index.html").stat().st_ino
    (trial.project / "docs/about/own.txt").write_text("another", encoding="utf-8")
    assert publish(trial.project, trial.site).returncode == 0
    assert os.readlink(trial.site) != target
    assert (trial.site / "units/zhengxiang-renda/2020/index.html").stat().st_ino == before
    assert (trial.site / "about/own.txt").read_text(encoding="utf-8") == "another"
    assert (trial.site.parent / target / "about/own.txt").read_text(encoding="utf-8") == "0\n"
    back = subprocess.run(
        [sys.executable, "-m", "gongkai", "publish", str(trial.site), "--back", "--root", str(trial.project)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert back.returncode == 0
    assert os.readlink(trial.site) == target
