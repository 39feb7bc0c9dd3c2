"""``gongkai desk``: serves the built page on this computer, and saves one report for the page with the token alone."""

from __future__ import annotations

import http.client
import itertools
import os
import re
import shutil
import socket
import string
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import DEMO

from gongkai.cli import cli
from gongkai.cli.desk_saving import LARGEST, Checkout
from gongkai.cli.desk_server import TOKEN_HEADER, DeskServer
from gongkai.load.source import MAX_BYTES
from gongkai.settings import DESK

TOKEN: Final = "t" * 43
UNIT, YEAR = "yanshi-renda", 2023
PATH: Final = f"data/{YEAR}/{UNIT}.yml"
NEW: Final = f"data/{YEAR}/yanshi-tushuguan.yml"
TEXT: Final = "标题: 2023年度部门整体支出绩效自评报告    # 演示数据\n".encode()
WITH_FILE: Final = TEXT + "附件:\n  - {名称: 自评表, 文件: 附件/自评表.pdf}\n".encode()
PAGE: Final = "<!doctype html><title>演示数据</title>"


class Running(NamedTuple):
    """A server, the project that it saves into, and its port."""

    root: Path
    port: int

    def ask(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Said:
        """Ask as it stands: nothing is added but what ``headers`` say."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value.encode())
        connection.endheaders(body)
        answer = connection.getresponse()
        said = Said(answer.status, answer.read().decode(), answer.headers.get("ETag", "").strip('"'))
        connection.close()
        return said

    def right(self, body: bytes, **more: str | None) -> dict[str, str]:
        """The headers that the page sends; ``more`` has ``_`` for a hyphen, None for one that is left out."""
        usual: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": f"http://127.0.0.1:{self.port}",
            TOKEN_HEADER: TOKEN,
            "Content-Length": str(len(body)),
            "If-None-Match": "*",
        }
        changed = usual | {name.replace("_", "-"): value for name, value in more.items()}
        return {name: value for name, value in changed.items() if value is not None}

    def put(self, path: str, body: bytes, **more: str | None) -> Said:
        """Save as the page does, but for ``more``."""
        return self.ask("PUT", path, body, self.right(body, **more))

    def over(self, body: bytes, before: bytes, path: str = PATH) -> Said:
        """Save over what is known to be there."""
        return self.put(f"/{path}", body, If_Match=f'"{digest(before)}"', If_None_Match=None)


class Said(NamedTuple):
    """An answer: its status, its words, and what is there."""

    status: int
    words: str
    there: str


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(content).hexdigest()


def files(root: Path) -> dict[str, bytes]:
    """Every file of a project with its content; a link with where it leads."""
    found = (path for path in root.rglob("*") if path.is_symlink() or path.is_file())
    return {
        path.relative_to(root).as_posix(): os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        for path in found
    }


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A server of a small project and site."""
    root, site = tmp_path / "project", tmp_path / "site"
    (root / f"data/{YEAR}").mkdir(parents=True)
    shutil.copy(DEMO / "data/units.yml", root / "data")
    shutil.copy(DEMO / PATH, root / PATH)
    (site / "desk").mkdir(parents=True)
    (site / "desk/index.html").write_text(PAGE, encoding="utf-8")
    (site / "assets").mkdir()
    (site / "assets/desk.js").write_text("export {};", encoding="utf-8")
    checkout = Checkout(root, "data", {UNIT, "yanshi-tushuguan"})
    with DeskServer(0, site, checkout, TOKEN) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield Running(root, server.server_port)
        server.shutdown()


# ---- what is saved ----


def test_a_report_that_is_known_is_saved_whole_and_keeps_who_may_read_it(running: Running) -> None:
    file = running.root / PATH
    file.chmod(0o640)
    said = running.over(TEXT, file.read_bytes())
    assert (said.status, said.there) == (200, digest(TEXT))
    assert said.words == f"已保存到 {PATH}。"
    assert file.read_bytes() == TEXT
    assert file.stat().st_mode & 0o777 == 0o640
    assert set(files(running.root)) == {"data/units.yml", PATH}


def test_a_new_report_is_saved_once_and_saving_it_again_changes_nothing(running: Running) -> None:
    assert running.put(f"/{NEW}", TEXT).status == 201
    assert (running.root / NEW).read_bytes() == TEXT
    written = (running.root / NEW).stat().st_mtime_ns
    assert running.put(f"/{NEW}", TEXT).status == 200
    assert (running.root / NEW).stat().st_mtime_ns == written


def test_of_several_versions_that_are_known_any_may_be_there(running: Running) -> None:
    known = ", ".join(f'"{digest(content)}"' for content in (b"a", (running.root / PATH).read_bytes(), b"b"))
    assert running.put(f"/{PATH}", TEXT, If_Match=known, If_None_Match=None).status == 200
    assert (running.root / PATH).read_bytes() == TEXT


def test_a_file_that_changed_meanwhile_is_told_and_stays(running: Running) -> None:
    file = running.root / PATH
    before, others = file.read_bytes(), b"# \xe5\x88\xab\xe4\xba\xba\xe6\x94\xb9\xe7\x9a\x84\n"
    file.write_bytes(others)
    for said in (running.over(TEXT, before), running.put(f"/{PATH}", TEXT)):
        assert (said.status, said.there) == (412, digest(others))
        assert "没有覆盖。怎么改：" in said.words
        assert file.read_bytes() == others
    assert running.over(TEXT, others).status == 200


def test_a_file_that_is_gone_is_told(running: Running) -> None:
    before = (running.root / PATH).read_bytes()
    (running.root / PATH).unlink()
    said = running.over(TEXT, before)
    assert (said.status, said.there) == (412, "")
    assert not (running.root / PATH).exists()


def test_of_two_saves_at_once_one_is_whole_and_the_other_is_told(running: Running) -> None:
    before = (running.root / PATH).read_bytes()
    bodies = [TEXT + f"# {at}\n".encode() * 50_000 for at in range(8)]
    said: list[int] = []
    threads = [
        threading.Thread(target=lambda body=body: said.append(running.over(body, before).status)) for body in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [200, *[412] * 7]
    assert (running.root / PATH).read_bytes() in bodies
    assert set(files(running.root)) == {"data/units.yml", PATH}


def test_a_file_that_the_report_attaches_is_saved_after_it_and_no_other(running: Running) -> None:
    attached = f"/data/{YEAR}/%E9%99%84%E4%BB%B6/%E8%87%AA%E8%AF%84%E8%A1%A8.pdf"
    assert running.put(attached, b"%PDF-1").status == 403
    assert running.put(f"/{NEW}", WITH_FILE).status == 201
    assert running.put(attached, b"%PDF-1").status == 201
    assert (running.root / f"data/{YEAR}/附件/自评表.pdf").read_bytes() == b"%PDF-1"
    assert running.put(attached, b"%PDF-2").status == 412
    assert running.put(f"/data/{YEAR}/%E9%99%84%E4%BB%B6/x.pdf", b"%PDF-1").status == 403
    assert running.put(attached.replace(str(YEAR), "2022"), b"%PDF-1").status == 403


@pytest.mark.parametrize("name", ["../../../x.pdf", "/etc/x.pdf", "_year.yml", "x.sh", "a.yml", ".git/x.pdf", "附件"])
def test_a_report_cannot_name_its_way_to_another_file(running: Running, name: str) -> None:
    text = TEXT + f"附件:\n  - {{名称: x, 文件: {name}}}\n".encode()
    assert running.put(f"/{NEW}", text).status == 201
    before = files(running.root.parent)
    assert running.put(quote(f"/data/{YEAR}/{name}"), b"%PDF-1").status == 403
    assert files(running.root.parent) == before


# ---- hostile requests: nothing is written ----

PORT: Final = "{port}"
HOSTS: Final = (
    None,
    "",
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1",
    "127.0.0.1:1",
    "[::1]:{port}",
    "0.0.0.0:{port}",
)
ORIGINS: Final = (
    None, "", "null", "http://evil.example", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://localhost:{port}",
    "http://127.0.0.1:{port}.evil.example", "http://127.0.0.1:{port}/", "HTTP://127.0.0.1:{port}",
)  # fmt: skip  # a table
TOKENS: Final = (None, "", TOKEN[:-1], f"{TOKEN}t", TOKEN.upper(), "令" * 43, "\u00ff" * 43, "*")
METHODS: Final = ("POST", "PATCH", "DELETE", "OPTIONS", "MKCOL", "TRACE", "put")
HOME: Final = f"/data/{YEAR}"
PATHS: Final = (
    "/", "/data", "/data/", f"/data/{YEAR}", f"{HOME}/", "/data/units.yml", "/data/名称.yml", "/mkdocs.yml",
    f"{HOME}/_year.yml", f"{HOME}/nobody.yml", f"{HOME}/{UNIT}.yaml", f"{HOME}/{UNIT.upper()}.yml",
    f"{HOME}/.{UNIT}.yml", f"{HOME}/{UNIT}.yml/", f"{HOME}//{UNIT}.yml", f"/{HOME}/{UNIT}.yml",
    f"{HOME}/../{YEAR}/{UNIT}.yml", f"/data/%2e%2e{HOME}/{UNIT}.yml", f"{HOME}/%2e%2e%2f{UNIT}.yml",
    f"/data/{YEAR}\\{UNIT}.yml", f"{HOME}/{UNIT}.yml%00", f"{HOME}/{UNIT}.yml%0a", f"{HOME}/{UNIT}.yml?x",
    f"{HOME}/{UNIT}.yml%23x", f"{HOME}/{UNIT}.yml%ff", f"{HOME}/%252e%252e/x.yml", f"/DATA/{YEAR}/{UNIT}.yml",
    f"data/{YEAR}/{UNIT}.yml", f"http://127.0.0.1{HOME}/{UNIT}.yml", f"/data/1999/{UNIT}.yml",
    f"/data/2099/{UNIT}.yml", f"{HOME}/x/{UNIT}.yml", f"{HOME}/{UNIT}.yml::$DATA", "/desk/index.html",
    "/data/提纲/x.yml", "/.git/config",
)  # fmt: skip  # a table
LENGTHS: Final = (None, "", "-1", "x", "1e3", "+5", str(MAX_BYTES + 1), str(LARGEST + 1), "9" * 12, "9" * 30)


def unchanged(running: Running, before: dict[str, bytes], said: Said) -> bool:
    """Whether nothing was written, and one sentence said so."""
    return said.status >= 400 and files(running.root.parent) == before


def for_port(words: str | None, running: Running) -> str | None:
    """With the port of the server."""
    return words.replace(PORT, str(running.port)) if words else words


@pytest.mark.parametrize("host", HOSTS)
def test_another_host_is_refused_whatever_is_asked(running: Running, host: str | None) -> None:
    before = files(running.root.parent)
    assert unchanged(running, before, running.put(f"/{NEW}", TEXT, Host=for_port(host, running)))
    for method in ("GET", "HEAD"):
        given = {"Host": said} if (said := for_port(host, running)) is not None else {}
        answer = running.ask(method, "/desk/", None, given)
        assert answer.status == 421
        assert PAGE not in answer.words


@pytest.mark.parametrize(("origin", "token"), [*itertools.product(ORIGINS, (TOKEN, ""))])
def test_another_origin_is_refused(running: Running, origin: str | None, token: str) -> None:
    before = files(running.root.parent)
    said = running.put(f"/{NEW}", TEXT, Origin=for_port(origin, running), **{TOKEN_HEADER: token})
    assert unchanged(running, before, said)
    assert said.status == 403


@pytest.mark.parametrize("relation", ["cross-site", "same-site", "none", ""])
def test_a_page_that_the_browser_says_is_another_is_refused(running: Running, relation: str) -> None:
    before = files(running.root.parent)
    assert unchanged(running, before, running.put(f"/{NEW}", TEXT, Sec_Fetch_Site=relation))


@pytest.mark.parametrize("token", TOKENS)
def test_a_wrong_token_is_refused_with_what_to_do(running: Running, token: str | None) -> None:
    before = files(running.root.parent)
    said = running.put(f"/{NEW}", TEXT, **{TOKEN_HEADER: token})
    assert unchanged(running, before, said)
    assert "怎么改：打开终端里 gongkai desk 最近一次写的网址" in said.words


@pytest.mark.parametrize("path", [f"/{NEW}?token={TOKEN}", f"/{NEW}?{TOKEN}"])
def test_a_token_in_the_address_is_none(running: Running, path: str) -> None:
    before = files(running.root.parent)
    assert unchanged(running, before, running.put(path, TEXT, **{TOKEN_HEADER: None}))


@pytest.mark.parametrize("name", ["Host", "Origin", TOKEN_HEADER, "Content-Length", "If-None-Match"])
def test_a_header_that_stands_there_twice_is_none(running: Running, name: str) -> None:
    before = files(running.root.parent)
    given = running.right(TEXT)
    lines = "".join(f"{key}: {value}\r\n" for key, value in (*given.items(), (name, given[name])))
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as connection:
        connection.sendall(f"PUT /{NEW} HTTP/1.1\r\n{lines}\r\n".encode() + TEXT)
        said = connection.recv(1000)
    assert re.match(rb"HTTP/1\.\d 4\d\d ", said)
    assert files(running.root.parent) == before


@pytest.mark.parametrize("method", METHODS)
def test_other_methods_are_refused(running: Running, method: str) -> None:
    before = files(running.root.parent)
    said = running.ask(method, f"/{NEW}", TEXT, running.right(TEXT))
    assert unchanged(running, before, said)
    assert said.words == "这里只能看网页，和保存报告。"


@pytest.mark.parametrize("path", PATHS)
def test_other_paths_are_refused(running: Running, path: str) -> None:
    before = files(running.root.parent)
    said = running.put(quote(path, safe=string.printable), TEXT)
    assert unchanged(running, before, said)
    assert re.search(r"[\u4e00-\u9fff]", said.words)


@given(path=st.text(st.sampled_from(f"abz./\\%2e0:~{UNIT}{YEAR}"), max_size=40))
def test_no_path_made_up_writes_anything(running: Running, path: str) -> None:
    before = files(running.root.parent)
    for start in ("/", "/data/", f"/data/{YEAR}/"):
        assert unchanged(running, before, running.put(start + path, TEXT))


@pytest.mark.parametrize("length", LENGTHS)
def test_a_length_that_is_none_or_too_large_is_refused(running: Running, length: str | None) -> None:
    before = files(running.root.parent)
    given = running.right(TEXT, Content_Length=length)
    lines = "".join(f"{key}: {value}\r\n" for key, value in given.items())
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as connection:
        connection.sendall(f"PUT /{NEW} HTTP/1.1\r\n{lines}\r\n".encode() + TEXT)
        connection.shutdown(socket.SHUT_WR)
        said = connection.recv(1000)
    assert re.match(rb"HTTP/1\.\d 4\d\d ", said)
    assert files(running.root.parent) == before


def test_a_report_that_is_larger_than_one_can_be_is_refused(running: Running) -> None:
    before = files(running.root.parent)
    said = running.put(f"/{NEW}", TEXT + b"#" * MAX_BYTES)
    assert unchanged(running, before, said)
    assert said.status == 413
    assert running.put(f"/{NEW}", TEXT + b"#" * (MAX_BYTES - len(TEXT))).status == 201


@pytest.mark.parametrize(
    "more",
    [
        {"If_None_Match": None},
        {"If_None_Match": '"x"'},
        {"If_None_Match": None, "If_Match": "*"},
        {"If_Match": f'"{"0" * 64}"'},
        {"If_None_Match": None, "If_Match": "0" * 64},
    ],
)
def test_who_does_not_say_what_was_there_saves_nothing(running: Running, more: dict[str, str | None]) -> None:
    before = files(running.root.parent)
    said = running.put(f"/{NEW}", TEXT, **more)
    assert unchanged(running, before, said)
    assert said.status == 428


@pytest.mark.parametrize("body", [b"", b" \n", b"\xff\xfe\x00", b"a: \x00", "标题".encode("gbk")])
def test_what_is_no_text_is_not_saved(running: Running, body: bytes) -> None:
    before = files(running.root.parent)
    said = running.put(f"/{NEW}", body)
    assert unchanged(running, before, said)
    assert "没有保存。怎么改：" in said.words


def test_a_body_that_is_cut_off_is_not_saved(running: Running) -> None:
    before = files(running.root.parent)
    lines = "".join(f"{key}: {value}\r\n" for key, value in running.right(TEXT * 3).items())
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as connection:
        connection.sendall(f"PUT /{NEW} HTTP/1.1\r\n{lines}\r\n".encode() + TEXT)
        connection.shutdown(socket.SHUT_WR)
        assert b" 400 " in connection.recv(1000)
    assert files(running.root.parent) == before


@pytest.mark.parametrize("where", ["data", f"data/{YEAR}", PATH])
def test_nothing_is_written_through_a_link(running: Running, where: str, tmp_path: Path) -> None:
    place, outside = running.root / where, tmp_path / "outside"
    before = (running.root / PATH).read_bytes()
    shutil.move(place, outside)
    place.symlink_to(outside)
    there = files(tmp_path)
    said = running.over(TEXT, before)
    assert said.status == 403
    assert "链接" in said.words
    assert running.put(f"/{NEW}", TEXT).status == (201 if where == PATH else 403)
    (running.root / NEW).unlink(missing_ok=True)
    assert files(tmp_path) == there


def test_a_folder_in_the_place_of_a_report_is_told(running: Running) -> None:
    (running.root / NEW).mkdir()
    said = running.put(f"/{NEW}", TEXT)
    assert said.status == 409
    assert "是文件夹，没有保存。怎么改：" in said.words


@pytest.mark.parametrize("error", [PermissionError(13, ""), OSError(28, ""), OSError(30, "")])
def test_a_disk_that_takes_nothing_is_told_in_words(
    running: Running, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    before = files(running.root.parent)

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("os.replace", refuse)
    said = running.put(f"/{NEW}", TEXT)
    assert unchanged(running, before, said)
    assert "怎么改：" in said.words


# ---- it is a static server otherwise ----


def test_it_serves_the_site_and_nothing_of_the_project(running: Running) -> None:
    host = {"Host": f"localhost:{running.port}"}
    assert running.ask("GET", "/desk/", None, host).words == PAGE
    for path in ("/assets/", f"/{PATH}", "/../project/data/units.yml", "/%2e%2e/project/data/units.yml", "/nowhere"):
        said = running.ask("GET", path, None, host)
        assert (said.status, said.words) == (404, "没有这一页。")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path", ["%00", "desk/%00", "%00/", "a%00.html", "%ED%A0%80", "%ff", "%", "a" * 5000, "%2e%2e/%00", "%5c%00"]
)
def test_an_address_that_no_file_can_have_is_answered(method: str, path: str, running: Running) -> None:
    host = {"Host": f"localhost:{running.port}"}
    said = running.ask(method, f"/{path}", None, host)
    assert said.status == 404
    assert bool(said.words) is (method == "GET")
    assert running.ask("GET", "/desk/", None, host).status == 200


def test_its_answers_can_stand_in_no_other_page_and_scripts_are_scripts(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
    connection.request("GET", "/assets/desk.js")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    connection.close()


def test_it_listens_on_this_computer_alone(running: Running) -> None:
    with socket.socket() as other:
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", running.port)) != 0


# ---- the command ----


def told(*words: str) -> tuple[int, str]:
    """What the command says where it does not serve."""
    done = CliRunner().invoke(cli, ["desk", *words])
    return done.exit_code, done.stderr


def test_its_help_is_chinese() -> None:
    said = CliRunner().invoke(cli, ["desk", "--help"], prog_name="gongkai").output
    assert not set(re.findall(r"[A-Za-z]{3,}", said)) - {
        "gongkai", "desk", "data", "build", "Ctrl", "root", "port", "site", "help", "true",
    }  # fmt: skip  # names


def project(tmp_path: Path) -> Path:
    """A project with the settings' desk closed."""
    (tmp_path / "data").mkdir()
    shutil.copy(DEMO / "data/units.yml", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 演示数据\nextra: {gongkai: {demo: true}}\n", encoding="utf-8")
    return tmp_path


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = told("--root", str(project(tmp_path)), "--port", str(port))
    assert code == 1
    assert said.startswith(f"端口 {port} 已经有程序在用")
    assert "怎么改：" in said


def test_a_folder_that_is_no_project_is_told(tmp_path: Path) -> None:
    code, said = told("--root", str(tmp_path))
    assert code == 1
    assert "不是项目的文件夹" in said
    assert "怎么改：" in said


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "", str(tmp_path / "data"))

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    code, said = told("--root", str(project(tmp_path)))
    assert code == 1
    assert "只读" in said
    assert "怎么改：" in said


@pytest.mark.parametrize(
    ("words", "fact"), [((), "设置里关着在线填报"), (("--site", "data"), "里没有在线填报（desk/index.html）")]
)
def test_a_project_without_the_desk_is_told_how_to_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], fact: str
) -> None:
    monkeypatch.setenv(DESK, "false")
    code, said = told("--root", str(project(tmp_path)), "--port", str(free_port()), *words)
    assert code == 1
    assert fact in said
    assert "怎么改：" in said


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_it_says_the_address_once_and_another_token_each_time(running: Running, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    tokens = {address_of(project(tmp_path / "other"), tmp_path / "site") for _ in range(1)}
    tokens |= {address_of(tmp_path / "other", tmp_path / "site")}
    assert len(tokens) == 2


def address_of(root: Path, site: Path) -> str:
    """The token of a server that is started, and told to stop."""
    command = [
        sys.executable,
        "-m",
        "gongkai",
        "desk",
        "--root",
        str(root),
        "--site",
        str(site),
        "--port",
        str(free_port()),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()
        rest = process.stdout.read()
    found = re.fullmatch(r"── 在线填报：http://127\.0\.0\.1:\d+/desk/#([\w-]{43})\n", first)
    assert found, first
    assert found[1] not in rest
    assert rest.endswith("── 已结束。\n")
    return found[1]
