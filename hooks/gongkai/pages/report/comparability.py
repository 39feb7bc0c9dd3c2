"""What a reader must know before comparing a report with the year before."""

from __future__ import annotations

from ...derive.assessment import Assessment
from ...model.archive import Archive, Chain, Entry
from ...model.text import quoted


def comparability(archive: Archive, entry: Entry, assessment: Assessment) -> str:
    """The note on a report's page; "" where nothing stands in the way."""
    prior, last = assessment.prior, entry.year - 1
    notes = {
        Chain.BROKEN: f"{entry.year}年起单位或口径有变化，不与{last}年比较。",
        Chain.MERGED: f"“比上年”以{last}年合并前各单位的合计为基数。",
        Chain.SUCCEEDED: f"“比上年”以{last}年前身单位的数字为基数。",
    }
    note = notes.get(prior.chain, "") if prior.reports or prior.chain is Chain.BROKEN else ""
    if prior.outline_changed:
        before, now = archive.years[last].outline, archive.years[entry.year].outline
        note += f"{entry.year}年起报告提纲由{quoted(before)}改为{quoted(now)}，只比较两年都有的数字；"
        note += "两年指标体系不同，得分不宜直接比较。"
    return note
