"""A site on the web, file by file: only this host is asked, and never for longer or for more than is bounded."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final
from urllib.parse import quote, urljoin, urlsplit

from ..open_data.copies import CopyError, unpacked
from .sources import CHUNK, UnreadableError

#: Seconds to wait for an answer, and for a whole file.
_PATIENCE: Final = 30
_LONGEST: Final = 600


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within a host; another, or from https to http, is refused."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise UnreadableError(f"被转到 {there.scheme}://{there.netloc}，没有跟去")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Web:
    """Files below an address, which nobody can list."""

    names: Mapping[str, str] | None = None

    def __init__(self, address: str) -> None:
        self.name, self._opener = address, urllib.request.build_opener(_SameHost)

    def open(self, path: str, encoding: str = "identity") -> Iterator[bytes]:
        """The content of a file, unpacked where the server has compressed it.

        Args:
            path: below the address.
            encoding: what the server is told that is taken: identity or gzip.
        """
        with self._answer(path, encoding) as answer:
            sent = answer.headers.get("Content-Encoding", "identity").strip().lower()
            if sent not in {"", "identity", "gzip", "x-gzip"}:
                raise UnreadableError(f"用没有要的办法压缩（{sent[:40]}）")
            try:
                yield from unpacked(_pieces(answer)) if "gzip" in sent else _pieces(answer)
            except CopyError as error:
                raise UnreadableError(str(error)) from None

    def _answer(self, path: str, encoding: str) -> Any:
        address = urljoin(self.name, quote(path, errors="surrogateescape")) if path else self.name
        headers = {"Accept-Encoding": encoding, "Cache-Control": "no-cache"}
        asked = urllib.request.Request(address, headers=headers)  # checked by open_source
        try:
            return self._opener.open(asked, timeout=_PATIENCE)
        except urllib.error.HTTPError as error:
            if error.code in {404, 410}:
                raise FileNotFoundError(path) from None
            raise UnreadableError(f"网站回答 {error.code}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreadableError(f"取不到（{getattr(error, 'reason', None) or type(error).__name__}）") from None


def _pieces(answer: IO[bytes]) -> Iterator[bytes]:
    begun = time.monotonic()
    while piece := _piece(answer):
        if time.monotonic() - begun > _LONGEST:
            raise UnreadableError(f"{_LONGEST} 秒还没有传完，没有等下去")
        yield piece


def _piece(answer: IO[bytes]) -> bytes:
    try:
        return answer.read(CHUNK)
    except (OSError, http.client.HTTPException):
        raise UnreadableError("没有传完就断了") from None
