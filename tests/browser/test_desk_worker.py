"""The desk's worker in Chromium, under the site's own policy: it starts, checks, shows, and asks nobody else."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from tests.browser.conftest import Quiet
from tests.conftest import SEED
from tests.desk.workers import built_with_desk

from gongkai.pages.parts.page import DESK
from gongkai.render.policy import policy_of

UNIT, YEAR = "zhengxiang-renda", 2020
#: Opens a worker as the page does, instead of the page's own, and the seed's report at it.
BEGIN: Final = """
async (unit) => {
  const { startDesk } = await import("/assets/desk-call.js");
  window.said = [];
  window.desk = startDesk(document.querySelector("[data-desk]"), ({ progress }) => window.said.push(progress));
  await window.desk.ready;
  window.reference = new Uint8Array(await (await fetch(`/desk/data/${unit}.zip`)).arrayBuffer());
}
"""
OPEN: Final = """
async (year) => {
  await desk.call("open_unit", [], { content: reference });
  const { problems } = await desk.call("start", [year, "published"]);
  return { problems, html: (await desk.call("page")).html };
}
"""
#: Twenty requests at once, of which the newest counts.
AT_ONCE: Final = """
async () => {
  const calls = [...Array(20).keys()].map(() => desk.call("check", [], { latest: "check" }));
  return (await Promise.allSettled(calls)).map(({ status }) => status);
}
"""
REFUSED: Final = """
async ([name, args]) => desk.call(name, args).then(() => "", (error) => error.message)
"""
WORKBOOK: Final = "async () => [...(await desk.call('workbook')).slice(0, 2)]"


class AsPublished(Quiet):
    """Serves with the policy of the desk, which its worker has from its own file."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", policy_of(DESK))
        super().end_headers()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed's site with the desk."""
    return built_with_desk(tmp_path_factory.mktemp("desk"), SEED)


class Watched:
    """A page of the desk with a worker, and everything that was asked for and complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.route("**/assets/desk.js*", lambda own: own.fulfill(content_type="text/javascript", body=""))
        page.goto(f"{address}desk/")
        page.evaluate(BEGIN, UNIT)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def run(self, script: str, given: object = None) -> Any:
        """What a script on the page answers."""
        return self.page.evaluate(script, given)


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Path) -> Iterator[Watched]:
    """The page, with the program loaded."""
    handler = functools.partial(AsPublished, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        context.set_default_timeout(120_000)
        yield Watched(context.new_page(), f"http://127.0.0.1:{server.server_address[1]}/")
        context.close()
        server.shutdown()


def test_it_shows_the_very_page_and_breaks_no_rule(desk: Watched, site: Path) -> None:
    found = desk.run(OPEN, YEAR)
    assert found["html"] == (site / f"units/{UNIT}/{YEAR}/index.html").read_text(encoding="utf-8")
    assert {problem["file"] for problem in found["problems"]} <= {f"data/{YEAR}/{UNIT}.yml"}
    assert found["problems"]
    assert not desk.complaints
    assert not [address for address in desk.asked if not address.startswith(desk.address)]


def test_progress_is_said_in_words_and_ends_at_the_whole(desk: Watched) -> None:
    said = desk.run("() => said")
    assert len(said) > 3
    assert all(words.startswith(("正在装载", "正在启动")) and words.endswith(" MB") for words in said)
    assert said[-1].partition("　")[2].split("／")[0] in said[-1].partition("／")[2]


def test_of_many_requests_the_newest_is_answered(desk: Watched) -> None:
    desk.run(OPEN, YEAR)
    ended = desk.run(AT_ONCE)
    assert ended[-1] == "fulfilled"
    assert ended.count("rejected") > 10


def test_what_cannot_be_done_is_said_in_one_sentence_and_the_worker_lives_on(desk: Watched) -> None:
    assert "怎么改：" in desk.run(REFUSED, ["start", [1999, "published"]])
    assert desk.run(REFUSED, ["no_such_method", []])
    assert desk.run(OPEN, YEAR)["html"]


def test_what_only_some_need_is_loaded_when_it_is_needed(desk: Watched) -> None:
    desk.run(OPEN, YEAR)
    assert not [address for address in desk.asked if "/xlsxwriter-" in address]
    assert bytes(desk.run(WORKBOOK)) == b"PK"
    assert len([address for address in desk.asked if "/xlsxwriter-" in address]) == 1
