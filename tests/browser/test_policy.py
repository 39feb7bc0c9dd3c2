"""The policy holds in a real browser on every kind of page, with the server's headers and without any."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import serve_plainly
from tests.serve.server import Folder, serve

from gongkai.build.modes import make_readable

#: The smallest WebAssembly there is.
COMPILE: Final = """() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
  .then(() => "runs", (error) => String(error))"""
#: Ways to run what does not come from this site; each must be refused. A refusal is told when the browser has time
#: to, a frame's last: all that are awaited are waited for, and 100 ms in which others may come.
FOREIGN: Final = """(awaited) => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
  const add = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
  window.foreign = false;
  add("script", { textContent: "window.foreign = true" });
  add("script", { src: "data:text/javascript,window.foreign = true" });
  add("img", { src: "https://foreign.example/x.png" });
  add("iframe", { src: "https://foreign.example/" });
  add("style", { textContent: "body { color: red }" });
  document.body.setAttribute("onclick", "window.foreign = true");
  document.body.click();
  setTimeout("window.foreign = true");
  fetch("https://foreign.example/").catch(() => {});
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const all = async () => {
    for (let tries = 0; tries < 100 && !awaited.every((name) => refused.includes(name)); tries++) await wait(100);
    await wait(100);
    return [window.foreign, [...new Set(refused)].sort()];
  };
  return all();
}"""
REFUSED: Final = [
    "connect-src", "frame-src", "img-src", "script-src", "script-src-attr", "script-src-elem", "style-src-elem",
]  # fmt: skip  # names, read in a row


def kinds(site: Path) -> list[str]:
    """One page of every kind, those written by hand too: pages whose addresses differ in names and years are alike."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        kind = re.sub(r"(?<=units/)[a-z-]+|(?<=compare/)\d{4}/[a-z-]+|\d{4}", "*", address)
        found.setdefault(kind, address)
    return list(found.values())


@pytest.fixture(scope="module")
def served(demo_site: Path) -> Iterator[str]:
    """Where the demo is served as the guide says, from a folder that the server's own user may read."""
    with Folder() as folder:
        shutil.copytree(demo_site, folder, dirs_exist_ok=True)
        make_readable(folder)
        with serve(folder) as server:
            yield server.address


@pytest.fixture(scope="module", params=["served", "address"])
def home(request: pytest.FixtureRequest) -> str:
    """As the guide says, and as on a host whose headers cannot be set."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong on it: refusals, errors, answers that are none."""
    context = browser.new_context(locale="zh-CN")
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    yield page, wrong
    context.close()


def test_no_page_does_what_its_policy_refuses(home: str, demo_site: Path, watched: tuple[Page, list[str]]) -> None:
    """Nothing of ours is refused on any kind of page, and WebAssembly runs on the page of the search alone."""
    page, wrong = watched
    pages = kinds(demo_site)
    assert len(pages) > 20
    for address in pages:
        page.goto(home + address)
        assert wrong == [], address
        runs = page.evaluate(COMPILE) == "runs"
        assert runs is (address == "search/"), address
        wrong.clear()  # the refusal that was asked for


def test_foreign_things_are_refused_on_every_page(home: str, demo_site: Path, page: Page) -> None:
    for address in kinds(demo_site):
        page.goto(home + address)
        assert page.evaluate(FOREIGN, REFUSED) == [False, REFUSED], address


@pytest.mark.parametrize("address", ["", "units/yanshi-caizheng/2023/", "guide/", "404.html"])
def test_the_text_is_searched_from_every_page(home: str, watched: tuple[Page, list[str]], address: str) -> None:
    """In a worker, which has the policy of its own file; the page needs none of it."""
    page, wrong = watched
    page.goto(home + address)
    page.keyboard.press("/")
    page.get_by_role("dialog", name="搜索").get_by_label("搜索单位和报告").fill("做实家庭医生签约")
    expect(page.locator(".gk-hit").first).to_contain_text("卫生健康局")
    assert wrong == []


def test_nobody_else_may_frame_a_page(page: Page, served: str, address: str, tmp_path: Path) -> None:
    """The one thing that only a header can say; without it another site shows the page as its own."""
    frames = "".join(f'<iframe src="{target}units/"></iframe>' for target in (served, address))
    (tmp_path / "index.html").write_text(f"<!doctype html>{frames}", encoding="utf-8")
    with serve_plainly(tmp_path) as foreign:
        page.goto(foreign)
        shown = ["单位名录" in frame.locator("h1").all_inner_texts() for frame in page.frames[1:]]
    assert shown == [False, True]
