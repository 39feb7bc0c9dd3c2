"""How long a clerk waits: from saving a data file under ``mkdocs serve`` until the page shows the new figure."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.builders import Workshop

PATIENCE: Final = 900.0
_POLL: Final = 0.05
_FIXED_ASSETS: Final = re.compile(r"固定资产: [\d.]+")


def change_report(file: Path, amount: str) -> None:
    """State another 固定资产: a figure that nothing else depends on."""
    text, changed = _FIXED_ASSETS.subn(f"固定资产: {amount}", file.read_text(encoding="utf-8"), count=1)
    assert changed, file
    file.write_text(text, encoding="utf-8")


def saves(workshop: Workshop, report: Path, page: str, times: int) -> Iterator[float]:
    """Seconds from each of ``times`` saves of ``report`` until ``page`` of the preview shows it."""
    port = _free_port()
    job = workshop.preview(port)
    told = os.environ | dict(job.environment)
    server = subprocess.Popen(
        job.command, cwd=job.folder, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/{page}"
    try:
        _wait_for(server, address, "</html>")
        for at in range(times):
            time.sleep(1.5)  # the watcher has settled
            begun = time.monotonic()
            change_report(report, f"{1000 + at}.{10 + os.getpid() % 89}")
            _wait_for(server, address, f"1,{at:03}.{10 + os.getpid() % 89}")
            yield time.monotonic() - begun
    finally:
        server.terminate()
        server.wait()


def _wait_for(server: subprocess.Popen[bytes], address: str, words: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        if words in _read(address):
            return
        time.sleep(_POLL)
    raise TimeoutError(f"the preview never said {words!r}")


def _read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError):
        return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
