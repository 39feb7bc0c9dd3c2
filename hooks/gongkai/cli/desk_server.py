"""The desk on this computer alone: the built site on loopback, and saving for the page with the token.

A page of another site that a browser has open can send requests here, and a name of another host can be made to lead
here. So every request has to name this address as its host; saving needs this very page as its origin, and the token,
which stands in the address behind #, that no browser ever sends.
"""

from __future__ import annotations

import hmac
import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from .desk_saving import LARGEST, Answer, Checkout, too_large

HOST: Final = "127.0.0.1"
TOKEN_HEADER: Final = "Gongkai-Token"
_DIGEST: Final = re.compile(r'"([0-9a-f]{64})"')
_DIGESTS: Final = re.compile(rf"{_DIGEST.pattern}(?:, ?{_DIGEST.pattern})*")
_LENGTH: Final = re.compile(r"[0-9]{1,12}")
#: Seconds that a sender may be silent.
_SILENT: Final = 30
_CHUNK: Final = 1 << 16
#: What a file is, whatever the system's own list says.
_TYPES: Final = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".wasm": "application/wasm",
    ".zip": "application/zip", ".svg": "image/svg+xml", ".webp": "image/webp", ".png": "image/png",
    ".xml": "application/xml", ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf",
}  # fmt: skip  # a table
_WORDS: Final = {
    HTTPStatus.NOT_FOUND: "没有这一页。",
    HTTPStatus.NOT_IMPLEMENTED: "这里只能看网页，和保存报告。",
}


class DeskServer(ThreadingHTTPServer):
    """Serves a site, and saves for whoever has the token.

    Args:
        port: of this computer; 0 for one that is free.
        site: the built site.
        checkout: where is saved.
        token: of the page that may save.

    Raises:
        OSError: the port cannot be used.
    """

    daemon_threads = True

    def __init__(self, port: int, site: Path, checkout: Checkout, token: str) -> None:
        self.checkout, self.token = checkout, token.encode("ascii")
        super().__init__((HOST, port), partial(_Request, directory=str(site)))
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in (HOST, "localhost"))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""


class _Request(SimpleHTTPRequestHandler):
    """One request."""

    server: DeskServer
    timeout = _SILENT
    server_version, sys_version = "gongkai", ""
    extensions_map: Final = {**SimpleHTTPRequestHandler.extensions_map, **_TYPES}  # type: ignore[misc]  # a table

    def do_GET(self) -> None:
        """A file of the site."""
        if self._is_for_us():
            super().do_GET()

    def do_HEAD(self) -> None:
        """What there is to say of a file of the site."""
        if self._is_for_us():
            super().do_HEAD()

    def do_PUT(self) -> None:
        """Save a file, if everything speaks for it."""
        if not self._is_for_us():
            return
        length = self._length()
        if length is None:
            self._answer(Answer(HTTPStatus.LENGTH_REQUIRED, "没有说文件有多长，没有保存。"))
        elif length > LARGEST:
            self._answer(Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(LARGEST)))
        elif refused := self._refusal():
            self._discard(length)
            self._answer(refused)
        else:
            self._answer(self._saved(length))

    def _saved(self, length: int) -> Answer:
        known = self._known()
        content = self.rfile.read(length)
        if known is None:
            return Answer(HTTPStatus.PRECONDITION_REQUIRED, "没有说以前的是哪一份，没有保存。")
        if len(content) != length:
            return Answer(HTTPStatus.BAD_REQUEST, "文件没有传完，没有保存。怎么改：再保存一次")
        try:
            path = unquote(self.path, errors="strict")
        except UnicodeDecodeError:
            path = ""
        return self.server.checkout.save(path[1:] if path[:1] == "/" else "", content, known)

    def _only(self, name: str) -> str | None:
        """A header that is there once; None for any other."""
        found = self.headers.get_all(name, [])
        return str(found[0]).strip() if len(found) == 1 else None

    def _is_for_us(self) -> bool:
        """Whether the request was meant for this address, under its own name."""
        if self._only("Host") in self.server.hosts:
            return True
        self._answer(Answer(HTTPStatus.MISDIRECTED_REQUEST, f"请打开 http://{HOST}:{self.server.server_port}/ 。"))
        return False

    def _refusal(self) -> Answer | None:
        """Why nothing is saved for this page; None for the one with the token."""
        if self._only("Origin") != f"http://{self._only('Host')}":
            return Answer(HTTPStatus.FORBIDDEN, "不是本机在线填报的网页，没有保存。")
        if self._only("Sec-Fetch-Site") not in {None, "same-origin"}:
            return Answer(HTTPStatus.FORBIDDEN, "不是本机在线填报的网页，没有保存。")
        given = (self._only(TOKEN_HEADER) or "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self.server.token):
            words = "网址里的口令不对或者过期了，没有保存。怎么改：打开终端里 gongkai desk 最近一次写的网址"
            return Answer(HTTPStatus.FORBIDDEN, words)
        return None

    def _length(self) -> int | None:
        said = self._only("Content-Length") or ""
        return int(said) if _LENGTH.fullmatch(said) and not self.headers.get("Transfer-Encoding") else None

    def _known(self) -> frozenset[str] | None:
        """SHA-256 of what may be replaced; nothing for a new file; None where the request does not say."""
        old, new = self._only("If-Match"), self._only("If-None-Match")
        if new is not None:
            return frozenset() if new == "*" and old is None else None
        return frozenset(_DIGEST.findall(old)) if old and _DIGESTS.fullmatch(old) else None

    def _discard(self, length: int) -> None:
        """Let the sender finish, so that it hears the answer."""
        while length > 0 and (part := self.rfile.read(min(length, _CHUNK))):
            length -= len(part)

    def _answer(self, answer: Answer) -> None:
        content = answer.words.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if answer.digest:
            self.send_header("ETag", f'"{answer.digest}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say what went wrong in one sentence."""
        status = HTTPStatus(code)
        self._answer(Answer(status, _WORDS.get(status, "这个请求读不懂。")))

    def send_head(self) -> Any:
        """A file, opened; a name that no disk can hold is that of none."""
        try:
            return super().send_head()
        except ValueError:  # a NUL, or half a character
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def list_directory(self, path: Any) -> None:
        """A folder without a page shows nothing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """What holds of every answer: asked for again each time, never inside a page of others."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal for the address."""
