"""Reader view (Firefox's own program): an article keeps the answer, what does not add up and its tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.conftest import ROOT

READABILITY = ROOT / ".venv/js/node_modules/@mozilla/readability/Readability.js"
#: What is on the page, what of it the reader view leaves out, and how much it keeps.
READ = """(program) => {
  const KINDS = [".gk-lead", ".gk-notice", "h2", "table", ".gk-finding"];
  (0, eval)(program + ";globalThis.Readability = Readability");
  const words = (element) => element.textContent.replace(/\\s+/g, "");
  const read = new Readability(document.cloneNode(true)).parse();
  const kept = read.textContent.replace(/\\s+/g, "");
  const all = (kind) => [...document.querySelectorAll(`main article ${kind}`)].map(words);
  return {
    title: read.title, share: kept.length / words(document.querySelector("main article")).length,
    lead: words(document.querySelector("main article .gk-lead") ?? document.body), kept,
    lost: KINDS.flatMap((kind) => all(kind).filter((text) => !kept.includes(text))),
  };
}"""
REPORTS = (
    "units/yanshi-weijian/2023", "units/yanshi-jiaotong/2020", "units/yanshi-nongye/2020", "units/yanshi-renda/2021",
    "units/yanshi-caizheng/2019", "units/yanshi-tuanwei/2023", "units/yanshi-minzheng-benji/2023",
)  # fmt: skip  # with and without faults, corrected, of both outlines
OTHERS = ("units/yanshi-jiedao/2022", "updates", "data/fields", "about/reading", "guide/clerk")


@pytest.mark.parametrize("pages", [REPORTS, OTHERS])
def test_a_reader_view_keeps_the_answer_the_notice_and_the_tables(
    browser: Browser, address: str, demo_site: Path, pages: tuple[str, ...]
) -> None:
    program = READABILITY.read_text(encoding="utf-8")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for path in pages:
        assert (demo_site / path / "index.html").is_file()
        page.goto(f"{address}{path}/")
        found = page.evaluate(READ, program)
        assert found["lost"] == [], path
        assert found["share"] > 0.9, path
        if pages is REPORTS:
            assert found["lead"] in found["kept"], path
            assert "年度" in found["title"]
    context.close()
