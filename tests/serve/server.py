"""Debian's nginx on loopback, with the settings that the guide publishes: only port, name and folder are put in."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.conftest import ROOT

EXAMPLE: Final = ROOT / "docs/guide/nginx.conf.example"
#: The system's own settings, into which the example is put.
_SYSTEM: Final = Path("/etc/nginx/nginx.conf")
#: Where nginx keeps what it does not have in memory.
_SCRATCH: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Answer:
    """What a reader gets; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server: its port, and where it writes its errors."""

    port: int
    errors: Path

    @property
    def address(self) -> str:
        """Where the site is read."""
        return f"http://127.0.0.1:{self.port}/"

    @contextmanager
    def connect(self) -> Iterator[http.client.HTTPConnection]:
        """A connection that may be used for several requests."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            yield connection
        finally:
            connection.close()

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, /, **headers: str) -> Answer:
        """Ask once; ``headers`` have ``_`` for a hyphen."""
        with self.connect() as connection:
            return ask_through(connection, path, method, body, **headers)


def ask_through(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", body: bytes | None = None, /, **headers: str
) -> Answer:
    """Ask for ``path`` as it stands: nothing is tidied up on the way."""
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


@dataclass(frozen=True)
class Folder:
    """A folder that the server's own user may read, as a web server's is; pytest's are for nobody else."""

    path: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="gongkai-www-")))

    def __enter__(self) -> Path:
        self.path.chmod(0o755)
        return self.path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path)


def example(port: int, root: Path, base: str = "") -> str:
    """The published example with another port, name and folder; ``base`` is the path below which the site stands."""
    text = EXAMPLE.read_text(encoding="utf-8")
    usual = 'map "" $gongkai_base {\n    default "";\n'
    assert text.count(usual) == 1
    text = text.replace(usual, usual.replace('default ""', f'default "{base}"'))
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server_name jixiao.example.gov.cn;", "server_name localhost;"),
        ("root /var/www/jixiao;", f"root {root};"),
    ):
        assert text.count(f"    {old}") == 1, old
        text = text.replace(f"    {old}", f"    {new}")
    return text


def settings(home: Path, site: Path) -> str:
    """The system's settings with nothing of theirs written outside ``home``, and one site: ``site``."""
    text = _SYSTEM.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^\s*(pid|access_log|error_log|include /etc/nginx/(sites|conf|modules)\S*)\b.*;.*$", "", text)
    scratch = "".join(f"{name}_temp_path {home}/{name};" for name in _SCRATCH)
    return text.replace(
        "http {", f"pid {home}/pid; error_log {home}/errors;\nhttp {{ access_log off; {scratch} include {site};"
    )


def program() -> str:
    """The path of nginx, which the Makefile installs."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, "缺少 nginx：请先运行 make nginx"
    return found


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def configure(home: Path, root: Path, base: str = "") -> tuple[list[str], int]:
    """Write the settings for the site at ``root``; the command that runs the server, and its port."""
    port = free_port()
    (home / "site.conf").write_text(example(port, root, base), encoding="utf-8")
    (home / "nginx.conf").write_text(settings(home, home / "site.conf"), encoding="utf-8")
    return [program(), "-e", str(home / "errors"), "-p", str(home), "-c", str(home / "nginx.conf")], port


@contextmanager
def serve(root: Path, base: str = "") -> Iterator[Server]:
    """Serve the site at ``root``, or below ``base`` there, as long as it lasts.

    Its error log is empty then, but for what is not there.
    """
    home = Path(tempfile.mkdtemp(prefix="gongkai-nginx-"))
    command, port = configure(home, root, base)
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        server = Server(port, home / "errors")
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(home)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Until it answers."""
    for _ in range(200):
        assert process.poll() is None, server.errors.read_text(encoding="utf-8")
        try:
            server.ask("/")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")
