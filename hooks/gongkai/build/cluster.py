"""Other machines as workers: a pool of a Dask cluster that sees the same folders and runs the same code."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import uuid4

from .digests import Digests
from .executor import Pool
from .faults import FaultError
from .fingerprint import fingerprint_of_code

#: Seconds to wait for the scheduler, and for a first worker.
_PATIENCE: Final = 20
#: Batches handed out at a time, for each thread of the cluster.
_AHEAD: Final = 4
_PROBE: Final = ".gongkai-probe-"
_START: Final = "dask worker {address} --nworkers auto --nthreads 1"


class Shared(NamedTuple):
    """What a worker must have in common with the main process.

    Attributes:
        code: the fingerprint of the code.
        probes: a file in every folder that is shared, as long as the build lasts.
    """

    code: str
    probes: tuple[str, ...]


@cache
def fault_here(shared: Shared) -> str:
    """Why this process cannot be a worker; "" if it can. It leaves a file of its own beside every probe."""
    who = f"{socket.gethostname()} 上的工作进程"
    for probe in shared.probes:
        folder = os.path.dirname(probe)
        if not os.path.exists(probe):
            cure = "每台机器都在同一个路径挂上同一个共享文件夹，项目和输出都放在里面"
            return f"{who}看不见共享文件夹 {folder}。怎么改：{cure}"
        try:
            Path(f"{probe}.{os.getpid()}.{uuid4().hex[:8]}").write_bytes(b"")
        except OSError:
            return f"{who}不能往 {folder} 里写。怎么改：用同一个用户启动工作进程，共享文件夹挂成可写"
    if fingerprint_of_code(Digests()) != shared.code:
        cure = "每台机器用共享文件夹里的同一个 .venv，程序换了就重新启动工作进程"
        return f"{who}的程序、Python 或软件包与这里的不同。怎么改：{cure}"
    return ""


def _work_here(shared: Shared, work: Callable[[Any], Any], batch: Any) -> Any:
    """Work on a batch in a worker, which may have joined in the middle."""
    if fault := fault_here(shared):
        raise FaultError(fault)
    return work(batch)


class ClusterPool(Pool):
    """Sends what all batches need to every worker once."""

    def __init__(self, executor: Executor, client: Any, shared: Shared) -> None:
        super().__init__(executor, _AHEAD * max(1, sum(client.nthreads().values())))
        self._client, self._shared = client, shared

    def prepare(self, work: Callable[[Any], Any]) -> Callable[[Any], Future[Any]]:
        sent = self._client.scatter(work, broadcast=True, hash=False)
        return lambda batch: self.executor.submit(_work_here, self._shared, sent, batch)


def cluster_at(address: str, folders: Sequence[Path]) -> Callable[[], AbstractContextManager[Pool]] | None:
    """What opens the cluster; None where there is none."""
    return partial(open_cluster, address, folders) if address else None


@contextmanager
def open_cluster(address: str, folders: Sequence[Path]) -> Iterator[Pool]:
    """The cluster whose scheduler is at ``address``.

    Args:
        address: as Dask writes it, ``tcp://host:port``.
        folders: those that are written by workers and read here.

    Raises:
        FaultError: it cannot be used, or went away.
    """
    distributed = _distributed()
    with _connected(distributed, address) as client, _probed(folders) as shared:
        _compare(client, address, shared)
        try:
            with client.get_executor(pure=False) as executor:
                yield ClusterPool(executor, client, shared)
        except distributed.scheduler.KilledWorker:
            cure = "少开几个工作进程（dask worker --nworkers 2），或者换内存大的机器"
            raise FaultError(f"集群的工作进程几次被系统结束，多半是内存不够。怎么改：{cure}") from None
        except (CancelledError, distributed.comm.CommClosedError):
            cure = (
                f"看调度程序（dask scheduler）还在不在，重新启动它和工作进程，再运行一次；已经做好的不用重做：{address}"
            )
            raise FaultError(f"与集群的连接断了。怎么改：{cure}") from None


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        cure = ".venv/bin/python -m pip install --editable '.[cluster]'"
        raise FaultError(f"设置了 cluster，没有安装 distributed。怎么改：运行 {cure}，或者删掉 cluster") from None


@contextmanager
def _connected(distributed: Any, address: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        cure = "在那台机器上运行 dask scheduler，照它显示的写地址，防火墙放行这个端口；不用集群就删掉 cluster"
        raise FaultError(f"连不上集群的调度程序 {address}。怎么改：{cure}") from None
    with client:
        yield client


@contextmanager
def _probed(folders: Sequence[Path]) -> Iterator[Shared]:
    """Files that workers must see, while they work."""
    name = f"{_PROBE}{uuid4().hex}"
    probes = tuple(folder.absolute() / name for folder in folders)
    try:
        for probe in probes:
            probe.parent.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
        yield Shared(fingerprint_of_code(Digests()), tuple(map(str, probes)))
    finally:
        for probe in probes:
            for path in probe.parent.glob(f"{name}*"):
                path.unlink(missing_ok=True)


def _compare(client: Any, address: str, shared: Shared) -> None:
    """Refuse a cluster without workers, and one with a worker that would do something else."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        cure = f"在每台机器上运行 {_START.format(address=address)}"
        raise FaultError(f"集群 {address} 没有工作进程。怎么改：{cure}") from None
    answers = client.run(fault_here, shared, on_error="return")
    for worker, found in answers.items():
        if isinstance(found, BaseException):
            cure = f"用共享文件夹里的 .venv/bin/{_START.format(address=address)} 启动"
            raise FaultError(f"集群的工作进程 {worker} 里没有本程序（{type(found).__name__}）。怎么改：{cure}")
        if found:
            raise FaultError(found)
    for probe in map(Path, shared.probes):
        if len([*probe.parent.glob(f"{probe.name}.*")]) < len(answers):  # others are asked later
            cure = "NFS 挂载时加上 lookupcache=positive；每台机器挂同一个共享文件夹"
            raise FaultError(f"工作进程写进 {probe.parent} 的文件，这里看不见。怎么改：{cure}")
