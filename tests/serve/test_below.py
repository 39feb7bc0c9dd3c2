"""A site below a path of its host: one value of the example is changed, and everything is as at the top."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from tests.build.publishing import Trial
from tests.serve.server import Folder, Server, serve
from tests.serve.test_headers import assert_headers
from tests.serve.test_paths import ABSENT, assert_nothing

pytestmark = pytest.mark.build
#: Paths to stand below: a word, two, and what means something in an expression.
BASES: Final = ("/jixiao", "/czj/jixiao", "/a.b+(c)")


@pytest.fixture(scope="module", params=BASES)
def below(request: pytest.FixtureRequest, published: Trial) -> Iterator[tuple[Server, str]]:
    """The server, and the path below which the site is."""
    base: str = request.param
    with Folder() as folder:
        link = folder / base.removeprefix("/")
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(published.site)
        (folder / "other.html").write_text("another site", encoding="utf-8")
        folder.joinpath("jixiao2").mkdir()
        (folder / "jixiao2/index.html").write_text("another site", encoding="utf-8")
        with serve(folder, base) as running:
            yield running, base


def test_every_file_has_the_headers_that_it_has_at_the_top(
    below: tuple[Server, str], server: Server, root: Path
) -> None:
    running, base = below
    files = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file()]
    shown = [path for path in files if not path.startswith(".") and not path.endswith(".gz")]
    assert len(shown) > 50
    for path in shown:
        answer, top = running.ask(f"{base}/{path}"), server.ask(f"/{path}")
        assert (answer.status, answer.body) == (200, top.body), path
        assert_headers(path, answer)
        left_out = {"date", "connection", "etag", "last-modified"}
        assert {**answer.headers, **dict.fromkeys(left_out)} == {**top.headers, **dict.fromkeys(left_out)}, path


def test_folders_lead_below_the_path(below: tuple[Server, str]) -> None:
    running, base = below
    assert running.ask(f"{base}/").status == 200
    assert running.ask(base).headers["location"] == f"{base}/"
    assert running.ask(f"{base}/units").headers["location"] == f"{base}/units/"


def test_what_is_not_there_is_the_sites_own_page_and_nothing_hidden_is_sent(
    below: tuple[Server, str], root: Path
) -> None:
    running, base = below
    missing = (root / "404.html").read_bytes()
    for path in (*ABSENT, "/.gongkai", "/units/../.gongkai", "/%2egongkai", "/a%0ab"):
        assert_nothing(running.ask(f"{base}{path}"), missing)


@pytest.mark.parametrize("path", ["/other.html", "/jixiao2/"])
def test_what_stands_beside_the_site_has_none_of_its_policy(below: tuple[Server, str], path: str) -> None:
    running, _ = below
    answer = running.ask(path)
    assert (answer.status, answer.body) == (200, b"another site")
    assert not answer.headers.keys() & {"content-security-policy", "cache-control", "access-control-allow-origin"}
