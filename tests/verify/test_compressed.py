"""Compressed copies hold what is published, in a folder, in a ZIP and as a server sends them."""

from __future__ import annotations

import gzip
import http.server
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.verify.serving import Quiet, packed, said, served

from gongkai.build.compressed import compress_texts
from gongkai.open_data.sums import CHAIN, SUMS


def compress_all(root: Path) -> None:
    assert compress_texts(root, None) == 2  # a page and the manifest
    for name in (SUMS, CHAIN, "status.json", "data/manifest.json", "units/jia/2020/report.json"):
        (root / f"{name}.gz").write_bytes(gzip.compress((root / name).read_bytes()))


def test_compressed_copies_are_right_and_an_altered_one_is_named_in_a_folder_and_a_zip(site: Path) -> None:
    compress_all(site)
    assert said(site) == said(packed(site)) == []
    (site / "index.html.gz").write_bytes(gzip.compress(b"<p>999.99</p>" * 20_000))
    assert said(site) == said(packed(site)) == ["改过  index.html.gz：压缩的一份与 index.html 不同"]
    (site / "index.html.gz").write_bytes(gzip.compress(bytes(200 << 20)))
    assert said(site) == said(packed(site)) == [
        "改过  index.html.gz：压缩的一份与 index.html 不同：比 260,000 字节长"
    ]  # fmt: skip
    (site / "index.html.gz").write_bytes(gzip.compress((site / "index.html").read_bytes()) + gzip.compress(b"x"))
    assert said(site) == ["改过  index.html.gz：压缩的一份与 index.html 不同：压缩的后面还有别的内容"]


def compressed(content: bytes, encoding: str = "gzip") -> Callable[[Any], None]:
    """Answers with ``content`` to those who take it compressed, and with the true file to others."""

    def answer(request: Any) -> None:
        if "gzip" not in request.headers["Accept-Encoding"]:
            http.server.SimpleHTTPRequestHandler.do_GET(request)
            return
        request.send_response(200)
        request.send_header("Content-Encoding", encoding)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        with suppress(OSError):
            request.wfile.write(content)

    return answer


TRUE = b"<p>971.21</p>" * 20_000


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (gzip.compress(TRUE), "gzip", None),
        (TRUE, "identity", None),
        (gzip.compress(TRUE.replace(b"971", b"999", 1)), "gzip", "不同"),
        (TRUE.replace(b"971", b"999", 1), "identity", "不同"),
        (gzip.compress(TRUE)[:-9], "gzip", "不同：不是完整的 gzip"),
        (gzip.compress(TRUE) + b"x", "gzip", "不同：压缩的后面还有别的内容"),
        (gzip.compress(bytes(200 << 20)), "gzip", "不同：比 260,000 字节长"),
        (TRUE, "br", "不同：用没有要的办法压缩（br）"),
        (TRUE, "gzip", "不同：不是完整的 gzip"),
    ],
)
def test_those_who_take_compressed_files_are_sent_what_is_published(
    site: Path, content: bytes, encoding: str, words: str | None
) -> None:
    with served(site, compressed(content, encoding)) as address:
        expected = [f"改过  index.html：要压缩的（Accept-Encoding: gzip）得到的与发布的{words}"] if words else []
        assert said(address) == expected


def test_a_page_that_is_altered_for_everybody_is_named_once(site: Path) -> None:
    (site / "index.html").write_bytes(TRUE.replace(b"971", b"999"))
    with served(site) as address:
        assert said(address) == ["改过  index.html"]


def test_each_text_is_asked_for_once_compressed_and_nothing_else(site: Path) -> None:
    asked = list[str]()

    class Counting(Quiet):
        def do_GET(self) -> None:  # noqa: N802 -- named by http.server
            if self.headers["Accept-Encoding"] == "gzip":
                asked.append(unquote(self.path))
            super().do_GET()

    with served(site, handler=Counting) as address:
        assert said(address) == []
    assert sorted(asked) == [
        "/SHA256SUMS", "/chain.json", "/data/manifest.json", "/index.html", "/status.json",
        "/units/jia/2020/report.json",
    ]  # fmt: skip  # paths, read in a row
