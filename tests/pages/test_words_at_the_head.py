"""What a page says at its head, over any mixture of published, missing and zero.

No figure is said that is neither published nor follows from published ones, and nothing is said to be unpublished
that is published.
"""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.pages.sparse import REPORT, SPARSE, deep, heads, lines_of

from gongkai.model.rates import percent
from gongkai.model.report import Report
from gongkai.pages.parts.format import format_exact, format_percent

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def _sayable(report: Report, before: Report | None) -> set[str]:
    """Every figure that the head of a page may contain: published, or a line's change and its rate."""
    said: set[str] = set()
    last = lines_of(before) if before else {}
    for label, item in lines_of(report).items():
        said |= {format_exact(value) for value in [*item.columns.values(), *deep(item)] if value is not None}
        bases = (item.initial_budget, item.prior_actual, last[label].actual if label in last else None)
        for base in (base for base in bases if base is not None and item.actual is not None):
            assert item.actual is not None
            gap = abs(item.actual - base)
            said |= {format_exact(gap), format_percent(percent(gap, base), 1)}
            said |= {"0"} if base == 0 else set()  # 基数为 0, as last year's report published it
    return said | {format_exact(report.evaluation.score), str(len(deep(report.three_public)))}


@given(SPARSE, st.none() | SPARSE)
def test_every_figure_in_the_head_is_published_or_follows(this: Any, last: Any) -> None:
    report = Report.model_validate(REPORT | this)
    before = None if last is None else Report.model_validate(REPORT | last)
    words, noted, _ = heads(report, before)
    allowed = _sayable(report, before)
    for text in (words, *noted):
        assert {number for number in _NUMBER.findall(text)} <= allowed, text


@given(SPARSE)
def test_nothing_is_said_to_be_unpublished_that_is_published(this: Any) -> None:
    report = Report.model_validate(REPORT | this)
    words, _, (spending, budget, three, score) = heads(report, None)
    lines = lines_of(report)
    totals = [lines[label] for label in ("本年支出合计", "支出总计", "年度资金总额")]
    if found := re.search("没有公开(.+?)(的决算数)?[，。]", words):
        assert all(item.actual is None for item in totals)
        published = [item for item in totals if any(value is not None for value in item.columns.values())]
        assert (found[2] is None) == (not published)
        assert lines[found[1]].actual is None
    else:
        assert any(item.actual is not None for item in totals)
    for card, item in ((spending, lines[spending.label]), (three, report.three_public)):
        assert ("未公开" in card.note) == (item.actual is None)
        if card.note == "未公开":
            assert not any(value is not None for value in item.columns.values())
    assert three.note != "未公开" or not deep(report.three_public)
    initial = {label: item.initial_budget for label, item in lines.items() if item in (*totals, lines["基本支出"])}
    if found := re.fullmatch("未公开(.+)的年初预算", budget.note):
        assert all(value is None for value in initial.values())
        assert found[1] in lines
    elif found := re.fullmatch("(.+)年初预算 .+，未公开决算数", budget.note):
        assert lines[found[1]].actual is None
        assert initial[found[1]] is not None
    assert score.note != "未公开" or (report.evaluation.score is None and report.evaluation.grade is None)
