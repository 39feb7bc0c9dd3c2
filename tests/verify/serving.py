"""A site served from this machine, or packed, and what is said of it in this process."""

from __future__ import annotations

import http.server
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from click.testing import CliRunner

from gongkai.cli.verify import verify as command
from gongkai.verify.places import open_source
from gongkai.verify.verify import verify


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and does ``odd`` things to one path."""

    odd: Callable[[Any], None] | None = None

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        if self.odd and unquote(self.path) == "/index.html":
            type(self).odd(self)  # type: ignore[misc]  # called as a function
        else:
            super().do_GET()


@contextmanager
def served(root: Path, odd: Callable[[Any], None] | None = None, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a folder."""
    handler = type("Handler", (handler,), {"odd": odd})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def said(place: str | Path) -> list[str]:
    return [str(difference) for difference in verify(open_source(str(place))).differences]


def packed(root: Path, inside: str = "") -> Path:
    name = root.with_suffix(".zip")
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            archive.write(path, f"{inside}{path.relative_to(root).as_posix()}")
    return name


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)
    return (done.exit_code if done.exception is None or isinstance(done.exception, SystemExit) else 2), (
        done.output + str(done.exception or "")
    )
