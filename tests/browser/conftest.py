"""A real browser on the finished demo, served from this machine."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.desk_site import CONGRESS_NAME, LATEST, DeskPage, site_in, small_site
from tests.browser.search_texts import index_texts
from tests.conftest import made_once


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and keeps silent about it."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


STRICT: Final = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


class Strict(Quiet):
    """Serves with the policy that the site is to have."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


@contextmanager
def serve_plainly(folder: Path) -> Iterator[str]:
    """Serve a folder without any headers of a policy; its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(demo_site: Path) -> Iterator[str]:
    """Where the demo is served."""
    with serve_plainly(demo_site) as address:
        yield address


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project of two units and their site with the desk."""
    return made_once(tmp_path_factory, "desk", small_site)


@pytest.fixture(scope="session")
def desk_address(desk_folder: Path) -> Iterator[str]:
    """Where that site is served."""
    with serve_plainly(site_in(desk_folder)) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, desk_address: str) -> Iterator[DeskPage]:
    """The desk with a public report in hand."""
    with DeskPage(browser, desk_address) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        yield desk


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=options
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, wide."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder in which the reports of the demo and of the seed are indexed, and their texts by address."""
    folder = tmp_path_factory.mktemp("texts")
    return folder, index_texts(folder)


@pytest.fixture(scope="session")
def asking(browser: Browser, texts: tuple[Path, dict[str, str]]) -> Iterator[Page]:
    """An empty page from which the modules can be asked, under the strict policy."""
    handler = functools.partial(Strict, directory=str(texts[0]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        yield page
        context.close()
        server.shutdown()
