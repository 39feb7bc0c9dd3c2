"""Nothing but the files of the site can be asked for, and only read; everything else is the site's own 404."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.build.publishing import Trial
from tests.serve.server import Answer, Folder, Server, serve
from tests.serve.test_headers import ALWAYS, FRAMES

from gongkai.render.policy import policy_of

pytestmark = pytest.mark.build
#: Where there is nothing, at every depth; folders without a page of their own are nothing too.
ABSENT: Final = (
    "/nothing", "/nothing.html", "/nothing/", "/units/nobody/2020/", "/a/b/c/d/e/f/g.csv", "/index.html/",
    "/index.htm", "/index.html.", "/index.html%20", "/units./", "/INDEX.HTML", "/assets/", "/data/manifest-1999.json",
    "/search/text/", "/search/text/0123456789abcdef/index/und_0.pf_index", "/assets/gongkai.js~",
    "/assets/gongkai.js.map", "/%E6%B2%A1%E6%9C%89/", "/index.php", "/wp-login.php", "/robots.txt.bak", "/README.md",
    "/mkdocs.yml", "/data/units.yml",
)  # fmt: skip  # paths, read in a row
#: What is not for readers: hidden files, and everything outside the site, written in many ways.
FORBIDDEN: Final = (
    "/.gongkai", "/%2egongkai", "/%2Egongkai", "/.%67ongkai", "/./.gongkai", "//.gongkai", "/units/../.gongkai",
    "/.gongkai/", "/units/%2e%2e/.gongkai", "/.gongkai%00", "/.gongkai%00.html", "/.GONGKAI", "/.gongkai?x=1",
    "/.gongkai#x", "/.git", "/.git/", "/.git/config", "/.git/HEAD", "/units/.git/config", "/.env", "/.htaccess",
    "/.svn/entries", "/.DS_Store", "/assets/.x.css", "/../", "/..", "/../site.releases/", "/../../../../etc/passwd",
    "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e/etc/passwd", "/..%252f..%252fetc/passwd",
    "/..%c0%af..%c0%afetc/passwd", "/..\\..\\etc\\passwd", "/..%5c..%5cetc%5cpasswd", "/assets/..;/.gongkai",
    "/assets../.gongkai", "/....//....//etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/site/../../project/mkdocs.yml",
    "/~root/", "/cgi-bin/", "/server-status", "/nginx_status", "/%00", "/assets/%00/../x", "file:///etc/passwd", "/%",
    "/%zz", "/a%0d%0aSet-Cookie:%20x=1",
)  # fmt: skip  # paths, read in a row
WRITING: Final = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MOVE", "get")
#: Steps of a way through the site.
STEPS: Final = ("..", ".", "%2e%2e", "..%2f", "", "units", ".gongkai", "%2egongkai", "assets", "%5c", "~", ";")
#: A page without its slash, in ways that may look like another host.
WITHOUT_SLASH: Final = ("/units", "//units", "///units", "/units?next=//x.example", "//x.example/..//units")


@pytest.fixture(scope="session")
def missing(published: Trial) -> bytes:
    """The site's own page for what is not there."""
    return (published.site / "404.html").read_bytes()


def assert_nothing(answer: Answer, missing: bytes) -> None:
    """The site's own page, with the headers of every other, and never to be kept."""
    assert (answer.status, answer.body) == (404, missing)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["content-security-policy"] == policy_of("") + FRAMES
    assert answer.headers["cache-control"] == "no-cache"
    assert "access-control-allow-origin" not in answer.headers


def assert_refused(answer: Answer, missing: bytes) -> None:
    """Either nothing is there, or the server does not understand what was asked; nothing of ours in it."""
    if answer.status == 404:
        assert_nothing(answer, missing)
    else:
        assert answer.status == 400
        assert len(answer.body) < 300


@pytest.mark.parametrize("path", ABSENT)
def test_what_is_not_there_is_said_by_the_sites_own_page(server: Server, missing: bytes, path: str) -> None:
    assert_nothing(server.ask(path), missing)
    assert server.ask(path, "HEAD").status == 404


def test_the_page_leads_back_from_any_depth(server: Server, missing: bytes) -> None:
    """Every link and every file that it names is there, wherever it is shown."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.extend(  # type: ignore[method-assign]  # of this one alone
        value or "" for name, value in attrs if name in ("href", "src") and not (value or "").startswith("#")
    )
    parser.feed(missing.decode())
    assert len(found) > 15
    for depth in ("nothing", "a/b/c/d/nothing", "units/nobody/2020/"):
        asked = {urljoin(server.address + depth, link) for link in found}
        assert {server.ask(link[len(server.address) - 1 :]).status for link in asked} == {200}


@pytest.mark.parametrize("path", FORBIDDEN)
def test_what_is_not_for_readers_is_not_there(server: Server, missing: bytes, path: str) -> None:
    assert_refused(server.ask(path), missing)


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=8).map("/".join))
def test_no_way_leads_out(server: Server, published: Trial, missing: bytes, path: str) -> None:
    """A page of the site, a way to one, or nothing."""
    answer = server.ask(f"/{path}")
    if answer.status == 200:
        assert answer.body in [(published.site / page).read_bytes() for page in ("index.html", "units/index.html")]
    elif answer.status == 301:
        assert answer.headers["location"] in ("/units/", "/assets/")
    else:
        assert_refused(answer, missing)


@pytest.mark.parametrize("host", ["example.com", "example.com:81", "", "a b", "example.com/@evil"])
def test_a_way_to_a_page_never_leads_to_another_host(server: Server, host: str) -> None:
    for path in WITHOUT_SLASH:
        location = server.ask(path, Host=host).headers.get("location", "/units/").partition("?")[0]
        assert location == "/units/"


@pytest.mark.parametrize("method", WRITING)
@pytest.mark.parametrize("path", ["/", "/units/", "/data/manifest.json", "/nothing", "/.gongkai"])
def test_the_site_can_only_be_read(server: Server, method: str, path: str) -> None:
    answer = server.ask(path, method, b"x=1" if method in ("POST", "PUT", "PATCH") else None)
    assert answer.status in ((405,) if method not in ("CONNECT", "get", "TRACE") else (400, 405))
    assert b"gongkai" not in answer.body
    if method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert answer.headers["allow"] == "GET, HEAD"


def test_much_that_is_sent_is_not_read(server: Server) -> None:
    assert server.ask("/", "POST", b"x" * 100_000).status == 405
    assert server.ask("/", "GET", b"x" * 100_000).status == 413


def test_the_server_does_not_say_which_it_is(server: Server) -> None:
    for answer in (server.ask("/"), server.ask("/nothing"), server.ask("/", "POST"), server.ask("/%")):
        assert not re.search(rb"nginx/\d", answer.body)
        assert answer.headers["server"] == "nginx"


def test_a_folder_is_never_listed_and_a_certificate_can_be_got() -> None:
    """Folders without a page, hidden or not; what a certificate authority asks for is a hidden folder."""
    token = ".well-known/acme-challenge/token"
    with Folder() as folder:
        for path in ("404.html", "assets/a.js", token, ".well-known/.x", "a/.well-known.x"):
            target: Path = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path, encoding="utf-8")
        with serve(folder) as running:
            for path in ("/", "/assets/", "/.well-known/", "/.well-known/.x", "/a/.well-known.x"):
                answer = running.ask(path)
                assert (answer.status, answer.body) == (404, b"404.html"), path
            assert running.ask(f"/{token}").body == token.encode()
