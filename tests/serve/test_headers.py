"""Every file of a site as the server sends it: its bytes, its headers, its type, compressed or in part."""

from __future__ import annotations

import gzip
import re
import subprocess
from email.utils import formatdate
from pathlib import Path
from typing import Final

import pytest
from tests.build.publishing import Trial
from tests.serve.server import EXAMPLE, Answer, Folder, Server, ask_through, configure, serve

from gongkai.build.compressed import SMALLEST
from gongkai.model.disclosure import ATTACHMENT_TYPES
from gongkai.open_data.copies import ENDING, SUFFIXES
from gongkai.pages.parts.page import SEARCH
from gongkai.render.policy import policy_of

pytestmark = pytest.mark.build
#: What every answer has, whatever it answers.
ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "server": "nginx",
}
FRAMES: Final = "; frame-ancestors 'self'"
FOREVER: Final = "public, max-age=31536000, immutable"
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Final = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".json": "application/json",
    ".xml": "application/xml", ".zip": "application/zip", ".xlsx": SHEET, ".png": "image/png", ".svg": "image/svg+xml",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".pdf": "application/pdf", ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel", ".ofd": "application/ofd", ".wps": "application/wps-office.wps",
    ".et": "application/wps-office.et", ".sig": "application/octet-stream", ".webmanifest": "application/manifest+json",
    ".example": "text/plain; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".wasm": "application/wasm",
    ".ico": "image/x-icon", ".woff2": "font/woff2",
}  # fmt: skip  # read in a row
#: Files whose type is not that of their ending.
NAMED: Final = {"feed.xml": "application/atom+xml", "SHA256SUMS": "text/plain; charset=utf-8"}
#: What runs WebAssembly: the search and the desk, pages and workers.
PROGRAMS: Final = (
    *("search/index.html", "assets/gongkai-search-worker.js"),
    *("desk/index.html", "assets/desk-worker.js"),
)
BINARY: Final = "application/octet-stream"


def policy(path: str) -> str:
    """The policy that a file is to have: a page's own, and the search where it runs."""
    return "" if path.lower().endswith(".pdf") else policy_of(SEARCH if path in PROGRAMS else "") + FRAMES


def assert_headers(path: str, answer: Answer) -> None:
    """The headers of an answer that sends the file ``path``."""
    wrong = {name: answer.headers.get(name) for name, value in ALWAYS.items() if answer.headers.get(name) != value}
    assert not wrong, path
    assert "allow" not in answer.headers, path
    assert answer.headers.get("content-security-policy", "") == policy(path), path
    is_hashed = bool(re.match(r"search/text/[0-9a-f]{16}/|desk/[a-z0-9-]+-[0-9a-f]{16}[/.]", path))
    assert answer.headers["cache-control"] == (FOREVER if is_hashed else "no-cache"), path
    is_open = bool(re.search(r"\.(csv|json|xlsx|xml|zip|sig)$|(^|/)(SHA256SUMS|robots\.txt)$", path, re.I))
    assert answer.headers.get("access-control-allow-origin", "") == ("*" if is_open else ""), path


def media_type(path: str) -> str:
    """The type that a file is to have."""
    return NAMED.get(Path(path).name, TYPES.get(Path(path).suffix.lower(), BINARY))


def files(root: Path) -> list[str]:
    """All files of a release that a reader may ask for, but for compressed copies."""
    every = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return sorted(path for path in every if path != ".gongkai" and not path.endswith(ENDING))


def test_every_file_is_sent_as_it_is_with_its_headers(server: Server, root: Path) -> None:
    with server.connect() as connection:
        for path in files(root):
            answer = ask_through(connection, f"/{path}")
            assert (answer.status, answer.body) == (200, (root / path).read_bytes()), path
            assert answer.headers["content-type"] == media_type(path), path
            assert_headers(path, answer)
            head = ask_through(connection, f"/{path}", "HEAD")
            assert (head.status, head.body) == (200, b""), path
            assert {**head.headers, "date": ""} == {**answer.headers, "date": ""}, path
    assert {Path(path).suffix for path in files(root)} >= {".html", ".js", ".csv", ".json", ".xlsx", ".pf_fragment"}


def test_every_text_is_sent_compressed(server: Server, root: Path) -> None:
    """The copy that was made while publishing, which holds the same, and without one the bytes that are there."""
    with server.connect() as connection:
        answers = {path: ask_through(connection, f"/{path}", Accept_Encoding="gzip, br") for path in files(root)}
    assert sum("content-encoding" in answer.headers for answer in answers.values()) > 30
    for path, answer in answers.items():
        copy, content = root / f"{path}{ENDING}", (root / path).read_bytes()
        assert copy.exists() is (path.endswith(SUFFIXES) and len(content) >= SMALLEST), path
        assert_headers(path, answer)
        assert answer.headers["content-type"] == media_type(path), path
        if copy.exists():
            assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding"), path
            assert answer.body == copy.read_bytes(), path
            assert gzip.decompress(answer.body) == content, path
        else:
            assert ("content-encoding" in answer.headers, answer.body) == (False, content), path


