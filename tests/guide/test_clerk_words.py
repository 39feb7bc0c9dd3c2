"""The sentences that the clerk's guide says a page writes are those that it writes."""

from __future__ import annotations

import re
from typing import Final

from tests.conftest import ROOT
from tests.guide.examples import of_language
from tests.guide.test_examples import as_report

from gongkai.load.record_file import parse_record
from gongkai.model.outline import Sentence
from gongkai.model.report import Report
from gongkai.pages.report.sentences import sentence

SECTION: Final = (
    (ROOT / "docs/guide/clerk.md").read_text(encoding="utf-8").partition("{#bu-xie}")[2].partition("\n#")[0]
)
#: Whose 说明 the guide names → the sentence.
ROWS: Final = dict(re.findall(r"^\| `(\w+)` 的 `说明` \| (.+) \|$", SECTION, re.M))


def test_every_sentence_of_a_page_is_named_with_the_words_that_it_has() -> None:
    (example,) = (each for each in of_language("yaml") if each.text in SECTION)
    report, document = parse_record(as_report(example.text), "x.yml", Report)
    assert report is not None, document.problems
    assert sorted(ROWS.values()) == sorted(sentence(name, report, 2023) for name in Sentence)
    assert len(set(ROWS)) == len(Sentence)
    assert all(ROWS.values())
