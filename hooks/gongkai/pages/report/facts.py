"""What a report page says of the report itself: dates, catalogue, and when it was taken down."""

from __future__ import annotations

from ...derive.assessment import Assessment
from ...model.archive import Archive, Chain, Entry
from ...model.disclosure import State
from ...model.record import Record
from ...model.report import Report
from ...model.text import quoted
from ...model.unit import Unit
from ..parts.format import format_date
from ..parts.page import kind_beside


def withdrawal(entry: Entry) -> tuple[tuple[str, str], ...]:
    """When a report was taken down, and by what its old file can be known."""
    said = entry.report.disclosure if entry.report and entry.state is State.WITHDRAWN else None
    facts = (
        ("撤下日期", format_date(said.withdrawn_on) if said else None),
        ("原文件校验值（SHA-256）", said.withdrawn_digest if said else None),
    )
    return tuple((label, value) for label, value in facts if value)


def facts_of(entry: Entry, unit: Unit) -> tuple[str, ...]:
    """What stands below the title: category, scope, measures, dates."""
    now_called = f"现名：{unit.name}" if unit.name_in(entry.year) != unit.name else None
    published, dates = entry.published, entry.report.disclosure if entry.report else None
    published_on = format_date(dates.published_on) if dates else None
    approved = format_date(dates.approved_on) if dates else None
    reported = format_date(published.disclosure.reported_on) if published else None
    facts = (
        unit.category,
        f"文种：{kind}" if (kind := kind_beside(entry)) else None,
        f"{unit.scope.value}口径",
        f"原文金额单位：{measure.said}" if published and (measure := published.published_measure) else None,
        "金额单位：万元",
        f"发布日期：{published_on or '未载明'}" if published else None,
        f"批复日期：{approved}" if approved else None,
        f"报告日期：{reported}" if reported else None,
        now_called,
    )
    return tuple(fact for fact in facts if fact)


def catalogue_of(report: Report | None) -> tuple[tuple[str, str], ...]:
    """The catalogue bar and contact: only what is known."""
    records = (report.catalogue, report.cover, report.contact) if report else ()
    return tuple(fact for record in records for fact in stated_in_order(record))


def stated_in_order(record: Record) -> tuple[tuple[str, str], ...]:
    """What a record states, by the names of its fields."""
    return tuple(
        (declared.alias or name, str(value))
        for name, declared in type(record).model_fields.items()
        if (value := getattr(record, name)) is not None
    )


def comparability(archive: Archive, entry: Entry, assessment: Assessment) -> str:
    """What a reader must know before comparing with the year before."""
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
