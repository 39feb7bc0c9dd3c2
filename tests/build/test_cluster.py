"""More than one machine: a Dask cluster, any executor, and parts that are joined give the site of one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import DEMO, build, project_copy

from gongkai.build.cluster import Shared, fault_here, open_cluster
from gongkai.build.executor import Pool
from gongkai.build.faults import FaultError
from gongkai.build.output import OutputFolder
from gongkai.build.parts import groups_of_share, join_parts
from gongkai.build.unit_groups import unit_groups
from gongkai.load.inventory import take_inventory

EPOCH = "1790000000"


@contextmanager
def cluster(folder: Path, *, workers: int = 2) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and some workers on this machine, started as an operator does; its address and the workers."""
    with started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard") as scheduler:
        assert scheduler.stderr
        said = (re.search(r"Scheduler at:\s+(tcp://\S+)", line) for line in scheduler.stderr)
        address = next(found[1] for found in said if found)
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        running = [start("worker", address, *options, quiet=True) for _ in range(workers)]
        try:
            yield address, running
        finally:
            for worker in running:
                worker.kill()
                worker.wait()


def start(*words: str, quiet: bool = False) -> subprocess.Popen[str]:
    """Start a part of Dask."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if quiet else subprocess.PIPE, text=True
    )


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    process = start(*words)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site, but for those that are hidden."""
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A project, and its site as one machine builds it; nothing is remembered."""
    folder = tmp_path_factory.mktemp("whole")
    project = project_copy(folder / "project", DEMO)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        done = build(project / "mkdocs.yml", folder / "site")
    assert done.returncode == 0, done.stderr
    return project, contents(folder / "site")


@pytest.fixture
def project(whole: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> Path:
    """That project, as if nothing had been built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    shutil.rmtree(whole[0] / ".cache", ignore_errors=True)
    return whole[0]


@pytest.mark.parametrize("killed", [0, pytest.param(1, marks=pytest.mark.trial)], ids=["", "one worker killed"])
def test_a_cluster_gives_the_same_site(
    whole: tuple[Path, dict[str, bytes]], project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: int
) -> None:
    with cluster(tmp_path) as (address, workers):
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-f",
            str(project / "mkdocs.yml"),
            "-d",
            str(tmp_path / "site"),
        ]
        monkeypatch.setenv("PYTHONPATH", str(project / "hooks"))
        environment = os.environ | {"GONGKAI_CLUSTER": address, "NO_MKDOCS_2_WARNING": "1"}
        running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        while killed and not any((tmp_path / "site/units").glob("*/*/index.html")) and running.poll() is None:
            time.sleep(0.02)
        for worker in workers[:killed]:
            worker.kill()
        said = running.communicate()[1]
    assert running.returncode == 0, said
    assert contents(tmp_path / "site") == whole[1]


@pytest.mark.trial
def test_a_build_says_in_words_that_its_cluster_is_gone(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_CLUSTER", "tcp://127.0.0.1:9")
    done = build(project / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 1
    assert "连不上集群的调度程序 tcp://127.0.0.1:9。怎么改：" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_work_is_done_by_the_workers_and_by_no_strangers(tmp_path: Path) -> None:
    with cluster(tmp_path) as (address, workers), open_cluster(address, [tmp_path / "shared"]) as pool:
        assert set(pool.map(process_of, range(40))) == {worker.pid for worker in workers}
    assert not [*(tmp_path / "shared").iterdir()]


def process_of(_: int) -> int:
    time.sleep(0.02)
    return os.getpid()


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_keeps_the_order_and_has_few_results_waiting(kind: type[Executor]) -> None:
    drawn: list[int] = []
    with kind() as executor:
        for number, result in enumerate(Pool(executor, 3).map(abs, map_drawn(drawn))):
            assert result == number
            assert len(drawn) <= number + 3
    assert len(drawn) == 20


def map_drawn(drawn: list[int]) -> Iterator[int]:
    for number in range(20):
        drawn.append(number)
        yield -number


def test_what_a_worker_must_share_is_named_with_its_cure(tmp_path: Path) -> None:
    probe = tmp_path / "probe"
    assert "看不见共享文件夹" in fault_here(Shared("", (str(probe),)))
    probe.write_bytes(b"")
    other = fault_here(Shared("another version", (str(probe),)))
    assert "程序、Python 或软件包与这里的不同。怎么改：" in other
    assert len([*tmp_path.glob("probe.*")]) == 1


def test_a_cluster_that_cannot_be_used_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.build.cluster._PATIENCE", 1)
    with pytest.raises(FaultError, match=r"连不上.*怎么改：.*dask scheduler"), open_cluster("tcp://127.0.0.1:9", []):
        pass
    with (
        cluster(tmp_path, workers=0) as (address, _),
        pytest.raises(FaultError, match=r"没有工作进程。怎么改：.*dask worker"),
        open_cluster(address, []),
    ):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FaultError, match="没有安装 distributed。怎么改："), open_cluster("tcp://127.0.0.1:9", []):
        pass


@pytest.mark.parametrize("of", [1, 3, 7, 40])
def test_shares_are_about_equal_and_together_everything(of: int) -> None:
    groups = list(unit_groups(take_inventory(DEMO)))
    shares = [list(groups_of_share(groups, f"{number}/{of}")) for number in range(1, of + 1)]
    assert sorted(group.units for share in shares for group in share) == sorted(group.units for group in groups)
    sizes = [sum(len(group.files) for group in share) for share in shares]
    assert max(sizes) - min(sizes) <= max(len(group.files) for group in groups) + 1


def build_parts(project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Three parts, each built as if on a machine of its own, and carried as a CI does: without times."""
    for number in (1, 2, 3):
        monkeypatch.setenv("GONGKAI_PART", f"{number}/3")
        done = build(project / "mkdocs.yml", folder / str(number), "--strict")
        assert done.returncode == 0, done.stderr
        shutil.rmtree(project / ".cache")
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))
    monkeypatch.delenv("GONGKAI_PART")
    return [folder / str(number) for number in (1, 2, 3)]


def test_parts_joined_are_the_same_site_and_a_missing_or_damaged_one_is_named(
    whole: tuple[Path, dict[str, bytes]], project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, cache = build_parts(project, tmp_path / "parts", monkeypatch), project / ".cache"
    with pytest.raises(FaultError, match=r"共 3 份，缺少第 2 份。怎么改：用 GONGKAI_PART=2/3"):
        join_parts([parts[0], parts[2]], cache, OutputFolder(tmp_path / "two"))
    with pytest.raises(FaultError, match="不止一个第 1 份"):
        join_parts([*parts, parts[0]], cache, OutputFolder(tmp_path / "four"))
    with pytest.raises(FaultError, match="没有要合的部分"):
        join_parts([project], cache, OutputFolder(tmp_path / "none"))
    join_parts([tmp_path / "parts"], cache, OutputFolder(tmp_path / "site"))
    done = build(project / "mkdocs.yml", tmp_path / "site", "--dirty")
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "site") == whole[1]
    pages = [*(tmp_path / "site/units").glob("*/*/index.html")]
    assert pages
    assert {page.stat().st_mtime_ns for page in pages} == {0}, "none was built again"
    damaged = next((parts[1] / "units").glob("*/*/index.html"))
    damaged.unlink()
    damaged.write_bytes(b"cut")
    with pytest.raises(FaultError, match=r"缺了或者坏了。怎么改："):
        join_parts([tmp_path / "parts"], cache, OutputFolder(tmp_path / "again"))
