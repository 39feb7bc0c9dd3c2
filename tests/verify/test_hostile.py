"""A hostile server or ZIP costs neither memory nor time."""

from __future__ import annotations

import resource
import shutil
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.verify.serving import packed, said, served

from gongkai.verify import web


def redirect(to: str) -> Callable[[Any], None]:
    def answer(request: Any) -> None:
        request.send_response(302)
        request.send_header("Location", to)
        request.end_headers()

    return answer


def fail(request: Any) -> None:
    request.send_error(500)


def promise_more(request: Any) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "999999")
    request.end_headers()
    request.wfile.write(b"cut")


def flood(request: Any) -> None:
    """Without end, for as long as somebody reads."""
    request.send_response(200)
    request.end_headers()
    with suppress(OSError):
        while True:
            request.wfile.write(bytes(1 << 16))


def drip(request: Any) -> None:
    request.send_response(200)
    request.end_headers()
    with suppress(OSError):
        while True:
            request.wfile.write(b"x" * 4096)
            time.sleep(0.05)


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        (redirect("http://other.invalid/index.html"), "被转到 http://other.invalid，没有跟去"),
        (redirect("file:///etc/passwd"), "网站回答 302"),
        (redirect("https://127.0.0.1/index.html"), "被转到 https://127.0.0.1"),
        (fail, "网站回答 500"),
        (promise_more, "index.html"),
        (flood, "比清单上的 260,000 字节长"),
        (drip, "秒还没有传完"),
    ],
)
def test_a_hostile_server_is_said_and_does_not_hold_anybody_up(
    site: Path, monkeypatch: pytest.MonkeyPatch, odd: Callable[[Any], None], words: str
) -> None:
    monkeypatch.setattr(web, "_LONGEST", 1)
    monkeypatch.setattr(web, "CHUNK", 4096)
    begun = time.monotonic()
    with served(site, odd) as address:
        (difference,) = said(address)
    assert "index.html" in difference
    assert words in difference
    assert time.monotonic() - begun < 20


def test_a_redirect_on_the_same_host_is_followed(site: Path) -> None:
    (site / "moved").mkdir()
    shutil.copy(site / "index.html", site / "moved/index.html")
    with served(site, redirect("/moved/index.html")) as address:
        assert said(address) == []


def bomb(path: Path, size: int) -> None:
    """A ZIP with a page of ``size`` zeros, and others of as many that no list names."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_suffix(".bomb"), "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != "index.html":
                new.writestr(info, old.read(info))
        for name in ("index.html", "units/jia/2020/more.html", "zeros.json"):
            with new.open(name, "w", force_zip64=True) as file:
                for _ in range(size >> 20):
                    file.write(bytes(1 << 20))
    path.with_suffix(".bomb").replace(path)


def test_a_bomb_is_read_no_further_than_its_file_is_long(site: Path) -> None:
    path = packed(site)
    bomb(path, 400 << 20)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = said(path)
    assert found == [
        "改过  index.html：比清单上的 260,000 字节长",
        "多出  units/jia/2020/more.html",
        "多出  zeros.json",
    ]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 << 10, "KiB"
    assert time.process_time() - begun < 3


def test_odd_names_in_a_zip_are_named_and_nothing_is_unpacked(site: Path, tmp_path: Path) -> None:
    path = packed(site)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../evil.html", "x")
        archive.writestr("/etc/evil", "x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("index.html", "x")
        link = zipfile.ZipInfo("assets/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert {one.partition("：")[0] for one in said(path)} == {
        "改过  index.html", "多出  ../evil.html", "多出  /etc/evil", "多出  assets/link", "多出  （ZIP）"
    }  # fmt: skip  # names, read in a row
    assert not (tmp_path / "evil.html").exists()
