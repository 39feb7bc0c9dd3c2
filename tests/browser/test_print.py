"""On paper: every report holds all of its text and nothing of the screen around it."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from playwright.sync_api import Browser
from tests.conftest import DEMO

FILES = sorted((DEMO / "data").glob("20*/[a-z]*.yml"))
#: Every report of the demo; one in twelve is printed by every run of the tests.
REPORTS = [
    pytest.param(f"units/{file.stem}/{file.parent.name}/", marks=[pytest.mark.trial] if at % 12 else [])
    for at, file in enumerate(FILES)
]
_SPACE = re.compile(r"\s+")
#: What the reader's own paper does not need.
CHROME = ("跳到正文", "关怀版", "明暗", "菜单", "本页目录")


def printed(browser: Browser, url: str, target: Path) -> tuple[str, str, pypdfium2.PdfDocument]:
    """The words of the article on the screen, the words on paper, and the paper."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    shown = page.evaluate(
        """() => [...document.querySelectorAll("main article *")]
          .filter((part) => part.checkVisibility() && ![...part.children].length && part.textContent.trim())
          .map((part) => part.textContent).join("\\n")"""
    )
    page.pdf(path=str(target), format="A4", prefer_css_page_size=True)
    context.close()
    paper = pypdfium2.PdfDocument(target)
    return shown, words_of(paper), paper


def words_of(paper: pypdfium2.PdfDocument) -> str:
    """The words of all sheets in a row, without the page numbers, so that a sentence may run over a page's end."""
    sheets = [sheet.get_textpage().get_text_bounded() for sheet in paper]
    numbers = [f"{number} / {len(sheets)}" for number in range(1, len(sheets) + 1)]
    assert all(sheet.count(number) for sheet, number in zip(sheets, numbers, strict=True)), "a sheet has no number"
    return "".join(sheet.replace(number, "", 1) for sheet, number in zip(sheets, numbers, strict=True))


def plain(text: str) -> str:
    """Without white space; soft hyphens of the paper are none."""
    return _SPACE.sub("", text).replace("\u00ad", "").replace("\ufffe", "")


@pytest.mark.parametrize("report", REPORTS)
def test_a_printed_report_holds_all_its_text_and_no_navigation(
    browser: Browser, address: str, report: str, tmp_path: Path
) -> None:
    shown, paper, document = printed(browser, address + report, tmp_path / "report.pdf")
    words = plain(paper)
    missing = [line for line in shown.split("\n") if plain(line) and plain(line) not in words]
    assert len(shown) > 100
    assert missing == []
    assert not [word for word in CHROME if word in words]
    assert "演示数据" in words
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)


def test_the_first_sheet_says_that_a_report_was_corrected_and_late(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    _, _, document = printed(browser, address + "units/yanshi-jiaotong/2021/", tmp_path / "report.pdf")
    first = plain(document[0].get_textpage().get_text_bounded())
    assert "2022年8月31日发布批复后33日发布后更正2次逾期13日" in first
    assert "下载" not in first


def test_hidden_checks_are_printed_too(browser: Browser, address: str, tmp_path: Path) -> None:
    """Nobody opens a fold on paper."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "units/yanshi-weijian/2023/")
    relation = page.locator(".gk-checkup details td").first.text_content()
    assert relation
    page.pdf(path=str(tmp_path / "closed.pdf"), format="A4")
    context.close()
    paper = pypdfium2.PdfDocument(tmp_path / "closed.pdf")
    assert plain(relation) in plain(words_of(paper))
