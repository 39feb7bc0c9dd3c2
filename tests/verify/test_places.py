"""A folder, a ZIP and an address give the same verdict; a hostile one costs neither memory nor time."""

from __future__ import annotations

import gzip
import http.server
import os
import re
import resource
import shutil
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from tests.verify.small_site import REPORT, small_site

from gongkai.build.compressed import compress_texts
from gongkai.cli.verify import verify as command
from gongkai.open_data.sums import CHAIN, SUMS, parse_sums, sums_bytes
from gongkai.verify import web
from gongkai.verify.chain import chain_bytes, extended, parse_chain
from gongkai.verify.places import open_source, read_chain
from gongkai.verify.signature import sign
from gongkai.verify.sources import SourceError
from gongkai.verify.verify import verify


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


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


def test_the_true_site_is_right_wherever_it_stands(site: Path) -> None:
    assert said(site) == said(packed(site)) == said(packed(site, "mirror/")) == []
    with served(site) as address:
        assert said(address) == []
        assert read_chain(address) == read_chain(f"{address}chain.json") == read_chain(str(site))
    packed(site).rename(site / "mirror.zip")
    with served(site) as address:
        assert said(f"{address}mirror.zip") == []


@pytest.mark.parametrize("pack", [str, packed, "web"], ids=["folder", "zip", "web"])
def test_a_fault_is_named_wherever_the_site_stands(site: Path, pack: Any) -> None:
    (site / "index.html").write_bytes((site / "index.html").read_bytes().replace(b"971.21", b"571.21", 1))
    (site / "units/jia/2020/附件/a b#1?.pdf").unlink()
    expected = ["改过  index.html", "缺少  units/jia/2020/附件/a b#1?.pdf"]
    if pack == "web":
        with served(site) as address:
            assert said(address) == expected
    else:
        assert said(pack(site)) == expected


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
        def do_GET(self) -> None:
            if self.headers["Accept-Encoding"] == "gzip":
                asked.append(unquote(self.path))
            super().do_GET()

    with served(site, handler=Counting) as address:
        assert said(address) == []
    assert sorted(asked) == [
        "/SHA256SUMS", "/chain.json", "/data/manifest.json", "/index.html", "/status.json",
        "/units/jia/2020/report.json",
    ]  # fmt: skip  # paths, read in a row


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


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip"])
def test_what_is_no_site_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(SourceError, match=r"不是 ZIP 文件，或者不完整。怎么改"):
        open_source(str(tmp_path / "a.zip"))
    with pytest.raises(SourceError, match=r"找不到 .*怎么改"):
        open_source(str(tmp_path / "nowhere"))


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)
    return (done.exit_code if done.exception is None or isinstance(done.exception, SystemExit) else 2), (
        done.output + str(done.exception or "")
    )


def test_the_command_says_what_it_found_and_what_it_cannot_prove(site: Path, tmp_path: Path) -> None:
    code, words = run(site)
    assert code == 0
    assert "与发布时一样：核对了 5 个文件、1 份报告的数据；发布 1 次，最后一次 2026-01-01T00:00:00Z，提交 1111" in words
    assert "连清单一起换掉的" in words
    assert run(site, "--chain", site / CHAIN)[0] == 0
    (site / "x\n\x1b[2J.html").write_text("x", encoding="utf-8")
    code, words = run(site)
    assert code == 1
    assert "有 1 处与发布时不一样" in words
    assert "\x1b" not in words
    with served(site) as address:
        assert "多出的文件看不到" in run(address)[1]


PROVES_NO_MORE = "只说明文件与网站自己的清单一致"


def test_a_chain_that_was_kept_earlier_proves_no_more_than_it_holds(site: Path, tmp_path: Path) -> None:
    (first,) = parse_chain((site / CHAIN).read_bytes())
    longer = extended((first,), first.commit, "2026-02-01T00:00:00Z", first.manifest, first.sums)
    (tmp_path / "old.json").write_bytes((site / CHAIN).read_bytes())
    code, words = run(site, "--chain", tmp_path / "old.json")
    assert code == 0
    assert PROVES_NO_MORE not in words
    assert "只证明到" not in words
    (site / CHAIN).write_bytes(chain_bytes(longer))
    code, words = run(site, "--chain", tmp_path / "old.json")
    assert code == 0
    assert "存下的发布链只证明到第 1 次发布，网站上有 2 次" in words
    assert PROVES_NO_MORE in words
    assert PROVES_NO_MORE in run(site)[1]
    other = extended((), first.commit, "2026-01-09T00:00:00Z", first.manifest, first.sums)
    (tmp_path / "old.json").write_bytes(chain_bytes(other))
    code, words = run(site, "--chain", tmp_path / "old.json")
    assert code == 1
    assert "历史被改写过" in words
    assert "只证明到" not in words
    assert PROVES_NO_MORE in words


def test_a_signature_that_no_key_was_given_for_is_said_to_be_unchecked(site: Path, tmp_path: Path) -> None:
    assert "签名" not in run(site)[1].replace("签名的公钥", "")
    (site / f"{SUMS}.sig").write_text("junk", encoding="utf-8")
    code, words = run(site)
    assert code == 1
    assert "改过  SHA256SUMS.sig：不是 SSH 签名" in words
    assert "有签名，没有核对：没有给公钥（--key）" in words
    (site / f"{SUMS}.sig").unlink()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    (site / f"{SUMS}.sig").write_bytes(sign((site / SUMS).read_bytes(), tmp_path / "key"))
    code, words = run(site)
    assert code == 0
    assert "有签名，没有核对：没有给公钥（--key）" in words
    with served(site) as address:
        assert "有签名，没有核对" in run(address)[1]


