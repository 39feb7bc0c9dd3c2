"""What a report's page says by itself of its figures, so that an imported 说明 need not say it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..model.outline import Outline, Sentence
from ..model.problem import KeyPath
from ..model.report import Report
from ..pages.report.sentences import sentence

#: Where a report states in words what the page writes as a sentence.
_PLACES: Final[Mapping[Sentence, KeyPath]] = {
    Sentence.TOTALS: ("收支", "说明"),
    Sentence.BASIC: ("收支", "基本支出", "说明"),
    Sentence.PROJECT: ("收支", "项目支出", "说明"),
    Sentence.THREE_PUBLIC: ("三公经费", "说明"),
    Sentence.OPERATING: ("公用经费", "说明"),
}


def said_by_page(report: Report, year: int, outline: Outline | None) -> dict[KeyPath, str]:
    """The sentences that the outline prints, at the texts in which they would stand twice."""
    placed = {slot.sentence for _, slot, _ in outline.slots()} if outline else set()
    return {path: sentence(name, report, year) for name, path in _PLACES.items() if name in placed}
