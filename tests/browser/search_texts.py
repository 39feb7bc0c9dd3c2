"""The text of all reports in a folder of its own, indexed in several bundles, and a page from which it can be asked."""

from __future__ import annotations

import re
import shutil
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.conftest import ROOT, SEED, demo

from gongkai.pages.report.report import ReportView, report_page
from gongkai.read_and_check import read_and_check
from gongkai.search import bundle
from gongkai.search.bundle import Text, write_index
from gongkai.search.fulltext import index_entry, sections
from gongkai.search.lookup import LOOKUP_PATH, lookup_index
from gongkai.search.words import WORDS_PATH, words_index


def plain(text: str) -> str:
    """Text as a reader writes it: no quotation marks, no thousands separators."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub("[“”‘’]", "", text))


def index_texts(folder: Path) -> dict[str, str]:
    """The reports of the demo and of the seed, indexed in several bundles in ``folder``; their texts by address."""
    found, listed = dict[str, str](), list[Text]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "MOST", 40)
        for surveyed in (demo(), read_and_check(SEED)):
            archive = surveyed.archive.for_readers(preview=False)
            for key, entry in archive.entries.items():
                page = report_page(archive, entry, surveyed.findings[key])
                assert isinstance(page.view, ReportView)
                small = index_entry(page)
                listed.append(Text(page.path, entry.year, sha256(small.encode()).hexdigest(), partial(str, small)))
                said = "\n".join(f"{s.heading.words}\n{s.text}" for s in sections(page.view))
                names = " ".join(page.view.names)
                found[page.path] = plain(f"{page.title}\n{names}\n{said}")
        write_index(listed, folder / bundle.BUNDLES, folder / "cache")
    (folder / LOOKUP_PATH).write_bytes(lookup_index(demo().archive))
    (folder / WORDS_PATH).write_bytes(words_index(demo().archive.for_readers(preview=False), ()))
    shutil.copytree(ROOT / "docs/assets", folder / "assets")
    (folder / "index.html").write_text('<!doctype html><html lang="zh"><meta charset="utf-8"><title>查</title>')
    return found


def found_by(page: Page, queries: list[str]) -> list[set[str]]:
    """The addresses of the reports that each query finds."""
    script = """async (queries) => {
      const { searchText } = await import("/assets/gongkai-search.js");
      const found = [];
      for (const query of queries) found.push((await searchText(query, { everything: true })).addresses);
      return found;
    }"""
    return [set(addresses) for addresses in page.evaluate(script, queries)]


def holding(texts: dict[str, str], *words: str) -> set[str]:
    return {path for path, text in texts.items() if all(word in text for word in words)}