def test_a_signature_is_not_taken_for_a_proof_that_nothing_newer_was_published(site: Path, tmp_path: Path) -> None:
    """An older site put back is signed as rightly as it ever was."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    (tmp_path / "allowed").write_text(f"fabu {(tmp_path / 'key.pub').read_text()}", encoding="utf-8")
    for name in (CHAIN, SUMS):
        (site / f"{name}.sig").write_bytes(sign((site / name).read_bytes(), tmp_path / "key"))
    code, words = run(site, "--key", tmp_path / "allowed")
    assert code == 0
    assert "退回旧版的网站，签名也对" in words
    code, words = run(site, "--key", tmp_path / "allowed", "--chain", site / CHAIN)
    assert code == 0
    assert "签名也对" not in words


def test_empty_folders_are_said(site: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, words = run(tmp_path / "empty")
    assert code == 1
    assert "缺少  SHA256SUMS：里面是空的，不是网站" in words
    (site / "units/yi/2020").mkdir(parents=True)
    assert said(site) == ["多出  units/yi/2020/：是空的文件夹"]
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", site.parent, "site")
    assert said(archive) == ["多出  units/yi/2020/：是空的文件夹"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "找不到 nowhere。怎么改"),
        (["{site}", "--chain", "nowhere"], "找不到 nowhere。怎么改"),
        (["{site}", "--chain", "{site}/units"], "里没有 chain.json。怎么改"),
        (["{site}", "--chain", "{site}/status.json"], "不是本程序写的发布链。怎么改"),
        (["{site}", "--key", "nowhere"], "找不到 nowhere。怎么改"),
        (["http://127.0.0.1:9/a.zip"], "取不到 http://127.0.0.1:9/a.zip"),
    ],
)
def test_what_cannot_be_verified_is_said_with_its_cure(site: Path, arguments: list[str], words: str) -> None:
    code, found = run(*(argument.format(site=site) for argument in arguments))
    assert code == 2
    assert words in found


def test_without_ssh_keygen_it_is_said(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "allowed").write_text("fabu ssh-ed25519 AAAA\n", encoding="utf-8")
    for name in (CHAIN, SUMS):
        (site / f"{name}.sig").write_text("x", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, words = run(site, "--key", tmp_path / "allowed")
    assert code == 2
    assert "没有 ssh-keygen。怎么改：运行 apt-get install openssh-client" in words


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("data/manifest.json", '"报告":[', '"x":[', "读不了  data/manifest.json"),
        ("data/manifest.json", '"年度":2020', '"年度":[]', "读不了  data/manifest.json"),
        ("status.json", "{", "[", "不符  status.json：不是本程序写的发布状态"),
        ("chain.json", '"序号":"1"', '"序号":"1.5"', "发布链  chain.json"),
        ("chain.json", '"序号":"1"', '"序号":1.5', "读不了  chain.json：chain.json 读不出来：1.5 不是整数"),
        ("chain.json", '"序号":"1"', '"序号":1', "读不了  chain.json：chain.json 第 1 条的“序号”不是文字"),
        ("chain.json", '"格式"', '"x":[],"格式"', "读不了  chain.json：chain.json 多了“x”"),
        ("chain.json", "\n", "\n\n", "读不了  chain.json：chain.json 与本程序写的不是每个字节都相同"),
        ("units/jia/2020/report.json", REPORT[:5], "", "不符  units/jia/2020/report.json：不是一份"),
    ],
)  # fmt: skip  # a case to a line
def test_a_list_that_cannot_be_read_is_said(site: Path, path: str, old: str, new: str, words: str) -> None:
    content = (site / path).read_text(encoding="utf-8")
    assert old in content
    (site / path).write_text(content.replace(old, new, 1), encoding="utf-8")
    assert any(one.startswith(words) for one in said(site)), said(site)


@pytest.mark.parametrize(
    "number",
    ["1e999", "-1e999", "1e308", "1.0", "-1", "true", "NaN", "Infinity", "9" * 30, "9" * 5000, '"\\ud800"', "{}"],
)
@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("data/manifest.json", '"字节数":'), ("data/manifest.json", '"年度":'), ("status.json", '"已公开":'),
        ("chain.json", '"序号":'), ("chain.json", '"提交":'), ("chain.json", '"校验值":'),
    ],
)  # fmt: skip  # a case to a line
def test_no_number_or_text_makes_the_command_stumble(site: Path, path: str, before: str, number: str) -> None:
    content = (site / path).read_text(encoding="utf-8")
    assert before in content
    content = re.sub(f'{before}(?:"[^"]*"|[0-9]+)', lambda found: before + number, content, count=1)
    (site / path).write_text(content, encoding="utf-8")
    sums = parse_sums((site / SUMS).read_bytes())
    sums |= {path: sha256((site / path).read_bytes()).hexdigest()} if path in sums else {}
    (site / SUMS).write_bytes(sums_bytes(sums))
    code, words = run(site)
    assert code == 1
    assert any(line.split()[1].partition("：")[0] == path for line in words.splitlines()), words
    assert "读不了" in words or "不是本程序写的发布状态" in words


@pytest.mark.parametrize("content", ["[" * 100_000, "{}", "null", '{"提交":1}', "\udcff"], ids=range(5))
@pytest.mark.parametrize("path", ["data/manifest.json", "status.json", "chain.json", "SHA256SUMS"])
def test_no_list_makes_it_stumble(site: Path, path: str, content: str) -> None:
    (site / path).write_bytes(os.fsencode(content))
    assert any(path in one for one in said(site))
