"""``mkdocs serve`` shows an edit of a data file without restart, and lives through a broken one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import project_copy

PATIENCE = 60.0


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A running preview of a copy of the project: (project, address of the report page)."""
    project, port = project_copy(tmp_path / "project"), free_port()
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project, stdout=log, stderr=subprocess.STDOUT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip
        try:
            yield project, f"http://127.0.0.1:{port}/units/zhengxiang-renda/2020/"
        finally:
            server.terminate()
            server.wait(10)


def wait_for(address: str, words: str) -> None:
    """Wait until the page says ``words``."""
    end = time.monotonic() + PATIENCE
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            text = ""
        if words in text:
            return
        time.sleep(0.3)
    pytest.fail(f"the preview never said {words!r}")


def test_an_edit_shows_and_a_broken_file_does_not_stop_the_preview(preview: tuple[Path, str]) -> None:
    project, address = preview
    wait_for(address, "719.29")
    data = project / "data/2020/zhengxiang-renda.yml"
    whole = data.read_text(encoding="utf-8")
    data.write_text(whole.replace("719.29", "792.67"), encoding="utf-8")
    wait_for(address, "792.67")
    data.write_text(whole.replace("决算: 971.21", "决算：971.21"), encoding="utf-8")
    wait_for(address, "数据核实中")
    data.write_text(whole, encoding="utf-8")
    wait_for(address, "719.29")


def test_a_changed_template_shows_without_restart(preview: tuple[Path, str]) -> None:
    project, address = preview
    wait_for(address, "由本站用本页公开的数字计算")
    template = project / "hooks/gongkai/templates/report.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("由本站用本页公开的数字计算", "这一句改过"), encoding="utf-8")
    wait_for(address, "这一句改过")