def test_without_copies_texts_are_compressed_when_they_are_asked_for(tmp_path: Path) -> None:
    """All types that shrink, those that the site does not have today too."""
    with Folder() as folder:
        names = (name if name.isupper() else f"a{name}" for name in ("SHA256SUMS", *SUFFIXES))
        texts = dict.fromkeys((*names, "feed.xml"), b"x" * SMALLEST)
        for name, content in {**texts, "404.html": b"", "a.png": b"x" * 2000}.items():
            (folder / name).write_bytes(content)
        with serve(folder) as running:
            asked = {"Accept_Encoding": "gzip", "Via": "1.1 proxy"}  # behind another server too
            answers = {name: running.ask(f"/{name}", **asked) for name in (*texts, "a.png")}
    compressed = {name for name, answer in answers.items() if answer.headers.get("content-encoding") == "gzip"}
    assert compressed == set(texts)
    assert all(gzip.decompress(answers[name].body) == content for name, content in texts.items())


def test_every_kind_of_file_has_its_type() -> None:
    """Attachments as units send them, in capitals too, and files that the site may hold one day."""
    names = [*(f"表{suffix}" for suffix in TYPES), "大写.PDF", "feed.xml", "SHA256SUMS", "SHA256SUMS.sig", "无尾"]
    assert set(ATTACHMENT_TYPES) <= set(TYPES)
    with Folder() as folder:
        for name in (*names, "404.html"):
            (folder / name).write_bytes(b"x")
        with serve(folder) as running:
            for name in names:
                quoted = "/" + "".join(f"%{byte:02X}" for byte in name.encode())
                answer = running.ask(quoted)
                assert (answer.status, answer.headers["content-type"]) == (200, media_type(name)), name
                assert_headers(name, answer)


def test_the_page_of_an_address_is_its_index(server: Server, root: Path) -> None:
    for path in (path for path in files(root) if path.endswith("/index.html")):
        answer = server.ask(f"/{path.removesuffix('index.html')}")
        assert (answer.status, answer.body) == (200, (root / path).read_bytes())
        assert_headers(path, answer)
        led = server.ask(f"/{path.removesuffix('/index.html')}")
        assert (led.status, led.headers["location"]) == (301, f"/{path.removesuffix('index.html')}")


@pytest.mark.parametrize("path", ["index.html", "data/gongkai-data.zip", "units/zhengxiang-renda/2020/report.csv"])
def test_what_a_reader_has_is_not_sent_again(server: Server, root: Path, path: str) -> None:
    """By its tag or its time; an earlier or a later time is another file, as after going back."""
    first, packed = server.ask(f"/{path}"), server.ask(f"/{path}", Accept_Encoding="gzip")
    seconds = int((root / path).stat().st_mtime)
    assert first.headers["last-modified"] == packed.headers["last-modified"] == formatdate(seconds, usegmt=True)
    if packed.headers.get("content-encoding"):
        assert packed.headers["etag"] != first.headers["etag"]
    for given, status in (
        ({"If_None_Match": first.headers["etag"]}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_Modified_Since": formatdate(seconds, usegmt=True)}, 304),
        ({"If_Modified_Since": formatdate(seconds - 1, usegmt=True)}, 200),
        ({"If_Modified_Since": formatdate(seconds + 1, usegmt=True)}, 200),
    ):
        answer = server.ask(f"/{path}", **given)
        assert (answer.status, answer.body) == (status, first.body if status == 200 else b"")
        assert_headers(path, answer)


@pytest.mark.parametrize(("asked", "begin", "end"), [("0-99", 0, 100), ("100-", 100, None), ("-50", -50, None)])
@pytest.mark.parametrize("path", ["data/gongkai-data.zip", "years/2020/data.xlsx", "years/2020/data.csv"])
def test_part_of_a_file(server: Server, root: Path, path: str, asked: str, begin: int, end: int | None) -> None:
    """A download that was broken off goes on where it was."""
    whole = (root / path).read_bytes()
    answer = server.ask(f"/{path}", Range=f"bytes={asked}")
    assert (answer.status, answer.body) == (206, whole[begin:end])
    assert re.fullmatch(rf"bytes \d+-\d+/{len(whole)}", answer.headers["content-range"])
    assert_headers(path, answer)
    assert server.ask(f"/{path}", Range=f"bytes={len(whole)}-").status == 416
    assert server.ask(f"/{path}", Range=f"bytes={asked}", If_Range='"other"').body == whole


def test_the_settings_are_clean() -> None:
    with Folder() as folder:
        command, _ = configure(folder, folder)
        done = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if 'the "user" directive' not in line]  # said to all but root
    assert (done.returncode, len(said)) == (0, 2), done.stderr
    assert "syntax is ok" in said[0]
    assert "test is successful" in said[1]


def test_the_example_has_one_policy_and_it_is_that_of_the_pages(published: Trial) -> None:
    """One source: what every page says of itself is what the server says of it, but for who may frame it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert text.count("default-src") == 1
    assert policy_of("").replace("'self';", "'self'$gongkai_program;", 1) + FRAMES in text
    pages = [path for path in published.site.resolve().rglob("*.html")]
    for page in pages:
        said = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.read_text(encoding="utf-8"))
        assert [f"{one}{FRAMES}" for one in said] == [policy(page.relative_to(published.site.resolve()).as_posix())]
    assert len(pages) > 20
